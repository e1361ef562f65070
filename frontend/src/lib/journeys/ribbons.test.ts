import { expect, test } from "vitest"
import type { MeasuredMap, Result } from "../types"
import { columnTitle, edgeTold, finding, read, type Asked } from "./paths"
import { BAR, lay } from "./ribbons"

type Row = Result["rows"][number]

const MAP = {
  stages: [{ id: "look" }, { id: "buy" }],
  steps: [
    { id: "visit", title: "Visits", stage: "look" },
    { id: "compare", title: "Compares", stage: "look" },
    { id: "pay", title: "Pays", stage: "buy" },
  ],
} as unknown as MeasuredMap

const row = (
  step: number,
  from: [string, string?],
  to: [string, string?],
  people: number,
  share = 0.5,
): Row =>
  ({
    keys: { step, from_kind: from[0], from: from[1] ?? null, to_kind: to[0], to: to[1] ?? null },
    number: { value: people, denominator: 100 },
    more: { share_out: share, mean: 3600 },
  }) as unknown as Row

const ROWS = [
  row(1, ["visit", "visit"], ["visit", "compare"], 60, 0.6),
  row(1, ["visit", "visit"], ["visit", "pay"], 10),
  row(1, ["visit", "visit"], ["ended"], 25),
  row(1, ["visit", "visit"], ["still_open"], 5),
  row(2, ["visit", "compare"], ["visit", "pay"], 40),
  row(2, ["visit", "compare"], ["ended"], 20),
  row(2, ["visit", "pay"], ["other"], 10),
]
const AFTER: Asked = { of: "step", anchor: "start", columns: 2, led: false }
const paths = read(MAP, ROWS)

test("every column holds those who came into it, by their titles and stages", () => {
  expect(paths.columns.map((places) => places.map((one) => [one.title, one.people, one.stage]))).toEqual([
    [["Visits", 100, 1]],
    [
      ["Compares", 60, 1],
      ["Pays", 10, 2],
      ["Ended", 25, null],
      ["Still open", 5, null],
    ],
    [
      ["Pays", 40, 2],
      ["Ended", 20, null],
      ["Other", 10, null],
    ],
  ])
})

test("it is said how most go on, and how many end", () => {
  expect(finding(paths, AFTER)).toMatch(/^60.% go on to “Compares”; 45.% end within 2 steps more\.$/)
  expect(columnTitle(AFTER, 2, "First visit")).toBe("2nd next step")
  const [edge] = paths.edges
  expect(edge && edgeTold(edge)).toMatch(/^60 customers, 60.% of those there, .* later on average\.$/)
})

test("what came before is read from the anchor back", () => {
  const led = read(MAP, [
    row(0, ["visit", "compare"], ["visit", "pay"], 70),
    row(0, ["before"], ["visit", "pay"], 30),
    row(-1, ["before"], ["visit", "compare"], 70),
  ])
  expect(led.columns.map((places) => places.map((one) => [one.title, one.people]))).toEqual([
    [["Nothing before", 70]],
    [
      ["Compares", 70],
      ["Nothing before", 30],
    ],
    [["Pays", 100]],
  ])
  expect(finding(led, { ...AFTER, led: true })).toMatch(
    /^70.% come straight from “Compares”; 100.% began within the 2 steps before\.$/,
  )
})

test("bars of a column never touch, what is no visit stands below, and the fullest column fills the height", () => {
  const drawn = lay(paths, 200, 400)
  const byColumn = new Map<number, typeof drawn.bars>()
  for (const bar of drawn.bars) byColumn.set(bar.x, [...(byColumn.get(bar.x) ?? []), bar])
  for (const bars of byColumn.values()) {
    bars.slice(1).forEach((bar, at) => {
      const above = bars[at]
      const middle = (one: typeof bar) => one.y + one.height / 2
      const half = (one: typeof bar) => Math.max(one.height, 16) / 2
      if (above) expect(middle(bar) - half(bar)).toBeGreaterThanOrEqual(middle(above) + half(above) + 7.99)
    })
  }
  expect(byColumn.get(200)?.map((bar) => bar.place.kind)).toEqual(["visit", "visit", "still_open", "ended"])
  expect(drawn.height).toBeGreaterThan(399)
  expect(drawn.height).toBeLessThanOrEqual(400)
  expect(drawn.width).toBe(400 + BAR)
})

test("ribbons that leave a bar are together as thick as it is", () => {
  const drawn = lay(paths, 200, 400)
  const [first] = drawn.bars
  const thick = drawn.ribbons
    .filter((one) => one.edge.from.column === 0)
    .map(({ path }) => {
      const [, top = "0", bottom = "0"] = /C[\d. ]+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+)V([\d.]+)C/.exec(path) ?? []
      return Number(bottom) - Number(top)
    })
  expect(thick.reduce((sum, one) => sum + one, 0)).toBeCloseTo(first?.height ?? 0, 1)
})

test("nobody is there: nothing is drawn", () => {
  expect(lay(read(MAP, []), 200, 400).bars).toEqual([])
  expect(finding(read(MAP, []), AFTER)).toBeNull()
})
