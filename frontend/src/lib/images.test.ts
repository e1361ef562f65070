import { expect, test } from "vitest"
import { fitted, imageUrl } from "./images"

test("a picture is made smaller, never larger, and keeps its shape", () => {
  expect(fitted(3200, 1600)).toEqual({ width: 1600, height: 800 })
  expect(fitted(100, 4000)).toEqual({ width: 40, height: 1600 })
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 })
})

test("a picture of a map is asked of that map, one of a draft of the workspace", () => {
  expect(imageUrl("ab.png", "main")).toBe("api/v1/maps/main/images/ab.png")
  expect(imageUrl("ab.png", null)).toBe("api/v1/images/ab.png")
})
