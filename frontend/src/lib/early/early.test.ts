import { describe, expect, test } from "vitest"
import type { EarlyCurve, EarlyFound, EarlyThing, Number_ } from "../types"
import { draw, spanOf, spot } from "./picture"
import { leftOut, moved, said, staySentence, sure } from "./words"

const number = (value: number, low: number, high: number, n = 900): Number_ => ({
  value,
  low,
  high,
  n,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "share",
  show: "full",
})
const curve = (days: number[], share: number): EarlyCurve => ({
  days,
  share: days.map(() => share),
  low: days.map(() => share - 0.05),
  high: days.map(() => share + 0.05),
})
const late = {
  grade: "C",
  word: "clear",
  stayed: -85,
  effect: number(-0.085, -0.11, -0.06),
  curve_with: curve([0, 90, 180], 0.2),
  curve_without: curve([0, 90, 180, 360], 0.3),
} as EarlyThing
const found = {
  start: "first_order",
  days: 14,
  horizon: 90,
  outcome: "order again within 90 days",
  compared: 7746,
  stay: number(0.2325, 0.22, 0.24, 7746),
  too_recent: 1902,
  left_before: 0,
  looked_at: 1,
} as EarlyFound

describe("first days", () => {
  test("are told with who is compared and who is not", () => {
    expect(staySentence(found)).toBe(
      "**23.3\u00a0%** of 7,746 customers order again within 90 days, counted from day 14 after their first order.",
    )
    expect(leftOut(found)).toBe("Not compared: 1,902 began too recently to be watched so long.")
    expect(leftOut({ ...found, too_recent: 0, looked_at: 0.25 })).toBe(
      "A sample of 25 % of customers was looked at.",
    )
  })
  test("call only grade C an effect", () => {
    expect(said(late, found)).toBe("For it, 9\u00a0pts fewer order again within 90 days.")
    expect(said({ ...late, grade: "D" }, found)).toContain("it may not be the cause")
    expect(sure(late)).toBe("clear")
    expect(sure({ ...late, grade: "D" })).toBe("clear association")
    expect(moved(late, { looked_at: 0.5 })).toBe("about 85 fewer stay")
  })
  test("lie on one scale with nothing in it", () => {
    const span = spanOf([late])
    const { from, at, to, nothing } = spot(late, span)
    expect(0 < from && from < at && at < to && to < nothing && nothing < 100).toBe(true)
  })
  test("are drawn as far as people are watched, and open from the horizon on", () => {
    const drawn = draw(late, found, 360, 100)
    expect(drawn.open).toBe(90)
    expect(drawn.lines.map((line) => line.end?.x)).toEqual([180, 360])
    expect(drawn.ticks.at(0)?.y).toBe(100)
    expect(drawn.ticks.at(-1)?.y).toBe(0)
    expect(drawn.days.at(0)?.label).toBe("0")
  })
  test("without anybody are an empty picture", () => {
    const nobody = { curve_with: curve([], 0), curve_without: curve([], 0) }
    expect(draw(nobody, found, 360, 100).lines.map((line) => line.path)).toEqual(["", ""])
  })
})
