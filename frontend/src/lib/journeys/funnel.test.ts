import { describe, expect, it } from "vitest"
import { percent } from "../numbers"
import type { Result } from "../types"
import { between, deepest, funnelFinding, funnelLines, insteadLines, toggled } from "./funnel"

type Row = Result["rows"][number]

const number = (value: number | null, n = 1000): Row["number"] => ({
  value,
  low: null,
  high: null,
  n,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "share",
  show: "full",
})
const row = (step: string, entered: number, went_on: number, still_open: number, optional = false): Row => ({
  keys: { step },
  number: number(entered / 1000),
  complete: true,
  more: {
    entered,
    went_on,
    still_open,
    lost: entered - went_on - still_open,
    next_share: went_on / entered,
    next_low: 0.1,
    next_high: 0.9,
    optional,
  },
})
const result = (rows: Row[]): Result => ({ rows }) as Result
const titles = new Map([["visit", "Visits the shop"]])
const three = result([row("visit", 1000, 600, 50), row("help", 90, 0, 0, true), row("basket", 600, 600, 0)])

describe("a funnel", () => {
  it("has a line a step, by its title where the map has one", () => {
    const lines = funnelLines(three, titles)
    expect(lines.map((line) => line.title)).toEqual(["Visits the shop", "help", "basket"])
    expect(lines[0]).toMatchObject({ entered: 1000, went_on: 600, still_open: 50, lost: 350 })
  })
  it("says where most stop, and never at a step one may leave out", () => {
    const lines = funnelLines(three, titles)
    expect(deepest(lines)?.step).toBe("visit")
    expect(funnelFinding(lines, three)).toBe(
      `Most stop at “Visits the shop”: 350 of 1,000 go no further. ${percent(0.6, 1000)} of all get through.`,
    )
  })
  it("tells the interval without repeating the sign", () => {
    const [first] = funnelLines(three, titles)
    expect(first && between(first)).toBe("10.0 to 90.0")
  })
  it("says that nobody began, or that nobody is lost", () => {
    const none = result([row("visit", 0, 0, 0)])
    expect(funnelFinding(funnelLines(none, titles), none)).toMatch("Nobody began")
    const all = result([row("visit", 10, 10, 0)])
    expect(funnelFinding(funnelLines(all, titles), all)).toMatch("Nobody is lost")
  })
})

describe("where they went instead", () => {
  const line = (next: string | null, people: number): Row => ({
    keys: { step: "visit", next },
    number: number(people),
    complete: true,
    more: { share: people / 100 },
  })
  it("adds up to everybody, with the small ones in one line", () => {
    const lines = insteadLines(
      result([line(null, 40), line("a", 30), line("b", 10), line("c", 9), line("d", 6), line("e", 5)]),
      "visit",
      titles,
    )
    expect(lines.map((one) => one.title)).toEqual(["nothing more in that time", "a", "b", "c", "2 others"])
    expect(lines.reduce((sum, one) => sum + one.people, 0)).toBe(100)
  })
  it("lists a single small one by its name", () => {
    const lines = insteadLines(result([1, 2, 3, 4, 5].map((n) => line(`e${n}`, n))), "visit", titles)
    expect(lines).toHaveLength(5)
  })
})

describe("choosing steps", () => {
  const all = ["a", "b", "c"]
  it("keeps the order of the map", () => {
    expect(toggled(all, ["a", "c"], "b")).toBeNull()
    expect(toggled(all, all, "b")).toEqual(["a", "c"])
  })
  it("never leaves fewer than two", () => {
    expect(toggled(all, ["a", "c"], "c")).toEqual(["a", "c"])
  })
})
