import { describe, expect, test } from "vitest"
import {
  amount,
  change,
  count,
  currencySign,
  duration,
  feeling,
  full,
  gapWords,
  interval,
  money,
  percent,
  specSeconds,
  specWords,
  target,
  value,
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
  number: number(now),
  before: before && number(before),
  target: null,
  direction,
  series: [],
})
/** No-break spaces read as plain ones. */
const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ")

describe("shares", () => {
  test("a thousand observations earn one decimal", () => {
    expect(plain(percent(0.2547, 1000))).toBe("25.5 %")
    expect(plain(percent(0.2547, 999))).toBe("25 %")
  })
  test("a share stands with its base and its interval", () => {
    const share = number({ value: 0.2547, low: 0.24, high: 0.27, n: 3188, denominator: 3188 })
    expect(plain(full(share, "EUR"))).toBe("25.5 % of 3,188 (24.0 to 27.0)")
  })
  test("from 10 to 29 people only the interval is said", () => {
    const share = number({ low: 0.1, high: 0.5, n: 24, show: "interval" })
    expect(plain(full(share, "EUR"))).toBe("10 to 50 %, n 24")
  })
  test("under 10 people there is no percentage", () => {
    expect(plain(full(number({ n: 9, show: "hidden" }), "EUR"))).toBe("too few, n 9")
    expect(interval(number({ low: 0.1, high: 0.9, n: 9, show: "hidden" }), "EUR")).toBeNull()
  })
  test("nobody entered is no data, not zero", () => {
    expect(value(number({ value: null, n: 0, show: "full" }), "EUR")).toBe("no data")
  })
})

describe("money", () => {
  test.each([
    [31204, "€31k"],
    [4780, "€4.8k"],
    [104.2, "€104"],
    [999.6, "€1k"],
    [1_249_000, "€1.2m"],
    [16_008_872, "€16m"],
    [-3400, "−€3.4k"],
    [0, "€0"],
  ])("%d is %s", (given, words) => expect(money(given, "EUR")).toBe(words))

  test("its interval needs no sign of its own", () => {
    const risk = number({ value: 31204, low: 22010, high: 41400, n: 640, unit: "money" })
    expect(full(risk, "EUR")).toBe("€31k (22k to 41k)")
  })
  test("a loss keeps a true minus inside the interval", () => {
    expect(interval(number({ value: 6400, low: -3400, high: 16000, unit: "money" }), "EUR")).toBe(
      "−3.4k to 16k",
    )
  })
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

  test("the interval speaks in the unit of the value", () => {
    const time = number({ value: 86400 * 11, low: 86400 * 10, high: 86400 * 12, unit: "seconds" })
    expect(interval(time, "EUR")).toBe("10 to 12")
  })
  test("an interval that would round away shows a decimal", () => {
    const time = number({ value: 86400 * 5, low: 86400 * 4.8, high: 86400 * 5.2, unit: "seconds" })
    expect(interval(time, "EUR")).toBe("4.8 to 5.2")
  })
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
    expect(feeling(-0.04)).toBe("0")
  })
  test("the words of a gap follow its interval", () => {
    expect(gapWords(-1.6, "clear")).toBe("1.6 below plan")
    expect(gapWords(1.5, "likely")).toBe("likely 1.5 above plan")
    expect(gapWords(-1.1, "cannot tell")).toBe("1.1 below plan, cannot tell")
  })
  test("thousands have commas", () => expect(count(1204311)).toBe("1,204,311"))
})

describe("changes", () => {
  test("a rate moves in points", () => {
    const moved = change(tile({ value: 0.188, n: 4290 }, { value: 0.164, n: 4100 }), "EUR")
    expect({ ...moved, text: plain(moved?.text) }).toEqual({ way: "up", text: "2.4 pts", wanted: true })
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
  test("a target speaks in the unit of its measure", () => {
    expect(plain(target({ ...tile({}, null), target: 0.3 }, "EUR"))).toBe("30 %")
    expect(plain(target({ ...tile({}, null), target: 0.125 }, "EUR"))).toBe("12.5 %")
    expect(target(tile({}, null), "EUR")).toBeNull()
  })
})
