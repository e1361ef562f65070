import { expect, test } from "vitest"
import type { MeasuredMap, Result } from "../types"
import { drawnWords, finding, kindOf, names, read, told, usual, wordsOf, type Way } from "./flow"
import { wrap } from "./wrap"

/** Numbers and their units stand together; tests are written without. */
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ")

const step = (id: string, number: number, title: string, people: number, planned: string[] = []) => ({
  people: { value: people },
  id,
  number,
  title,
  has_rule: true,
  next: planned.map((to) => ({ step: to, planned: true })),
})
const map = {
  id: "main",
  steps: [
    step("a", 1, "Visits", 100, ["b", "c"]),
    step("b", 2, "Compares, looks", 80),
    step("c", 4, "Pays", 20),
    { ...step("x", 3, "No rule", 0), has_rule: false },
  ],
} as unknown as MeasuredMap

const line = (
  edge: string,
  from: string | null,
  to: string | null,
  people: number,
  moves = people,
  mean = 60,
) =>
  ({
    keys: { edge, from, to },
    number: { value: people, denominator: 120 },
    more: { moves, share_out: 0.5, mean },
  }) as unknown as Result["rows"][number]
const FLOW = read(map, [
  line("start", null, "a", 120),
  line("move", "a", "b", 90),
  line("loop", "b", "b", 30, 50),
  line("move", "a", "c", 20),
  line("move", "b", "a", 40, 60),
  line("end", "c", null, 13),
  line("end", "a", null, 7),
])

test("only moves between steps are drawn, and steps without a rule are left out", () => {
  expect(FLOW.ways.map((way) => [way.from, way.to, way.moves])).toEqual([
    ["a", "b", 90],
    ["b", "b", 50],
    ["a", "c", 20],
    ["b", "a", 60],
  ])
  expect(FLOW.steps.map((one) => [one.id, one.people, one.lastSeen])).toEqual([
    ["a", 100, 7],
    ["b", 80, 0],
    ["c", 20, 13],
  ])
  expect(FLOW.people).toBe(120)
})

test("what the map plans is planned, also when it skips a step", () => {
  expect(FLOW.ways.map((way) => kindOf(FLOW, way))).toEqual(["planned", "again", "planned", "back"])
})

test("the finding is the move beside the plan that most customers make", () => {
  expect(plain(finding(FLOW))).toBe("Of those at “Compares, looks”, 50 % go back to “Visits”.")
  expect(finding({ ...FLOW, ways: [] })).toBeNull()
})

test("how much is drawn is told of all moves", () => {
  expect(usual(FLOW)).toBe(4)
  expect(plain(drawnWords(FLOW, 2))).toBe("2 of 4 kinds of moves drawn, 68 % of all moves.")
  expect(plain(drawnWords({ ...FLOW, ways: [] }, 0))).toBe("0 of 0 kinds of moves drawn, 0 % of all moves.")
})

test("a line tells its customers, how often, how long after, and its share", () => {
  const [first, again] = FLOW.ways as [Way, Way]
  expect(names(FLOW, first)).toBe("Visits → Compares, looks")
  expect(plain(told(first))).toBe(
    "90 customers, once each, 1 min later on average; 50 % of what follows there.",
  )
  expect(names(FLOW, again)).toBe("Compares, looks, again")
  expect(plain(told({ ...again, mean: null }))).toBe("30 customers, 50 times; 50 % of what follows there.")
})

test("titles are wrapped between words, and what has no room is cut visibly", () => {
  expect(wrap("Compares many products here", 10, 3)).toEqual(["Compares", "many", "products…"])
  expect(wrap("Unbelievable", 8, 2)).toEqual(["Unbelie…"])
  expect(wrap("Pays", 8, 2)).toEqual(["Pays"])
})

test("an arch says in words where it leads", () => {
  expect(FLOW.ways.map((way) => wordsOf(FLOW, way))).toEqual([
    "on to “Compares, looks”",
    "",
    "on to “Pays”",
    "back to “Visits”",
  ])
})
