import { describe, expect, it } from "vitest"
import type { FoundPain } from "../types"
import { days } from "./closer.svelte"
import { actionAgainst, fewer, lowestOf, place } from "./found.svelte"

const share = { numerator: null, denominator: null, still_open: null, unit: "share", show: "full" } as const
const pain: FoundPain = {
  id: "size-tejo",
  step: "size",
  step_title: "Checks the size",
  event: "Fit Guide Opened",
  detector: "told",
  kind: "A property stands out",
  where: "event = 'Fit Guide Opened' AND brand = 'Tejo'",
  condition: "brand “Tejo”",
  outcome: "went_on",
  outcome_words: "go on within 7 days",
  with_it: { ...share, value: 0.63, low: 0.6, high: 0.66, n: 2728 },
  without: { ...share, value: 0.87, low: 0.86, high: 0.88, n: 7032 },
  difference: { ...share, value: -0.24, low: -0.4, high: -0.2, n: 2728 },
  also: [],
  customers: 2741,
  missing: 643,
  q: 1e-9,
  since: "2025-04-01",
  lately: 120,
  looked_at: 1,
  to_move: {
    name: "conversion",
    params: { from: "size", within: "7d" },
    where: "event = 'Fit Guide Opened' AND brand = 'Tejo'",
    label: "Goes on within 7 days: brand “Tejo”",
    last: null,
  },
  remedies: [
    {
      kind: "offer",
      title: "Make good",
      how: "Give half of them a credit.",
      effort: "small",
      hold_out: true,
    },
  ],
  cost: {
    grade: "D",
    why: "Nobody has said that “brand” is done to customers.",
    money: null,
    naive: null,
    part: null,
    word: null,
    lost: null,
    exposed: 33_000,
    exposures: 2898,
    evalue: null,
    gates: [],
  },
}

describe("what was found in the data", () => {
  it("stands on a scale from the lowest interval to no difference", () => {
    expect(lowestOf([pain])).toBe(-0.4)
    const { at, from, to } = place(pain.difference, -0.4)
    expect([at, from, to].map(Math.round)).toEqual([40, 0, 50])
  })
  it("becomes an action with the share that should rise, where the map tells it", () => {
    expect(actionAgainst(pain)).toMatchObject({
      title: "Find out why: brand “Tejo”",
      kind: "process",
      step: "size",
      status: "proposed",
      measure: pain.to_move,
      checklist: [],
    })
    expect(actionAgainst({ ...pain, to_move: null }).measure).toBeNull()
  })
  it("becomes an action of a remedy, whose hold-out stands on its list", () => {
    const [remedy = null] = pain.remedies
    const action = actionAgainst(pain, remedy)
    expect(action).toMatchObject({ title: "Make good: brand “Tejo”", kind: "offer", measure: pain.to_move })
    expect(action.checklist.map((check) => check.text)).toEqual([
      "Draw by lot who goes without, and keep the list",
    ])
    expect(action.note).toContain("Give half of them a credit.")
  })
  it("says of a difference in a segment what may be drawn of it", () => {
    expect(fewer(pain.difference)).toBe("−24.0\u00a0pts")
    expect(fewer({ ...pain.difference, n: 12, show: "interval" })).toBe("−40 to −20\u00a0pts")
    expect(fewer({ ...pain.difference, n: 4, show: "hidden" })).toBe("too few to say")
  })
  it("shows a journey by its days, and where it happened", () => {
    const stop = { title: "Checks the size", step: "size", times: 1 }
    const shown = days({
      customer: "c",
      events: 3,
      more: 0,
      more_after: 0,
      until: [
        { ...stop, time: "2026-03-09T11:09:31", times: 2 },
        { ...stop, time: "2026-03-10T23:18:52" },
      ],
      after: [{ ...stop, time: "2026-03-10T23:20:02" }],
    })
    expect(shown.map((one) => one.day)).toEqual(["9 Mar", "10 Mar"])
    expect(shown.flatMap((one) => one.stops.map((two) => two.here))).toEqual([false, true, false])
  })
})
