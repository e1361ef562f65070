import { runs, type XY } from "../curve"
import { measured } from "../emotion"
import type { MeasuredMap, Moved, StepView } from "../types"
import { isTold } from "./moved"

/** The feelings of two periods as two lines over the same steps, and where the difference can be told. */

export interface Mark {
  step: StepView
  x: number
  moved: Moved
  /** The words stand below the line where it fell, above it where it rose. */
  below: boolean
}

export interface Felt {
  now: XY[][]
  then: XY[][]
  /** The same with the middle of an interval where too few people told for a point; drawn with dots. */
  faint: { now: XY[][]; then: XY[][] }
  /** Steps of this period that only have an interval, and no difference that can be told. */
  whiskers: { x: number; low: number; high: number }[]
  marks: Mark[]
}

/** A place for the dotted line where only an interval may be shown. */
function middle(step: StepView): number | null {
  const number = step.felt?.number
  if (number?.show !== "interval" || number.low === null || number.high === null) return null
  return (number.low + number.high) / 2
}

export function felt(
  now: Pick<MeasuredMap, "steps">,
  then: Pick<MeasuredMap, "steps">,
  moved: readonly Moved[],
  xs: readonly number[],
): Felt {
  const told = moved.filter((one) => one.part === "feeling" && isTold(one))
  const of = (step: StepView) => told.find((one) => one.id === `${step.id}/${step.felt?.scale}`)
  const line = (steps: readonly StepView[], place: (step: StepView) => number | null) =>
    runs(
      now.steps.map(({ id }, i): XY | null => {
        const step = steps.find((one) => one.id === id)
        const y = step ? place(step) : null
        return y === null ? null : { x: xs[i] as number, y }
      }),
    )
  const around = (step: StepView) => measured(step) ?? middle(step)
  return {
    now: line(now.steps, measured),
    then: line(then.steps, measured),
    faint: { now: line(now.steps, around), then: line(then.steps, around) },
    whiskers: now.steps.flatMap((step, i) => {
      const number = step.felt?.number
      if (number?.show !== "interval" || number.low === null || number.high === null || of(step)) return []
      return [{ x: xs[i] as number, low: number.low, high: number.high }]
    }),
    marks: now.steps.flatMap((step, i): Mark[] => {
      const one = of(step)
      return one ? [{ step, x: xs[i] as number, moved: one, below: (one.change ?? 0) < 0 }] : []
    }),
  }
}
