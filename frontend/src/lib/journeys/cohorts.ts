import { longDay, month } from "../dates"
import { count, differenceInterval, full, percent, value } from "../numbers"
import type { Result } from "../types"

type Row = Result["rows"][number]

/** One cell as it is drawn: its number, how dark it is, and whether all of its cohort had the time. */
export interface CohortCell {
  period: number
  text: string
  level: number
  over: boolean
  title: string
}

export interface CohortLine {
  cohort: string
  label: string
  people: string
  cells: CohortCell[]
}

export interface CohortGrid {
  columns: { period: number; words: string }[]
  lines: CohortLine[]
  means: (CohortCell | null)[]
  /** The smallest and the largest share that is drawn: the palest and the darkest. */
  bottom: number
  top: number
}

/** So many tones of the scale, from 1. */
export const LEVELS = 7
const SHOWN = 24

const later = (result: Result) => result.rows.filter((row) => row.keys.period !== 0)
const shareOf = ({ number }: Row) => (number.show === "full" ? number.value : null)
const bare = (text: string) => text.replace(/\s*%$/, "")

/** The name of a cohort: its month, or the first day of its week. */
export const cohortName = (first: string, grain: string) =>
  grain === "month" ? `${month(first)} ${first.slice(0, 4)}` : longDay(first)

/** Cohorts below one another, the newest last, with the means of all that had the time. */
export function cohortGrid(result: Result, curve: Result, grain: string): CohortGrid {
  const [rows, means] = [later(result), later(curve)]
  const shares = rows.map(shareOf).filter((share) => share !== null)
  const [bottom, top] = shares.length ? [Math.min(...shares), Math.max(...shares)] : [0, 0]
  const level = (share: number | null) =>
    share === null || top === bottom
      ? 1
      : Math.min(LEVELS, 1 + Math.floor((LEVELS * (share - bottom)) / (top - bottom)))
  const drawn = (row: Row): CohortCell => ({
    period: Number(row.keys.period),
    text: row.number.show === "full" && row.number.value !== null ? bare(percent(row.number.value, 1)) : "·",
    level: level(shareOf(row)),
    over: row.complete,
    title: `${String(row.more.covers)}: ${full(row.number)}${row.complete ? "" : "; not over yet"}`,
  })
  const columns = [...new Map(rows.map((row) => [Number(row.keys.period), String(row.more.covers)]))]
    .map(([period, words]) => ({ period, words: words.replace(/^within /, "") }))
    .sort((one, other) => one.period - other.period)
  const cohorts = [...new Set(result.rows.map((row) => String(row.keys.cohort)))].slice(-SHOWN)
  return {
    columns,
    bottom,
    top,
    lines: cohorts.map((cohort) => ({
      cohort,
      label: cohortName(cohort, grain),
      people: count(Number(result.rows.find((row) => row.keys.cohort === cohort)?.more.size ?? 0)),
      cells: rows.filter((row) => row.keys.cohort === cohort).map(drawn),
    })),
    means: columns.map(({ period }) => {
      const row = means.find((mean) => mean.keys.period === period)
      return row?.number.n ? drawn(row) : null
    }),
  }
}

/** The period that newer and older cohorts are compared at is chosen beforehand, not by what it shows. */
const COMPARED_AT = 3

/** Whether newer cohorts come back more, in one sentence; `verb` as in "order again". */
export function cohortFinding(curve: Result, grain: string, verb: string): string {
  const told = later(curve).filter((row) => typeof row.more.certainty === "string")
  const row = told.find((one) => one.keys.period === COMPARED_AT) ?? told.at(-1)
  if (!row) return "Too early to tell: it takes two cohorts that have had the time."
  const { newer, older, gap, gap_low: low, gap_high: high, newer_since: since, covers, certainty } = row.more
  const n = row.number.n
  const when = String(covers).startsWith("within") ? String(covers) : `by the end of ${String(covers)}`
  const name = cohortName(String(since), grain)
  const new_ = value({ ...row.number, value: Number(newer) })
  if (certainty === "cannot tell")
    return `Cannot tell: ${new_} of those who came since ${name} ${verb} ${when}, and ${percent(Number(older), n)} of those before.`
  const points = bare(percent(Math.abs(Number(gap)), n))
  const word = certainty === "clear" ? "Clear" : "Likely"
  const than = `${points} ${points === "1" ? "point" : "points"} ${Number(gap) > 0 ? "more" : "fewer"} than of those before`
  const doubt = differenceInterval(Number(low), Number(high), { unit: "share", n })
  return `${word}: ${new_} of those who came since ${name} ${verb} ${when}, ${than} (${doubt}).`
}
