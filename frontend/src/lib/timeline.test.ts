import { describe, expect, test } from "vitest"
import { entries } from "./timeline"
import type { TimelineEvent } from "./types"

const at = (time: string, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  time,
  title: "Compares products",
  event: "Product Viewed",
  step: "compares",
  channel: "web",
  touchpoint: null,
  actor: "customer",
  kind: "behaviour",
  text: null,
  score: null,
  scale: null,
  revenue: null,
  gap_days: null,
  ...more,
})

describe("a time line", () => {
  test("says the same thing of one day once, with how often and until when", () => {
    const found = entries([at("2026-07-16T21:10:00"), at("2026-07-16T21:19:00"), at("2026-07-16T21:20:00")])
    expect(found).toMatchObject([{ times: 3, until: "2026-07-16T21:20:00", sameDay: false }])
  })
  test("begins anew on another day", () => {
    const found = entries([at("2026-07-16T23:59:00"), at("2026-07-17T00:01:00")])
    expect(found.map((entry) => [entry.times, entry.sameDay])).toEqual([
      [1, false],
      [1, false],
    ])
  })
  test("never swallows words, scores or money", () => {
    const said = at("2026-07-16T21:12:00", { text: "Which M is this?" })
    const paid = at("2026-07-16T21:13:00", { revenue: "96.00" })
    const rated = at("2026-07-16T21:14:00", { score: 2 })
    expect(entries([at("2026-07-16T21:10:00"), said, paid, rated])).toHaveLength(4)
  })
  test("loses no event", () => {
    const events = Array.from({ length: 30 }, (_, i) =>
      at(`2026-07-${10 + Math.floor(i / 7)}T10:${10 + i}:00`, { title: i % 4 ? "a" : "b" }),
    )
    expect(entries(events).reduce((sum, entry) => sum + entry.times, 0)).toBe(30)
  })
})
