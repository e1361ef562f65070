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
  /** From the end of one run to the beginning of the next: dots over steps that too few people told about. */
  bridges: { now: [XY, XY][]; then: [XY, XY][] }
  /** Steps of this period that only have an interval, and no difference that can be told. */
  whiskers: { x: number; low: number; high: number }[]
  marks: Mark[]
}

const between = (lines: readonly XY[][]) =>
  lines.slice(1).map((run, i): [XY, XY] => [lines[i]?.at(-1) as XY, run[0] as XY])

export function felt(
  now: Pick<MeasuredMap, "steps">,
  then: Pick<MeasuredMap, "steps">,
  moved: readonly Moved[],
  xs: readonly number[],
): Felt {
  const told = moved.filter((one) => one.part === "feeling" && isTold(one))
  const of = (step: StepView) => told.find((one) => one.id === `${step.id}/${step.felt?.scale}`)
  const point = (step: StepView | undefined, i: number): XY | null => {
    const y = step ? measured(step) : null
    return y === null ? null : { x: xs[i] as number, y }
  }
  const lines = {
    now: runs(now.steps.map(point)),
    then: runs(
      now.steps.map((step, i) =>
        point(
          then.steps.find((one) => one.id === step.id),
          i,
        ),
      ),
    ),
  }
  return {
    ...lines,
    bridges: { now: between(lines.now), then: between(lines.then) },
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
