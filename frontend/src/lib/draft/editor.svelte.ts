import { createContext } from "svelte"
import { ApiError, fetchMap } from "../api"
import { page } from "../page.svelte"
import type { Lane, MeasuredMap } from "../types"
import { fetchStatus, fetchVocabulary, type DraftStatus, type Vocabulary } from "./api"
import { fieldsOf } from "./document"
import { lanesOf } from "./lanes"
import { Live, type Other } from "./live.svelte"
import { rememberCalm, startsCalm } from "./me"
import * as does from "./operations"
import { EVIDENCE, type Evidence, type Kind, type PlacedStep } from "./shape"

/** What is chosen, written and open in the editor; what people do goes through here, said aloud and undoable. */

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
export interface OpenMenu {
  label: string
  x: number
  y: number
  items: MenuItem[]
  opener: HTMLElement | null
}

const CALM_FOR = 1200

export class Editor {
  readonly live: Live
  /** The map as it was last published and measured; null where it never was, undefined until that is known. */
  published = $state.raw<MeasuredMap | null | undefined>(undefined)
  status = $state.raw<DraftStatus | null>(null)
  vocabulary = $state.raw<Vocabulary | null>(null)
  chosen = $state.raw<Chosen>({ kind: "map", id: "" })
  /** The field that is written in place, as "kind/id/field". */
  writing = $state<string | null>(null)
  panel = $state<"none" | "details" | "history" | "comments">("details")
  menu = $state.raw<OpenMenu | null>(null)
  dialog = $state<"publish" | "keys" | null>(null)
  /** What was just done, with undo at hand. */
  note = $state.raw<{ words: string; undo: boolean } | null>(null)
  calm = $state(startsCalm())

  readonly draft = $derived.by(() => this.live.draft)
  readonly lanes = $derived(lanesOf(page.asked.preset))
  readonly measured = $derived(Object.fromEntries((this.published?.steps ?? []).map((one) => [one.id, one])))
  readonly step = $derived.by(() => this.stepOf(this.chosen))
  readonly others = $derived.by(() => (this.calm ? [] : this.live.others))

  /** Puts the focus on a record in the grid; the grid sets it. */
  focus: (kind: Kind, id: string) => void = () => undefined

