import type { Result } from "../types"

/** The shape of an answer decides how it may be drawn: how many keys differ between its rows, and of which kind they are. */

export type Row = Result["rows"][number]
export type KeyKind = "time" | "ordered" | "named"
export type KeyValue = string | number | null

export interface Key {
  name: string
  kind: KeyKind
  /** Different values, in the order of the rows; of time and number in their own order. */
  values: KeyValue[]
}

export interface Shape {
  unit: Row["number"]["unit"]
  rows: Row[]
  /** Keys that differ between rows. */
  keys: Key[]
}

const DAY = /^\d{4}-\d{2}-\d{2}/

export function valueOf(row: Row, key: string): KeyValue {
  const value: unknown = row.keys[key]
  return typeof value === "string" || typeof value === "number" ? value : value == null ? null : String(value)
}

function kindOf(values: readonly KeyValue[]): KeyKind {
  const known = values.filter((value) => value !== null)
  if (known.length && known.every((value) => typeof value === "number")) return "ordered"
  return known.length && known.every((value) => DAY.test(String(value))) ? "time" : "named"
}

const inOrder = (a: KeyValue, b: KeyValue) =>
  a === null ? 1 : b === null ? -1 : typeof a === "number" && typeof b === "number" ? a - b : a < b ? -1 : 1

export function shapeOf(result: Result): Shape {
  const names = [...new Set(result.rows.flatMap((row) => Object.keys(row.keys)))]
  const keys = names.flatMap((name) => {
    const values = [...new Set(result.rows.map((row) => valueOf(row, name)))]
    if (values.length < 2) return []
    const kind = kindOf(values)
    return [{ name, kind, values: kind === "named" ? values : values.sort(inOrder) }]
  })
  return { unit: result.rows[0]?.number.unit ?? "count", rows: result.rows, keys }
}

/** A value that may be drawn as a length: hidden ones leave a hole, people are always counted. */
export function drawn({ number }: Row): number | null {
  const counted = (number.unit === "people" || number.unit === "count") && number.low === null
  return number.show === "hidden" && !counted ? null : number.value
}

/** The ends of what is drawn: values with their intervals, and nothing where that is a length's beginning. */
export function extent(rows: readonly Row[], fromZero: boolean): [number, number] {
  const all = rows.flatMap((row) => {
    const value = drawn(row)
    return value === null ? [] : [value, row.number.low ?? value, row.number.high ?? value]
  })
  const [low, high] = [Math.min(...all, ...(fromZero ? [0] : [])), Math.max(...all, ...(fromZero ? [0] : []))]
  if (!all.length) return [0, 1]
  return low === high
    ? [low - (low ? Math.abs(low) / 10 : 0), high + (Math.abs(high) / 10 || 1)]
    : [low, high]
}

/** Round numbers between two ends, about so many. */
export function ticks(low: number, high: number, many = 4): number[] {
  const raw = (high - low) / many
  const ten = 10 ** Math.floor(Math.log10(raw))
  const step = ten * ([1, 2, 2.5, 5, 10].find((one) => one * ten >= raw) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const found = []
  for (let at = first; at * step <= high + step * 1e-9; at++) found.push(Number((at * step).toPrecision(12)))
  return found
}

/** Whether lengths begin at nothing: so for what is counted, and not for marks that people give. */
export const fromNothing = ({ unit }: Pick<Shape, "unit">): boolean =>
  !["nps", "stars", "score", "feeling"].includes(unit)
