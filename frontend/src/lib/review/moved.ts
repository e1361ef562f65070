import type { Moved, Number_ } from "../types"

/** What moved, sorted for reading: each unit on an axis of its own, and what cannot be told folded away. */

export interface Group {
  unit: Number_["unit"]
  title: string
  /** The axis runs from minus this to plus this. */
  span: number
  rows: Moved[]
}

export interface Reading {
  groups: Group[]
  /** Rows that say "cannot tell", beyond the first six. */
  folded: number
  /** Rows with too few people in one of the periods. */
  apart: Moved[]
}

const TITLES: Record<Number_["unit"], string> = {
  share: "Rates, in points of a percentage",
  feeling: "Feelings, in points from −2 to +2",
  nps: "Net promoter score, in points",
  seconds: "Times",
  money: "Money",
  people: "People",
  count: "Counts",
  stars: "Stars",
  score: "Scores",
  per_100: "Cases per 100",
}

const FIRST = 6

export const isTold = (one: Moved) => one.certainty === "clear" || one.certainty === "likely"

/** The rows that are shown, by unit in the order in which units first come. */
export function reading(moved: readonly Moved[], all: boolean): Reading {
  const known = moved.filter((one) => one.certainty !== null)
  const untold = known.filter((one) => !isTold(one))
  const shown = known.filter((one) => isTold(one) || all || untold.indexOf(one) < FIRST)
  const units = [...new Set(shown.map((one) => one.now.unit))]
  return {
    groups: units.map((unit) => {
      const rows = shown.filter((one) => one.now.unit === unit)
      return { unit, title: TITLES[unit], span: span(rows), rows }
    }),
    folded: Math.max(0, untold.length - FIRST),
    apart: moved.filter((one) => one.certainty === null),
  }
}

/** Wide enough for all that can be told; an interval that tells nothing may run over the edge. */
export function span(rows: readonly Moved[]): number {
  const ends = (some: readonly Moved[]) =>
    some.flatMap(({ low, high }) => [Math.abs(low ?? 0), Math.abs(high ?? 0)])
  const told = ends(rows.filter(isTold))
  const rough = told.length ? Math.max(...told) : Math.max(...ends(rows), 0)
  if (rough === 0) return 1
  const ten = 10 ** Math.floor(Math.log10(rough))
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((one) => one * ten >= rough - 1e-9) as number) * ten
}

/** A place on the axis, in percent; `over` says that it lies beyond the edge. */
export function place(value: number, span: number): { at: number; over: boolean } {
  const at = 50 + (50 * value) / span
  return { at: Math.max(0, Math.min(100, at)), over: at < -1e-9 || at > 100 + 1e-9 }
}

/** How many were compared, and how many would look clear by chance alone. */
export function comparedWords(moved: readonly Moved[]): string {
  const known = moved.filter((one) => one.certainty !== null).length
  const clear = moved.filter((one) => one.certainty === "clear").length
  if (!known) return "No number has enough people in both periods yet."
  const chance = Math.round(known / 20)
  const caution =
    chance >= 1
      ? ` Of so many, ${chance === 1 ? "about one" : `about ${chance}`} would look clear by chance alone.`
      : ""
  return `${clear} of ${known} numbers moved clearly.${caution}`
}
