import { day, month } from "./dates"
import { count } from "./numbers"
import type { CardView, StepView, Tile } from "./types"

/** Where a card's words come from: "interviews 1 to 6, n 24". */
export function sourceWords(card: Pick<CardView, "evidence" | "source" | "n" | "on">): string {
  const from = [card.source, card.on ? month(card.on) : null].filter(Boolean).join(", ")
  const n = card.n === null ? null : `n ${count(card.n)}`
  const said = from || (card.evidence === "assumed" ? "assumed, not yet measured" : card.evidence)
  return [said, n].filter(Boolean).join(" · ")
}

/** What a number is called, with what it is narrowed to: "Revenue, last 90 days". */
export const called = (tile: Pick<Tile, "label" | "only">): string =>
  tile.only ? `${tile.label}, ${tile.only}` : tile.label

/** Age is said only when it matters. */
export const ageWords = (card: Pick<CardView, "stale" | "age_days">): string | null =>
  card.stale && card.age_days !== null ? `${count(card.age_days)} days old, check again` : null

/** What stands under an action: "30 Oct · running, day 41 of 60", or how late it is. */
export function statusWords(card: Pick<CardView, "late_days" | "due" | "status" | "detail">): string {
  if (card.late_days) return `${count(card.late_days)} ${card.late_days === 1 ? "day" : "days"} late`
  const due = card.due ? (card.status === "done" ? `done ${day(card.due)}` : day(card.due)) : null
  const status = card.status === "done" && due ? null : card.status
  return [due, [status, card.detail].filter(Boolean).join(", ")].filter(Boolean).join(" · ")
}

/** The measures of a step: what people put on the map by their own words first, then what is always measured. */
export function tilesOf(step: Pick<StepView, "cards" | "tiles">): Tile[] {
  const chosen = step.cards.flatMap((card) =>
    card.lane === "measure" && card.tile ? { ...card.tile, label: card.text } : [],
  )
  const same = (tile: Tile) =>
    chosen.some((own) => own.measure === tile.measure && own.number.value === tile.number.value)
  return [...chosen, ...step.tiles.filter((tile) => !same(tile))]
}
