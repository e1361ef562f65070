import * as Y from "yjs"
import type { Lane } from "../types"
import { unchanged } from "../unchanged"
import { byOrder } from "./order"
import {
  KINDS,
  TEXTS,
  type CardDraft,
  type DraftMap,
  type Kind,
  type MapFields,
  type PlacedStage,
  type PlacedStep,
  type Records,
} from "./shape"

/** Reading the shared document. */

export type Fields = Y.Map<unknown>

export const recordsOf = (doc: Y.Doc, kind: Kind): Y.Map<Fields> => doc.getMap(kind) as Y.Map<Fields>

/** The fields of a record; the map itself is one, without an id. */
export const fieldsOf = (doc: Y.Doc, kind: Kind | "map", id: string): Fields | undefined =>
  kind === "map" ? (doc.getMap("map") as Fields) : recordsOf(doc, kind).get(id)

export function textOf(doc: Y.Doc, kind: Kind | "map", id: string, field: string): Y.Text | null {
  const found = fieldsOf(doc, kind, id)?.get(field)
  return found instanceof Y.Text ? found : null
}

function plain(kind: Kind | "map", id: string, fields: Fields): Record<string, unknown> {
  const read: Record<string, unknown> = { id, order: "" }
  for (const text of TEXTS[kind]) read[text] = ""
  for (const [name, value] of fields) read[name] = value instanceof Y.Text ? value.toString() : value
  return read
}

/**
 * Reads a document again and again. What nobody touched is the very same object as before, record by record and column
 * by column, so that only what changed is drawn anew.
 */
export class Reader {
  #known = new Map<Fields, Record<string, unknown>>()
  #lists = new Map<Kind, object[]>()
  #placed = new Map<string, PlacedStep>()
  #before: DraftMap | undefined

  constructor(readonly doc: Y.Doc) {}

  /** Forgets what these events have changed. */
  changed(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void {
    for (const event of events)
      for (let at: Y.AbstractType<unknown> | null = event.target; at; at = at.parent)
        this.#known.delete(at as Fields)
  }

  #read(kind: Kind | "map", id: string, fields: Fields): Record<string, unknown> {
    const known = this.#known.get(fields)
    if (known) return known
    const read = plain(kind, id, fields)
    this.#known.set(fields, read)
    return read
  }

  list<K extends Kind>(kind: K): Records[K][] {
    const found: Records[K][] = []
    for (const [id, fields] of recordsOf(this.doc, kind))
      if (fields instanceof Y.Map) found.push(this.#read(kind, id, fields) as unknown as Records[K])
    const list = unchanged(this.#lists.get(kind) as Records[K][] | undefined, found.sort(byOrder))
    this.#lists.set(kind, list)
    return list
  }

  map(): MapFields {
    return this.#read("map", "", this.doc.getMap("map")) as unknown as MapFields
  }

  #place(now: PlacedStep): PlacedStep {
    const before = this.#placed.get(now.id)
    const lanes = Object.entries(now.cards) as [Lane, CardDraft[]][]
    for (const [lane, cards] of lanes) now.cards[lane] = unchanged(before?.cards[lane], cards)
    now.cards = unchanged(before?.cards, now.cards)
    const placed = unchanged(before, now)
    this.#placed.set(now.id, placed)
    return placed
  }

  /** Everything, as it is drawn: stages, their steps, and the cards of each by lane. */
  read(): DraftMap {
    const cards = new Map<string, Partial<Record<Lane, CardDraft[]>>>()
    for (const card of this.list("cards")) {
      const lanes = cards.get(card.step) ?? {}
      ;(lanes[card.lane] ??= []).push(card)
      cards.set(card.step, lanes)
    }
    const all = this.list("steps")
    const steps: PlacedStep[] = []
    const stages = this.list("stages").map((stage, at): PlacedStage => {
      const own = all
        .filter((step) => step.stage === stage.id)
        .map((step, i, { length }) =>
          this.#place({
            id: step.id,
            number: steps.length + i + 1,
            stage,
            stageAt: at,
            first: i === 0,
            last: i === length - 1,
            step,
            cards: cards.get(step.id) ?? {},
          }),
        )
      steps.push(...own)
      const before = this.#before?.stages[at]
      return unchanged(before, { id: stage.id, stage, at, steps: unchanged(before?.steps, own) })
    })
    const now: DraftMap = {
      map: this.map(),
      objectives: this.list("objectives"),
      personas: this.list("personas"),
      touchpoints: this.list("touchpoints"),
      notes: this.list("field_notes"),
      stages: unchanged(this.#before?.stages, stages),
      steps: unchanged(this.#before?.steps, steps),
    }
    this.#before = unchanged(this.#before, now)
    return this.#before
  }
}

/** Calls back whenever anything in the document changes, with what changed; returns how to stop. */
export function watch(
  doc: Y.Doc,
  changed: (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => void,
): () => void {
  const tops = ["map", ...KINDS].map((name) => doc.getMap(name))
  for (const top of tops) top.observeDeep(changed)
  return () => {
    for (const top of tops) top.unobserveDeep(changed)
  }
}
