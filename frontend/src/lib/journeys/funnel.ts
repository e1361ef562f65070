import { count, percent } from "../numbers"
import type { Result } from "../types"

/** One step of a funnel as it is drawn. */
export interface FunnelLine {
  step: string
  title: string
  optional: boolean
  entered: number
  went_on: number
  still_open: number
  lost: number
  /** The share that goes on to the next step, with its interval; null at the last one. */
  on: { share: number; low: number; high: number } | null
}

const whole = (value: unknown) => (typeof value === "number" ? value : 0)

export function funnelLines(result: Result, titles: Map<string, string>): FunnelLine[] {
  return result.rows.map(({ keys, more }) => {
    const step = String(keys.step)
    const { next_share: share, next_low: low, next_high: high } = more
    return {
      step,
      title: titles.get(step) ?? step,
      optional: more.optional === true,
      entered: whole(more.entered),
      went_on: whole(more.went_on),
      still_open: whole(more.still_open),
      lost: whole(more.lost),
      on:
        typeof share === "number" && typeof low === "number" && typeof high === "number"
          ? { share, low, high }
          : null,
    }
  })
}

/** The interval of the share that goes on, as "83.0 to 84.3". */
export function between({ on, entered }: FunnelLine): string {
  const bare = (share: number) => percent(share, entered).replace(/\s*%$/, "")
  return on ? `${bare(on.low)} to ${bare(on.high)}` : ""
}

/** The step at which most are lost, among those that nobody may leave out. */
export function deepest(lines: FunnelLine[]): FunnelLine | null {
  const able = lines.filter((line) => !line.optional && line.lost > 0)
  return able.reduce<FunnelLine | null>(
    (worst, line) => (worst && worst.lost >= line.lost ? worst : line),
    null,
  )
}

/** What the picture shows, in one sentence. */
export function funnelFinding(lines: FunnelLine[], result: Result): string {
  const worst = deepest(lines)
  const last = result.rows.at(-1)?.number
  if (!lines[0]?.entered) return "Nobody began in these days."
  if (!worst) return "Nobody is lost on the way so far."
  const through =
    last && last.show === "full" && last.value !== null && !result.rows.at(-1)?.more.optional
      ? ` ${percent(last.value, last.n)} of all get through.`
      : ""
  return `Most stop at “${worst.title}”: ${count(worst.lost)} of ${count(worst.entered)} go no further.${through}`
}

export interface InsteadLine {
  title: string
  people: number
  share: number
}

const SHOWN = 4

/** Where those went who stopped at a step, the most frequent first; what is not listed stands in the last line. */
export function insteadLines(result: Result, step: string, titles: Map<string, string>): InsteadLine[] {
  const lines = result.rows
    .filter((row) => row.keys.step === step)
    .map(({ keys, number, more }) => ({
      title:
        keys.next === null
          ? "nothing more in that time"
          : (titles.get(String(keys.next)) ?? String(keys.next)),
      people: whole(number.value),
      share: whole(more.share),
    }))
    .sort((one, other) => other.people - one.people)
  const rest = lines.slice(SHOWN)
  if (rest.length < 2) return lines
  const sum = (of: (line: InsteadLine) => number) => rest.reduce((all, line) => all + of(line), 0)
  return [
    ...lines.slice(0, SHOWN),
    { title: `${rest.length} others`, people: sum((line) => line.people), share: sum((line) => line.share) },
  ]
}

/** The chosen steps with one added or taken away, in the order of the map; null: all of them again. */
export function toggled(all: string[], chosen: string[], step: string): string[] | null {
  const next = all.filter((one) => chosen.includes(one) !== (one === step))
  return next.length === all.length ? null : next.length < 2 ? chosen : next
}
