import { untrack } from "svelte"
import { SvelteMap } from "svelte/reactivity"
import { ApiError } from "../api"
import type { MeasuredMap, Tile } from "../types"
import { fetchNumber } from "./api"
import type { MeasureRef } from "./shape"

/** Live numbers of cards. What the published map holds is known at once; each other one is asked once. */
export class Numbers {
  #known = new SvelteMap<string, Tile | ApiError | null>()

  constructor(readonly map: string) {}

  /** Null while it is asked for. `own`: the card's text names the number. */
  of(ref: MeasureRef, step: string, own: boolean): Tile | ApiError | null {
    return this.#known.get(keyOf(ref, step, own)) ?? null
  }

  ask(ref: MeasureRef, step: string, own: boolean): void {
    const key = keyOf(ref, step, own)
    if (this.#known.has(key)) return
    untrack(() => this.#known.set(key, null))
    fetchNumber(this.map, ref, step)
      .catch((cause: unknown) => {
        if (cause instanceof ApiError) return cause
        throw cause
      })
      .then((answer) => this.#known.set(key, answer))
      .catch(() => this.#known.delete(key))
  }

  /** Forgets what older data said, for what the newest say. */
  begin(published: MeasuredMap | null): void {
    this.#known.clear()
    for (const step of published?.steps ?? [])
      for (const { tile, lane } of step.cards)
        if (tile) this.#known.set(keyOf({ ...tile, name: tile.measure }, step.id, lane === "measure"), tile)
  }
}

/** What is asked, whatever the words and the order of the parameters. */
export function keyOf({ name, params, where, last }: MeasureRef, step: string, own: boolean): string {
  const given = Object.entries(params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([step, own, name, given, where ?? null, last ?? null])
}
