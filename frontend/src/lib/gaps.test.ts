import { describe, expect, test } from "vitest"
import type { XY } from "./curve"
import { lenses } from "./gaps"

const line = (...ys: number[]): XY[] => ys.map((y, i) => ({ x: i * 100, y }))

describe("the gap between two curves", () => {
  test("is one lens from crossing to crossing", () => {
    const found = lenses(line(1, -1, 1), line(0, 0, 0))
    expect(found.map((lens) => lens.side)).toEqual(["over", "under", "over"])
    const middle = found[1]
    expect(middle?.widest).toBeCloseTo(1, 6)
    expect(middle?.from).toBeGreaterThan(0)
    expect(middle?.from).toBeLessThan(100)
    expect(middle?.to).toBeGreaterThan(100)
  })
  test("begins and ends on the believed curve when the curves cross there", () => {
    const found = lenses(line(1, -1, 1), line(0, 0, 0))[1]
    expect(found?.outline[0]?.y).toBeCloseTo(0, 6)
    expect(found?.outline.at(-1)?.y).toBeCloseTo(0, 6)
  })
  test("curves that agree leave no gap", () => {
    expect(lenses(line(1, 0.5, 1), line(1, 0.5, 1))).toEqual([])
  })
  test("a touch without a crossing parts two lenses", () => {
    const found = lenses(line(1, 0, 1), line(0, 0, 0))
    expect(found.map((lens) => lens.side)).toEqual(["over", "over"])
  })
  test("reaches only as far as both curves do", () => {
    const found = lenses(line(0, 0, 0, 0), [
      { x: 100, y: 1 },
      { x: 200, y: 1 },
    ])
    expect(found[0]).toMatchObject({ from: 100, to: 200, side: "under" })
  })
  test("one point is no curve", () => expect(lenses(line(1), line(0, 0))).toEqual([]))
})
