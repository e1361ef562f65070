import { describe, expect, test } from "vitest"
import type { StepView } from "../types"
import { Reader } from "./document"
import { drawnStep, inWords, snapped, typed } from "./feelings"
import { setBelieved } from "./operations"
import { sample } from "./sample"

describe("a belief", () => {
  test("snaps to halves, or to tenths", () => {
    expect([0.7, -0.2, 3].map((value) => snapped(value, false))).toEqual([0.5, 0, 2])
    expect(snapped(-0.27, true)).toBe(-0.3)
  })
  test("is said in words", () => {
    expect(inWords(1)).toBe("+1.0, pleased")
    expect(inWords(-0.5)).toBe("−0.5, between annoyed and neutral")
  })
  test("may be typed", () => {
    expect(["-1,5", "+1", "\u22121", "9", "x", ""].map(typed)).toEqual([-1.5, 1, -1, 2, null, null])
  })
})

test("the gap to what was measured follows the belief", () => {
  const doc = sample()
  const published = {
    believed: 1,
    gap: -2,
    gap_words: "clear",
    felt: { number: { value: -1, low: -1.2, high: -0.8, n: 90, show: "full" } },
  } as unknown as StepView
  const gap = (value: number | null) => {
    setBelieved(doc, "pays", value)
    const placed = new Reader(doc).read().steps[2]
    const drawn = placed && drawnStep(placed, published)
    return [drawn?.gap, drawn?.gap_words]
  }
  expect(gap(1)).toEqual([-2, "clear"])
  expect(gap(0.5)).toEqual([-1.5, "clear"])
  expect(gap(-1)).toEqual([0, "cannot tell"])
  expect(gap(null)).toEqual([null, null])
})
