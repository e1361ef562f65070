import { expect, test } from "vitest"
import type { Result } from "../types"
import { apart } from "./apart"

const number = {
  value: 0.276,
  low: 0.16,
  high: 0.44,
  n: 238,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "share",
  show: "full",
}
const more = {
  best: "chat",
  best_value: 0.41,
  worst: "phone",
  worst_value: 0.11,
  certainty: "clear",
}
const told = (of: "csat" | "conversion", ...rows: unknown[]) => ({
  of,
  over: "channel" as const,
  result: { rows } as Result,
})

test("a touchpoint is told by its difference, its ends and how sure it is", () => {
  const row = { keys: { touchpoint: "support", scale_version: "5" }, number, more }
  const other = { keys: { touchpoint: "repair" }, number: { ...number, value: null }, more }
  expect(apart(told("csat", row, other), "support", {})).toEqual([
    {
      title: "Satisfaction, by channel",
      size: "28\u00a0pts",
      ends: "best chat 41\u00a0%, worst phone 11\u00a0%",
      certainty: "clear",
    },
  ])
  expect(apart(told("csat", row, other), "repair", {})).toEqual([])
})

test("conversion says from which step, by its title", () => {
  const row = { keys: { touchpoint: "shop", step: "basket" }, number, more }
  expect(apart(told("conversion", row), "shop", { basket: "Fills the basket" })[0]?.title).toBe(
    "Going on from “Fills the basket”, by channel",
  )
})
