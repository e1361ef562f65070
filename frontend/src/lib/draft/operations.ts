import * as Y from "yjs"
import type { Lane } from "../types"
import { fieldsOf, Reader, recordsOf, textOf, type Fields } from "./document"
import { cardId, free, slug } from "./ids"
import { byOrder, place, type Ordered } from "./order"
import { beliefField, KINDS, NAME, TEXTS, type Kind, type ListKind } from "./shape"
import { write } from "./text"

/** What people do to a draft. Each takes the document and changes it; who calls puts one intent into one transaction. */

const orderOf = (fields: Fields): string => String(fields.get("order") ?? "")

function siblings(doc: Y.Doc, kind: Kind, among: (fields: Fields) => boolean, without?: string): Ordered[] {
  const found: Ordered[] = []
  for (const [id, fields] of recordsOf(doc, kind))
    if (id !== without && among(fields)) found.push({ id, order: orderOf(fields) })
  return found.sort(byOrder)
}

/** Puts a record at a place among its siblings. */
function stand(doc: Y.Doc, kind: Kind, id: string, index: number, among: (fields: Fields) => boolean): void {
  const records = recordsOf(doc, kind)
  for (const [name, key] of Object.entries(place(siblings(doc, kind, among, id), id, index)))
    records.get(name)?.set("order", key)
}

function create(doc: Y.Doc, kind: Kind, id: string, values: Record<string, unknown>): string {
  const fields = new Y.Map<unknown>()
  for (const name of TEXTS[kind]) fields.set(name, new Y.Text(String(values[name] ?? "")))
  for (const [name, value] of Object.entries(values)) if (!TEXTS[kind].includes(name)) fields.set(name, value)
  recordsOf(doc, kind).set(id, fields)
  return id
}

/** A stage and a step may not share a name either, because objectives name both. */
function newId(doc: Y.Doc, kind: Kind, title: string): string {
  const spaces: Kind[] = kind === "stages" || kind === "steps" ? ["stages", "steps"] : [kind]
  const name = slug(title, kind.slice(0, -1))
  return free(name, (tried) => spaces.some((space) => recordsOf(doc, space).has(tried)))
}

const everywhere = () => true
const inStage = (stage: string) => (fields: Fields) => fields.get("stage") === stage
const inCell = (step: string, lane: Lane) => (fields: Fields) =>
  fields.get("step") === step && fields.get("lane") === lane

export const exists = (doc: Y.Doc, kind: Kind, id: string): boolean => recordsOf(doc, kind).has(id)

/** Sets a field as a whole; `null` and what equals nothing take it away. Texts are written letter by letter. */
export function setField(doc: Y.Doc, kind: Kind | "map", id: string, field: string, value: unknown): void {
  const fields = fieldsOf(doc, kind, id)
  if (!fields) return
  if (TEXTS[kind].includes(field)) {
    const text = fields.get(field)
    if (text instanceof Y.Text) write(text, String(value ?? ""))
    else fields.set(field, new Y.Text(String(value ?? "")))
    return
  }
  const nothing =
    value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length)
  if (nothing) fields.delete(field)
  else if (JSON.stringify(fields.get(field)) !== JSON.stringify(value)) fields.set(field, value)
}

export function setText(doc: Y.Doc, kind: Kind | "map", id: string, field: string, value: string): void {
  const text = textOf(doc, kind, id, field)
  if (text) write(text, value)
  else setField(doc, kind, id, field, value)
}

/** Takes a name out of every list that holds it, such as the steps planned next. */
function unlink(doc: Y.Doc, kind: Kind, field: string, ids: ReadonlySet<string>): void {
  for (const fields of recordsOf(doc, kind).values()) {
    const list = fields.get(field)
    if (Array.isArray(list) && list.some((id) => ids.has(id)))
      setFieldOf(
        fields,
        field,
        list.filter((id) => !ids.has(id)),
      )
  }
}

function setFieldOf(fields: Fields, field: string, value: unknown[]): void {
  if (value.length) fields.set(field, value)
  else fields.delete(field)
}

// --- stages ---------------------------------------------------------------------------------------------------------

/** A stage needs a step; it comes with its first one. */
export function addStage(
  doc: Y.Doc,
  title: string,
  index: number,
  firstStep: string,
): { stage: string; step: string } {
  const stage = create(doc, "stages", newId(doc, "stages", title), { title })
  stand(doc, "stages", stage, index, everywhere)
  return { stage, step: addStep(doc, stage, firstStep, 0) }
}

export const moveStage = (doc: Y.Doc, id: string, index: number): void =>
  stand(doc, "stages", id, index, everywhere)

export function deleteStage(doc: Y.Doc, id: string): void {
  for (const { id: step } of siblings(doc, "steps", inStage(id))) deleteStep(doc, step)
  unlink(doc, "objectives", "moves", new Set([id]))
  recordsOf(doc, "stages").delete(id)
}

// --- steps ----------------------------------------------------------------------------------------------------------

export function addStep(doc: Y.Doc, stage: string, title: string, index: number): string {
  const id = create(doc, "steps", newId(doc, "steps", title), { title, stage })
  stand(doc, "steps", id, index, inStage(stage))
  return id
}

/** Puts a step right after another one, into its stage; without one it becomes the first of the map. */
export function addStepAfter(doc: Y.Doc, after: string | null, title: string): string | null {
  const before = after === null ? undefined : recordsOf(doc, "steps").get(after)
  const first = siblings(doc, "stages", everywhere)[0]?.id
  const stage = String(before?.get("stage") ?? first ?? "")
  if (!recordsOf(doc, "stages").has(stage)) return null
  const at = siblings(doc, "steps", inStage(stage)).findIndex((one) => one.id === after)
  return addStep(doc, stage, title, at + 1)
}

