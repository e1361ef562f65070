import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { ActionView, MeasuredMap, Moved, StepView } from "../types"
import { felt } from "./felt"
import { comparedWords, place, reading, span } from "./moved"
import { Saver, type Sign } from "./saver"
import { ageOf, cadenceOf, decisionWords, dueActions, nextPeriod, titleOf } from "./words"

const number = (value: number | null, show = "full") => ({
  value,
  low: null,
  high: null,
  n: 50,
  unit: "share",
  show,
})
const one = (id: string, certainty: Moved["certainty"], more: object = {}): Moved =>
  ({
    part: "step",
    id,
    label: id,
    before: number(0.2),
    now: number(0.3),
    change: 0.1,
    low: 0.02,
    high: 0.18,
    certainty,
    wanted: certainty === "clear" ? true : null,
    ...more,
  }) as Moved

describe("what moved", () => {
  const many = Array.from({ length: 9 }, (_, i) => one(`u${i}`, "cannot tell", { low: -0.9, high: 0.9 }))
  it("shows all that can be told and six of the others, the rest when asked", () => {
    const moved = [one("a", "clear"), one("b", "likely"), ...many, one("few", null)]
    const read = reading(moved, false)
    expect(read.groups.flatMap((group) => group.rows)).toHaveLength(8)
    expect([read.folded, read.apart.length]).toEqual([3, 1])
    expect(reading(moved, true).groups.flatMap((group) => group.rows)).toHaveLength(11)
  })
  it("gives each unit an axis of its own", () => {
    const nps = one("n", "clear", { now: { ...number(40), unit: "nps" }, low: -4, high: 12 })
    expect(reading([one("a", "clear"), nps], false).groups.map((group) => [group.unit, group.span])).toEqual([
      ["share", 0.2],
      ["nps", 15],
    ])
  })
  it("is wide enough for what can be told; what tells nothing runs over the edge", () => {
    expect(span([one("a", "clear"), ...many])).toBeCloseTo(0.2)
    expect(span(many)).toBeCloseTo(1)
    expect(span([])).toBe(1)
    expect(place(0.1, 0.2)).toEqual({ at: 75, over: false })
    expect(place(-0.9, 0.2)).toEqual({ at: 0, over: true })
  })
  it("says how many would look clear by chance", () => {
    expect(comparedWords([one("a", "clear"), ...many, ...many])).toBe(
      "1 of 19 numbers moved clearly. Of so many, about one would look clear by chance alone.",
    )
    expect(comparedWords([one("a", "clear")])).toBe("1 of 1 numbers moved clearly.")
    expect(comparedWords([one("few", null)])).toContain("No number")
  })
})

describe("what people felt", () => {
  const step = (id: string, value: number | null, show = "full") =>
    ({
      id,
      felt:
        value === null
          ? null
          : { scale: "csat", number: { ...number(value, show), low: value - 1, high: value + 1 } },
    }) as StepView
  it("marks only what can be told, and leads dots through what too few people told", () => {
    const now = { steps: [step("a", 1), step("b", -1, "interval"), step("c", 0), step("d", null)] }
    const then = { steps: [step("a", 1), step("c", 1)] }
    const moved = [
      one("c/csat", "clear", { part: "feeling", wanted: false, change: -1 }),
      one("a/csat", "cannot tell", { part: "feeling" }),
    ]
    const drawn = felt(now, then, moved, [10, 20, 30, 40])
    expect(drawn.marks.map(({ x, below }) => ({ x, below }))).toEqual([{ x: 30, below: true }])
    expect(drawn.now).toEqual([[{ x: 10, y: 1 }], [{ x: 30, y: 0 }]])
    expect(drawn.faint.now).toEqual([
      [
        { x: 10, y: 1 },
        { x: 20, y: -1 },
        { x: 30, y: 0 },
      ],
    ])
    expect(drawn.whiskers).toEqual([{ x: 20, low: -2, high: 0 }])
  })
})

describe("days", () => {
  it("look at whole weeks that the data hold in full", () => {
    const map = { complete_through: "2026-09-30T23:59:00" } as MeasuredMap
    expect(nextPeriod(map)).toEqual({ start: "2026-09-02", end: "2026-09-29" })
    expect(nextPeriod(map, "weekly")).toEqual({ start: "2026-09-23", end: "2026-09-29" })
    expect(nextPeriod({ complete_through: null })).toBeNull()
  })
  it("name a review by its length", () => {
    const period = { start: "2026-09-02", end: "2026-09-29" }
    expect(cadenceOf(period)).toBe("monthly")
    expect(titleOf({ number: 3, period })).toBe("Monthly review 3")
    expect(titleOf({ number: 4, period: { start: "2026-09-02", end: "2026-09-03" } })).toBe("Review 4")
  })
  it("speak of what is late or soon due", () => {
    const view = (due: string | null, status: string, late_days: number | null = null) =>
      ({ late_days, action: { due, status } }) as ActionView
    const all = [
      view("2026-10-01", "running", 5),
      view("2026-11-01", "planned"),
      view("2026-11-01", "done"),
      view(null, "planned"),
      view("2027-01-01", "planned"),
    ]
    expect(dueActions(all, "2026-11-30")).toEqual(all.slice(0, 2))
  })
  it("read well", () => {
    expect(ageOf(412)).toBe("412 days old")
    expect(ageOf(null)).toBe("age not known")
    expect(decisionWords({ owner: "Noor", due: "2026-10-26" })).toBe("Noor, by 26 Oct")
    expect(decisionWords({ owner: null, due: null })).toBe("")
  })
})

describe("the saved sign", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it("says saved only when the newest words are written", async () => {
    const written: string[] = []
    const signs: Sign[] = []
    const saver = new Saver<string>(
      (value) => Promise.resolve(written.push(value)),
      (sign) => signs.push(sign),
    )
    saver.put("a")
    saver.put("ab")
    expect([saver.waiting, signs.at(-1)]).toEqual([true, "saving"])
    await vi.advanceTimersByTimeAsync(600)
    expect([written, signs.at(-1), saver.waiting]).toEqual([["ab"], "saved", false])
  })
  it("writes one after the other", async () => {
    const written: string[] = []
    let go = () => {}
    const saver = new Saver<string>(
      (value) =>
        new Promise<void>((done) => {
          written.push(value)
          go = done
        }),
      () => {},
    )
    saver.put("a", 0)
    await vi.advanceTimersByTimeAsync(1)
    saver.put("b", 0)
    await vi.advanceTimersByTimeAsync(1)
    expect(written).toEqual(["a"])
    go()
    await vi.advanceTimersByTimeAsync(1)
    expect(written).toEqual(["a", "b"])
  })
  it("keeps what could not be written, and tries again when asked", async () => {
    let online = false
    const written: string[] = []
    const signs: Sign[] = []
    const saver = new Saver<string>(
      (value) => (online ? Promise.resolve(written.push(value)) : Promise.reject(new Error("off"))),
      (sign) => signs.push(sign),
    )
    saver.put("a", 0)
    await vi.advanceTimersByTimeAsync(1)
    expect([signs.at(-1), saver.waiting]).toEqual(["failed", true])
    online = true
    await saver.flush()
    expect([written, signs.at(-1)]).toEqual([["a"], "saved"])
  })
})
