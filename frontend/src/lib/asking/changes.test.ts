import { describe, expect, test } from "vitest"
import type { MeasuredMap, Result, Trends } from "../types"
import {
  everyOf,
  levels,
  momentWords,
  periodOf,
  periodWords,
  type Series,
  seriesOf,
  trendFinding,
  withPeriod,
} from "./changes"
import { shapeOf } from "./shape"
import { Reading } from "./words"

const share = (value: number, more: object = {}) => ({
  value,
  low: value - 0.01,
  high: value + 0.01,
  n: 4000,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "share" as const,
  show: "full" as const,
  ...more,
})
const WEEKS = ["2025-05-05", "2025-05-12", "2025-05-19", "2025-05-26"]
const points = (at: (number | null)[]): Series["points"] =>
  at.map((level, i) => ({
    first_day: WEEKS[i] as string,
    number: share(level ?? 0.5),
    complete: level !== null,
    level,
  }))
const change: Series["changes"][number] = {
  first_day: "2025-05-19",
  earliest: "2025-05-12",
  latest: "2025-05-26",
  before: 0.4,
  after: 0.46,
  size: share(0.06, { low: 0.02, high: 0.09 }),
  p: 0.001,
}
const series = (keys: Series["keys"], changes: Series["changes"] = [], looked = true): Series => ({
  keys,
  points: points([0.4, 0.4, 0.46, null]),
  looked,
  changes,
})
const trends = (...all: Series[]) =>
  ({ every: "week", currency: null, notes: [], series: all }) as unknown as Trends

const map = { steps: [{ id: "pay", title: "Pays" }], stages: [] } as unknown as MeasuredMap
const reading = (steps: string[]) => {
  const rows = steps.flatMap((step) =>
    WEEKS.map((week) => ({ keys: { step, week }, number: share(0.4), complete: true, more: {} })),
  )
  const found = { title: "Reach", rows, params: {}, currency: null } as unknown as Result
  return new Reading(map, found, shapeOf(found))
}

describe("the period of a trend", () => {
  test("is the one that a question is cut by", () => {
    expect(everyOf(["channel", "week"])).toBe("week")
    expect(everyOf(["channel"])).toBeNull()
  })
  test("is none where there are two, or one that has no trends", () => {
    expect(everyOf(["day", "week"])).toBeNull()
    expect(everyOf(["month", "year"])).toBeNull()
    expect(everyOf(["quarter"])).toBeNull()
    expect(periodOf(["quarter", "channel"])).toBe("quarter")
  })
  test("takes the place of another, and leaves the other cuts", () => {
    expect(withPeriod(["day", "channel"], "month")).toEqual(["channel", "month"])
    expect(withPeriod(["day", "channel"], null)).toEqual(["channel"])
    expect(withPeriod(["quarter"], "week")).toEqual(["week"])
  })
  test("is told as people tell it", () => {
    expect(periodWords("week", "2025-05-12")).toBe("the week of 12 May 2025")
    expect(periodWords("month", "2025-05-01")).toBe("May 2025")
    expect(periodWords("day", "2025-05-12")).toBe("12 May 2025")
  })
})

describe("the levels of a series", () => {
  test("are its stretches without a change; what is left out has none", () => {
    expect(levels(series({}))).toEqual([
      { value: 0.4, first: "2025-05-05", last: "2025-05-12" },
      { value: 0.46, first: "2025-05-19", last: "2025-05-19" },
    ])
  })
  test("belong to the line whose value they have", () => {
    const [step] = reading(["pay", "visit"]).shape.keys
    const [pay, visit] = [series({ step: "pay" }), series({ step: "visit" })]
    expect(seriesOf(trends(pay, visit), step ?? null, "visit")).toBe(visit)
    expect(seriesOf(trends(pay, visit), null, null)).toBeNull()
    expect(seriesOf(trends(pay), null, null)).toBe(pay)
  })
  test("change at a moment that is known so well", () => {
    expect(momentWords("week", change)).toBe("19 May 2025 (12 May – 26 May 2025)")
    expect(momentWords("week", { ...change, earliest: change.first_day, latest: change.first_day })).toBe(
      "19 May 2025",
    )
    expect(
      momentWords("month", {
        ...change,
        first_day: "2025-05-01",
        earliest: "2025-04-01",
        latest: "2025-06-01",
      }),
    ).toBe("May 2025 (Apr 2025 – Jun 2025)")
  })
})

describe("what is found of a trend", () => {
  test("is the largest change, with its interval, its moment and both levels", () => {
    const small = { ...change, size: share(-0.02) }
    expect(trendFinding(trends(series({ step: "pay" }, [small, change])), reading(["pay"]))).toBe(
      "+6.0\u00a0pts (+2.0 to +9.0) since the week of 19 May 2025, from 40\u00a0% to 46\u00a0%. 1 other change.",
    )
  })
  test("names the line where there are several", () => {
    const found = trendFinding(
      trends(series({ step: "pay" }, [change]), series({ step: "visit" })),
      reading(["pay", "visit"]),
    )
    expect(found).toMatch(/^Pays: \+6\.0\spts/)
  })
  test("is that nothing changed, where enough was looked at", () => {
    expect(trendFinding(trends(series({})), reading(["pay"]))).toBe(
      "No change of level stands out in 3 weeks.",
    )
    expect(trendFinding(trends(series({}, [], false)), reading(["pay"]))).toBeNull()
  })
})
