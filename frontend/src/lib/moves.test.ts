import { describe, expect, test } from "vitest"
import { move } from "./moves"

const shape = { rows: 4, columns: 6, stages: [0, 2, 5] }
const press = (key: string, row = 1, column = 2, ctrl = false) => move({ row, column }, { key, ctrl }, shape)

describe("keys in the grid", () => {
  test.each([
    ["ArrowRight", 1, 3],
    ["ArrowLeft", 1, 1],
    ["ArrowDown", 2, 2],
    ["ArrowUp", 0, 2],
    ["Home", 1, 0],
    ["End", 1, 5],
    ["]", 1, 5],
    ["[", 1, 0],
  ])("%s leads to row %d, column %d", (key, row, column) => expect(press(key)).toEqual({ row, column }))

  test("the edges hold", () => {
    expect(press("ArrowLeft", 0, 0)).toEqual({ row: 0, column: 0 })
    expect(press("ArrowRight", 3, 5)).toEqual({ row: 3, column: 5 })
    expect(press("]", 1, 5)).toEqual({ row: 1, column: 5 })
  })
  test("control leads to the corners", () => {
    expect(press("Home", 2, 3, true)).toEqual({ row: 0, column: 0 })
    expect(press("End", 2, 3, true)).toEqual({ row: 3, column: 5 })
  })
  test("other keys mean nothing here", () => expect(press("a")).toBeNull())
})
