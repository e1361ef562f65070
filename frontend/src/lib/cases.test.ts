import { describe, expect, test } from "vitest"
import cases from "../../../tests/cases/number_words.json"
import { day, longDay, range } from "./dates"
import { change, full, gapWords, interval, specWords, target, value } from "./numbers"
import type { Number_ } from "./types"

// The paper and the terminal are tested against the same file, so that all say a number in the same words.

interface NumberCase {
  case: string
  number: Number_
  currency: string | null
  value: string
  interval: string | null
  words: string
}
interface ChangeCase {
  case: string
  now: Number_
  before: Number_ | null
  currency: string | null
  way: string | null
  size: string | null
}
interface TargetCase {
  target: number
  number: Number_
  currency: string | null
  words: string
}

/** The page keeps a number and its unit on one line; the words are the same. */
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ") ?? null

test.each(cases.numbers as NumberCase[])("$case: $words", ({ number, currency, ...said }) => {
  expect(plain(value(number, currency ?? ""))).toBe(said.value)
  expect(plain(interval(number))).toBe(said.interval)
  expect(plain(full(number, currency ?? ""))).toBe(said.words)
})

test.each(cases.changes as ChangeCase[])("change: $case", ({ now, before, currency, way, size }) => {
  const moved = change({ number: now, before, direction: "up" }, currency ?? "")
  expect(moved?.way ?? null).toBe(way)
  expect(plain(moved?.size)).toBe(size)
})

test.each(cases.targets as TargetCase[])("target $words", ({ target: goal, number, currency, words }) => {
  expect(plain(target({ number, target: goal }, currency ?? ""))).toBe(words)
})

test.each(cases.gaps)("gap: $words", ({ gap, doubt, words }) => {
  expect(gapWords(gap, doubt)).toBe(words)
})

test.each(cases.planned)("planned: $words", ({ text, words }) => {
  expect(plain(specWords(text))).toBe(words)
})

describe("days", () => {
  test.each(cases.days)("$with_year", ({ date, day: short, with_year }) => {
    expect([day(date), longDay(date)]).toEqual([short, with_year])
  })
  test.each(cases.ranges)("$words", ({ first, last, words }) => {
    expect(range(first, last)).toBe(words)
  })
})
