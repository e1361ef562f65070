import { describe, expect, test } from "vitest"
import { Reader } from "./document"
import { lanesOf } from "./lanes"
import { cardBeside, dropIndex, step, stepBeside } from "./moving"
import { sample } from "./sample"

const draft = new Reader(sample()).read()

describe("the focus", () => {
  const shape = { rows: 4, columns: 2, stages: [0], items: (row: number) => (row === 2 ? 3 : 1) }
  const go = (key: string, row: number, column: number, item: number) =>
    step({ row, column, item }, { key, ctrl: false }, shape)
  test("goes through the cards of a cell before it leaves it", () => {
    expect(go("ArrowDown", 2, 0, 0)).toEqual({ row: 2, column: 0, item: 1 })
    expect(go("ArrowDown", 2, 0, 2)).toEqual({ row: 3, column: 0, item: 0 })
    expect(go("ArrowUp", 3, 0, 0)).toEqual({ row: 2, column: 0, item: 2 })
    expect(go("ArrowUp", 2, 0, 1)).toEqual({ row: 2, column: 0, item: 0 })
  })
  test("stays at its height when it goes sideways", () => {
    expect(go("ArrowRight", 2, 0, 2)).toEqual({ row: 2, column: 1, item: 2 })
    expect(go("x", 2, 0, 2)).toBeNull()
  })
})

describe("a step", () => {
  test("moves through its stage and on into the next", () => {
    expect(stepBeside(draft.stages, "hears-of-it", 1)).toEqual({ stage: "look", index: 1 })
    expect(stepBeside(draft.stages, "compares", 1)).toEqual({ stage: "buy", index: 0 })
    expect(stepBeside(draft.stages, "pays", -1)).toEqual({ stage: "look", index: 2 })
    expect(stepBeside(draft.stages, "waits", 1)).toBeNull()
    expect(stepBeside(draft.stages, "nobody", 1)).toBeNull()
  })
})

describe("a card", () => {
  const lanes = ["thought", "pain", "gain"] as const
  test("moves within its cell, then into the lane beside", () => {
    expect(cardBeside(draft, lanes, "pays-1", "down")).toEqual({ step: "pays", lane: "pain", index: 1 })
    expect(cardBeside(draft, lanes, "pays-2", "down")).toEqual({ step: "pays", lane: "gain", index: 0 })
    expect(cardBeside(draft, lanes, "pays-1", "up")).toEqual({ step: "pays", lane: "thought", index: 0 })
  })
  test("moves into the step beside, across stages too", () => {
    expect(cardBeside(draft, lanes, "pays-2", "left")).toEqual({ step: "compares", lane: "pain", index: 1 })
    expect(cardBeside(draft, lanes, "waits-1", "right")).toBeNull()
    expect(cardBeside(draft, lanes, "nobody", "up")).toBeNull()
  })
})

test("a drop counts what lies before it", () => {
  expect([5, 15, 40].map((at) => dropIndex([10, 20, 30], at))).toEqual([0, 1, 3])
})

test("the story leads to the curve, and all is all", () => {
  expect(lanesOf("story").map((lane) => lane.id)).toContain("emotion")
  expect(lanesOf("all")).toHaveLength(16)
})
