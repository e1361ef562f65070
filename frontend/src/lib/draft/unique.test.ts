import { expect, test } from "vitest"
import { uniqueById } from "./unique"

test("of two with one id the first stays, in its place", () => {
  const all = [
    { id: "a", at: 1 },
    { id: "b", at: 2 },
    { id: "a", at: 3 },
    { id: "c", at: 4 },
  ]
  expect(uniqueById(all).map((one) => one.at)).toEqual([1, 2, 4])
  expect(uniqueById([])).toEqual([])
})
