import { describe, expect, test } from "vitest"
import type { MeasuredMap, Result } from "../types"
import { paramsOf, questionOf, readAsk, writeAsk } from "./asked"
import { fitting, pictureOf } from "./pictures"
import { extent, shapeOf, ticks } from "./shape"
import { Reading } from "./words"

type Row = Result["rows"][number]

const row = (
  keys: Row["keys"],
  value: number | null,
  more: Partial<Row["number"]> = {},
  complete = true,
): Row => ({
  keys,
  number: {
    value,
    low: null,
    high: null,
    n: 100,
    numerator: null,
    denominator: null,
    still_open: null,
    unit: "share",
    show: "full",
    ...more,
  },
  complete,
  more: {},
})
const result = (rows: Row[], params: Result["params"] = {}) =>
  ({ title: "Share who go on", rows, params, currency: null }) as unknown as Result
const map = { steps: [{ id: "pay", title: "Pays" }], stages: [] } as unknown as MeasuredMap
const reading = (rows: Row[], params: Result["params"] = {}) => {
  const found = result(rows, params)
  return new Reading(map, found, shapeOf(found))
}
const first = (rows: Row[]) => fitting(shapeOf(result(rows)))[0]?.id

describe("a question", () => {
  const ask = {
    measure: "conversion",
    params: { from: "a & b", within: "7d" },
    where: "device = 'phone'",
    by: ["month", "channel"],
    picture: "heatmap",
  }
  test("comes back from the address as it was written there", () => {
    expect(readAsk(writeAsk(ask))).toEqual(ask)
    expect(readAsk(writeAsk(null))).toBeNull()
  })
  test("is asked with its filter and breakdowns", () => {
    expect(questionOf(ask)).toMatchObject({
      name: "conversion",
      where: "device = 'phone'",
      by: ["month", "channel"],
    })
  })
  test("writes lists as they are typed", () => {
    expect(paramsOf({ name: "funnel", params: { hold: ["a", "b"], points: 4 } })).toEqual({
      hold: "a, b",
      points: "4",
    })
  })
})

describe("the picture of an answer", () => {
  test("is chosen by what differs between its rows", () => {
    expect(first([row({}, 0.2)])).toBe("number")
    expect(first([row({ month: "2026-01-01" }, 0.2), row({ month: "2026-02-01" }, 0.3)])).toBe("lines")
    expect(first([row({ channel: "web" }, 0.2), row({ channel: null }, 0.3)])).toBe("bars")
    const two = ["web", "app"].flatMap((channel) =>
      ["2026-01-01", "2026-02-01"].map((month) => row({ channel, month }, 0.2)),
    )
    expect(first(two)).toBe("lines")
    const cells = ["a", "b"].flatMap((step) => [1, 2].map((period) => row({ step, period }, 0.2)))
    expect(first(cells)).toBe("heatmap")
    const lengths = [1, 2, 3].map((events) => row({ events }, 5, { unit: "people" }))
    expect(first(lengths)).toBe("histogram")
    expect(first([])).toBeUndefined()
  })
  test("stays the chosen one as long as it fits", () => {
    const shape = shapeOf(result([row({ step: "a" }, 0.2), row({ step: "b" }, 0.3)]))
    expect(pictureOf(shape, "bars")?.id).toBe("bars")
    expect(pictureOf(shape, "lines")?.id).toBe("bars")
  })
  test("leaves keys out that are the same everywhere", () => {
    const rows = [row({ step: "a", stage: null }, 0.2), row({ step: "b", stage: null }, 0.3)]
    expect(shapeOf(result(rows)).keys.map((key) => key.name)).toEqual(["step"])
  })
  test("spans values and intervals, never what is hidden", () => {
    const rows = [row({}, 0.2, { low: 0.1, high: 0.4 }), row({}, 0.9, { show: "hidden" })]
    expect(extent(rows, true)).toEqual([0, 0.4])
    expect(extent([], true)).toEqual([0, 1])
    expect(ticks(0, 0.4)).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  })
})

describe("an answer in words", () => {
  test("names steps by their titles and months as people do", () => {
    const two = reading([
      row({ step: "pay", month: "2026-01-01" }, 0.2),
      row({ step: "x", month: "2026-02-01" }, 0.3),
    ])
    expect(two.row(two.result.rows[0] as Row)).toBe("Pays · Jan 2026")
    expect(two.row(two.result.rows[1] as Row)).toBe("x · Feb 2026")
  })
  test("names days of the week and hours", () => {
    const one = reading([row({ weekday: 6, hour: 9 }, 5), row({ weekday: 7, hour: 21 }, 4)])
    expect(one.row(one.result.rows[0] as Row)).toBe("Sat · 09:00")
  })
  test("finds no most among different units", () => {
    const rows = [
      row({ spent: "time" }, 600, { unit: "seconds" }),
      row({ spent: "events" }, 5, { unit: "count" }),
    ]
    expect(reading(rows).finding()).toBeNull()
  })
  test("says when intervals overlap", () => {
    const near = { low: 0.1, high: 0.5 }
    const rows = [row({ channel: "web" }, 0.3, near), row({ channel: "app" }, 0.2, near)]
    expect(reading(rows).finding()).toMatch(/^Most: web, .*; least: app, .*\. Their intervals overlap\.$/)
  })
  test("compares whole periods only", () => {
    const rows = [
      row({ month: "2026-01-01" }, 0.1),
      row({ month: "2026-02-01" }, 0.2),
      row({ month: "2026-03-01" }, 0.9, {}, false),
    ]
    expect(reading(rows).finding()).toMatch(/in Jan 2026 to .* in Feb 2026\.$/)
    expect(reading(rows.slice(1)).finding()).toMatch("One whole period")
  })
  test("claims nothing of too few", () => {
    expect(reading([row({}, 0.5, { show: "hidden", n: 3 })]).finding()).toMatch("Too few")
  })
})
