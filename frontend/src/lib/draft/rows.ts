import type { Lane } from "../types"
import { LANES } from "./lanes"
import { EVIDENCE, type DraftMap, type Evidence } from "./shape"

/** The draft as a table: a row a step and a row a card, to be sorted and filtered. */

export const COLUMNS = ["stage", "step", "lane", "text", "evidence", "owner"] as const
export type Column = (typeof COLUMNS)[number]

export interface TableRow {
  kind: "steps" | "cards"
  id: string
  stage: string
  stageId: string
  stageAt: number
  step: string
  stepId: string
  number: number
  /** null: the row is the step itself. */
  lane: Lane | null
  laneTitle: string
  text: string
  evidence: Evidence
  owner: string
  /** Where it stands when nothing is sorted: the order of the map. */
  at: number
}

export interface Wanted {
  words: string
  stage: string
  lane: Lane | "step" | ""
  evidence: Evidence | ""
}
export const ALL: Wanted = { words: "", stage: "", lane: "", evidence: "" }

export interface Sorting {
  by: Column
  down: boolean
}

export function rowsOf(draft: DraftMap): TableRow[] {
  const rows: TableRow[] = []
  for (const placed of draft.steps) {
    const place = {
      stage: placed.stage.title,
      stageId: placed.stage.id,
      stageAt: placed.stageAt,
      step: placed.step.title,
      stepId: placed.id,
      number: placed.number,
    }
    const { id, title, evidence } = placed.step
    rows.push({
      ...place,
      kind: "steps",
      id,
      lane: null,
      laneTitle: "Step",
      text: title,
      evidence: evidence ?? "assumed",
      owner: "",
      at: rows.length,
    })
    for (const lane of LANES)
      for (const card of placed.cards[lane.id] ?? [])
        rows.push({
          ...place,
          kind: "cards",
          id: card.id,
          lane: lane.id,
          laneTitle: lane.title,
          text: card.text,
          evidence: card.evidence ?? "assumed",
          owner: card.owner ?? "",
          at: rows.length,
        })
  }
  return rows
}

/** The rows in which every word stands somewhere, of the stage, lane and evidence that are wanted. */
export function filtered(rows: readonly TableRow[], wanted: Wanted): TableRow[] {
  const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const said = `${row.stage} ${row.step} ${row.laneTitle} ${row.text} ${row.owner}`.toLowerCase()
    return (
      words.every((word) => said.includes(word)) &&
      (!wanted.stage || row.stageId === wanted.stage) &&
      (!wanted.lane || (row.lane ?? "step") === wanted.lane) &&
      (!wanted.evidence || row.evidence === wanted.evidence)
    )
  })
}

const laneAt = (row: TableRow) => LANES.findIndex((lane) => lane.id === row.lane)
const text = (a: string, b: string) => a.localeCompare(b, undefined, { sensitivity: "base", numeric: true })

const COMPARE: Record<Column, (a: TableRow, b: TableRow) => number> = {
  stage: (a, b) => a.stageAt - b.stageAt,
  step: (a, b) => a.number - b.number,
  lane: (a, b) => laneAt(a) - laneAt(b),
  text: (a, b) => text(a.text, b.text),
  evidence: (a, b) => EVIDENCE.indexOf(a.evidence) - EVIDENCE.indexOf(b.evidence),
  owner: (a, b) => text(a.owner, b.owner),
}

/** Sorted by one column, else by the order of the map; what has no owner stands last either way. */
export function sorted(rows: readonly TableRow[], sorting: Sorting): TableRow[] {
  const turn = sorting.down ? -1 : 1
  const compare = COMPARE[sorting.by]
  const missing = (row: TableRow) => (sorting.by === "owner" && !row.owner ? 1 : 0)
  return [...rows].sort((a, b) => missing(a) - missing(b) || turn * compare(a, b) || a.at - b.at)
}

/**
 * The rows as they stood, while somebody writes in one: what is written must neither move nor vanish under the hands.
 * A row that was just made comes after the one it follows in the map.
 */
export function held(all: readonly TableRow[], order: readonly string[], writing: string | null): TableRow[] {
  const known = new Map(all.map((row) => [row.id, row]))
  const rows = order.flatMap((id) => known.get(id) ?? [])
  const made = writing && !order.includes(writing) ? known.get(writing) : undefined
  if (made)
    rows.splice(rows.findLastIndex((row) => row.at < made.at && row.stepId === made.stepId) + 1, 0, made)
  return rows
}
