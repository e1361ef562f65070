import { describe, expect, it } from "vitest"
import type { Result } from "../types"
import { cohortFinding, cohortGrid, cohortName, LEVELS } from "./cohorts"

type Row = Result["rows"][number]

const row = (
  keys: Row["keys"],
  value: number | null,
  n: number,
  more: object = {},
  complete = true,
): Row => ({
  keys,
  number: {
    value,
    low: null,
    high: null,
    n,
    numerator: null,
    denominator: n,
    still_open: null,
    unit: "share",
    show: n < 10 ? "hidden" : n < 30 ? "interval" : "full",
  },
  complete,
  more: { size: n, covers: keys.period ? `within ${30 * Number(keys.period)} days` : "start", ...more },
})
const result = (rows: Row[]): Result => ({ rows }) as Result

const cells = result([
  row({ cohort: "2026-01-01", period: 0 }, 1, 300),
  row({ cohort: "2026-01-01", period: 1 }, 0.1, 300),
  row({ cohort: "2026-01-01", period: 2 }, 0.2, 300),
  row({ cohort: "2026-02-01", period: 0 }, 1, 8),
  row({ cohort: "2026-02-01", period: 1 }, 0.5, 8, {}, false),
])
const curve = (more: object = {}) =>
  result([row({ period: 0 }, 1, 308), row({ period: 1 }, 0.1, 300, more), row({ period: 2 }, null, 0)])

describe("cohorts", () => {
  const grid = cohortGrid(cells, curve(), "month")

  it("stand below one another, with their people, and without the period of the start", () => {
    expect(grid.lines.map((line) => [line.label, line.people, line.cells.length])).toEqual([
      ["Jan 2026", "300", 2],
      ["Feb 2026", "8", 1],
    ])
    expect(grid.columns.map((column) => column.words)).toEqual(["30 days", "60 days"])
  })
  it("are darkest at the largest share that may be drawn, and palest at the smallest", () => {
    expect([grid.bottom, grid.top]).toEqual([0.1, 0.2])
    expect(grid.lines[0]?.cells.map((cell) => [cell.text, cell.level])).toEqual([
      ["10", 1],
      ["20", LEVELS],
    ])
  })
  it("hold small numbers back, and say what is not over", () => {
    expect(grid.lines[1]?.cells[0]).toMatchObject({ text: "·", over: false })
    expect(grid.lines[1]?.cells[0]?.title).toMatch("not over yet")
  })
  it("have a mean where one had the time", () => {
    expect(grid.means.map((mean) => mean?.text ?? null)).toEqual(["10", null])
  })
  it("of weeks are named by their first day", () => {
    expect(cohortName("2026-01-05", "week")).toBe("5 Jan 2026")
  })
})

describe("the finding on cohorts", () => {
  const found = {
    newer_since: "2026-04-01",
    newer: 0.16,
    older: 0.14,
    gap: 0.02,
    gap_low: 0.01,
    gap_high: 0.03,
  }

  it("says how sure it is, and by how much newer ones come back more", () => {
    expect(cohortFinding(curve({ ...found, certainty: "clear" }), "month", "order again")).toBe(
      "Clear: 16\u00a0% of those who came since Apr 2026 order again within 30 days, 2 points more than of those before (+1 to +3).",
    )
  })
  it("says that it cannot tell, with both shares", () => {
    expect(cohortFinding(curve({ ...found, certainty: "cannot tell" }), "month", "order again")).toBe(
      "Cannot tell: 16\u00a0% of those who came since Apr 2026 order again within 30 days, and 14\u00a0% of those before.",
    )
  })
  it("waits for two cohorts", () => {
    expect(cohortFinding(curve(), "month", "order again")).toMatch("Too early")
  })
})
