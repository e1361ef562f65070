import { expect, test } from "vitest"
import type { MeasuredMap, Result } from "../types"
import { caption, finding, read } from "./plan"

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ")

type Row = Result["rows"][number]

const map = {
  steps: [
    { id: "a", number: 1, title: "Visits", has_rule: true },
    { id: "x", number: 2, title: "No rule", has_rule: false },
    { id: "b", number: 3, title: "Pays", has_rule: true },
  ],
} as unknown as MeasuredMap

const row = (step: string, deviation: string, people: number, of: number, times = people) =>
  ({
    keys: { step, deviation },
    number: { value: people, denominator: of, show: "full" },
    more: { times, share: people / of, low: 0.1, high: 0.3 },
  }) as unknown as Row
const fitness = {
  keys: {},
  number: { value: 0.926, low: 0.92, high: 0.93, n: 5000, unit: "share", show: "full" },
  more: { perfect: 0.4 },
} as unknown as Row

const LINES = read(map, [
  row("a", "skipped", 20, 100),
  row("a", "lost", 60, 100),
  row("b", "late", 3, 5, 4),
  row("b", "unheard of", 3, 5),
])

test("every step with a rule has a line, and what it knows has a cell", () => {
  expect(LINES.map((line) => [line.title, line.of, [...line.cells.keys()]])).toEqual([
    ["Visits", 100, ["skipped", "lost"]],
    ["Pays", 5, ["late"]],
  ])
})

test("a cell tells its customers, their share with its interval, and how often; of few no share", () => {
  expect(plain(LINES[0]?.cells.get("skipped")?.told ?? null)).toBe(
    "20 of 100 who came or should have: 20 % (10 % to 30 %)",
  )
  expect(LINES[1]?.cells.get("late")).toMatchObject({
    share: null,
    level: 0,
    told: "3 of 5 who came or should have, 4 times",
  })
})

test("the finding is how closely they follow, and the deviation that most show; who stopped has shown none", () => {
  expect(plain(finding(LINES, fitness))).toBe(
    "Journeys fit the plan to 92.6 %. Most leave it here: 20 % skip “Visits”.",
  )
  expect(finding([], undefined)).toBeNull()
})

test("the caption says what fitness is and how many keep to the plan in everything", () => {
  expect(plain(caption(fitness))).toMatch(/^5,000 customers\. Fitness 92\.6 % \(.*\): 1 − cost ÷ worst/)
  expect(plain(caption(fitness))).toContain("40.0 % keep to the plan in order, time and channel.")
})
