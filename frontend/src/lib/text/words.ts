import { EMPTY } from "../board/actions"
import { count, doubt, value } from "../numbers"
import { SCALES } from "../scales"
import type { Action, Felt, LanguageText, Number_, TextTopic } from "../types"

/** What people write, in words and places. */

const names = new Intl.DisplayNames(["en"], { type: "language" })

/** "pt" -> "Portuguese" */
export const languageName = (code: string) => (code ? (names.of(code) ?? code) : "not known")

export const called = (topic: Pick<TextTopic, "words">) => topic.words.join(", ")

export const scaleName = (scale: string) => SCALES[scale] ?? scale

/** "satisfaction −1.2 (−1.4 to −1.0), n 80" */
export function feltWords({ scale, number }: Felt): string {
  const between = doubt(number)
  return `${scaleName(scale)} ${value(number)}${between ? ` (${between})` : ""}, n ${count(number.n)}`
}

export const LEVELS = ["low", "middle", "high"] as const

/** How well feelings are read in a language, as one sentence; what the reading is held against comes first. */
export function howGood({ way, why, quality }: LanguageText): string {
  if (!quality) return why
  const held = `Held against ${count(quality.tried_on)} later comments by other customers, it says what the score says in ${withDoubt(quality.accuracy)}; always saying the same would in ${value(quality.majority)}.`
  const so = way === "none" ? " So it is not used." : ""
  return `${why} ${held}${so}`
}

const withDoubt = (number: Number_) => {
  const between = doubt(number)
  return `${value(number)}${between ? ` (${between})` : ""}`
}

/** Where a feeling and its interval lie between -2 and +2, in percent; null where none may be drawn. */
export function spot(number: Number_): { at: number | null; from: number; to: number } | null {
  if (number.show === "hidden" || number.low === null || number.high === null) return null
  const place = (feeling: number) => Math.max(0, Math.min(100, 25 * (feeling + 2)))
  const at = number.show === "full" && number.value !== null ? place(number.value) : null
  return { at, from: place(number.low), to: place(number.high) }
}

/** An action that begins where people wrote. */
export const actionAbout = (topic: TextTopic): Action => ({
  ...EMPTY,
  title: `Look into: ${called(topic)}`,
  step: topic.step,
  status: "proposed",
  note: `${count(topic.comments)} comments are about “${called(topic)}”; ${topic.felt.map(feltWords).join("; ") || "nobody knows how they feel"}.`,
})
