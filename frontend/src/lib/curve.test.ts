import { describe, expect, test } from "vitest"
import { at, band, path, runs, slopes, type XY } from "./curve"

const line = (...ys: number[]): XY[] => ys.map((y, i) => ({ x: i * 100, y }))

/** A small repeatable generator, so that a failing case can be found again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe("the monotone curve", () => {
  test("goes through every point", () => {
    const points = line(1, -1.6, 0.6, 0.6, 2)
    const slope = slopes(points)
    for (const point of points) expect(at(points, slope, point.x)).toBeCloseTo(point.y, 10)
  })
  test("a straight line stays straight", () => {
    const points = line(0, 1, 2, 3)
    expect(slopes(points)).toEqual([0.01, 0.01, 0.01, 0.01])
    expect(at(points, slopes(points), 150)).toBeCloseTo(1.5, 10)
  })
  test("peaks and troughs are flat", () => {
    expect(slopes(line(0, 2, 0))[1]).toBe(0)
  })
  test.each(Array.from({ length: 40 }, (_, i) => i + 1))("never leaves its neighbours, seed %d", (seed) => {
    const next = random(seed)
    const points = line(...Array.from({ length: 3 + Math.floor(next() * 12) }, () => next() * 4 - 2))
    const slope = slopes(points)
    for (let i = 0; i < points.length - 1; i++) {
      const [a, b] = [points[i] as XY, points[i + 1] as XY]
      for (let k = 0; k <= 20; k++) {
        const y = at(points, slope, a.x + ((b.x - a.x) * k) / 20) as number
        expect(y).toBeGreaterThanOrEqual(Math.min(a.y, b.y) - 1e-9)
        expect(y).toBeLessThanOrEqual(Math.max(a.y, b.y) + 1e-9)
      }
    }
  })
  test("ends where the points end", () => {
    expect(at(line(0, 1), slopes(line(0, 1)), 101)).toBeNull()
    expect(at([{ x: 5, y: 1 }], [0], 5)).toBe(1)
  })
})

describe("paths", () => {
  test("one point is a place, none is nothing", () => {
    expect(path(line(1))).toBe("M0 1")
    expect(path([])).toBe("")
  })
  test("running down the page swaps the axes", () => {
    expect(
      path(
        [
          { x: 0, y: 1 },
          { x: 90, y: 1 },
        ],
        true,
      ),
    ).toBe("M1 0C1 30 1 60 1 90")
  })
  test("a band closes over both curves", () => {
    expect(band(line(1, 1), line(0, 0))).toMatch(/^M0 1C.*L100 0C.*Z$/)
    expect(band(line(1), line(0))).toBe("")
  })
})

test("runs part where a value is missing", () => {
  expect(runs([1, 2, null, 3, null, null, 4])).toEqual([[1, 2], [3], [4]])
  expect(runs([null])).toEqual([])
})
