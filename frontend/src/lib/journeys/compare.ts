import { difference, differenceInterval } from "../numbers"
import type { ComparedRow, Comparison, SegmentView } from "../types"
import type { Asked } from "../url"

/** Two groups beside one another: whom one may choose, and what is said of their differences. */

const REST = "rest"
const BEFORE = "before"
const USUAL_DAYS = 90
const DAY = 86_400_000

type Filter = Pick<Asked, "segment" | "start" | "end">

export interface Choice {
  id: string
  label: string
  note?: string
  /** What choosing it asks. */
  ask: Partial<Asked>
}

const earlier = (day: string, days: number) =>
  new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10)

/** Whom the shown customers can be held against; where all of all days are shown, both groups are chosen at once. */
export function choices(asked: Filter, segments: readonly SegmentView[], lastDay: string | null): Choice[] {
  const found: Choice[] = [{ id: "", label: "Nobody", ask: { versus: null } }]
  if (asked.segment) {
    found.push({ id: REST, label: "Everybody else", ask: { versus: REST } })
    for (const one of segments.filter((one) => one.id !== asked.segment))
      found.push({ id: one.id, label: one.label, ask: { versus: one.id } })
  }
  if (asked.start)
    found.push({
      id: BEFORE,
      label: "The days before",
      note: "as many, ending the day before",
      ask: { versus: BEFORE },
    })
  if (!asked.segment)
    for (const one of segments)
      found.push({
        id: `${one.id} ${REST}`,
        label: one.label,
        note: "with everybody else",
        ask: { segment: one.id, versus: REST },
      })
  if (!asked.start && lastDay)
    found.push({
      id: `days ${BEFORE}`,
      label: `The last ${USUAL_DAYS} days`,
      note: `with the ${USUAL_DAYS} before`,
      ask: { start: earlier(lastDay, USUAL_DAYS - 1), end: lastDay, versus: BEFORE },
    })
  return found
}

/** The second group in the words of the bar; null where the question holds none that fits the first. */
export function versusOf(asked: Filter & Pick<Asked, "versus">): string | null {
  const { versus, segment, start } = asked
  if (versus === BEFORE) return start ? versus : null
  return versus !== null && segment !== null && versus !== segment ? versus : null
}

export interface Labels {
  a: string
  b: string
  /** What a colour says. */
  more: string
  fewer: string
}

/** Both groups as people call them. */
export function labelsOf(asked: Filter, versus: string, segments: readonly SegmentView[]): Labels {
  const name = (id: string | null) => segments.find((one) => one.id === id)?.label ?? id ?? "All"
  if (versus === BEFORE)
    return { a: "These days", b: "The days before", more: "more than before", fewer: "fewer than before" }
  const a = name(asked.segment)
  return {
    a,
    b: versus === REST ? "Everybody else" : name(versus),
    more: `more of ${a}`,
    fewer: "fewer of them",
  }
}

/** "+10 pts (+6 to +15)", "too few", or a dash where one of the groups has no number. */
export function gapWords({ difference: gap }: ComparedRow, currency = ""): string {
  if (gap.value === null) return "–"
  if (gap.show === "hidden") return "too few"
  if (gap.low === null || gap.high === null) return difference(gap.value, gap, currency)
  const between = differenceInterval(gap.low, gap.high, gap)
  return gap.show === "full" ? `${difference(gap.value, gap, currency)} (${between})` : between
}

/** Whether the first group has more or fewer, where that is known; else "same". */
export type Tone = "more" | "fewer" | "same"
export function toneOf(row: ComparedRow | undefined): Tone {
  if (!row || !row.certainty || row.certainty === "cannot tell" || row.difference.value === null)
    return "same"
  return row.difference.value > 0 ? "more" : "fewer"
}

/** The largest difference that is clear, else the largest that is likely. */
export function strongest(rows: readonly ComparedRow[]): ComparedRow | null {
  const size = (row: ComparedRow) => Math.abs(row.difference.value ?? 0)
  for (const word of ["clear", "likely"]) {
    const [most] = rows
      .filter((row) => row.certainty === word && row.difference.show === "full")
      .sort((one, other) => size(other) - size(one))
    if (most) return most
  }
  return null
}

/** "Clear: 10 pts fewer (15 to 6) …": the words follow the interval, once all rows were tested together. */
export function comparedFinding(
  found: Comparison,
  row: ComparedRow | null,
  does: string,
  labels: Labels,
): string {
  const others = found.tested === 1 ? "one row was tested" : `${found.tested} were tested together`
  if (!row || row.difference.value === null || row.difference.low === null || row.difference.high === null)
    return found.tested ? `Cannot tell them apart: ${others}.` : "Too few to compare."
  const { value, low, high } = row.difference
  const bare = (size: number) => difference(Math.abs(size), row.difference).replace("+", "")
  const ends = value > 0 ? [low, high] : [high, low]
  const [near, far] = ends.map((end) => bare(end).replace(/\s*pts?$/, ""))
  const word = row.certainty === "clear" ? "Clear" : "Likely"
  const than = labels.b === "The days before" ? "than in the days before" : `than of “${labels.b}”`
  const whose = labels.b === "The days before" ? "" : ` of “${labels.a}”`
  return `${word}: ${bare(value)} ${value > 0 ? "more" : "fewer"}${whose} ${does} ${than} (${near} to ${far}).`
}
