import { SvelteSet } from "svelte/reactivity"

/** Cells that are drawn in one go: a frame's work on a slow machine. */
const AT_ONCE = 25

/** When the page has nothing else to do: what somebody does meanwhile is answered first. */
const idle: (work: () => void) => () => void =
  typeof requestIdleCallback === "function"
    ? (work) => {
        const asked = requestIdleCallback(work, { timeout: 100 })
        return () => cancelIdleCallback(asked)
      }
    : (work) => {
        const asked = setTimeout(work, 16)
        return () => clearTimeout(asked)
      }

/** Rows of a table that come a few at a time, from the top: a large map can be used before all of it is drawn. */
export class Gradually<Row extends { id: string }> {
  #there = new SvelteSet<string>()
  /** The rows that are drawn so far, in their order. */
  readonly rows = $derived.by(() => this.all().filter((row) => this.#there.has(row.id)))

  constructor(
    readonly all: () => readonly Row[],
    readonly columns: () => number,
  ) {
    this.#next()
    $effect(() => {
      if (this.#missing().length === 0) return
      return idle(() => this.#next())
    })
  }

  /** Draws the rest now, for who wants to go there. */
  hurry(): void {
    for (const row of this.#missing()) this.#there.add(row.id)
  }

  #missing(): Row[] {
    return this.all().filter((row) => !this.#there.has(row.id))
  }

  #next(): void {
    const many = Math.max(1, Math.floor(AT_ONCE / Math.max(1, this.columns())))
    for (const row of this.#missing().slice(0, many)) this.#there.add(row.id)
  }
}
