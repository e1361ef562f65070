import { describe, expect, test } from "vitest"
import { ageWords, sourceWords, statusWords, tilesOf } from "./cards"
import { addDays, day, presets, range, shortRange } from "./dates"
import { iconOf } from "./icons"
import { initials, portrait } from "./portrait"
import { meterScale, spark } from "./scales"
import type { CardView, Tile } from "./types"

describe("days", () => {
  test("a range says the year once when it can", () => {
    expect(range("2026-04-01", "2026-09-30")).toBe("1 Apr – 30 Sep 2026")
    expect(range("2025-12-01", "2026-01-31")).toBe("1 Dec 2025 – 31 Jan 2026")
    expect(range(null, "2026-01-31")).toBe("Until 31 Jan 2026")
    expect(range(null, null)).toBe("All time")
  })
  test("narrow places say months where whole months are meant", () => {
    expect(shortRange("2025-04-01", "2026-09-30")).toBe("Apr 2025 – Sep 2026")
    expect(shortRange("2026-04-01", "2026-09-30")).toBe("Apr – Sep 2026")
    expect(shortRange("2026-07-03", "2026-09-30")).toBe("3 Jul – 30 Sep")
    expect(shortRange(null, null)).toBe("All time")
  })
  test("days cross months and leap years", () => {
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29")
    expect(day("2024-02-29")).toBe("29 Feb")
  })
  test("presets end with the data", () => {
    const [all, ninety, quarter, year] = presets("2026-09-30")
    expect(all).toMatchObject({ start: null, end: null })
    expect(ninety).toMatchObject({ start: "2026-07-03", end: "2026-09-30" })
    expect(quarter).toMatchObject({ start: "2026-07-01" })
    expect(year).toMatchObject({ start: "2025-10-01" })
    expect(presets(null)).toHaveLength(1)
  })
})

describe("cards", () => {
  const base = { evidence: "assumed", source: null, n: null, on: null } as const
  test("a guess says that it is one", () => expect(sourceWords(base)).toBe("assumed, not yet measured"))
  test("a source comes with month and n", () => {
    expect(sourceWords({ ...base, source: "tickets", on: "2026-06-30", n: 24 })).toBe("tickets, Jun · n 24")
  })
  test("age is said only when evidence is stale", () => {
    expect(ageWords({ stale: false, age_days: 300 })).toBeNull()
    expect(ageWords({ stale: true, age_days: 261 })).toBe("261 days old, check again")
  })
  test("lateness wins over everything else", () => {
    const act = { due: "2026-09-18", status: "running", detail: null }
    expect(statusWords({ ...act, late_days: 12 })).toBe("12 days late")
    expect(statusWords({ ...act, late_days: null })).toBe("18 Sep · running")
    expect(statusWords({ ...act, late_days: null, status: "done" })).toBe("done 18 Sep")
  })
})

test("a measure that people put on the map stands once, in their words", () => {
  const tile = (measure: string, value: number) => ({ measure, label: measure, number: { value } }) as Tile
  const card = { lane: "measure", text: "Finishes", tile: tile("conversion", 0.5) } as CardView
  const shown = tilesOf({ cards: [card], tiles: [tile("conversion", 0.5), tile("stars", 4.6)] })
  expect(shown.map((one) => one.label)).toEqual(["Finishes", "stars"])
})

test("a channel finds its icon by its name", () => {
  expect(iconOf("E-mail")).toBe("email")
  expect(iconOf("email_list")).toBe("email")
  expect(iconOf("Mend videos", "social")).toBe("video")
  expect(iconOf("A shady reader")).toBe("web")
  expect(iconOf(null, "Live chat")).toBe("chat")
  expect(iconOf("Parcel carrier")).toBe("parcel")
  expect(iconOf(null, undefined)).toBe("web")
})

test("a name always has the same face", () => {
  expect(portrait("Inés")).toEqual(portrait("Inés"))
  expect(portrait("Inés")).not.toEqual(portrait("Marek"))
  expect(initials("Ana Ruiz")).toBe("AR")
  expect(initials("support-team")).toBe("ST")
})

describe("small drawings", () => {
  const point = (value: number | null, complete = true) => ({ start: "2026-01-01", value, complete })
  test("a hole stays a hole", () => {
    expect(spark([point(1), point(null), point(2, false)], 72, 22)).toMatchObject([
      { x: 4, y: 18 },
      null,
      { x: 68, y: 4, complete: false },
    ])
  })
  test("a flat line runs in the middle", () => {
    expect(spark([point(3), point(3)], 72, 22).map((p) => p?.y)).toEqual([11, 11])
  })
  test("a meter never passes a hundred percent", () => {
    const tile = {
      number: { value: 0.95, low: 0.9, high: 1, unit: "share", show: "full" },
      target: 0.99,
    } as Tile
    expect(meterScale(tile)).toEqual({ value: 95, low: 90, high: 100, target: 99 })
  })
})
