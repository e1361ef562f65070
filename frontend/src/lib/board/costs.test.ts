import { describe, expect, it } from "vitest"
import type { Cost, FoundPain, FoundPains } from "../types"
import { costSentence, dear, onlyExposed, scaleOf, spot } from "./costs"

const number = {
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "money",
  show: "full",
  n: 900,
} as const
const cost: Cost = {
  grade: "C",
  why: "",
  money: { ...number, value: 12_000, low: 10_000, high: 14_000 },
  naive: { ...number, value: 30_000, low: 20_000, high: 40_000 },
  part: 11_000,
  word: "clear",
  lost: null,
  exposed: 80_000,
  exposures: 900,
  evalue: null,
  gates: [],
}
const find = (of: Partial<Cost>) => ({ cost: { ...cost, ...of } }) as FoundPain
const all = (items: FoundPain[], costs: FoundPains["costs"]) =>
  ({ items, costs, currency: "EUR" }) as FoundPains

describe("what finds cost", () => {
  it("tells priced finds from those with a value exposed alone", () => {
    const pains = [find({}), find({ money: null })]
    expect(dear(pains)).toEqual([pains[0]])
    expect(onlyExposed(pains)).toEqual([pains[1]])
  })
  it("stands on one scale that holds every interval and every unadjusted figure", () => {
    const scale = scaleOf([find({}), find({ money: { ...number, value: 1_000, low: -3_000, high: 5_000 } })])
    expect(scale.from).toBe(-3_000)
    expect(scale.to).toBe(30_000)
    expect(scale.ticks).toEqual([0, 20_000])
    expect(spot(-3_000, scale)).toBe(0)
    expect(spot(30_000, scale)).toBe(100)
  })
  it("says the total with its interval, and that customers are counted once", () => {
    const total = { ...number, value: 20_128, low: 17_684, high: 22_571 }
    expect(costSentence(all([find({})], { quarters: 6, priced: 3, total }))).toBe(
      "3 finds cost €20k a quarter (18k to 23k), counted once for customers who met several.",
    )
    expect(costSentence(all([find({})], { quarters: 6, priced: 0, total: null }))).toBe(
      "The one find has no price: a price needs a cause that is done to customers, and comparable others.",
    )
  })
})
