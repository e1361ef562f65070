import { describe, expect, it } from "vitest"
import type { ActionView, AxisView, BoardItem, MeasuredMap } from "../types"
import {
  actionsFor,
  answering,
  answers,
  dueWords,
  EMPTY,
  measuresOf,
  optionOf,
  progress,
  steadyOf,
} from "./actions"
import { apart, cut, dots, labels, NEAREST, scale, ticks, type Dot } from "./matrix"
import { groups, leftOut, markOn, readAxis, renamed, valueOn, writeAxis } from "./axes"
import { asked, formula, readWeights, writeWeights } from "./weights"
import { axisValue, headline, rankWords } from "./words"

const item = (card: string, more: Partial<BoardItem> = {}) =>
  ({
    card,
    lane: "pain",
    text: `Text of ${card}`,
    step: "pay",
    step_title: "Pays",
    owner: "Ana",
    answers: null,
    rank: 1,
    rank_low: 1,
    rank_high: 1,
    judged: [],
    numbers: {},
    values: { reach: 100, lost: 10, effort: 3 },
    ...more,
  }) as BoardItem
const action = (
  number: number,
  more: Partial<ActionView> = {},
  written: Partial<ActionView["action"]> = {},
) =>
  ({ number, late_days: null, ...more, action: { ...EMPTY, title: `A${number}`, ...written } }) as ActionView
const axis = (name: string, more: Partial<AxisView> = {}) =>
  ({
    name,
    title: name.toUpperCase(),
    judged: false,
    heavy: "high",
    weight: 1,
    usual: 1,
    measure: null,
    ...more,
  }) as AxisView

describe("weights", () => {
  it("survive the address, where equal ones are left out", () => {
    const usual = [axis("reach"), axis("lost"), axis("effort"), axis("gap", { usual: 0 })]
    expect(writeWeights({ reach: 2, lost: 1, effort: 0, gap: 0, nps: 1 }, usual)).toBe(
      "reach:2,effort:0,gap:0,nps:1",
    )
    expect(writeWeights({ reach: 1 }, usual)).toBeNull()
    expect(readWeights("reach:2,effort:0")).toEqual({ reach: 2, effort: 0 })
  })
  it("that cannot be read count as not said", () => {
    expect(readWeights("reach:lots,:3,lost:-1,effort:99,x")).toEqual({})
    expect(asked("reach:2,lost:nothing")).toEqual(["reach:2"])
  })
  it("are said in words, a cost turned round", () => {
    const all = [
      axis("reach", { title: "Customers reached", weight: 2 }),
      axis("lost", { title: "Lost" }),
      axis("effort", { title: "Effort", heavy: "low" }),
      axis("gap", { weight: 0 }),
    ]
    expect(formula(all)).toContain("2 × customers reached, lost and low effort:")
    expect(formula([axis("reach", { weight: 0 })])).toBe("Every weight is 0: nothing is compared.")
  })
})

describe("axes", () => {
  const name = "conversion;to=pay;where=channel%20%3D%20'web';last=90d;heavy=high"
  const measure = (id: string, at: boolean) =>
    ({ name: id, title: `The ${id}`, question: `How much ${id}?`, stands_at_steps: at }) as never

  it("are named by what they ask, in a text for the address", () => {
    const read = readAxis(name)
    expect(read.ref).toEqual({
      name: "conversion",
      params: { to: "pay" },
      where: "channel = 'web'",
      last: "90d",
    })
    expect(read.heavy).toBe("high")
    expect(writeAxis(read)).toBe(name)
    expect(readAxis("what_next;which=went on, Pays; 50%").which).toBe("went on, Pays")
    expect(writeAxis({ ...readAxis("nps"), which: "a, b" })).toBe("nps;which=a%2C%20b")
    expect(asked(`${name}:2`)).toEqual([`${name}:2`])
  })
  it("are offered with the plain ones first, and found by a few letters", () => {
    const plain = [axis("reach", { title: "Customers reached", note: "people" })]
    const all = groups(plain, [measure("reach", true), measure("nps", true), measure("money", false)], "")
    expect(all.map((one) => [one.title, one.options.map((option) => option.id)])).toEqual([
      ["On every map", ["reach"]],
      ["Measured at the step", ["nps"]],
      ["Of the customers who came to it", ["money"]],
    ])
    expect(groups(plain, [measure("nps", true)], "how NPS").map((one) => one.title)).toEqual([
      "Measured at the step",
    ])
  })
  it("asked otherwise keep their places", () => {
    const place = { across: "nps", up: "lost", weights: "reach:2,nps:3" }
    expect(renamed(place, "nps", "nps;last=90d")).toEqual({
      across: "nps;last=90d",
      up: "lost",
      weights: "reach:2,nps:3".replace("nps", "nps;last=90d"),
    })
  })
  it("say values in their unit, and where nothing was measured", () => {
    const share = axis("conversion", { title: "Share", measure: "conversion", unit: "share", usual: 0 })
    const number = { value: 0.314, n: 80, unit: "share", show: "full", low: 0.2, high: 0.4 }
    const some = item("fee", { values: { conversion: 0.314 }, numbers: { conversion: number as never } })
    const none = item("size", { values: { conversion: null } })
    expect([valueOn(some, share, "EUR"), valueOn(none, share, "EUR")]).toEqual([
      "31\u00a0%",
      "not measured here",
    ])
    expect(leftOut([some, none], [share])).toBe("Share at 1 of 2")
    expect(leftOut([some], [share])).toBeNull()
    expect(markOn(axis("m", { measure: "revenue", unit: "money" }), 20_000, "EUR")).toBe("€20k")
    expect(markOn(axis("t", { measure: "time", unit: "seconds" }), 172_800, "")).toBe("2\u00a0days")
  })
})

