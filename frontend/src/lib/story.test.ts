import { describe, expect, it } from "vitest"
import { EMPTY } from "./board/actions"
import { camera, slides, topActions, turn } from "./story"
import type { ActionView, BoardItem, MeasuredMap } from "./types"

const map = {
  stages: [
    { id: "see", title: "See", steps: ["hear", "visit"] },
    { id: "buy", title: "Buy", steps: ["pay"] },
  ],
  steps: [{ id: "hear" }, { id: "visit" }, { id: "pay" }],
} as unknown as MeasuredMap
const item = (card: string, lane: string, step: string, rank: number) =>
  ({ card, lane, step, rank }) as BoardItem
const items = [
  item("fee", "pain", "pay", 1),
  item("slow", "pain", "visit", 3),
  item("dull", "pain", "hear", 2),
  item("fix", "opportunity", "pay", 1),
]
const action = (number: number, status: string, pain: string | null, late_days: number | null = null) =>
  ({ number, late_days, action: { ...EMPTY, status, pain } }) as ActionView

describe("the story", () => {
  it("has a slide a stage with its worst pain and best opportunity, and the actions at the end", () => {
    const all = slides(map, { items, actions: [] })
    expect(all.map((one) => one.title)).toEqual(["See", "Buy", "What we do now"])
    expect(all.map((one) => (one.kind === "stage" ? [one.pain?.card, one.opportunity?.card] : null))).toEqual(
      [["dull", undefined], ["fee", "fix"], null],
    )
    expect(slides(map, null)).toHaveLength(3)
  })
  it("names three actions: late, running, planned, by the rank of what they answer", () => {
    const actions = [
      action(1, "planned", "fee"),
      action(2, "running", "slow"),
      action(3, "running", "fee"),
      action(4, "done", "fee"),
      action(5, "planned", null, 9),
    ]
    expect(topActions({ items, actions }).map((one) => one.number)).toEqual([5, 3, 2])
    expect(
      topActions({ items, actions: [action(1, "planned", null), action(2, "planned", null)] }),
    ).toHaveLength(2)
  })
  it("turns by keys and stays inside", () => {
    expect(["ArrowRight", " ", "ArrowLeft", "Home", "End", "n"].map((key) => turn(key, 1, 3))).toEqual([
      2,
      2,
      0,
      0,
      2,
      null,
    ])
    expect([turn("ArrowLeft", 0, 3), turn("ArrowRight", 2, 3)]).toEqual([0, 2])
  })
  it("looks at the stage, and never past the ends of the curve", () => {
    expect(camera(1000, 15, 4, 0, 2)).toEqual({ step: 200, left: 0 })
    expect(camera(1000, 15, 4, 6, 8).left).toBe(900)
    expect(camera(1000, 15, 4, 14, 15).left).toBe(2000)
    expect(camera(1000, 2, 1, 0, 1).left).toBe(-200)
  })
})
