import { expect, test } from "vitest"
import type { MeasuredMap, Result } from "../types"
import { matrix } from "./matrix"

const MAP = { steps: [{ id: "visit", title: "Visits" }] } as unknown as MeasuredMap
const row = (step: number, kind: string, node: string | null, value: number) => ({
  keys: { step, kind, node },
  number: { value, denominator: 10 },
  more: { share: value / 10 },
})
const RESULT = {
  rows: [
    row(0, "visit", "visit", 10),
    row(1, "visit", "pay", 6),
    row(1, "ended", null, 3),
    row(1, "other", null, 1),
  ],
} as unknown as Result

test("visits come first, the most visited on top, then others, open and ended", () => {
  const table = matrix(MAP, { of: "step", anchor: "start", columns: 1, led: false }, "First visit", RESULT)
  expect(table.columns).toEqual(["First visit", "1st next step"])
  expect(table.lines.map((line) => [line.title, ...line.cells.map((cell) => cell?.text ?? null)])).toEqual(
    [
      ["Visits", "100 %", null],
      ["pay", null, "60 %"],
      ["Other", null, "10 %"],
      ["Ended", null, "30 %"],
    ].map((line) => line.map((text) => text?.replace(" %", "\u00a0%") ?? null)),
  )
  expect(table.most).toBe(1)
  expect(table.lines[1]?.cells[1]?.title).toBe("6 of 10 customers")
})
