import { count, duration, percent } from "../numbers"
import type { ComparedRow, Comparison, MeasuredMap, Result } from "../types"
import { mostTravelled, type Move } from "./arcs"

/** Reading the flow between the steps of a map: what is drawn, and what is said of it. */

export interface Flow {
  /** Customers with a visit in the dates. */
  people: number
  steps: Place[]
  ways: Way[]
}

/** A step of the map that events can match. */
export interface Place {
  id: string
  number: number
  title: string
  people: number
  lastSeen: number
}

/** A move between two steps; a loop goes to the step it comes from. */
export interface Way extends Move {
  /** Of all moves out of the step it comes from. */
  share: number
  /** Of all moves. */
  ofAll: number
  /** Mean seconds from the one visit to the next. */
  mean: number | null
}

const USUAL = 16

/** All moves between the steps of a map. */
export const QUESTION = { name: "flow", params: { of: "step" } }

type Row = Result["rows"][number]

const number = (row: Row, name: string) => Number(row.more[name] ?? 0)
const text = (row: Row, name: string) => String(row.keys[name] ?? "")

export function read(map: MeasuredMap, lines: readonly Row[]): Flow {
  const ends = lines.filter((row) => text(row, "edge") === "end")
  const lastSeen = new Map(ends.map((row) => [text(row, "from"), row.number.value ?? 0]))
  const moved = lines.filter((row) => ["move", "loop"].includes(text(row, "edge")))
  const all = moved.reduce((sum, row) => sum + number(row, "moves"), 0)
  const planned = new Set(
    map.steps.flatMap((step) =>
      step.next.filter((one) => one.planned).map((one) => `${step.id} ${one.step}`),
    ),
  )
  return {
    people: lines[0]?.number.denominator ?? 0,
    steps: map.steps
      .filter((step) => step.has_rule)
      .map((step) => ({
        id: step.id,
        number: step.number,
        title: step.title,
        people: step.people.value ?? 0,
        lastSeen: lastSeen.get(step.id) ?? 0,
      })),
    ways: moved.map((row) => {
      const [from, to] = [text(row, "from"), text(row, "to")]
      const mean = row.more.mean
      return {
        from,
        to,
        people: row.number.value ?? 0,
        moves: number(row, "moves"),
        share: number(row, "share_out"),
        ofAll: all ? number(row, "moves") / all : 0,
        mean: typeof mean === "number" ? mean : null,
        planned: planned.has(`${from} ${to}`),
      }
    }),
  }
}

/** How many moves are drawn at first. */
export const usual = (flow: Flow) => Math.min(USUAL, flow.ways.length)

/** "16 of 214 moves drawn, 87 % of all." */
export function drawnWords(flow: Flow, n: number): string {
  const all = flow.ways.reduce((sum, way) => sum + way.moves, 0)
  const drawn = mostTravelled(flow.ways, n).reduce((sum, way) => sum + way.moves, 0)
  return `${count(Math.min(n, flow.ways.length))} of ${count(flow.ways.length)} kinds of moves drawn, ${percent(all ? drawn / all : 0, 0)} of all moves.`
}

const title = (flow: Flow, id: string) => flow.steps.find((step) => step.id === id)?.title ?? id

export const names = (flow: Flow, way: Move) =>
  way.from === way.to
    ? `${title(flow, way.from)}, again`
    : `${title(flow, way.from)} → ${title(flow, way.to)}`

/** Everything that is known of one move. */
export function told(way: Way): string {
  const times = way.moves === way.people ? "once each" : `${count(way.moves)} times`
  const mean = way.mean === null ? "" : `, ${duration(way.mean)} later on average`
  return `${count(way.people)} customers, ${times}${mean}; ${percent(way.share, way.moves)} of what follows there.`
}

export const keyOf = (way: Pick<Move, "from" | "to">) => `${way.from}\u0000${way.to}`

/** The differences of two groups by move; those that neither group goes are not there. */
export const gapsOf = (found: Comparison): Map<string, ComparedRow> =>
  new Map(
    found.rows
      .filter(({ keys }) => keys.edge === "move" || keys.edge === "loop")
      .map((row) => [keyOf({ from: String(row.keys.from), to: String(row.keys.to) }), row]),
  )

export type Kind = "planned" | "ahead" | "back" | "again"

export function kindOf(flow: Flow, way: Move): Kind {
  const at = (id: string) => flow.steps.findIndex((step) => step.id === id)
  const far = at(way.to) - at(way.from)
  if (!far) return "again"
  return far === 1 || way.planned ? "planned" : far > 0 ? "ahead" : "back"
}

const SHORTEST = 26

/** What is written behind the number of an arch: where it leads. */
export function wordsOf(flow: Flow, way: Move): string {
  const kind = kindOf(flow, way)
  const goes = { planned: "on to", ahead: "straight to", back: "back to", again: "" }[kind]
  const to = title(flow, way.to)
  return goes && to.length <= SHORTEST ? `${goes} “${to}”` : ""
}

const ENOUGH = 30

/** The move beside the plan that most customers make, as a part of those who come to where it begins. */
export function finding(flow: Flow): string | null {
  const came = new Map(flow.steps.map((step) => [step.id, step.people]))
  const kinds: readonly Kind[] = ["ahead", "back"]
  const [most] = flow.ways
    .filter((way) => kinds.includes(kindOf(flow, way)) && (came.get(way.from) ?? 0) >= ENOUGH)
    .sort((a, b) => b.people - a.people)
  if (!most) return null
  const goes = kindOf(flow, most) === "back" ? "go back" : "go straight on"
  const of = came.get(most.from) ?? 0
  return `Of those at “${title(flow, most.from)}”, ${percent(most.people / of, of)} ${goes} to “${title(flow, most.to)}”.`
}
