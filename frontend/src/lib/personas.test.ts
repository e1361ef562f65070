import { describe, expect, test } from "vitest"
import { colourOf, dashOf, namePlaces, personaCurves } from "./personas"
import type { StepView } from "./types"

const PERSONAS = [
  { id: "ana", name: "Ana" },
  { id: "ben", name: "Ben" },
]
const step = (values: Record<string, number>) =>
  ({
    believed_for: Object.entries(values).map(([persona, value]) => ({ persona, name: persona, value })),
  }) as unknown as StepView

describe("curves of personas", () => {
  test("are cut where nothing was believed, and keep the look of their persona", () => {
    const curves = personaCurves(PERSONAS, [step({ ben: 1 }), step({}), step({ ben: 0 })], [0, 10, 20])
    expect(curves).toEqual([{ id: "ben", name: "Ben", at: 1, runs: [[{ x: 0, y: 1 }], [{ x: 20, y: 0 }]] }])
  })
  test("are none on a map where only everyone was believed", () => {
    expect(personaCurves(PERSONAS, [step({}), step({})], [0, 10])).toEqual([])
  })
  test("differ in dash and in colour", () => {
    expect(new Set([0, 1, 2, 3].map(dashOf)).size).toBe(4)
    expect(new Set([0, 1, 2, 3].map(colourOf)).size).toBe(4)
  })
  test("have names that stand under each other", () => {
    const curves = personaCurves(PERSONAS, [step({ ana: 1, ben: 1 })], [5])
    expect(namePlaces(curves, (feeling) => -10 * feeling, 15).map(({ x, y }) => [x, y])).toEqual([
      [5, -10],
      [5, 5],
    ])
  })
})
