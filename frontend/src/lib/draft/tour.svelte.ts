import { createContext, tick } from "svelte"
import { page } from "../page.svelte"
import { compared, touched, type Laying, type Told } from "./compare"
import type { Change } from "./api"

/** A walk through the changes of a map, one after the other. */
export class Tour {
  readonly laying: Laying
  /** Place in the walk; -1 before it begins. */
  at = $state(-1)
  /** Steps and lanes in which nothing is different are left out. */
  only = $state(false)

  constructor(
    old: Told,
    now: Told,
    readonly changes: readonly Change[],
  ) {
    this.laying = compared(old, now, changes)
  }

  /** The change that is looked at, as its place among all changes. */
  readonly here = $derived.by(() => this.laying.stops[this.at]?.at ?? null)
  readonly steps = $derived.by(() => this.laying.steps.filter((step) => !this.only || touched(step)))

  /** Goes on, or back; the walk begins anew at its end. */
  go(by: 1 | -1): void {
    const many = this.laying.stops.length
    if (many) this.visit(this.at < 0 ? (by > 0 ? 0 : many - 1) : (this.at + by + many) % many)
  }

  visit(at: number): void {
    this.at = at
    const stop = this.laying.stops[at]
    if (!stop) return
    page.said = `Change ${at + 1} of ${this.laying.stops.length}. ${stop.words}`
    void tick().then(() => {
      const found = document.querySelector<HTMLElement>(`[data-stop="${stop.at}"]`)
      found?.focus({ preventScroll: true })
      found?.scrollIntoView({ block: "center", inline: "center" })
    })
  }
}

export const [getTour, setTour] = createContext<() => Tour>()
