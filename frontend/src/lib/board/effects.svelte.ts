import { ApiError, get } from "../api"
import { longDay } from "../dates"
import { count, forecast, full } from "../numbers"
import type { Action, ActionView, Effect, Sizing } from "../types"

/** What came of the actions of one map: asked once for each state of its actions. */

const fetchEffects = (map: string) => get<Effect[]>(`maps/${encodeURIComponent(map)}/effects`)

export class Effects {
  all = $state.raw<Effect[] | null>(null)
  error = $state.raw<ApiError | null>(null)
  /** The action whose effect is looked at. */
  open = $state<number | null>(null)

  readonly shown = $derived(this.all?.find((one) => one.action === this.open) ?? null)

  constructor(readonly map: string) {}

  /** Older answers stay until the new ones come. */
  async look(): Promise<void> {
    try {
      this.all = await fetchEffects(this.map)
      this.error = null
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
  }

  of(view: ActionView): Effect | null {
    return this.all?.find((one) => one.action === view.number) ?? null
  }
}

export const CHOSEN: readonly { id: Action["chosen"]; label: string }[] = [
  { id: "not said", label: "not said" },
  { id: "randomised", label: "drawn by lot" },
  { id: "by rule", label: "by rule or place" },
  { id: "for being bad", label: "picked for being bad" },
]

export const GRADES = {
  A: "drawn by lot",
  B: "others beside it, or its own time before; checked",
  D: "no effect can be told",
} as const

/** The forms of a trend. */
export const TRENDS = { straight: "straight trend", "may bend": "trend that may bend" } as const

/** What stands where a figure would. */
export const STANDS: Record<Effect["status"], string> = {
  unasked: "not asked",
  planned: "not started",
  "too early": "too early",
  measured: "measured",
  refused: "no effect told",
}

/** What an experiment needs, in words. */
export function sizingWords(needed: Sizing): string {
  const weeks = needed.weeks
  const time =
    weeks === null ? "longer than can be said" : `about ${count(weeks)} ${weeks === 1 ? "week" : "weeks"}`
  return (
    `To see ${forecast(needed.forecast, "share")} from ${full(needed.base)} in four cases of five, ` +
    `${count(needed.each)} customers are needed with it and as many without, drawn by lot: ${time}, and ` +
    `${count(needed.wait_days)} ${needed.wait_days === 1 ? "day" : "days"} until the last one’s time is over.`
  )
}

/** The days that were looked at. */
export const spanWords = (effect: Effect) =>
  effect.started && effect.last_day
    ? `From ${longDay(effect.started)}, customers counted up to ${longDay(effect.last_day)}.`
    : null