export function moveStep(doc: Y.Doc, id: string, stage: string, index: number): void {
  const fields = recordsOf(doc, "steps").get(id)
  if (!fields) return
  if (fields.get("stage") !== stage) fields.set("stage", stage)
  stand(doc, "steps", id, index, inStage(stage))
}

export function deleteStep(doc: Y.Doc, id: string): void {
  const cards = recordsOf(doc, "cards")
  const gone = [...cards].filter(([, card]) => card.get("step") === id).map(([card]) => card)
  for (const card of gone) deleteCard(doc, card)
  unlink(doc, "steps", "next", new Set([id]))
  unlink(doc, "objectives", "moves", new Set([id]))
  unlink(doc, "field_notes", "steps", new Set([id]))
  recordsOf(doc, "steps").delete(id)
}

/** The step after it in the same stage takes over the cards that are named. */
export function splitStep(doc: Y.Doc, id: string, title: string, cards: Iterable<string>): string | null {
  const stage = recordsOf(doc, "steps").get(id)?.get("stage")
  if (typeof stage !== "string") return null
  const at = siblings(doc, "steps", inStage(stage)).findIndex((one) => one.id === id)
  const added = addStep(doc, stage, title, at + 1)
  const records = recordsOf(doc, "cards")
  for (const card of cards) records.get(card)?.set("step", added)
  const points = recordsOf(doc, "steps").get(id)?.get("touchpoints")
  if (Array.isArray(points)) recordsOf(doc, "steps").get(added)?.set("touchpoints", points)
  return added
}

/** From -2 (upset) to +2 (delighted), to a tenth; null takes the belief back. Without a persona it is everyone's. */
export function setBelieved(doc: Y.Doc, step: string, value: number | null, persona = ""): void {
  const kept = value === null ? null : Math.round(Math.max(-2, Math.min(2, value)) * 10) / 10 || 0
  setField(doc, "steps", step, beliefField(persona), kept)
}

// --- cards ----------------------------------------------------------------------------------------------------------

export function addCard(
  doc: Y.Doc,
  step: string,
  lane: Lane,
  index: number,
  text = "",
  id = cardId(),
): string {
  create(doc, "cards", id, { step, lane, text })
  stand(doc, "cards", id, index, inCell(step, lane))
  return id
}

export function moveCard(doc: Y.Doc, id: string, step: string, lane: Lane, index: number): void {
  const fields = recordsOf(doc, "cards").get(id)
  if (!fields) return
  if (fields.get("step") !== step) fields.set("step", step)
  if (fields.get("lane") !== lane) fields.set("lane", lane)
  stand(doc, "cards", id, index, inCell(step, lane))
}

export function deleteCard(doc: Y.Doc, id: string): void {
  for (const other of recordsOf(doc, "cards").values())
    if (other.get("answers") === id) other.delete("answers")
  recordsOf(doc, "cards").delete(id)
}

/** The field notes a card rests on. What somebody told is no guess any more. */
export function backCard(doc: Y.Doc, id: string, notes: string[]): void {
  const fields = recordsOf(doc, "cards").get(id)
  if (!fields) return
  setFieldOf(fields, "backed_by", notes)
  if (notes.length && (fields.get("evidence") ?? "assumed") === "assumed") fields.set("evidence", "reported")
}

// --- touchpoints, personas, objectives, field notes ------------------------------------------------------------------------------

/** Adds a record to one of the lists beside the grid, at its end. */
export function addEntry(
  doc: Y.Doc,
  kind: ListKind,
  name: string,
  values: Record<string, unknown> = {},
): string {
  const id = create(doc, kind, newId(doc, kind, name), { ...values, [NAME[kind]]: name })
  stand(doc, kind, id, Infinity, everywhere)
  return id
}

export function deleteEntry(doc: Y.Doc, kind: ListKind, id: string): void {
  if (kind === "touchpoints") {
    unlink(doc, "steps", "touchpoints", new Set([id]))
    unlink(doc, "objectives", "moves", new Set([id]))
  }
  if (kind === "field_notes") unlink(doc, "cards", "backed_by", new Set([id]))
  if (kind === "personas") {
    for (const fields of recordsOf(doc, "steps").values()) fields.delete(beliefField(id))
    for (const fields of recordsOf(doc, "field_notes").values())
      if (fields.get("persona") === id) fields.delete("persona")
  }
  recordsOf(doc, kind).delete(id)
}

/** Meets a step at a touchpoint of this name; one that is not in the inventory yet is added to it, with `values`. */
export function meetAt(
  doc: Y.Doc,
  step: string,
  name: string,
  values: Record<string, unknown> = {},
): string | null {
  const fields = recordsOf(doc, "steps").get(step)
  const wanted = name.trim()
  if (!fields || !wanted) return null
  const known = new Reader(doc)
    .list("touchpoints")
    .find((one) => one.id === wanted || one.name.trim().toLowerCase() === wanted.toLowerCase())
  const id = known?.id ?? addEntry(doc, "touchpoints", wanted, values)
  const list = (fields.get("touchpoints") as string[] | undefined) ?? []
  if (!list.includes(id)) fields.set("touchpoints", [...list, id])
  return id
}

export function leaveTouchpoint(doc: Y.Doc, step: string, touchpoint: string): void {
  const list = fieldsOf(doc, "steps", step)?.get("touchpoints")
  if (Array.isArray(list))
    setField(
      doc,
      "steps",
      step,
      "touchpoints",
      list.filter((id) => id !== touchpoint),
    )
}

export const scopes = (doc: Y.Doc): Y.Map<unknown>[] => ["map", ...KINDS].map((name) => doc.getMap(name))
