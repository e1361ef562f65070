import { count, difference, interval, value } from "../numbers"
import type { EarlyFound, EarlyThing } from "../types"

/** What is said of first days. */

export const BEGAN: Record<EarlyFound["start"], string> = {
  first_order: "first order",
  first_event: "first visit",
}

/** "23.3 % of 7,746 customers order again within 90 days after their first 14 days." */
export function staySentence(found: EarlyFound): string {
  const who = `${count(found.compared)} customers`
  return `**${value(found.stay)}** of ${who} ${found.outcome}, counted from day ${found.days} after their ${BEGAN[found.start]}.`
}

/** Who is not compared, and why. */
export function leftOut(found: EarlyFound): string {
  const parts = [
    found.too_recent && `${count(found.too_recent)} began too recently to be watched so long`,
    found.left_before && `${count(found.left_before)} had left before`,
  ].filter(Boolean)
  const not = parts.length ? `Not compared: ${parts.join("; ")}.` : ""
  const share = Math.round(100 * found.looked_at)
  return found.looked_at < 1 ? `${not} A sample of ${share} % of customers was looked at.`.trim() : not
}

/** "−9 pts order again within 90 days" as a sentence: an effect, or what only goes along. */
export function said(one: EarlyThing, found: EarlyFound): string {
  const size = difference(Math.abs(one.effect.value ?? 0), one.effect).replace("+", "")
  const less = (one.effect.value ?? 0) < 0
  const who = `${less ? "fewer" : "more"} ${found.outcome}`
  return one.grade === "C"
    ? `For it, ${size} ${who}.`
    : `Where it happens, ${size} ${who}; it may not be the cause.`
}

/** "about 85 fewer stay" */
export function moved(one: Pick<EarlyThing, "stayed">, found: Pick<EarlyFound, "looked_at">): string {
  const about = found.looked_at < 1 ? "about " : ""
  return `${about}${count(Math.abs(one.stayed))} ${one.stayed < 0 ? "fewer" : "more"} stay`
}

/** How sure, and whether it may be called an effect. */
export const sure = (one: Pick<EarlyThing, "grade" | "word">) =>
  one.grade === "C" ? one.word : `${one.word} association`

export const shares = (number: EarlyThing["with_it"]) => `${value(number)} (${interval(number) ?? ""})`