  #timer: ReturnType<typeof setTimeout> | undefined
  #noteTimer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly map: string) {
    this.live = new Live(map)
    void this.readPublished()
    void this.readVocabulary()
    void this.look()
  }

  destroy(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#noteTimer)
    this.live.destroy()
  }

  async readPublished(): Promise<void> {
    this.published = await fetchMap(this.map, {}).catch(() => null)
  }
  async readVocabulary(): Promise<void> {
    this.vocabulary = await fetchVocabulary(this.map).catch(() => null)
  }
  /** Asks how the draft differs from the published map, and what keeps it from being published. */
  async look(): Promise<DraftStatus | null> {
    try {
      this.status = await fetchStatus(this.map)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      return null
    }
    return this.status
  }
  /** The same once the hands have rested. */
  lookLater(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.look(), CALM_FOR)
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

  othersAt(kind: Kind | "map", id: string, field?: string): Other[] {
    return this.others.filter(
      ({ at }) => at?.kind === kind && (kind === "map" || at.id === id) && (!field || at.field === field),
    )
  }

  choose(kind: Kind | "map", id = ""): void {
    if (this.chosen.kind !== kind || this.chosen.id !== id) this.chosen = { kind, id }
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

  say(words: string, undo = false): void {
    page.said = words
    this.note = { words, undo }
    clearTimeout(this.#noteTimer)
    this.#noteTimer = setTimeout(() => (this.note = null), 5000)
  }

  /** One intent; `!` in front makes it a step of undo of its own. */
  edit<T>(intent: string, change: () => T): T | undefined {
    if (this.live.readonly) {
      this.say("You may look at this map, not change it.")
      return undefined
    }
    const result = this.live.editing.edit(intent, change)
    this.live.fresh()
    return result
  }

  set(kind: Kind | "map", id: string, field: string, value: unknown): void {
    this.edit(`${kind}/${id}/${field}`, () => does.setField(this.live.doc, kind, id, field, value))
  }

  undo(): void {
    if (this.live.editing.undo()) page.said = "Undone."
    this.live.fresh()
  }
  redo(): void {
    if (this.live.editing.redo()) page.said = "Done again."
    this.live.fresh()
  }

  // --- cards --------------------------------------------------------------------------------------------------------

  addCard(step: string, lane: Lane, index: number): void {
    const id = this.edit("!card", () => does.addCard(this.live.doc, step, lane, index))
    if (!id) return
    this.choose("cards", id)
    this.write("cards", id, "text")
  }

  deleteCard(id: string): void {
    const text = String(fieldsOf(this.live.doc, "cards", id)?.get("text") ?? "")
    const step = this.stepOf({ kind: "cards", id })
    this.edit("!delete", () => does.deleteCard(this.live.doc, id))
    if (text) this.say(`Deleted “${text}”.`, true)
    if (step) this.choose("steps", step.id)
  }

  moveCard(id: string, step: string, lane: Lane, index: number): void {
    this.edit("!move", () => does.moveCard(this.live.doc, id, step, lane, index))
    const to = this.draft?.steps.find((one) => one.id === step)
    page.said = `Moved to ${to?.step.title ?? step}, place ${index + 1}.`
  }

  nextEvidence(id: string): void {
    const now = (fieldsOf(this.live.doc, "cards", id)?.get("evidence") ?? "assumed") as Evidence
    const next = EVIDENCE[(EVIDENCE.indexOf(now) + 1) % EVIDENCE.length] as Evidence
    this.edit("!evidence", () => does.setField(this.live.doc, "cards", id, "evidence", next))
    page.said = `Now ${next}.`
  }

  // --- steps and stages ---------------------------------------------------------------------------------------------

  addStep(stage: string, index: number): void {
    const id = this.edit("!step", () => does.addStep(this.live.doc, stage, "New step", index))
    if (!id) return
    this.choose("steps", id)
    this.write("steps", id, "title")
  }

  moveStep(id: string, stage: string, index: number): void {
    const from = this.draft?.steps.find((one) => one.id === id)
    if (from && from.stage.id !== stage && this.draft?.stages[from.stageAt]?.steps.length === 1) {
      this.say("A stage keeps its last step.")
      return
    }
    this.edit("!move", () => does.moveStep(this.live.doc, id, stage, index))
    const to = this.draft?.steps.find((one) => one.id === id)
    page.said = to ? `Now step ${to.number}, in ${to.stage.title}.` : ""
  }

  deleteStep(id: string): void {
    const step = this.draft?.steps.find((one) => one.id === id)
    if (!step) return
    if (step.stage && this.draft?.stages[step.stageAt]?.steps.length === 1) {
      this.say("A stage needs a step. Delete the stage instead.")
      return
    }
    this.edit("!delete", () => does.deleteStep(this.live.doc, id))
    const many = Object.values(step.cards).flat().length
    this.say(
      `Deleted “${step.step.title}”${many ? ` and its ${many} ${many === 1 ? "card" : "cards"}` : ""}.`,
      true,
    )
    this.choose("map")
  }

  /** The cards from this one on, in all lanes below it and its own, go to a new step beside. */
  splitStep(id: string, from?: string): void {
    const step = this.draft?.steps.find((one) => one.id === id)
    if (!step) return
    const lane = from
      ? Object.values(step.cards).find((cards) => cards.some((card) => card.id === from))
      : undefined
    const moved = lane ? lane.slice(lane.findIndex((card) => card.id === from)).map((card) => card.id) : []
    const added = this.edit("!split", () =>
      does.splitStep(this.live.doc, id, `${step.step.title}, then`, moved),
    )
    if (!added) return
    this.say(moved.length ? `Split: ${moved.length} cards went on.` : "Split in two.", true)
    this.choose("steps", added)
    this.write("steps", added, "title")
  }

  addStage(index: number): void {
    const added = this.edit("!stage", () => does.addStage(this.live.doc, "New stage", index, "New step"))
    if (!added) return
    this.choose("stages", added.stage)
    this.write("stages", added.stage, "title")
  }

  moveStage(id: string, index: number): void {
    this.edit("!move", () => does.moveStage(this.live.doc, id, index))
    page.said = `Now stage ${index + 1}.`
  }

  deleteStage(id: string): void {
    const stage = this.draft?.stages.find((one) => one.id === id)
    if (!stage) return
    if (this.draft?.stages.length === 1) {
      this.say("A map needs a stage. Rename this one instead.")
      return
    }
    this.edit("!delete", () => does.deleteStage(this.live.doc, id))
    this.say(`Deleted “${stage.stage.title}” with ${stage.steps.length} steps.`, true)
    this.choose("map")
  }

  believe(step: string, value: number | null): void {
    this.edit(`believed ${step}`, () => does.setBelieved(this.live.doc, step, value))
  }

  setCalm(calm: boolean): void {
    this.calm = calm
    rememberCalm(calm)
  }

  openMenu(opener: HTMLElement, label: string, items: MenuItem[], at?: { x: number; y: number }): void {
    const box = opener.getBoundingClientRect()
    this.menu = { label, items, opener, x: at?.x ?? box.left, y: at?.y ?? box.bottom + 4 }
  }
}

export const [getEditor, setEditor] = createContext<Editor>()
