import { ApiError, fetchMap } from "../api"
import { One } from "../one.svelte"
import { page } from "../page.svelte"
import type { MeasuredMap } from "../types"
import { Choosing } from "./choosing.svelte"
import { fetchStatus, fetchVocabulary, type DraftStatus, type Vocabulary } from "./api"
import { fieldsOf } from "./document"
import { lanesOf } from "./lanes"
import { Live, type Other } from "./live.svelte"
import type { Hint } from "./measures"
import { rememberCalm, startsCalm } from "./me"
import { Numbers } from "./numbers.svelte"
import { setField } from "./operations"
import type { Kind, PlacedStep } from "./shape"
import { standing } from "./standing"
import { Suggestions } from "./suggestions.svelte"

/** What is chosen, written and open in the editor; every change goes through here, said aloud and undoable. */

export interface Chosen {
  kind: Kind | "map"
  id: string
}

export interface MenuItem {
  label: string
  key?: string
  grave?: boolean
  run: () => void
}
export interface Menu {
  label: string
  items: MenuItem[]
}
export interface OpenMenu extends Menu {
  x: number
  y: number
  opener: HTMLElement | null
}

const CALM_FOR = 1200

export class Bench {
  readonly live: Live
  readonly numbers: Numbers
  /** Choosing a measure with "/" in a card's text. */
  readonly choosing = new Choosing(this)
  readonly suggestions: Suggestions
  /** The map as it was last published and measured; null where it never was, undefined until that is known. */
  published = $state.raw<MeasuredMap | null | undefined>(undefined)
  status = $state.raw<DraftStatus | null>(null)
  vocabulary = $state.raw<Vocabulary | null>(null)
  chosen = $state.raw<Chosen>({ kind: "map", id: "" })
  readonly #picked = new One()
  readonly #field = new One()
  panel = $state<"none" | "details" | "history" | "comments" | "suggestions">("details")
  menu = $state.raw<OpenMenu | null>(null)
  dialog = $state<"publish" | "keys" | null>(null)
  /** What was just done, with undo at hand. */
  note = $state.raw<{ words: string; undo: boolean } | null>(null)
  calm = $state(startsCalm())

  readonly draft = $derived.by(() => this.live.draft)
  /** Names that the parameters of measures may hold. */
  readonly hints = $derived.by((): Hint[] => [
    ...(this.vocabulary?.events ?? []).map((event) => ({ value: event.name })),
    ...(this.draft?.steps ?? []).map(({ id, step }) => ({ value: id, words: step.title })),
  ])
  readonly lanes = $derived(lanesOf(page.asked.preset))
  readonly measured = $derived(Object.fromEntries((this.published?.steps ?? []).map((one) => [one.id, one])))
  readonly step = $derived.by(() => this.stepOf(this.chosen))
  readonly others = $derived.by(() => (this.calm ? [] : this.live.others))
  readonly #standing = $derived(standing(this.others))

  /** Puts the focus on a record in the grid; the grid sets it. */
  focus: (kind: Kind, id: string) => void = () => undefined

