import { describe, expect, it } from "vitest"
import type { Change } from "./api"
import { beliefs, compared, laid, lanesIn, stopsIn, touched, type LaidStep, type Told } from "./compare"

const change = (kind: Change["kind"], part: string, id: string, more: Partial<Change> = {}): Change => ({
  kind,
  part,
  id,
  step: null,
  lane: null,
  words: "",
  field: null,
  was: null,
  now: null,
  ...more,
})

const OLD = {
  stages: { look: { title: "Look", order: "a0" }, buy: { title: "Buy", order: "a1" } },
  steps: {
    find: { title: "Find", stage: "look", order: "a0", believed: 1 },
    ask: { title: "Ask", stage: "look", order: "a1", believed: 0 },
    pay: { title: "Pay", stage: "buy", order: "a0", believed: -1 },
  },
  cards: {
    slow: { text: "Slow", step: "find", lane: "pain", order: "a0" },
    dear: { text: "Dear", step: "pay", lane: "pain", order: "a0" },
  },
} satisfies Told

describe("Two states laid over one another", () => {
  it("keep what is gone after what it used to follow", () => {
    const ids = (pairs: { id: string }[]) => pairs.map((one) => one.id).join("")
    const list = (text: string) => [...text].map((id) => ({ id }))
    expect(ids(laid(list("abcd"), list("ad")))).toBe("abcd")
    expect(ids(laid(list("abc"), list("cx")))).toBe("abcx")
    expect(ids(laid(list("abc"), list("cab")))).toBe("cab")
    expect(ids(laid(list("ab"), []))).toBe("ab")
  })

  it("show a removed step with its cards in its old stage, struck", () => {
    const now = { ...OLD, steps: { find: OLD.steps.find, pay: OLD.steps.pay } }
    const found = compared(OLD, now, [change("removed", "step", "ask")])
    expect(found.steps.map((step) => [step.id, step.sign])).toEqual([
      ["find", "same"],
      ["ask", "removed"],
      ["pay", "same"],
    ])
    expect(found.counts).toEqual({ added: 0, removed: 1, changed: 0, moved: 0 })
    expect(found.stops.map((stop) => stop.id)).toEqual(["ask"])
  })

  it("show a moved card in its new cell, and leave a trace in the old one", () => {
    const now = { ...OLD, cards: { ...OLD.cards, slow: { ...OLD.cards.slow, step: "pay", order: "a1" } } }
    const found = compared(OLD, now, [change("moved", "card", "slow", { was: "Find, pain" })])
    const [find, , pay] = found.steps
    expect(find?.cards.pain?.map((card) => [card.id, card.left])).toEqual([["slow", true]])
    expect(pay?.cards.pain?.map((card) => [card.id, card.sign, card.stops.length])).toEqual([
      ["dear", "same", 0],
      ["slow", "moved", 1],
    ])
    expect(found.steps.map(touched)).toEqual([true, false, true])
    expect(lanesIn(found.steps, true).map((lane) => lane.id)).toEqual(["pain"])
    expect(lanesIn(found.steps, false).map((lane) => lane.id)).toEqual(["emotion", "pain"])
  })

  it("put a moved step where it stands now, and every change at one place", () => {
    const now = { ...OLD, steps: { ...OLD.steps, ask: { ...OLD.steps.ask, stage: "buy", order: "a1" } } }
    const found = compared(OLD, now, [
      change("changed", "persona", "zoe"),
      change("moved", "step", "ask"),
      change("changed", "step", "pay", { field: "believed emotion", was: "−1", now: "+1" }),
    ])
    expect(found.steps.map((step) => step.id)).toEqual(["find", "pay", "ask"])
    expect(found.beside.map((stop) => stop.id)).toEqual(["zoe"])
    expect(found.stops.map((stop) => stop.at)).toEqual([0, 2, 1])
    const pay = found.steps[1] as LaidStep
    expect(stopsIn(pay, "emotion").length).toBe(1)
    expect(stopsIn(pay, null).length).toBe(0)
  })

  it("draw the old belief and the new one, each over the steps it had", () => {
    const now = {
      ...OLD,
      steps: { find: OLD.steps.find, pay: { ...OLD.steps.pay, believed: 2 } },
    }
    const found = compared(OLD, now, [])
    const lines = beliefs(found.steps, [1, 2, 3])
    expect(lines.was.runs).toEqual([
      [
        { x: 1, y: 1 },
        { x: 2, y: 0 },
        { x: 3, y: -1 },
      ],
    ])
    expect(lines.now.runs).toEqual([
      [
        { x: 1, y: 1 },
        { x: 3, y: 2 },
      ],
    ])
  })
})
