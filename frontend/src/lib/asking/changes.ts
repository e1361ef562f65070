import { range } from "../dates"
import { gapWords } from "../journeys/compare"
import type { Trends } from "../types"
import { type Key, type KeyValue, type Row, valueOf } from "./shape"
import { dateWords, GRAINS, type Reading } from "./words"

/** A measure over time: the levels it kept, and when it changed them by more than luck. */

export const EVERY = ["day", "week", "month"] as const
export type Every = Trends["every"]
export type Series = Trends["series"][number]
export type LevelChange = Series["changes"][number]

/** The one period that a question is cut by; null without one. */
export function periodOf(by: readonly string[]): string | null {
  const found = by.filter((one) => GRAINS.includes(one))
  return found.length === 1 ? (found[0] as string) : null
}

/** The same, where levels are looked for: quarters and years are too few. */
export const everyOf = (by: readonly string[]): Every | null =>
  EVERY.find((one) => one === periodOf(by)) ?? null

/** The same breakdown with another period, or none. */
export const withPeriod = (by: readonly string[], period: string | null): string[] => [
  ...by.filter((one) => !GRAINS.includes(one)),
  ...(period ? [period] : []),
]

/** The series of one line: the rows that share a value. */
export function seriesOf(trends: Trends, apart: Key | null, value: KeyValue): Series | null {
  const found = apart
    ? trends.series.filter((one) => valueOf({ keys: one.keys } as Row, apart.name) === value)
    : trends.series
  return found.length === 1 ? (found[0] as Series) : null
}

export interface Level {
  value: number
  first: string
  last: string
}

/** Stretches of periods that kept one level. */
export function levels({ points }: Series): Level[] {
  const found: Level[] = []
  for (const { level, first_day } of points) {
    if (level === null) continue
    const last = found.at(-1)
    if (last?.value === level) last.last = first_day
    else found.push({ value: level, first: first_day, last: first_day })
  }
  return found
}

/** "the week of 12 May 2025", "May 2025", "12 May 2025" */
export const periodWords = (every: Every, iso: string): string =>
  (every === "week" ? "the week of " : "") + dateWords(iso, every)

/** "+6 pts (+2 to +9)" */
export const sizeWords = (change: LevelChange, currency: string): string =>
  gapWords({ difference: change.size } as Parameters<typeof gapWords>[0], currency)

/** "19 May 2025 (12 May – 26 May 2025)" */
export function momentWords(every: Every, { first_day, earliest, latest }: LevelChange): string {
  const first = dateWords(first_day, every)
  if (earliest === latest) return first
  const between =
    every === "month"
      ? `${dateWords(earliest, every)} – ${dateWords(latest, every)}`
      : range(earliest, latest)
  return `${first} (${between})`
}

const size = (change: LevelChange) => Math.abs(change.size.value ?? 0)

/** What is said of the levels; null where too few periods were looked at. */
export function trendFinding(trends: Trends, reading: Reading): string | null {
  const { every } = trends
  const looked = trends.series.filter((one) => one.looked)
  const changes = looked.flatMap((one) => one.changes.map((change) => ({ keys: one.keys, change })))
  const [most, ...others] = changes.sort((a, b) => size(b.change) - size(a.change))
  if (!most) {
    const periods = looked.map(({ points }) => points.filter(({ level }) => level !== null).length)
    return looked.length ? `No change of level stands out in ${Math.max(...periods)} ${every}s.` : null
  }
  const { change } = most
  const keys = reading.shape.keys.filter((key) => key.name in most.keys)
  const name = keys.length ? `${reading.row({ keys: most.keys } as Row, keys)}: ` : ""
  const from = `from ${reading.tick(change.before)} to ${reading.tick(change.after)}`
  const said = `${name}${sizeWords(change, trends.currency ?? "")} since ${periodWords(every, change.first_day)}, ${from}.`
  return others.length
    ? `${said} ${others.length} other ${others.length === 1 ? "change" : "changes"}.`
    : said
}
