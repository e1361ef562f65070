import { addDays, day, longDay, range } from "../dates"
import { count } from "../numbers"
import type { ActionView, Cadence, MeasuredMap, ReviewCard, ReviewPage } from "../types"

/** What a review says about days. */

/** Whole weeks, so that every period has the same weekdays. */
export const DAYS: Record<Cadence, number> = { weekly: 7, monthly: 28, quarterly: 91 }

export const CADENCES: readonly { id: Cadence; label: string; note: string }[] = [
  { id: "weekly", label: "weekly", note: "7 days against 7 days" },
  { id: "monthly", label: "monthly", note: "4 weeks against 4 weeks" },
  { id: "quarterly", label: "quarterly", note: "13 weeks against 13 weeks" },
]

export interface Period {
  start: string
  end: string
}

/** The period that a review begun now looks at: the last one that the data hold in full. */
export function nextPeriod(
  map: Pick<MeasuredMap, "complete_through">,
  cadence: Cadence = "monthly",
): Period | null {
  if (!map.complete_through) return null
  const end = addDays(map.complete_through, -1)
  return { start: addDays(end, 1 - DAYS[cadence]), end }
}

export const periodWords = ({ start, end }: Period) => range(start, end)

/** The cadence of a period, by its length. */
export function cadenceOf({ start, end }: Period): Cadence | null {
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1
  return CADENCES.find((one) => DAYS[one.id] === days)?.id ?? null
}

/** "Monthly review 3" */
export function titleOf(review: Pick<ReviewPage | ReviewCard, "number" | "period">): string {
  const cadence = cadenceOf(review.period)
  const word = cadence ? `${cadence.charAt(0).toUpperCase()}${cadence.slice(1)} review` : "Review"
  return `${word} ${review.number}`
}

/** Actions that a review speaks about: those that are late, and those due until the next one. */
export function dueActions(actions: readonly ActionView[], until: string): ActionView[] {
  return actions.filter(
    ({ action, late_days }) =>
      late_days !== null ||
      (action.due !== null && action.due <= until && action.status !== "done" && action.status !== "dropped"),
  )
}

/** "412 days old" */
export const ageOf = (days: number | null) => (days === null ? "age not known" : `${count(days)} days old`)

/** "30 Nov 2026" for a moment the server wrote; its day is what matters. */
export const dayOf = (moment: string) => longDay(moment)

/** What stands under a decision: who, until when. */
export function decisionWords(decision: { owner: string | null; due: string | null }): string {
  return [decision.owner, decision.due ? `by ${day(decision.due)}` : null].filter(Boolean).join(", ")
}
