import { describe, expect, test } from "vitest"
import type { HomePoint } from "../types"
import { picture, pictureWords } from "./picture"

const point = (believed: number | null, measured: number | null, wide = false): HomePoint => ({
  believed,
  measured,
  wide,
})

describe("the small picture of a map", () => {
  test("shades only gaps that are wide and not denied by their interval", () => {
    const points = [point(1, 1), point(1, -1, true), point(1, 1), point(0, 1.5), point(0, 0)]
    const { lenses } = picture(points, 500)
    expect(lenses.map((lens) => lens.side)).toEqual(["under"])
  })
  test("bridges steps that nobody measured", () => {
    const { measured, bridges } = picture([point(1, 1), point(1, null), point(1, 0)], 300)
    expect(measured).toHaveLength(2)
    expect(bridges).toEqual([
      [
        { x: 50, y: 1 },
        { x: 250, y: 0 },
      ],
    ])
  })
  test("shows the believed curve alone where nothing is measured", () => {
    const { believed, measured, lenses } = picture([point(1, null), point(0, null)], 200)
    expect(believed).toHaveLength(1)
    expect(measured).toEqual([])
    expect(lenses).toEqual([])
  })
  test("is said in words", () => {
    expect(pictureWords([point(1, null)])).toBe("No step is measured: the believed curve alone.")
    expect(pictureWords([point(1, -1, true), point(1, null)])).toBe(
      "1 of 2 steps measured. 1 gap is wider than a point.",
    )
  })
})
