import { describe, expect, test } from "vitest"
import type { ComparedRow, Comparison, Number_, SegmentView } from "../types"
import { choices, comparedFinding, gapWords, labelsOf, strongest, toneOf, versusOf } from "./compare"

const segments: SegmentView[] = [
  { id: "loyal", label: "Loyal", rule: "orders > 2" },
  { id: "new", label: "New", rule: "orders = 1" },
]
const NOBODY = { segment: null, start: null, end: null }

const gap = (value: number | null, low: number | null, high: number | null, n = 300): Number_ => ({
  value,
  low,
  high,
  n,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "share",
  show: n < 10 ? "hidden" : n < 30 ? "interval" : "full",
})
const row = (difference: Number_, certainty: ComparedRow["certainty"], step = "pay"): ComparedRow => ({
  keys: { step },
  a: null,
  b: null,
  difference,
  kind: "rate",
  p: 0.01,
  q: 0.02,
  certainty,
  wanted: null,
  complete: true,
})
const found = (rows: ComparedRow[]) => ({ rows, tested: rows.length }) as unknown as Comparison

describe("whom one compares with", () => {
  test("of all of all days both groups are chosen at once", () => {
    const all = choices(NOBODY, segments, "2026-09-30")
    expect(all.map((one) => one.label)).toEqual(["Nobody", "Loyal", "New", "The last 90 days"])
    expect(all[1]?.ask).toEqual({ segment: "loyal", versus: "rest" })
    expect(all.at(-1)?.ask).toEqual({ start: "2026-07-03", end: "2026-09-30", versus: "before" })
  })
  test("a segment has everybody else and the other segments beside it", () => {
    const all = choices({ ...NOBODY, segment: "loyal", start: "2026-01-01" }, segments, "2026-09-30")
    expect(all.map((one) => one.id)).toEqual(["", "rest", "new", "before"])
  })
  test("what does not fit the first group is not asked", () => {
    expect(versusOf({ ...NOBODY, versus: "rest" })).toBeNull()
    expect(versusOf({ ...NOBODY, versus: "before" })).toBeNull()
    expect(versusOf({ ...NOBODY, segment: "new", versus: "new" })).toBeNull()
    expect(versusOf({ ...NOBODY, segment: "new", versus: "loyal" })).toBe("loyal")
  })
  test("both groups are called as people call them", () => {
    expect(labelsOf({ ...NOBODY, segment: "new" }, "rest", segments)).toEqual({
      a: "New",
      b: "Everybody else",
      more: "more of New",
      fewer: "fewer of them",
    })
  })
})

describe("what is said of a difference", () => {
  test("stands with its interval, or says why it does not", () => {
    expect(gapWords(row(gap(0.1, 0.06, 0.15), "clear"))).toBe("+10\u00a0pts (+6 to +15)")
    expect(gapWords(row(gap(0.1, 0.06, 0.15, 20), "clear"))).toBe("+6 to +15")
    expect(gapWords(row(gap(0.1, 0.06, 0.15, 4), null))).toBe("too few")
    expect(gapWords(row(gap(null, null, null), null))).toBe("–")
  })
  test("has a colour only where something can be told", () => {
    expect(toneOf(row(gap(0.1, 0.06, 0.15), "clear"))).toBe("more")
    expect(toneOf(row(gap(-0.1, -0.15, -0.06), "likely"))).toBe("fewer")
    expect(toneOf(row(gap(-0.1, -0.15, 0.06), "cannot tell"))).toBe("same")
    expect(toneOf(undefined)).toBe("same")
  })
  test("the sentence tells the largest clear one, and else that nothing can be told", () => {
    const rows = [row(gap(0.2, -0.1, 0.5), "cannot tell", "a"), row(gap(-0.1, -0.15, -0.06), "clear")]
    const most = strongest(rows)
    const labels = labelsOf({ ...NOBODY, segment: "loyal" }, "rest", segments)
    expect(comparedFinding(found(rows), most, "reach “Pays”", labels)).toBe(
      "Clear: 10\u00a0pts fewer of “Loyal” reach “Pays” than of “Everybody else” (6 to 15).",
    )
    expect(comparedFinding(found(rows.slice(0, 1)), strongest(rows.slice(0, 1)), "", labels)).toBe(
      "Cannot tell them apart: one row was tested.",
    )
  })
})
