import { ApiError, get } from "../api"
import { count, difference, differenceInterval } from "../numbers"
import type { Action, FoundPain, FoundPains, Number_, Remedy } from "../types"
import { EMPTY } from "./actions"

/** What was found in the data of one map, and how much of it is shown. */

const FEW = 6

const fetchFound = (map: string) => get<FoundPains>(`maps/${encodeURIComponent(map)}/found-pains`)

export class Found {
  all = $state.raw<FoundPains | null>(null)
  error = $state.raw<ApiError | null>(null)
  open = $state(false)
  /** The find that is looked at more closely. */
  looked = $state<string | null>(null)

  readonly shown = $derived(this.open ? (this.all?.items ?? []) : (this.all?.items.slice(0, FEW) ?? []))
  readonly more = $derived((this.all?.items.length ?? 0) - this.shown.length)

  constructor(readonly map: string) {}

  /** Opens a find, or closes it. */
  turn(id: string): void {
    this.looked = this.looked === id ? null : id
  }

  /** Looks once: the answer is kept by the server until the next build. */
  async look(): Promise<void> {
    this.error = null
    try {
      this.all = await fetchFound(this.map)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
  }
}

const happenedTo = (pain: FoundPain) =>
  `${pain.looked_at < 1 ? "about " : ""}${count(pain.customers)} customers`

/** An action that begins where a pain was found, with the share that should rise as its measure where the map tells it. */
export function actionAgainst(pain: FoundPain, remedy: Remedy | null = null): Action {
  const note = `Found in the data at “${pain.step_title}”: ${pain.condition}, ${happenedTo(pain)}.`
  return {
    ...EMPTY,
    title: `${remedy?.title ?? "Find out why"}: ${pain.condition}`,
    kind: remedy?.kind ?? "process",
    step: pain.step,
    status: "proposed",
    measure: pain.to_move,
    checklist: remedy?.hold_out
      ? [{ text: "Draw by lot who goes without, and keep the list", done: false }]
      : [],
    note: remedy ? `${remedy.how}\n${note}` : note,
  }
}

/** Where a difference and its interval lie on a scale from the largest fall on the left to no difference, in percent. */
export function place(apart: Number_, lowest: number): { at: number; from: number; to: number } {
  const spot = (value: number) => Math.max(0, Math.min(100, 100 * (1 - value / lowest)))
  const { value, low, high } = apart
  return { at: spot(value ?? 0), from: spot(low ?? 0), to: spot(high ?? 0) }
}

/** The same for a difference alone, with what may be drawn of it: "−19 pts", "−26 to −9 pts", "too few to say". */
export function fewer(number: Number_): string {
  const { value, low, high, show } = number
  if (show === "hidden" || value === null || low === null || high === null) return "too few to say"
  return show === "full" ? difference(value, number) : `${differenceInterval(low, high, number)}\u00a0pts`
}

export const lowestOf = (pains: readonly Pick<FoundPain, "difference">[]) =>
  Math.min(-0.01, ...pains.map((pain) => pain.difference.low ?? 0))
