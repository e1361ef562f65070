import { count, tenth } from "../numbers"
import type { ActionView, AxisView, Board, BoardItem } from "../types"

/** What the board says in words. */

const SMALL = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
]

const spelled = (many: number) => SMALL[many] ?? count(many)
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const some = (many: number, one: string, more: string) => `${spelled(many)} ${many === 1 ? one : more}`

export const isOver = (view: ActionView) => view.action.status === "done" || view.action.status === "dropped"

/** The head of the board: what there is, which comes first, and whether anything is late. */
export function headline({ items, actions }: Pick<Board, "items" | "actions">): string {
  const pains = items.filter((item) => item.lane === "pain")
  const opportunities = items.length - pains.length
  if (!items.length) return "No pain and no opportunity stands on this map yet."
  const first = pains.find((item) => item.rank === 1)
  const there = `${some(pains.length, "pain", "pains")} and ${lower(some(opportunities, "opportunity", "opportunities"))}.`
  const leads = first ? ` **${first.text}** weighs most, at ${first.step_title}.` : ""
  return there + leads + ` ${doing(actions)}`
}

function doing(actions: readonly ActionView[]): string {
  if (!actions.length) return "Nothing is being done about them yet."
  const running = actions.filter((view) => !isOver(view))
  const late = running.filter((view) => view.late_days !== null)
  if (!running.length) return "No action is open."
  const open = `${some(running.length, "action is", "actions are")} open`
  return late.length ? `${open}, **${lower(spelled(late.length))} late**.` : `${open}, none late.`
}

/** The ranks an item takes when weights change: "2" or "2 to 3". */
export const rankWords = ({ rank_low: low, rank_high: high }: Pick<BoardItem, "rank_low" | "rank_high">) =>
  low === high ? String(low) : `${low} to ${high}`

/** A value on an axis, as people read it. */
export function axisValue(value: number | null | undefined): string {
  if (value === null || value === undefined) return "not known"
  return Number.isInteger(value) ? count(value) : tenth(value)
}

/** What an axis is called in the middle of a sentence. */
export const axisTitle = ({ title }: Pick<AxisView, "title">) => lower(title)
