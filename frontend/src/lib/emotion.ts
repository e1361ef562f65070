import { runs, type XY } from "./curve"
import { lenses, type Lens } from "./gaps"
import { count, feeling, full } from "./numbers"
import { SCALES } from "./scales"
import type { Number_, StepView } from "./types"

/** What the two curves of the emotion lane show, in feelings (-2 to +2) over given x. */

export interface Mark {
  step: StepView
  x: number
  value: number
  /** A face is drawn only where it says something: peak, trough, and where belief and measurement part. */
  face: boolean
  /** Words beside the number; null where no number is drawn. */
  word: "peak" | "trough" | "last" | "" | null
  below: boolean
}

export interface Whisker {
  step: StepView
  x: number
  low: number
  high: number
  /** Too few for a point: the interval stands alone. */
  alone: boolean
}

export interface Gap {
  step: StepView
  x: number
  measured: number
  believed: number
}

export interface Diamond {
  mark: number
  x: number
  value: number
  /** How many marks of this step stand before it. */
  place: number
  beside: "face" | "point" | "nothing"
}

export interface Emotion {
  believed: XY[][]
  measured: XY[][]
  ribbons: { upper: XY[]; lower: XY[] }[]
  bridges: [XY, XY][]
  whiskers: Whisker[]
  lenses: Lens[]
  gaps: Gap[]
  marks: Mark[]
  diamonds: Diamond[]
}

/** From this distance on the gap is the headline of the map. */
export const WIDE = 1

/** The measured feeling of a step where it may be drawn as a point. */
export function measured(step: StepView): number | null {
  const number = step.felt?.number
  return number && number.show === "full" ? number.value : null
}

const isWide = (step: StepView) => step.gap !== null && Math.abs(step.gap) > WIDE

/** Whether the believed square stands where the number beside a point would be written. */
function covered(believed: number | null, value: number, below: boolean): boolean {
  const away = believed === null ? 0 : (believed - value) * (below ? -1 : 1)
  return away > 0.2 && away < 0.95
}

function marksOf(steps: readonly StepView[], xs: readonly number[]): Mark[] {
  const found = steps.flatMap((step, i) => {
    const value = measured(step)
    return value === null ? [] : [{ step, x: xs[i] as number, value }]
  })
  const values = found.map((mark) => mark.value)
  const [highest, lowest] = [Math.max(...values), Math.min(...values)]
  const peak = found.length > 2 && highest > lowest ? found.find((mark) => mark.value === highest) : undefined
  const trough =
    found.length > 2 && highest > lowest ? found.find((mark) => mark.value === lowest) : undefined
  return found.map((mark) => {
    const word =
      mark === peak
        ? "peak"
        : mark === trough
          ? "trough"
          : isWide(mark.step)
            ? ""
            : mark === found.at(-1)
              ? "last"
              : null
    const face = word !== null && word !== "last"
    const under = mark === trough || (mark !== peak && (mark.step.gap ?? 0) < 0 && word === "")
    return { ...mark, word, face, below: covered(mark.step.believed, mark.value, under) ? !under : under }
  })
}

function diamondsOf(steps: readonly StepView[], xs: readonly number[], marks: readonly Mark[]): Diamond[] {
  return steps.flatMap((step, i) => {
    const point = marks.find((mark) => mark.step === step)
    const number = step.felt?.number
    const middle =
      number?.show === "interval" && number.low !== null && number.high !== null
        ? (number.low + number.high) / 2
        : null
    return step.cards
      .flatMap((card) => card.mark ?? [])
      .map((mark, place) => ({
        mark,
        x: xs[i] as number,
        value: point?.value ?? middle ?? step.believed ?? 0,
        place,
        beside: point ? (point.face ? ("face" as const) : ("point" as const)) : ("nothing" as const),
      }))
  })
}

