import { describe, expect, it } from "vitest"
import type { Backtest, Churn, Forecast, Meaning, NextSteps, TestedWeek, ValueForecast } from "../types"
import { picture, stepOf } from "./picture"
import { awayWords, headline, lostWords, meaningWords, nextWords, offWords, testWords } from "./words"

const number = { numerator: null, denominator: null, still_open: null, n: 9648, show: "full" } as const
const week = (day: string, observed: number, expected: number, held_out = false): TestedWeek => ({
  day,
  observed,
  expected,
  low: expected - 2,
  high: expected + 2,
  held_out,
  complete: true,
})
const weeks = [week("2026-01-26", 4, 5), week("2026-02-02", 8, 6), week("2026-02-09", 5, 6, true)]
const tested: Backtest = {
  split: "2026-04-02",
  weeks_before: 53,
  weeks_after: 26,
  people: 6134,
  observed: 648,
  expected: { ...number, value: 756, low: 659, high: 852, unit: "count" },
  off: 0.167,
  verdict: "rough",
  weeks,
  classes: [],
}
const value: ValueForecast = {
  through: "2027-09-30",
  weeks: 52,
  discount: 0.1,
  people: 9648,
  model: "MBG/NBD",
  parameters: { r: 1 },
  loose: [],
  orders: { ...number, value: 925, low: 815, high: 1034, unit: "count" },
  buyers: { ...number, value: 602, low: 542, high: 661, unit: "count" },
  revenue: { ...number, value: 94_909, low: 83_014, high: 106_804, unit: "money" },
  average: { ...number, value: 107, low: 104, high: 109, unit: "money" },
  correlation: -0.03,
  warnings: [],
  backtest: tested,
}
const told: Forecast = {
  data_version: "1",
  last_day: "2026-09-30",
  currency: "EUR",
  value_why: null,
  churn: null,
  churn_why: null,
  habits: [],
  meanings: [],
  value,
}

const churn = {
  definition: "inactivity",
  activity: "orders",
  gap: 98,
  chosen: "rule",
  returns: { ...number, value: 0.0495, low: 0.0444, high: 0.0545, unit: "share" },
  watched: 534,
  active: 2289,
  staying_away: { ...number, n: 2289, value: 1868, low: 1779, high: 1903, unit: "people" },
  warnings: ["No better than luck."],
} as unknown as Churn

describe("who may stay away", () => {
  it("is a sentence, or the reason why there is none", () => {
    expect(awayWords(churn)).toBe(
      "Of 2,289 customers who ordered in the last 98 days, **1,868 (1,779 to 1,903)** are expected not to order in the next 98.",
    )
    expect(awayWords({ ...churn, staying_away: null })).toBe("No better than luck.")
  })
  it("is about contracts where they are what can be lost", () => {
    expect(awayWords({ ...churn, definition: "contract", gap: 33 })).toBe(
      "Of 2,289 customers with a contract, **1,868 (1,779 to 1,903)** are expected to have none any more in 33 days.",
    )
  })
  it("has a meaning that says who chose it, what it gives, and why where it gives nothing", () => {
    const meaning: Meaning = {
      kind: "inactivity",
      used: true,
      words: "No order for 98 days",
      days: 98,
      chosen: "rule",
      lost: {
        ...number,
        n: 200,
        value: 0.5,
        low: 0.43,
        high: 0.57,
        numerator: 100,
        denominator: 200,
        unit: "share",
      },
      since: "2026-06-24",
      why: null,
      change: "forecast: {churn: inactivity}",
    }
    expect(meaningWords(meaning)).toBe(
      "No order for 98 days, the shortest silence after which under 5 % come back",
    )
    expect(lostWords(meaning)).toContain(
      "lost: 100 of 200 customers at the beginning, in the 98 days from 24 Jun",
    )
    expect(lostWords({ ...meaning, lost: null, why: "Nobody." })).toBe("Nobody.")
    expect(meaningWords({ ...meaning, chosen: null })).toBe("No order for 98 days")
  })
})

describe("what comes next", () => {
  it("is told with what it was better than, or that it was not", () => {
    const share = { ...number, unit: "share", n: 98_999 } as const
    const found: NextSteps = {
      map: "main",
      data_version: "1",
      within_days: 30,
      tested_from: "2026-04-24",
      right: { ...share, value: 0.735, low: 0.732, high: 0.738 },
      plain: { ...share, value: 0.684, low: 0.681, high: 0.687 },
      better: { ...share, value: 0.051, low: 0.05, high: 0.053 },
      steps: [],
    }
    expect(nextWords(found)).toContain("by the last three steps")
    expect(nextWords({ ...found, better: { ...found.better, low: -0.01 } })).toContain("no better than")
  })
})

describe("a forecast", () => {
  it("is a sentence with its doubt", () => {
    expect(headline(told)).toBe(
      "Of 9,648 customers, **602 (542 to 661)** are expected to buy again within twelve months, for **€95k (83k to 110k)**.",
    )
  })
  it("gives no figure when its test failed, and the reason when there are too few data", () => {
    expect(headline({ ...told, value: { ...value, revenue: null } })).toContain("No figure is given")
    expect(headline({ ...told, value: null, value_why: "Too few." })).toBe("Too few.")
  })
  it("says how far its test was off", () => {
    expect(offWords(tested)).toBe("17\u00a0% too many")
    expect(offWords({ ...tested, off: -0.2 })).toBe("20\u00a0% too few")
    expect(testWords(tested)).toContain("648 came")
  })
  it("is drawn week by week, from the first one to the last", () => {
    const drawn = picture(weeks, 340, 100, 40)
    expect(drawn.bars.map((bar) => [bar.x, bar.top])).toEqual([
      [40, 50],
      [140, 0],
      [240, 37.5],
    ])
    expect(drawn.split).toBe(240)
    expect(drawn.months).toEqual([{ x: 140, label: "Feb" }])
    expect(stepOf(8)).toBe(2)
    expect(stepOf(95)).toBe(20)
  })
})
