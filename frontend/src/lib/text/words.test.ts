import { expect, test } from "vitest"
import type { LanguageText, Number_ } from "../types"
import { feltWords, howGood, languageName, spot } from "./words"

const number = (given: Partial<Number_>): Number_ => ({
  value: -1.25,
  low: -1.5,
  high: -1,
  n: 80,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "feeling",
  show: "full",
  ...given,
})

test("a language is named, and one that nobody knows says so", () => {
  expect([languageName("pt"), languageName("")]).toEqual(["Portuguese", "not known"])
})

test("what is read from text is never told without that word", () => {
  expect(feltWords({ scale: "text", number: number({}) })).toBe("read from text −1.3 (−1.5 to −1.0), n 80")
})

test("a feeling lies between -2 and +2; few answers show the interval alone, fewer nothing", () => {
  expect(spot(number({}))).toEqual({ at: 18.75, from: 12.5, to: 25 })
  expect(spot(number({ n: 12, show: "interval" }))?.at).toBeNull()
  expect(spot(number({ n: 3, show: "hidden" }))).toBeNull()
})

test("how good a reading is stands beside what guessing would reach", () => {
  const share = (value: number) =>
    number({ unit: "share", value, low: value - 0.01, high: value + 0.01, n: 2000 })
  const language = {
    language: "pt",
    way: "none",
    why: "Cannot tell.",
    quality: { tried_on: 2000, accuracy: share(0.5), majority: share(0.6) },
  } as unknown as LanguageText
  const said = howGood(language)
  expect(said).toContain("in 50.0 % (49.0 to 51.0)".replaceAll(" %", "\u00a0%"))
  expect(said).toContain("always saying the same would in 60.0")
  expect(said).toMatch(/not used\.$/)
  expect(howGood({ ...language, quality: null })).toBe("Cannot tell.")
})