/** The whole drawing, for steps whose centres lie at `xs`. */
export function emotion(steps: readonly StepView[], xs: readonly number[]): Emotion {
  const point = (value: number | null | undefined, i: number): XY | null =>
    value === null || value === undefined ? null : { x: xs[i] as number, y: value }
  const lines = runs(steps.map((step, i) => point(measured(step), i)))
  const believed = runs(steps.map((step, i) => point(step.believed, i)))
  const interval = (step: StepView) => (step.felt?.number.show === "hidden" ? null : step.felt?.number)
  const whiskers = steps.flatMap((step, i): Whisker[] => {
    const number = interval(step)
    if (!number || number.low === null || number.high === null) return []
    const x = xs[i] as number
    const lonely = lines.some((run) => run.length === 1 && run[0]?.x === x)
    const alone = number.show === "interval"
    return alone || lonely ? [{ step, x, low: number.low, high: number.high, alone }] : []
  })
  const ribbons = lines
    .filter((run) => run.length > 1)
    .map((run) => {
      const ends = run.map(({ x, y }) => {
        const number = steps[xs.indexOf(x)]?.felt?.number
        return { x, low: number?.low ?? y, high: number?.high ?? y }
      })
      return {
        upper: ends.map(({ x, high }) => ({ x, y: high })),
        lower: ends.map(({ x, low }) => ({ x, y: low })),
      }
    })
  const bridges = lines.slice(1).map((run, i): [XY, XY] => [lines[i]?.at(-1) as XY, run[0] as XY])
  const marks = marksOf(steps, xs)
  const wide = lines
    .flatMap((line) => believed.flatMap((plan) => lenses(line, plan)))
    .filter((lens) => lens.widest > WIDE)
    .filter((lens) => {
      const inside = steps.filter((_, i) => (xs[i] as number) >= lens.from && (xs[i] as number) <= lens.to)
      return inside.some((step) => isWide(step) && step.gap_words !== "cannot tell")
    })
  const gaps = marks
    .filter((mark) => isWide(mark.step) && mark.step.believed !== null)
    .map((mark) => ({
      step: mark.step,
      x: mark.x,
      measured: mark.value,
      believed: mark.step.believed as number,
    }))
  return {
    believed,
    measured: lines,
    ribbons,
    bridges,
    whiskers,
    lenses: wide,
    gaps: widestOf(gaps, wide),
    marks,
    diamonds: diamondsOf(steps, xs, marks),
  }
}

/** One pill a lens, at its widest step; gaps outside any lens keep their own. */
function widestOf(gaps: Gap[], wide: readonly Lens[]): Gap[] {
  const size = (gap: Gap) => Math.abs(gap.measured - gap.believed)
  const home = (gap: Gap) => wide.find((lens) => gap.x >= lens.from && gap.x <= lens.to)
  return gaps.filter((gap) => {
    const lens = home(gap)
    return !lens || !gaps.some((other) => home(other) === lens && size(other) > size(gap))
  })
}

/** An interval is heard better as "between −0.6 and +0.3" than with its signs side by side. */
const heard = (number: Number_) => {
  const { low, high, value, n } = number
  if (low === null || high === null || value === null) return full(number)
  const point = number.show === "full" ? `${feeling(value)}, ` : ""
  return `${point}between ${feeling(low)} and ${feeling(high)}, n\u00a0${count(n)}`
}

/** A step's emotion as a sentence, for screen readers and for the pointer that rests on the lane. */
export function spoken(step: StepView): string {
  const number = step.felt?.number ?? null
  const believed = step.believed === null ? "" : `believed ${feeling(step.believed)}`
  const asked = SCALES[step.felt?.scale ?? ""] ?? step.felt?.scale
  const measuredWords = !number?.n
    ? ""
    : number.show === "hidden"
      ? "too few answers to say how it felt"
      : `measured ${heard(number)}, by ${asked}`
  const voices = step.believed_for.map((one) => `${one.name} ${feeling(one.value)}`).join(", ")
  return [measuredWords, [believed, voices].filter(Boolean).join(", ")].filter(Boolean).join("; ")
}

/** The colour of a feeling follows its height. */
export function hue(value: number): string {
  if (value >= 1.25) return "var(--emo-p2)"
  if (value >= 0.5) return "var(--emo-p1)"
  if (value > -0.5) return "var(--emo-0)"
  return value > -1.25 ? "var(--emo-n1)" : "var(--emo-n2)"
}

/** The mouth of a face of the given radius: up for joy, down for grief. */
export function mouth(value: number, radius: number): string {
  const bend = Math.max(-2, Math.min(2, value)) / 2
  const width = radius * 0.42
  const corner = radius * (0.34 - 0.14 * bend)
  const middle = corner + radius * 0.62 * bend
  const write = (n: number) => Math.round(n * 100) / 100
  return `M${write(-width)} ${write(corner)}Q0 ${write(middle)} ${write(width)} ${write(corner)}`
}

export const FEELINGS = [
  { value: 2, word: "Delighted" },
  { value: 1, word: "Pleased" },
  { value: 0, word: "Neutral" },
  { value: -1, word: "Annoyed" },
  { value: -2, word: "Upset" },
] as const
