import { FEELINGS, measured } from "../emotion"
import { feeling } from "../numbers"
import type { Number_, StepView } from "../types"
import type { PlacedStep } from "./shape"

/** The emotion lane while people draw what they believe: the measured curve stays as it was built. */

const NOBODY: Number_ = {
  value: null,
  low: null,
  high: null,
  n: 0,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "count",
  show: "hidden",
}

const blank = (placed: PlacedStep): StepView => ({
  id: placed.id,
  number: placed.number,
  title: placed.step.title,
  stage: placed.stage.id,
  believed: null,
  cards: [],
  channels: [],
  evidence: "assumed",
  expected_within: null,
  felt: null,
  felt_otherwise: [],
  finding: null,
  gap: null,
  gap_words: null,
  has_rule: false,
  moment_of_truth: false,
  next: [],
  outcome: null,
  people: NOBODY,
  tiles: [],
  time_to_next: null,
  touchpoints: [],
  visits: 0,
})

/** The step with its measured feeling and the belief of the draft; the gap follows while the belief is dragged. */
export function drawnStep(placed: PlacedStep, published: StepView | undefined): StepView {
  const believed = placed.step.believed ?? null
  const base = published ?? blank(placed)
  const value = measured(base)
  const number = base.felt?.number
  const gap = value === null || believed === null ? null : value - believed
  const inside =
    believed !== null &&
    number?.low != null &&
    number.high !== null &&
    number.low <= believed &&
    believed <= number.high
  const words =
    gap === null ? null : base.believed === believed ? base.gap_words : inside ? "cannot tell" : "clear"
  return { ...base, id: placed.id, title: placed.step.title, believed, gap, gap_words: words, cards: [] }
}

export const SNAP = 0.5
export const FINE = 0.1

/** The nearest value people may set. */
export function snapped(value: number, fine: boolean): number {
  const size = fine ? FINE : SNAP
  const near = Math.round(Math.max(-2, Math.min(2, value)) / size) * size
  return Math.round(near * 10) / 10 || 0
}

/** "+0.5, between neutral and pleased" */
export function inWords(value: number): string {
  const exact = FEELINGS.find((one) => one.value === value)
  if (exact) return `${feeling(value)}, ${exact.word.toLowerCase()}`
  const [above, below] = [
    FEELINGS.findLast((one) => one.value > value),
    FEELINGS.find((one) => one.value < value),
  ]
  return `${feeling(value)}, between ${below?.word.toLowerCase()} and ${above?.word.toLowerCase()}`
}

/** A number somebody typed, such as "-1,5" or "+1"; null when it is none. */
export function typed(text: string): number | null {
  const plain = text.trim().replace(",", ".").replace("\u2212", "-")
  const value = plain === "" ? NaN : Number(plain)
  return Number.isFinite(value) ? snapped(value, true) : null
}
