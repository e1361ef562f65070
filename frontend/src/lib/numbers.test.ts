import { describe, expect, test } from "vitest"
import {
  amount,
  change,
  count,
  currencySign,
  difference,
  differenceInterval,
  doubt,
  duration,
  feeling,
  forecast,
  full,
  money,
  percent,
  specSeconds,
  specWords,
  target,
  tenth,
} from "./numbers"
import type { Number_, Tile } from "./types"

const number = (given: Partial<Number_>): Number_ => ({
  value: 0.25,
  low: null,
  high: null,
  n: 100,
  numerator: null,
  denominator: null,
  still_open: null,
  unit: "share",
  show: "full",
  ...given,
})
const tile = (
  now: Partial<Number_>,
  before: Partial<Number_> | null,
  direction: "up" | "down" = "up",
): Tile => ({
  measure: "conversion",
  params: {},
  label: "Goes on",
  where: null,
  last: null,
  only: null,
  number: number(now),
  before: before && number(before),
  target: null,
  direction,
  series: [],
})
/** No-break spaces read as plain ones. */
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ")

test("a doubt stands beside a value, not in its place", () => {
  const ends = { low: 0.1, high: 0.5 }
  expect(doubt(number(ends))).toBe("10 to 50")
  expect(doubt(number({ ...ends, n: 24, show: "interval" }))).toBeNull()
  expect(doubt(number({ ...ends, n: 9, show: "hidden" }))).toBeNull()
})

describe("shares", () => {
  test("a thousand observations earn one decimal", () => {
    expect(plain(percent(0.2547, 1000))).toBe("25.5 %")
    expect(plain(percent(0.2547, 999))).toBe("25 %")
  })
  test("a share stands with its base and its interval", () => {
    const share = number({ value: 0.2547, low: 0.24, high: 0.27, n: 3188 })
    expect(plain(full(share))).toBe("25.5 % of 3,188 (24.0 to 27.0)")
  })
})

describe("money", () => {
  test.each([
    [31204, "€31k"],
    [4780, "€4.8k"],
    [104.2, "€104"],
    [999.6, "€1.0k"],
    [1_249_000, "€1.2M"],
    [16_008_872, "€16M"],
    [-3400, "−€3.4k"],
    [0, "€0"],
  ])("%d is %s", (given, words) => expect(money(given, "EUR")).toBe(words))

  test("currencies without a sign keep their letters", () => {
    expect(currencySign("BRL")).toBe("R$")
    expect(plain(currencySign("CHF"))).toBe("CHF ")
  })
  test("what one customer paid is exact", () => {
    expect(amount("96.50", "EUR")).toBe("€96.50")
    expect(amount("-96.00", "EUR")).toBe("−€96")
  })
})

describe("durations", () => {
  test.each([
    [45, "45 s"],
    [120, "2 min"],
    [3600 * 5, "5 hours"],
    [86400, "1 day"],
    [86400 * 1.5, "1.5 days"],
    [86400 * 11, "11 days"],
    [86400 * 110, "110 days"],
  ])("%d seconds are %s", (seconds, words) => expect(plain(duration(seconds))).toBe(words))

  test("the plan's short form is spelled out", () => {
    expect(plain(specWords("5d"))).toBe("5 days")
    expect(plain(specWords("1w"))).toBe("1 week")
    expect(specSeconds("5d")).toBe(432000)
    expect(specSeconds("soon")).toBeNull()
  })
})

describe("signs", () => {
  test("feelings carry their sign, and neutral carries none", () => {
    expect(feeling(1.74)).toBe("+1.7")
    expect(feeling(-1.6)).toBe("−1.6")
    expect(feeling(-0.04)).toBe("0.0")
  })
  test("thousands have commas", () => expect(count(1204311)).toBe("1,204,311"))
})

describe("changes", () => {
  test("a rate moves in points", () => {
    const moved = change(tile({ value: 0.188, n: 4290 }, { value: 0.164, n: 4100 }), "EUR")
    expect({ ...moved, size: plain(moved?.size) }).toEqual({ way: "up", size: "2.4 pts", wanted: true })
  })
  test("up is unwanted where down is meant", () => {
    const moved = change(tile({ value: 0.188, n: 4290 }, { value: 0.164, n: 4100 }, "down"), "EUR")
    expect(moved?.wanted).toBe(false)
  })
  test("intervals that overlap cannot tell", () => {
    const moved = change(
      tile({ value: 0.5, low: 0.4, high: 0.6 }, { value: 0.45, low: 0.35, high: 0.55 }),
      "EUR",
    )
    expect(moved?.wanted).toBeNull()
  })
  test("a change that rounds to nothing is no change", () => {
    expect(change(tile({ value: 0.501 }, { value: 0.5 }), "EUR")?.way).toBe("same")
  })
  test("nothing to compare gives nothing", () => {
    expect(change(tile({}, null), "EUR")).toBeNull()
    expect(change(tile({}, { show: "hidden", n: 3 }), "EUR")).toBeNull()
  })
  test("where nothing is aimed at there is no target", () => {
    expect(target(tile({}, null), "EUR")).toBeNull()
  })
})

describe("differences", () => {
  test("carry their sign and their unit", () => {
    expect(difference(0.0191, { unit: "share", n: 3188 })).toBe("+1.9\u00a0pts")
    expect(difference(-0.0131, { unit: "share", n: 100 })).toBe("\u22121\u00a0pt")
    expect(difference(-1.28, { unit: "feeling", n: 20 })).toBe("\u22121.3")
    expect(difference(0, { unit: "nps", n: 20 })).toBe("0")
    expect(difference(-86400, { unit: "seconds", n: 20 })).toBe("\u22121\u00a0day")
    expect(difference(31204, { unit: "money", n: 20 }, "EUR")).toBe("+€31k")
    expect(differenceInterval(-0.028, -0.0102, { unit: "share", n: 2000 })).toBe("\u22122.8 to \u22121.0")
  })
  test("of a forecast are as exact as they were typed", () => {
    expect(forecast(0.02, "share")).toBe("+2\u00a0pts")
    expect(forecast(0.125, "share")).toBe("+12.5\u00a0pts")
    expect(tenth(2.691)).toBe("2.7")
  })
})
