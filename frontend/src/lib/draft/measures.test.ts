import { describe, expect, test } from "vitest"
import type { MeasureChoice } from "./api"
import { search, titleOf, withParam, withPart } from "./measures"
import { keyOf } from "./numbers.svelte"
import { slashAt, span } from "./slash"

const measure = (name: string, title: string, question: string): MeasureChoice => ({
  name,
  title,
  question,
  unit: "share",
  better: null,
  stands_at_steps: true,
  params: {},
})
const MEASURES = [
  measure("conversion", "Share who go on", "Of the customers who come, how many reach the next step?"),
  measure("revenue", "Revenue", "How much money do orders bring?"),
  measure("reach", "Customers reached", "How many customers get here?"),
]

describe("a slash", () => {
  test("opens at the beginning and behind a space, never inside a word", () => {
    expect(slashAt("/", 1)).toEqual({ at: 0, query: "" })
    expect(slashAt("Too slow /go on", 15)).toEqual({ at: 9, query: "go on" })
    expect(slashAt("and/or", 6)).toBeNull()
    expect(slashAt("see https://x", 13)).toBeNull()
    expect(slashAt("1 / 2", 5)).toBeNull()
    expect(slashAt("/reach", 0)).toBeNull()
  })
  test("leaves with its words, and with the space that led to it", () => {
    const cut = (text: string, caret: number) => {
      const slashed = slashAt(text, caret)
      if (!slashed) return text
      const [start, end] = span(text, caret, slashed)
      return text.slice(0, start) + text.slice(end)
    }
    expect(cut("Too slow /rev", 13)).toBe("Too slow")
    expect(cut("Too /rev slow", 8)).toBe("Too  slow")
    expect(cut("/rev", 4)).toBe("")
  })
})

describe("measures", () => {
  test("are found by title, name and question, the likeliest first", () => {
    const names = (query: string) => search(MEASURES, query).map((one) => one.name)
    expect(names("")).toEqual(["conversion", "revenue", "reach"])
    expect(names("re")).toEqual(["revenue", "reach", "conversion"])
    expect(names("customers here")).toEqual(["reach"])
    expect(names("milk")).toEqual([])
  })
  test("are called by their own words first", () => {
    expect(titleOf({ name: "reach", label: "Seen" }, MEASURES)).toBe("Seen")
    expect(titleOf({ name: "reach" }, MEASURES)).toBe("Customers reached")
    expect(titleOf({ name: "not_there" }, MEASURES)).toBe("not there")
  })
  test("take what is typed, and let go what is emptied", () => {
    const list = { anyOf: [{ type: "array" }, { type: "null" }] }
    const ref = withParam({ name: "x" }, "event", list, " a , b,")
    expect(ref).toEqual({ name: "x", params: { event: ["a", "b"] } })
    expect(withParam(ref, "event", list, " ")).toEqual({ name: "x", params: {} })
    expect(withParam({ name: "x" }, "k", { type: "integer" }, "3").params).toEqual({ k: 3 })
    expect(withPart(withPart(ref, "last", "90d"), "last", "")).toEqual(ref)
    expect(withPart(ref, "where", " a = 1 ").where).toBe("a = 1")
  })
  test("are the same question whatever their words and the order of parameters", () => {
    const one = keyOf({ name: "x", params: { a: 1, b: 2 }, label: "A" }, "pay", false)
    expect(keyOf({ name: "x", params: { b: 2, a: 1 }, last: null }, "pay", false)).toBe(one)
    expect(keyOf({ name: "x", params: { b: 2, a: 1 }, last: "7d" }, "pay", false)).not.toBe(one)
  })
})
