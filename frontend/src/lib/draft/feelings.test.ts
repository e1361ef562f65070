import { describe, expect, test } from "vitest"
import type { StepView } from "../types"
import { Reader } from "./document"
import { beliefAt, drawnStep, inWords, lostVoices, snapped, typed, voicesOf } from "./feelings"
import { addEntry, deleteEntry, setBelieved } from "./operations"
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

describe("the curve of a persona", () => {
  const people = () => {
    const doc = sample()
    const personas = [addEntry(doc, "personas", "Ana"), addEntry(doc, "personas", "Ben")] as const
    const read = () => new Reader(doc).read()
    return { doc, personas, read }
  }
  test("is drawn beside that of everyone and leaves it as it is", () => {
    const { doc, personas, read } = people()
    setBelieved(doc, "pays", 1)
    setBelieved(doc, "pays", -0.5, personas[0])
    const placed = read().steps[2]
    expect(placed && [beliefAt(placed, ""), beliefAt(placed, personas[0])]).toEqual([1, -0.5])
    expect(placed && drawnStep(placed, undefined, read().personas).believed_for).toEqual([
      { persona: personas[0], name: "Ana", value: -0.5 },
    ])
  })
  test("goes with its persona", () => {
    const { doc, personas, read } = people()
    setBelieved(doc, "pays", -0.5, personas[0])
    deleteEntry(doc, "personas", personas[0])
    expect(Object.keys(read().steps[2]?.step ?? {})).not.toContain(`believed_for:${personas[0]}`)
  })
  test("of a persona that a colleague deleted meanwhile can be taken back", () => {
    const { doc, read } = people()
    setBelieved(doc, "pays", 1, "cleo")
    const step = read().steps[2]?.step
    expect(step && lostVoices(step, read().personas)).toEqual([{ id: "cleo", name: "cleo (deleted)" }])
  })
  test("is no choice as long as there is but one persona", () => {
    const { doc, personas, read } = people()
    expect(voicesOf(read()).map((one) => one.name)).toEqual(["Everyone", "Ana", "Ben"])
    deleteEntry(doc, "personas", personas[1])
    expect(voicesOf(read())).toHaveLength(1)
  })
})