  #looks = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #noteTimer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly map: string) {
    this.live = new Live(map)
    this.numbers = new Numbers(map)
    this.suggestions = new Suggestions(map, this.live)
    void this.readPublished()
    // what can wait for the draft leaves the server to it
    void this.live.arrived.then(() => {
      void this.readVocabulary()
      void this.look()
    })
  }

  destroy(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#noteTimer)
    this.live.destroy()
  }

  async readPublished(): Promise<void> {
    const published = await fetchMap(this.map, {}).catch(() => null)
    this.numbers.begin(published)
    this.published = published
  }
  async readVocabulary(): Promise<void> {
    this.vocabulary = await fetchVocabulary(this.map).catch(() => null)
  }
  /** Asks how the draft differs from the published map, and what keeps it from being published. */
  async look(): Promise<void> {
    const asked = ++this.#looks
    await this.live.settled()
    const status = await fetchStatus(this.map).catch((cause: unknown) => {
      if (cause instanceof ApiError) return null
      throw cause
    })
    // an answer to an older question says nothing about the draft as it is now
    if (status && asked === this.#looks) this.status = status
  }
  /** The same once the hands have rested. */
  lookLater(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.look(), CALM_FOR)
  }

  /** The field that is written in place, as "kind/id/field". */
  get writing(): string | null {
    return this.#field.now
  }
  set writing(field: string | null) {
    this.#field.now = field
  }
  isWriting(field: string): boolean {
    return this.#field.is(field)
  }
  isChosen(kind: Kind, id: string): boolean {
    return this.#picked.is(`${kind}/${id}`)
  }

  stepOf({ kind, id }: Chosen): PlacedStep | null {
    if (kind === "steps") return this.draft?.steps.find((one) => one.id === id) ?? null
    if (kind !== "cards") return null
    const step = fieldsOf(this.live.doc, "cards", id)?.get("step")
    return this.draft?.steps.find((one) => one.id === step) ?? null
  }

  /** Whether what counts as this step is another in the draft than in the numbers. */
  ruleChanged(step: string): boolean {
    return (this.status?.changes ?? []).some(
      (one) => one.part === "step" && one.id === step && one.words.startsWith("Changed the rule"),
    )
  }

  problemsOf(kind: Kind | "map", id: string, field?: string) {
    return (this.status?.problems ?? []).filter(
      (one) => one.kind === kind && (kind === "map" || one.id === id) && (!field || one.field === field),
    )
  }

  othersAt(kind: Kind | "map", id: string, field?: string): readonly Other[] {
    const here = this.#standing(kind, id)
    return field ? here.filter(({ at }) => at?.field === field) : here
  }

  choose(kind: Kind | "map", id = ""): void {
    if (this.chosen.kind !== kind || this.chosen.id !== id) this.chosen = { kind, id }
    this.#picked.now = `${kind}/${id}`
    this.live.stand({ kind, id, field: null })
  }

  details(kind: Kind | "map", id = ""): void {
    this.choose(kind, id)
    this.panel = "details"
  }

  write(kind: Kind | "map", id: string, field: string): void {
    if (this.live.readonly) return
    this.writing = `${kind}/${id}/${field}`
    this.live.stand({ kind, id, field })
  }

  /** Switches suggesting on or off; what was changed and not yet suggested stays in this browser. */
  async suggest(on: boolean): Promise<void> {
    this.writing = null
    await this.live.suggest(on, false)
    this.suggestions.mine = []
    page.said = on ? "You suggest now: nothing changes until an editor accepts it." : "You no longer suggest."
  }

  say(words: string, undo = false): void {
    page.said = words
    this.note = { words, undo }
    clearTimeout(this.#noteTimer)
    this.#noteTimer = setTimeout(() => (this.note = null), 5000)
  }

  /** Whether one may change the map; who may not is told. */
  may(): boolean {
    if (this.live.readonly) this.say("You may look at this map, not change it.")
    return !this.live.readonly
  }

  /** One intent; `!` in front makes it a step of undo of its own. */
  edit<T>(intent: string, change: () => T): T | undefined {
    if (!this.may()) return undefined
    const result = this.live.editing.edit(intent, change)
    this.live.fresh()
    return result
  }

  set(kind: Kind | "map", id: string, field: string, value: unknown): void {
    this.edit(`${kind}/${id}/${field}`, () => setField(this.live.doc, kind, id, field, value))
  }

  undo(): void {
    if (this.live.editing.undo()) page.said = "Undone."
    this.live.fresh()
  }
  redo(): void {
    if (this.live.editing.redo()) page.said = "Done again."
    this.live.fresh()
  }

  setCalm(calm: boolean): void {
    this.calm = calm
    rememberCalm(calm)
  }

  openMenu(opener: HTMLElement, menu: Menu, at?: { x: number; y: number }): void {
    const box = opener.getBoundingClientRect()
    this.menu = { ...menu, opener, x: at?.x ?? box.left, y: at?.y ?? box.bottom + 4 }
  }
}
