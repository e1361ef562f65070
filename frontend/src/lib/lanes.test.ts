import { describe, expect, test } from "vitest"
import fixture from "../../fixtures/map-main.json"
import plan from "../../fixtures/map-plan.json"
import { rows } from "./lanes"
import type { MeasuredMap } from "./types"

const map = fixture as unknown as MeasuredMap
const none: ReadonlySet<string> = new Set()
const ids = (list: { id: string }[]) => list.map((row) => row.id)

describe("lanes", () => {
  test("the story keeps the document's order and leads to the curve", () => {
    const { shown, folded } = rows(map, "story", none)
    expect(ids(shown)).toEqual([
      "touchpoint",
      "thought",
      "emotion",
      "pain",
      "measure",
      "opportunity",
      "action_item",
    ])
    expect(ids(folded)).toContain("front_stage")
  })
  test("an unfolded lane takes its own place", () => {
    expect(ids(rows(map, "story", new Set(["gain"])).shown)).toEqual([
      "touchpoint",
      "thought",
      "emotion",
      "pain",
      "gain",
      "measure",
      "opportunity",
      "action_item",
    ])
  })
  test("data shows what was measured, right below the curves", () => {
    expect(ids(rows(map, "data", none).shown)).toEqual(["emotion", "outcome", "time", "channel", "measure"])
  })
  test("all folds nothing", () => {
    const { shown, folded } = rows(map, "all", none)
    expect(folded).toEqual([])
    expect(ids(shown)).toEqual(expect.arrayContaining(["support", "risk", "outcome"]))
  })
  test("lanes that say nothing are left out", () => {
    expect(ids(rows(map, "all", none).shown)).not.toContain("image")
    expect(ids(rows(plan as unknown as MeasuredMap, "data", none).shown)).toEqual(["emotion"])
  })
})

test("goals before the curve wait folded even where the document leaves them open", () => {
  const open = { ...map, lanes: map.lanes.map((lane) => ({ ...lane, folded: false })) }
  expect(ids(rows(open, "story", none).folded)).toEqual(["goal", "motivation"])
})
