import { expect, test } from "vitest"
import type { Other } from "./live.svelte"
import { standing } from "./standing"

const other = (name: string, at: Other["at"]): Other => ({ client: 1, name, hue: 1, at })

test("others are found at the record they are at, on the map as such, and nowhere else", () => {
  const at = standing([
    other("Ana", { kind: "cards", id: "a", field: "text" }),
    other("Bo", { kind: "cards", id: "a", field: null }),
    other("Cy", { kind: "map", id: "whatever", field: null }),
    other("Di", null),
  ])
  expect(at("cards", "a").map((one) => one.name)).toEqual(["Ana", "Bo"])
  expect(at("map", "").map((one) => one.name)).toEqual(["Cy"])
  expect(at("steps", "a")).toBe(at("cards", "b"))
  expect(at("steps", "a")).toEqual([])
})
