import { FEELINGS, measured } from "../emotion"
import { feeling } from "../numbers"
import type { Number_, StepView } from "../types"
import type { Someone } from "../personas"
import { beliefField, type DraftMap, type PlacedStep, type StepDraft } from "./shape"

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

const NONE: never[] = []

const blank = (placed: PlacedStep): StepView => ({
  id: placed.id,
  number: placed.number,
  title: placed.step.title,
  stage: placed.stage.id,
  believed: null,
  believed_for: NONE,
  cards: NONE,
  channels: NONE,
  evidence: "assumed",
  expected_within: null,
  felt: null,
  felt_otherwise: NONE,
  field_notes: 0,
  finding: null,
  gap: null,
  gap_words: null,
  has_rule: false,
  moment_of_truth: false,
  next: NONE,
  outcome: null,
  people: NOBODY,
  tiles: NONE,
  time_to_next: null,
  touchpoints: NONE,
  visits: 0,
})

/** What a draft believes of a step, for a persona or, without one, for everyone. */
export const beliefAt = (placed: PlacedStep, persona: string): number | null =>
  placed.step[beliefField(persona)] ?? null

export interface Voice extends Someone {
  /** The persona's place on the map; null for everyone. */
  at: number | null
}

/** Whose curves can be drawn: everyone's alone, as long as there is but one persona without a curve of its own. */
export function voicesOf(draft: DraftMap): Voice[] {
  const drawn = draft.personas.some(({ id }) => draft.steps.some((placed) => beliefAt(placed, id) !== null))
  const personas = draft.personas.length > 1 || drawn ? draft.personas : []
  return [
    { id: "", name: "Everyone", at: null },
    ...personas.map(({ id, name }, at) => ({ id, name: name || "Somebody", at })),
  ]
}

/** Personas that somebody deleted while a colleague drew what is believed for them: to be taken back. */
export function lostVoices(step: StepDraft, personas: readonly Someone[]): Someone[] {
  const known = new Set(personas.map((one) => beliefField(one.id)))
  return Object.keys(step)
    .filter((field) => field.startsWith("believed_for:") && !known.has(field as `believed_for:${string}`))
    .map((field) => field.slice("believed_for:".length))
    .map((id) => ({ id, name: `${id} (deleted)` }))
}

/** The step with its measured feeling and the belief of the draft; the gap follows while the belief is dragged. */
export function drawnStep(
  placed: PlacedStep,
  published: StepView | undefined,
  personas: readonly Someone[] = [],
): StepView {
  const believed = placed.step.believed ?? null
  const voices = personas.flatMap(({ id, name }) => {
    const value = beliefAt(placed, id)
    return value === null ? [] : [{ persona: id, name, value }]
  })
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
  const own = {
    id: placed.id,
    title: placed.step.title,
    believed,
    believed_for: voices.length ? voices : NONE,
  }
  return { ...base, ...own, gap, gap_words: words, cards: NONE }
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
