import { describe, expect, it } from "vitest"
import type { Habit, HabitTest, Number_ } from "../types"
import { habitWords, likelyWords, week } from "./habits"

const share = (value: number): Number_ => ({
  value,
  low: value - 0.01,
  high: value + 0.01,
  n: 2000,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "share",
  show: "full",
})
const test: HabitTest = {
  tested_from: "2026-05-17",
  ways: [
    { way: "all", right: share(0.5), loss: 0.97 },
    { way: "last", right: share(0.69), loss: 0.81 },
    { way: "own", right: share(0.57), loss: 0.86 },
  ],
  better: share(0.19),
  gain: share(0.16),
  used: "last",
}
const habit: Habit = {
  aspect: "time",
  by: "day of the week and part of the day",
  why: null,
  customers: 900,
  occasions: 4000,
  shares: [
    { value: "15", title: "Thursday evening", share: share(0.1) },
    { value: "0", title: "Monday night", share: share(0.05) },
  ],
  values: 28,
  strength: 4,
  repeat: 0.3,
  test,
}

describe("habits", () => {
  it("are said with what they are better than, or that they add nothing", () => {
    expect(habitWords(habit)).toBe(
      "By what they did last the next part of the week is told right for **69.0\u00a0% (68.0 to 70.0)** of 2,000 customers; by what all do most for 50.0\u00a0%.",
    )
    expect(habitWords({ ...habit, test: { ...test, used: "all" } })).toContain("adds nothing that is clear")
    expect(habitWords({ ...habit, test: null })).toContain("Too few")
  })
  it("of one customer are one sentence", () => {
    const likely = ["by email", "about coats", "Thursday evening"].map((words) => ({ words, chance: 0.4 }))
    expect(likelyWords(likely.map((one) => ({ ...one, aspect: "channel", value: "" })))).toBe(
      "by email, about coats, Thursday evening",
    )
  })
  it("of the week are a grid of parts of the day by weekdays", () => {
    const grid = week(habit)
    expect(grid.map((row) => row.length)).toEqual([7, 7, 7, 7])
    expect(grid[3]?.[3]).toEqual({ words: "Thursday evening", share: 0.1, dark: 1 })
    expect(grid[0]?.[0]?.dark).toBeCloseTo(0.5)
    expect(grid[1]?.[0]).toEqual({ words: "Mon morning", share: 0, dark: 0 })
  })
})
