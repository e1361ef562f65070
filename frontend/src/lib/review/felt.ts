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
  /** From the end of one run to the beginning of the next: dots over steps that too few people told about. */
  bridges: { now: [XY, XY][]; then: [XY, XY][] }
  /** Steps of this period that only have an interval. */
  whiskers: { x: number; low: number; high: number }[]
  marks: Mark[]
}

/** A number that tells a difference is drawn even where it stands on few answers. */
const value = (step: StepView | undefined) =>
  step ? (measured(step) ?? step.felt?.number.value ?? null) : null

const between = (lines: readonly XY[][]) =>
  lines.slice(1).map((run, i): [XY, XY] => [lines[i]?.at(-1) as XY, run[0] as XY])

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
  const lines = {
    now: runs(now.steps.map((step, i) => point(step, i, of(step) !== undefined))),
    then: runs(now.steps.map((step, i) => point(before(step), i, of(step) !== undefined))),
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
      const [from, to] = [value(before(step)), value(step)]
      if (!one || from === null || to === null) return []
      return [{ step, x: xs[i] as number, before: from, now: to, moved: one, below: to < from }]
    }),
  }
}
