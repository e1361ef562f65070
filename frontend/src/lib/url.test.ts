import { describe, expect, test } from "vitest"
import { filterOf, NOTHING, readUrl, viewOf, writeUrl } from "./url"

describe("the address", () => {
  test("says nothing when nothing is asked", () => {
    expect(readUrl("")).toEqual(NOTHING)
    expect(writeUrl("", NOTHING)).toBe("")
  })
  test("is read back as it was written", () => {
    const asked = {
      view: "edit",
      map: "main",
      segment: "loyal-es",
      start: "2026-04-01",
      end: "2026-09-30",
      step: "returns",
      objective: "repeat",
      preset: "data",
      layout: "table",
      review: "3",
      weights: "reach:2",
      across: "effort",
      up: "lost",
      comments: "1",
      from: "3",
      show: "pains",
      days: "7",
      began: "first_event",
      to: "draft",
      steps: "visit,basket",
      within: "7d",
      rules: "posthog",
      versus: "rest",
      back: "anything",
      grain: "week",
      measure: "conversion",
      params: "to=pay&within=7d",
      where: "channel = 'web'",
      by: "month,channel",
      picture: "heatmap",
      of: "event",
      anchor: "a->[^x]*->b",
      columns: "8",
      led: "1",
      question: "7",
    } as const
    expect(readUrl(writeUrl("", asked))).toEqual(asked)
  })
  test("drops what it cannot read", () => {
    expect(readUrl("?start=yesterday&preset=neon&view=moon&step=")).toEqual(NOTHING)
  })
  test("keeps what is not its own", () => {
    expect(writeUrl("?theme=dark&step=pays", { ...NOTHING, segment: "new" })).toBe("?theme=dark&segment=new")
  })
  test("only segment and dates change numbers", () => {
    expect(filterOf({ ...NOTHING, step: "pays" } as typeof NOTHING)).toEqual({})
    expect(filterOf({ segment: "a", start: "2026-01-01", end: null })).toEqual({
      segment: "a",
      start: "2026-01-01",
    })
  })
  test("without a map leads to all maps, to the only one, or to where the first is made", () => {
    expect(viewOf(NOTHING, 2)).toBe("home")
    expect(viewOf(NOTHING, 1)).toBe("map")
    expect(viewOf(NOTHING, 0)).toBe("data")
    expect(viewOf(NOTHING, null)).toBe("map")
  })
  test("that names a map or a page leads there", () => {
    expect(viewOf({ ...NOTHING, map: "main" }, 2)).toBe("map")
    expect(viewOf({ ...NOTHING, view: "data" }, 1)).toBe("data")
    expect(viewOf({ ...NOTHING, view: "home" }, 0)).toBe("home")
  })
})
