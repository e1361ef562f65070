import { day, month } from "../dates"
import { count, full, value } from "../numbers"
import type { MeasuredMap, Result } from "../types"
import { drawn, type Key, type KeyValue, type Row, type Shape, valueOf } from "./shape"

/** An answer in words: names of its rows, and what was found. */

export const plain = (name: string) => name.replace(/^(prop|trait|account_trait)_/, "").replaceAll("_", " ")

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

/** A key as people read it: steps by their titles, months and days of the week by their names. */
function keyWords(map: MeasuredMap, name: string, value: KeyValue, grain: string | null): string {
  if (value === null) return "none"
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateWords(text, grain)
  if (name === "weekday") return WEEKDAYS[Number(value) - 1] ?? text
  if (name === "hour") return `${text.padStart(2, "0")}:00`
  const of = name === "stage" ? map.stages : /^(step|from|to|next|node)$/.test(name) ? map.steps : []
  return of.find((one) => one.id === text)?.title ?? (typeof value === "number" ? count(value) : text)
}

/** "Q2 2025", "May 2025", "12 May 2025" */
export function dateWords(iso: string, grain: string | null): string {
  const year = iso.slice(0, 4)
  if (grain === "year") return year
  if (grain === "quarter") return `Q${Math.ceil(Number(iso.slice(5, 7)) / 3)} ${year}`
  return grain === "month" ? `${month(iso)} ${year}` : `${day(iso)} ${year}`
}

export const GRAINS = ["day", "week", "month", "quarter", "year"]

/** The period that a key of time stands for: a breakdown by its own name, a cohort by the measure's parameter. */
function grainOf(result: Result, key: string): string | null {
  if (GRAINS.includes(key)) return key
  const period: unknown = result.params.period
  return typeof period === "string" && GRAINS.includes(period) ? period : null
}

const NOTHING = {
  low: null,
  high: null,
  numerator: null,
  denominator: null,
  still_open: null,
  show: "full" as const,
}

/** Reads rows of one answer. */
export class Reading {
  constructor(
    readonly map: MeasuredMap,
    readonly result: Result,
    readonly shape: Shape,
  ) {}

  key(name: string, of: KeyValue): string {
    return keyWords(this.map, name, of, grainOf(this.result, name))
  }

  /** What tells a row from the others. */
  row(row: Row, keys: readonly Key[] = this.shape.keys): string {
    const said = keys.map((key) => this.key(key.name, valueOf(row, key.name)))
    const moved = keys.map((key) => key.name).join() === "from,to"
    return said.join(moved ? " → " : " · ") || this.result.title
  }

  number = (row: Row) => value(row.number, this.result.currency ?? "")
  /** A number on an axis, as exact as round numbers are. */
  tick = (amount: number) =>
    value(
      {
        ...NOTHING,
        unit: this.shape.unit,
        value: amount,
        n: amount * 100 === Math.round(amount * 100) ? 100 : 1000,
      },
      this.result.currency ?? "",
    )
  full = (row: Row) => full(row.number, this.result.currency ?? "")

  /** What was found, in a sentence that claims no more than the intervals say. */
  finding(): string | null {
    const rows = this.result.rows.filter((row) => drawn(row) !== null && row.number.show !== "hidden")
    const [first, ...others] = rows
    if (!first) return this.result.rows.length ? "Too few for a number that means something." : null
    if (!others.length) return null
    const time = this.shape.keys.length === 1 && this.shape.keys[0]?.kind === "time"
    if (time) return this.#moved(rows)
    // Days and counts side by side have no most and no least.
    if (rows.some((row) => row.number.unit !== first.number.unit)) return null
    const sorted = [...rows].sort((a, b) => (drawn(b) ?? 0) - (drawn(a) ?? 0))
    const [most, least] = [sorted[0] ?? first, sorted.at(-1) ?? first]
    const said = `Most: ${this.row(most)}, ${this.number(most)}; least: ${this.row(least)}, ${this.number(least)}`
    return apart(least, most) === false ? `${said}. Their intervals overlap.` : `${said}.`
  }

  #moved(rows: Row[]): string {
    const whole = rows.filter((row) => row.complete)
    const [from, to] = [whole[0], whole.at(-1)]
    if (!from || !to || from === to) return "One whole period is too few to say how it moves."
    const said = `From ${this.number(from)} in ${this.row(from)} to ${this.number(to)} in ${this.row(to)}`
    return apart(from, to) === false ? `${said}. Their intervals overlap.` : `${said}.`
  }
}

/** Whether two intervals leave a gap; null where one has none. */
function apart(a: Row, b: Row): boolean | null {
  const [one, other] = [a.number, b.number]
  if (one.low === null || one.high === null || other.low === null || other.high === null) return null
  return one.high < other.low || other.high < one.low
}
