import { tick } from "svelte"
import { One } from "../one.svelte"
import { unchanged } from "../unchanged"
import type { Press } from "../moves"
import type { EditLane } from "./lanes"
import { step, type Spot } from "./moving"
import type { DraftMap, Kind } from "./shape"

const MARKS: Partial<Record<Kind, string>> = { cards: "card", steps: "head", stages: "ribbon" }

/** The place that a thing of the grid says it stands at. */
export function spotOf(thing: HTMLElement | null): Spot | null {
  const [row, column, item] = thing?.dataset.spot?.split(":").map(Number) ?? []
  return row === undefined || column === undefined || item === undefined ? null : { row, column, item }
}

/** Where one stands in the grid: a single place takes the focus, and the arrows lead on from it. */
export class Spots {
  table = $state<HTMLTableElement>()
  here = $state.raw<Spot>({ row: 1, column: 0, item: 0 })

  /** Stages that hold steps, and the column each begins at. */
  readonly stages = $derived.by(() => this.draft().stages.filter((stage) => stage.steps.length > 0))
  readonly firsts = $derived.by(() => this.stages.map((stage) => (stage.steps[0]?.number ?? 1) - 1))
  #last: Spot | undefined
  /** The only place that Tab leads to. */
  #stop = new One()
  /** The place where `here` is now: the map may have lost what stood there. */
  readonly now = $derived.by((): Spot => {
    const row = Math.min(this.here.row, this.lanes().length + 1)
    const at = Math.max(0, Math.min(this.here.column, this.draft().steps.length - 1))
    const column = row === 0 ? (this.firsts.findLast((first) => first <= at) ?? 0) : at
    const item = Math.min(this.here.item, this.#items(row, at) - 1)
    return (this.#last = unchanged(this.#last, { row, column, item }))
  })

  /** `hurry` draws what is not drawn yet. */
  constructor(
    readonly draft: () => DraftMap,
    readonly lanes: () => readonly EditLane[],
    readonly hurry: () => void,
  ) {
    $effect.pre(() => {
      const { row, column, item } = this.now
      this.#stop.now = this.name(row, column, item)
    })
  }

  /** How many things a cell holds; an empty one is itself the place to be. */
  #items(row: number, column: number): number {
    const lane = this.lanes()[row - 2]
    const placed = this.draft().steps[column]
    if (!lane || !placed) return 1
    if (lane.id === "touchpoint") return Math.max(1, placed.step.touchpoints?.length ?? 0)
    return Math.max(1, placed.cards[lane.id]?.length ?? 0)
  }

  name(row: number, column: number, item = 0): string {
    return `${row}:${column}:${item}`
  }
  tabindex(row: number, column: number, item = 0): 0 | -1 {
    return this.#stop.is(this.name(row, column, item)) ? 0 : -1
  }

  /** Where a key leads from here; null where it means nothing. */
  beside(press: Press): Spot | null {
    return step(this.now, press, {
      rows: this.lanes().length + 2,
      columns: this.draft().steps.length,
      stages: this.firsts,
      items: (row, column) => this.#items(row, column),
    })
  }

  async go(to: Spot): Promise<void> {
    this.here = to
    this.hurry()
    await tick()
    this.#show(`[data-spot="${this.name(this.now.row, this.now.column, this.now.item)}"]`)
  }

  /** Puts the focus on a record, wherever it stands now. */
  async find(kind: Kind, id: string): Promise<void> {
    this.hurry()
    await tick()
    const mark = MARKS[kind]
    if (mark) this.#show(`[data-${mark}="${CSS.escape(id)}"]`)
  }

  #show(selector: string): void {
    const found = this.table?.querySelector<HTMLElement>(selector)
    found?.focus({ preventScroll: true })
    found?.scrollIntoView({ block: "nearest", inline: "nearest" })
  }
}
