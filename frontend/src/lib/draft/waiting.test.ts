import { expect, test } from "vitest"
import type { Change } from "./api"
import { waiting } from "./waiting"

const change = (kind: Change["kind"], part: string, id: string, step: string | null = null): Change => ({
  kind,
  part,
  id,
  step,
  lane: null,
  words: "",
  field: null,
  was: null,
  now: null,
})

test("a suggestion is found at the cards, steps and stages that it changes, moves or removes, and nowhere else", () => {
  const at = waiting([
    { number: 3, changes: [change("changed", "card", "a", "find"), change("moved", "step", "ask", "ask")] },
    { number: 2, changes: [change("removed", "stage", "buy")] },
  ])
  expect(at("cards", "a")).toEqual([3])
  expect(at("steps", "ask")).toEqual([3])
  expect(at("stages", "buy")).toEqual([2])
  expect(at("steps", "find")).toEqual([])
  expect(at("cards", "find")).toBe(at("stages", "a"))
})

test("two suggestions for one part are both told, each once", () => {
  const at = waiting([
    { number: 5, changes: [change("changed", "card", "a"), change("moved", "card", "a")] },
    { number: 4, changes: [change("removed", "card", "a")] },
  ])
  expect(at("cards", "a")).toEqual([5, 4])
})

test("a card to come shows at its step; a step or stage to come has no place yet", () => {
  const at = waiting([
    {
      number: 1,
      changes: [
        change("added", "card", "new", "find"),
        change("added", "step", "next", "next"),
        change("added", "stage", "later"),
      ],
    },
  ])
  expect(at("steps", "find")).toEqual([1])
  expect([at("cards", "new"), at("steps", "next"), at("stages", "later")]).toEqual([[], [], []])
})

test("what no longer applies changes nothing, so it shows nowhere", () => {
  expect(waiting([{ number: 1, changes: [] }])("cards", "a")).toEqual([])
})