describe("the head of the board", () => {
  const items = [item("fee"), item("size", { rank: 2 }), item("fix", { lane: "opportunity" })]
  it("counts and names what weighs most", () => {
    expect(headline({ items, actions: [] })).toBe(
      "Two pains and one opportunity. **Text of fee** weighs most, at Pays. Nothing is being done about them yet.",
    )
    expect(headline({ items: [], actions: [] })).toContain("No pain")
  })
  it("says what is late, and counts nothing that is over", () => {
    const actions = [action(1, { late_days: 3 }), action(2), action(3, {}, { status: "done" })]
    expect(headline({ items, actions })).toMatch(/Two actions are open, \*\*one late\*\*\.$/)
    expect(headline({ items, actions: [action(2)] })).toMatch(/One action is open, none late\.$/)
    expect(headline({ items, actions: [action(3, {}, { status: "dropped" })] })).toMatch(
      /No action is open\.$/,
    )
  })
  it("reads ranks and values", () => {
    expect(rankWords({ rank_low: 2, rank_high: 3 })).toBe("2 to 3")
    expect(rankWords({ rank_low: 2, rank_high: 2 })).toBe("2")
    expect([axisValue(3021), axisValue(2.69), axisValue(null)]).toEqual(["3,021", "2.7", "not known"])
  })
})

