import { describe, expect, it } from "vitest"
import type { Effect, EffectGroup } from "../types"
import { barOf, drawEffect, reachOf } from "./effectPicture"
import { drawSince } from "./sincePicture"
import { sizingWords } from "./effects.svelte"

const share = (value: number, n = 100) =>
  ({
    value,
    low: value - 0.05,
    high: value + 0.05,
    n,
    numerator: null,
    denominator: null,
    still_open: null,
    unit: "share",
    show: n < 10 ? "hidden" : "full",
  }) as const

const group = (title: string, values: number[], n = 100): EffectGroup => ({
  title,
  where: null,
  started: null,
  before: share(0.2),
  after: share(0.3),
  periods: values.map((value, at) => ({
    first_day: `2026-0${at + 1}-01`,
    last_day: `2026-0${at + 1}-28`,
    after: at >= 2,
    complete: at < 3,
    number: share(value, n),
  })),
})

const effect: Effect = {
  map: "main",
  data_version: "1",
  action: 1,
  title: "Without a label",
  status: "measured",
  said: "",
  design: null,
  grade: "B",
  words: "clear",
  effect: share(0.1),
  expected: 0.2,
  forecast: 0.2,
  against: "above",
  measure: "Orders again",
  within: "120 days",
  started: "2026-03-01",
  ended: null,
  last_day: "2026-04-28",
  period_days: 28,
  groups: [group("with it", [0.2, 0.2, 0.3, 0.3]), group("without it", [0.2, 0.2, 0.2, 0.2])],
  since: [],
  forms: [],
  checks: [],
  notes: [],
  sizing: null,
}

describe("the picture of an effect", () => {
  it("puts the start between the periods before and after, and hatches from the first open one", () => {
    const drawn = drawEffect(effect, 400, 100)
    expect(drawn?.start).toBe(200)
    expect(drawn?.open).toBe(300)
    expect(drawn?.lines.map((line) => line.spots.map((spot) => spot.x))).toEqual([
      [50, 150, 250, 350],
      [50, 150, 250, 350],
    ])
    const [one, two] = drawn?.lines ?? []
    expect(one?.spots[3]?.y).toBeLessThan(two?.spots[3]?.y ?? 0)
  })

  it("goes on with each trend from the start, as it would have gone without it", () => {
    const told = share(0.1)
    const form = {
      trend: "straight",
      moved: told,
      beside: null,
      effect: told,
      expected: [0.2, 0.2, 0.2, 0.6],
    } as const
    const drawn = drawEffect({ ...effect, forms: [{ ...form, expected: [...form.expected] }] }, 400, 100)
    const [trend] = drawn?.trends ?? []
    expect(trend?.before.match(/[ML]/g)).toHaveLength(2)
    expect(trend?.after).toMatch(/^M250 .*L350 /)
    expect(Math.min(...(drawn?.ticks ?? []).map((tick) => tick.y))).toBeCloseTo(0)
  })

  it("leaves out periods with under ten customers, and draws nothing without any", () => {
    expect(drawEffect({ ...effect, groups: [group("with it", [0.2, 0.3], 9)] }, 400, 100)).toBeNull()
    expect(drawEffect({ ...effect, groups: [] }, 400, 100)).toBeNull()
  })

  it("has one scale for all actions of which an effect is asked", () => {
    const other = { ...effect, measure: null, forecast: 300 }
    expect(reachOf([effect, other])).toBe(0.2)
    const bar = barOf(effect, 0.2)
    expect([bar.forecast, bar.at, bar.zero]).toEqual([98, 74, 50])
    expect(barOf({ forecast: null, effect: share(0.1, 5) }, 0.2).at).toBeNull()
  })
})

describe("the effect by time since the start", () => {
  const since = (periods: number, value: number) => ({ periods, days: periods * 28, number: share(value) })

  it("lies left and right of the start, around a period that is 0 by definition", () => {
    const drawn = drawSince([since(-3, 0.01), since(-2, -0.02), since(0, 0.1), since(1, 0.12)], 500, 100)
    expect(drawn?.start).toBe(300)
    expect(drawn?.held).toBe(250)
    expect(drawn?.spots.map((spot) => [spot.x, spot.before])).toEqual([
      [50, true],
      [150, true],
      [350, false],
      [450, false],
    ])
    expect(drawn?.spots[3]?.y).toBeLessThan(drawn?.zero ?? 0)
    expect(drawn?.marks.map((mark) => mark.label)).toEqual(["84 days before", "28 days after"])
  })

  it("is not drawn where too few got it", () => {
    expect(drawSince([{ ...since(0, 0.1), number: share(0.1, 9) }], 500, 100)).toBeNull()
  })
})

it("what is needed is said in customers, weeks and days", () => {
  const needed = {
    base: share(0.2),
    forecast: 0.05,
    each: 1094,
    weekly: 50,
    weeks: 44,
    wait_days: 7,
    power: 0.8,
  }
  const said = sizingWords(needed)
  expect(said).toContain("1,094 customers are needed with it and as many without")
  expect(said).toContain("about 44 weeks, and 7 days")
  expect(sizingWords({ ...needed, weeks: null })).toContain("longer than can be said")
})
