import { runs, type XY } from "../curve"
import { measured } from "../emotion"
import type { MeasuredMap, Moved, StepView } from "../types"
import { isTold } from "./moved"

/** The feelings of two periods as two lines over the same steps, and where the difference can be told. */

export interface Mark {
  step: StepView
  x: number
  before: number
  now: number
  moved: Moved
  /** The words stand below the line where it fell, above it where it rose. */
  below: boolean
}

export interface Felt {
  now: XY[][]
  then: XY[][]
  marks: Mark[]
}

/** A number that tells a difference is drawn even where it stands on few answers. */
const value = (step: StepView | undefined) =>
  step ? (measured(step) ?? step.felt?.number.value ?? null) : null

export function felt(
  now: Pick<MeasuredMap, "steps">,
  then: Pick<MeasuredMap, "steps">,
  moved: readonly Moved[],
  xs: readonly number[],
): Felt {
  const before = (step: StepView) => then.steps.find((one) => one.id === step.id)
  const told = moved.filter((one) => one.part === "feeling" && isTold(one))
  const of = (step: StepView) => told.find((one) => one.id === `${step.id}/${step.felt?.scale}`)
  const point = (step: StepView | undefined, i: number, marked: boolean): XY | null => {
    const y = step ? (marked ? value(step) : measured(step)) : null
    return y === null ? null : { x: xs[i] as number, y }
  }
  return {
    now: runs(now.steps.map((step, i) => point(step, i, of(step) !== undefined))),
    then: runs(now.steps.map((step, i) => point(before(step), i, of(step) !== undefined))),
    marks: now.steps.flatMap((step, i): Mark[] => {
      const one = of(step)
      const [from, to] = [value(before(step)), value(step)]
      if (!one || from === null || to === null) return []
      return [{ step, x: xs[i] as number, before: from, now: to, moved: one, below: to < from }]
    }),
  }
}
