import { createContext } from "svelte"
import { ApiError } from "../api"
import { bringImage } from "../images"
import { page } from "../page.svelte"
import type { Lane } from "../types"
import type { OffMap } from "./api"
import { Bench } from "./bench.svelte"
import { fieldsOf } from "./document"
import { stepFrom, touchpointFrom } from "./offmap"
import * as does from "./operations"
import { EVIDENCE, type Evidence } from "./shape"

/** What people do to cards, steps and stages, each a step of undo. */
export class Editor extends Bench {
  #drawing = $state("")
  /** The persona whose believed curve is drawn; "" for everyone. */
  readonly voice = $derived(this.draft?.personas.some((one) => one.id === this.#drawing) ? this.#drawing : "")

  // --- cards --------------------------------------------------------------------------------------------------------

  addCard(step: string, lane: Lane, index: number): void {
    const id = this.edit("!card", () => does.addCard(this.live.doc, step, lane, index))
    if (!id) return
    this.choose("cards", id)
    this.write("cards", id, "text")
  }

  /** A picture that was dropped into a cell: a card of its own, whose words are asked for at once. */
  async addImage(step: string, file: File): Promise<void> {
    if (!this.may()) return
    const image = await this.bring(file)
    if (!image) return
    const id = this.edit("!card", () => {
      const added = does.addCard(this.live.doc, step, "image", Infinity)
      does.setField(this.live.doc, "cards", added, "image", image)
      return added
    })
    if (!id) return
    this.choose("cards", id)
    this.write("cards", id, "text")
  }

  /** Brings a picture; who chose one that cannot be shown is told. */
  async bring(file: File): Promise<string | null> {
    try {
      return await bringImage(file)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.say(`${cause.message} ${cause.remedy}`)
      return null
    }
  }

  deleteCard(id: string): void {
    if (!this.may()) return
    const text = String(fieldsOf(this.live.doc, "cards", id)?.get("text") ?? "")
    const step = this.stepOf({ kind: "cards", id })
    this.edit("!delete", () => does.deleteCard(this.live.doc, id))
    if (text) this.say(`Deleted “${text}”.`, true)
    if (step) this.choose("steps", step.id)
  }

  moveCard(id: string, step: string, lane: Lane, index: number): void {
    if (!this.may()) return
    this.edit("!move", () => does.moveCard(this.live.doc, id, step, lane, index))
    const to = this.draft?.steps.find((one) => one.id === step)
    page.said = `Moved to ${to?.step.title ?? step}, place ${index + 1}.`
  }

  nextEvidence(id: string): void {
    if (!this.may()) return
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

  /** Makes a step of what the data hold and the map does not. */
  stepFrom(one: OffMap): void {
    const id = this.edit("!proposed", () => stepFrom(this.live.doc, one))
    if (!id) return
    const step = this.draft?.steps.find((placed) => placed.id === id)
    this.say(`Added “${one.title}” as step ${step?.number ?? ""}.`, true)
    this.focus("steps", id)
  }

  /** The same as a touchpoint of the step where it happens. */
  touchpointFrom(one: OffMap): void {
    const draft = this.draft
    const id = draft && this.edit("!proposed", () => touchpointFrom(this.live.doc, one, draft))
    const step = draft?.steps.find((placed) => placed.id === id)
    if (step) this.say(`Added “${one.place}” to “${step.step.title}”.`, true)
  }

  moveStep(id: string, stage: string, index: number): void {
    if (!this.may()) return
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
    if (!this.may()) return
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
    if (!this.may()) return
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
    if (!this.may()) return
    this.edit("!move", () => does.moveStage(this.live.doc, id, index))
    page.said = `Now stage ${index + 1}.`
  }

  deleteStage(id: string): void {
    if (!this.may()) return
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

  /** Chooses whose curve is drawn from now on. */
  draw(persona: string): void {
    this.#drawing = persona
    const name = this.draft?.personas.find((one) => one.id === persona)?.name ?? "everyone"
    page.said = `You draw what is believed for ${name}.`
  }

  believe(step: string, value: number | null, persona = this.voice): void {
    this.edit(`believed ${step} ${persona}`, () => does.setBelieved(this.live.doc, step, value, persona))
  }
}

export const [getEditor, setEditor] = createContext<Editor>()