describe("the picture", () => {
  const box = { left: 0, top: 0, right: 600, bottom: 400 }
  const dot = (x: number, y: number, text = "Short words"): Dot => ({
    item: item(text, { text }),
    x,
    y,
    r: 13,
  })

  it("has round numbers on its axes, and 1 to 5 where people judge", () => {
    expect(ticks(axis("a", { judged: true }), [2])).toEqual([1, 2, 3, 4, 5])
    expect(ticks(axis("a"), [459])).toEqual([0, 200, 400, 600])
    expect(ticks(axis("a"), [1])).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(ticks(axis("a"), [-40, 55])).toEqual([-50, -25, 0, 25, 50, 75])
    expect(ticks(axis("a", { unit: "seconds" }), [700_000])).toEqual([0, 216_000, 432_000, 648_000, 864_000])
    expect(ticks(axis("a"), []).length).toBeGreaterThan(1)
    const x = scale({ judged: true }, [1, 2, 3, 4, 5], 0, 100)
    expect([x(1), x(3), x(5)]).toEqual([10, 50, 90])
  })
  it("leaves out what is not known on an axis", () => {
    const items = [item("a"), item("b", { values: { reach: 9, lost: null } })]
    expect(dots(items, "lost", "reach", Number, Number).map((one) => one.item.card)).toEqual(["a"])
  })
  it("gives the largest reach the largest circle", () => {
    const items = [item("a"), item("b", { values: { reach: 25, lost: 90 } })]
    const [a, b] = dots(items, "lost", "reach", Number, Number)
    expect((a as Dot).r).toBeCloseTo(2 * (b as Dot).r)
  })
  it("moves dots apart when one stands upon another", () => {
    const placed = apart([dot(100, 50), dot(100, 50), dot(100, 52), dot(400, 50)])
    expect(placed[0]?.x).toBe(100)
    expect(placed[3]?.x).toBe(400)
    for (const [i, a] of placed.entries())
      for (const b of placed.slice(i + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(NEAREST - 1)
  })
  it("keeps dots that move apart within the picture, and near where they belong", () => {
    const given = [dot(590, 50), dot(595, 50), dot(600, 50), dot(600, 51)]
    const placed = apart(given, box)
    for (const [i, a] of placed.entries()) {
      expect(a.x).toBeLessThanOrEqual(600)
      expect(Math.hypot(a.x - (given[i] as Dot).x, a.y - (given[i] as Dot).y)).toBeLessThan(2 * NEAREST)
      for (const b of placed.slice(i + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(NEAREST - 1)
    }
  })
  it("never lets words run over words, diamonds or the edge", () => {
    const crowd = Array.from({ length: 12 }, (_, i) =>
      dot(300 + 27 * (i % 4), 200 + 30 * Math.floor(i / 4), "Some longer words"),
    )
    const placed = labels(crowd, box).filter((one) => one !== null)
    expect(placed.length).toBeGreaterThan(2)
    for (const [i, a] of placed.entries()) {
      expect(a.left).toBeGreaterThanOrEqual(0)
      expect(a.right).toBeLessThanOrEqual(600)
      for (const b of placed.slice(i + 1))
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false)
    }
  })
  it("writes words in full where there is room, on the other side near the edge", () => {
    const [a, b] = labels([dot(50, 50, "Say where it is before they ask us"), dot(590, 200)], box)
    expect(a?.text).toBe("Say where it is before they ask us")
    expect(b?.anchor).toBe("end")
    expect(cut("Say where it is before they ask", 18)).toBe("Say where it is…")
  })
})

describe("actions", () => {
  it("begin with what they answer", () => {
    const fix = item("fix", { lane: "opportunity", answers: "fee" })
    expect(answering(fix)).toMatchObject({
      title: "Text of fix",
      step: "pay",
      pain: "fee",
      opportunity: "fix",
    })
    expect(answering(item("fee"))).toMatchObject({ title: "", pain: "fee", opportunity: null, owner: "Ana" })
  })
  it("are found from the card, and the card from them", () => {
    const all = [action(1, {}, { pain: "fee" }), action(2, {}, { pain: "fee", status: "dropped" }), action(3)]
    expect(actionsFor("fee", all).map((one) => one.number)).toEqual([1])
    expect(
      answers({ ...EMPTY, pain: "fee", opportunity: "gone" }, [item("fee")]).map((one) => one.card),
    ).toEqual(["fee"])
  })
  it("say when they are due, how late they are and how far", () => {
    expect(dueWords(action(1, { late_days: 1 }))).toBe("1 day late")
    expect(dueWords(action(1, {}, { due: "2026-10-30" }))).toBe("30 Oct")
    expect(dueWords(action(1))).toBe("no day said")
    const checklist = [
      { text: "a", done: true },
      { text: "b", done: false },
    ]
    expect(progress({ checklist })).toEqual({ done: 1, all: 2 })
    expect(progress({ checklist: [] })).toBeNull()
  })
  it("choose among the measures of the map, each once", () => {
    const tile = { measure: "nps", params: {}, label: "NPS", number: { unit: "nps" } }
    const map = {
      objectives: [{ text: "NPS above 40", tile }],
      stages: [{ title: "Use", kpis: [tile, { ...tile, params: { to: "pay" } }] }],
      steps: [],
    } as unknown as MeasuredMap
    const options = measuresOf(map)
    expect(options.map((one) => one.label)).toEqual(["NPS above 40", "NPS (Use)"])
    expect(
      optionOf({ name: "nps", params: {}, label: "other words", where: null, last: null }, options)?.unit,
    ).toBe("nps")
    expect(optionOf(null, options)).toBeUndefined()
  })

  it("may be named as not to be moved where they say yes or no of each customer, but not the one that is", () => {
    const option = (name: string, params: Record<string, string>) => {
      const measure = { name, params, label: null, where: null, last: null }
      return { key: JSON.stringify([name, params, null, null]), label: name, unit: "share", measure } as const
    }
    const moved = option("conversion", { from: "pay" })
    const steady = option("conversion", { from: "size" })
    const others = [option("nps", {}), option("conversion", {}), option("repeat_within", {})]
    expect(steadyOf([moved, steady, ...others], moved.measure)).toEqual([steady])
  })
})
