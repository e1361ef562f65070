import { count, duration, percent } from "../numbers"
import type { MeasuredMap, Result } from "../types"
import type { Question } from "./answer.svelte"

/** Reading anchored journeys: who stands where in each column, who goes from where to where, and what is said of it. */

export const KINDS = ["visit", "other", "still_open", "ended", "before"] as const
export type Kind = (typeof KINDS)[number]

/** Where customers stand in one column. */
export interface Place {
  id: string
  column: number
  kind: Kind
  /** The event, touchpoint, channel or id of a step; null where there is none. */
  node: string | null
  title: string
  people: number
  /** Number of the stage of a step, from 1. */
  stage: number | null
}

/** Who goes from a place to one of the next column. */
export interface Edge {
  from: Place
  to: Place
  people: number
  /** Of those who leave the place it comes from. */
  share: number
  mean: number | null
  keys: Record<string, string>
}

export interface Paths {
  people: number
  columns: Place[][]
  edges: Edge[]
}

export type Of = "step" | "touchpoint" | "channel" | "event"

/** What is asked for a picture: everybody once a column, the same twice in a row drawn once. */
export interface Asked {
  of: Of
  anchor: string
  columns: number
  led: boolean
}

export function question(asked: Asked): Question {
  const far = String(asked.columns)
  return {
    name: "sankey",
    params: {
      of: asked.of,
      anchor: asked.anchor,
      repeats: "false",
      before: asked.led ? far : "0",
      after: asked.led ? "0" : far,
    },
  }
}

/** The same question of one place alone, for the customers who stand there. */
export const placeQuestion = (asked: Asked): Question => ({
  name: "step_matrix",
  params: { ...question(asked).params, most: "" },
})

type Row = Result["rows"][number]

const WORDS: Record<Exclude<Kind, "visit">, string> = {
  other: "Other",
  still_open: "Still open",
  ended: "Ended",
  before: "Nothing before",
}

/** What a place without a visit is called. */
export const kindTitle = (kind: Kind) => (kind === "visit" ? "No name" : WORDS[kind])

export function read(map: MeasuredMap, rows: readonly Row[]): Paths {
  const steps = new Map(map.steps.map((step) => [step.id, step]))
  const stages = new Map(map.stages.map((stage, at) => [stage.id, at + 1]))
  const places = new Map<string, Place>()
  const place = (column: number, kind: Kind, node: string | null): Place => {
    const id = `${column} ${kind} ${node ?? ""}`
    const found = places.get(id)
    if (found) return found
    const step = kind === "visit" && node !== null ? steps.get(node) : undefined
    const title = kind === "visit" ? (step?.title ?? node ?? kindTitle(kind)) : kindTitle(kind)
    const made = {
      id,
      column,
      kind,
      node,
      title,
      people: 0,
      stage: step ? (stages.get(step.stage) ?? null) : null,
    }
    places.set(id, made)
    return made
  }
  const edges = rows.map((row): Edge => {
    const column = Number(row.keys.step)
    const text = (name: string) => (row.keys[name] == null ? null : String(row.keys[name]))
    const mean = row.more.mean
    return {
      from: place(column - 1, text("from_kind") as Kind, text("from")),
      to: place(column, text("to_kind") as Kind, text("to")),
      people: row.number.value ?? 0,
      share: Number(row.more.share_out ?? 0),
      mean: typeof mean === "number" ? mean : null,
      keys: Object.fromEntries(
        Object.entries(row.keys).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])),
      ),
    }
  })
  const [first] = [...places.values()].map((one) => one.column).sort((a, b) => a - b)
  for (const edge of edges) {
    edge.to.people += edge.people
    // The first column is entered by no edge.
    if (edge.from.column === first) edge.from.people += edge.people
    // Whoever begins a journey stood nowhere in the column before.
    else if (edge.from.kind === "before") edge.from.people += edge.people
  }
  const numbers = [...new Set([...places.values()].map((one) => one.column))].sort((a, b) => a - b)
  return {
    people: rows[0]?.number.denominator ?? 0,
    columns: numbers.map((column) => [...places.values()].filter((one) => one.column === column)),
    edges,
  }
}

const ORDINALS = ["", "1st", "2nd", "3rd"]
const ordinal = (n: number) => ORDINALS[n] ?? `${n}th`
/** What a column is called, as in "2nd next step". */
export function columnTitle(asked: Asked, column: number, anchor: string): string {
  if (!column) return anchor
  return column > 0 ? `${ordinal(column)} next ${asked.of}` : `${ordinal(-column)} ${asked.of} before`
}

export const edgeNames = (edge: Edge) => `${edge.from.title} → ${edge.to.title}`

export function edgeTold(edge: Edge): string {
  const mean = edge.mean === null ? "" : `, ${duration(edge.mean)} later on average`
  return `${count(edge.people)} customers, ${percent(edge.share, edge.from.people)} of those there${mean}.`
}

const ENOUGH = 30

/** How most go on from the anchor, or came to it, and how many journeys do not reach further. */
export function finding(paths: Paths, asked: Asked): string | null {
  if (paths.people < ENOUGH) return null
  const side = asked.led ? "from" : "to"
  const beside = new Map<Place, number>()
  for (const edge of paths.edges) {
    const near = edge[side].column === (asked.led ? -1 : 1) && edge[side].kind === "visit"
    if (near) beside.set(edge[side], (beside.get(edge[side]) ?? 0) + edge.people)
  }
  const [most] = [...beside].sort(([, a], [, b]) => b - a)
  if (!most) return null
  const short = paths.columns
    .flat()
    .filter(({ kind }) => kind === "ended" || kind === "before")
    .reduce((sum, place) => sum + place.people, 0)
  const share = (people: number) => percent(people / paths.people, paths.people)
  const far = `${count(paths.columns.length - 1)} ${asked.of}s`
  return asked.led
    ? `${share(most[1])} come straight from “${most[0].title}”; ${share(short)} began within the ${far} before.`
    : `${share(most[1])} go on to “${most[0].title}”; ${share(short)} end within ${far} more.`
}
