import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { Reader, recordsOf, textOf } from "./document"
import * as does from "./operations"
import { sample } from "./sample"

const read = (doc: Y.Doc) => new Reader(doc).read()
const order = (doc: Y.Doc) => read(doc).stages.map((one) => [one.id, ...one.steps.map((step) => step.id)])
const pains = (doc: Y.Doc, step: string) =>
  read(doc)
    .steps.find((one) => one.id === step)
    ?.cards.pain?.map((card) => card.id) ?? []

describe("stages and steps", () => {
  test("stand in their order, numbered through", () => {
    const doc = sample()
    expect(order(doc)).toEqual([
      ["look", "hears-of-it", "compares"],
      ["buy", "pays", "waits"],
    ])
    expect(read(doc).steps.map((step) => [step.number, step.stageAt])).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
      [4, 1],
    ])
  })
  test("take their id from the title, and never the same twice", () => {
    const doc = sample()
    expect(does.addStep(doc, "buy", "Pays", 0)).toBe("pays-2")
    expect(does.addStep(doc, "buy", "Look", 0)).toBe("look-2")
    expect(does.addStage(doc, "?!", 9, "…").stage).toBe("stage")
  })
  test("move within and across stages", () => {
    const doc = sample()
    does.moveStep(doc, "pays", "look", 1)
    does.moveStage(doc, "buy", 0)
    expect(order(doc)).toEqual([
      ["buy", "waits"],
      ["look", "hears-of-it", "pays", "compares"],
    ])
  })
  test("a step takes its cards with it when it is deleted, and is forgotten by others", () => {
    const doc = sample()
    does.setField(doc, "steps", "compares", "next", ["pays", "waits"])
    does.addEntry(doc, "objectives", "More", { moves: ["pays"] })
    does.deleteStep(doc, "pays")
    expect([...recordsOf(doc, "cards").keys()].filter((id) => id.startsWith("pays"))).toEqual([])
    expect(read(doc).steps.find((one) => one.id === "compares")?.step.next).toEqual(["waits"])
    expect(read(doc).objectives[0]?.moves).toBeUndefined()
  })
  test("a stage takes its steps with it", () => {
    const doc = sample()
    does.deleteStage(doc, "look")
    expect(order(doc)).toEqual([["buy", "pays", "waits"]])
    expect(recordsOf(doc, "cards").size).toBe(4)
  })
  test("a step is split: the named cards go to the new one beside it", () => {
    const doc = sample()
    does.setField(doc, "steps", "hears-of-it", "touchpoints", ["shop"])
    expect(does.splitStep(doc, "hears-of-it", "Visits", ["hears-of-it-2"])).toBe("visits")
    expect(order(doc)[0]).toEqual(["look", "hears-of-it", "visits", "compares"])
    expect(pains(doc, "hears-of-it")).toEqual(["hears-of-it-1"])
    expect(pains(doc, "visits")).toEqual(["hears-of-it-2"])
    expect(read(doc).steps[1]?.step.touchpoints).toEqual(["shop"])
  })
})

describe("cards", () => {
  test("move to a place in another cell", () => {
    const doc = sample()
    does.moveCard(doc, "pays-1", "waits", "pain", 1)
    expect(pains(doc, "waits")).toEqual(["waits-1", "pays-1", "waits-2"])
    does.moveCard(doc, "waits-2", "waits", "pain", 0)
    expect(pains(doc, "waits")).toEqual(["waits-2", "waits-1", "pays-1"])
    does.moveCard(doc, "waits-2", "waits", "gain", 0)
    expect(pains(doc, "waits")).toEqual(["waits-1", "pays-1"])
  })
  test("find their place between two that were put at the very same one", () => {
    const doc = sample()
    for (const id of ["waits-1", "waits-2"]) recordsOf(doc, "cards").get(id)?.set("order", "a5")
    does.addCard(doc, "waits", "pain", 1, "", "c-between")
    expect(pains(doc, "waits")).toEqual(["waits-1", "c-between", "waits-2"])
  })
  test("that answered a deleted pain answer nothing", () => {
    const doc = sample()
    does.addCard(doc, "pays", "opportunity", 0, "Do it", "c-1")
    does.setField(doc, "cards", "c-1", "answers", "pays-1")
    does.deleteCard(doc, "pays-1")
    expect(recordsOf(doc, "cards").get("c-1")?.get("answers")).toBeUndefined()
  })
})

describe("fields", () => {
  test("a belief is kept to a tenth and within its scale", () => {
    const doc = sample()
    const believed = () => read(doc).steps[0]?.step.believed
    does.setBelieved(doc, "hears-of-it", 0.5000001)
    expect(believed()).toBe(0.5)
    does.setBelieved(doc, "hears-of-it", 7)
    expect(believed()).toBe(2)
    does.setBelieved(doc, "hears-of-it", null)
    expect(believed()).toBeUndefined()
  })
  test("nothing is an absent field", () => {
    const doc = sample()
    does.setField(doc, "cards", "pays-1", "owner", "Ana")
    does.setField(doc, "cards", "pays-1", "owner", "")
    does.setField(doc, "cards", "pays-1", "tags", [])
    expect([...(recordsOf(doc, "cards").get("pays-1")?.keys() ?? [])].sort()).toEqual(
      ["detail", "lane", "order", "step", "text"].sort(),
    )
  })
  test("a touchpoint is found by its name, or added to the inventory", () => {
    const doc = sample()
    expect(does.meetAt(doc, "pays", " Web shop ")).toBe("web-shop")
    expect(does.meetAt(doc, "waits", "web SHOP")).toBe("web-shop")
    expect(read(doc).touchpoints).toHaveLength(1)
    does.deleteEntry(doc, "touchpoints", "web-shop")
    expect(read(doc).steps[2]?.step.touchpoints).toBeUndefined()
  })
  test("a card that rests on a note is no guess; without the note it rests on nothing", () => {
    const doc = sample()
    const note = does.addEntry(doc, "field_notes", "She sighed", { steps: ["pays", "waits"] })
    does.backCard(doc, "pays-1", [note])
    const card = () => read(doc).steps[2]?.cards.pain?.[0]
    expect([card()?.evidence, card()?.backed_by]).toEqual(["reported", [note]])
    does.deleteStep(doc, "waits")
    expect(read(doc).notes[0]?.steps).toEqual(["pays"])
    does.deleteEntry(doc, "field_notes", note)
    expect(card()?.backed_by).toBeUndefined()
  })
  test("a text that is missing is begun", () => {
    const doc = sample()
    does.setText(doc, "map", "", "title", "A map")
    expect(textOf(doc, "map", "", "title")?.toString()).toBe("A map")
  })
})

test("what nobody touched is the very same object", () => {
  const doc = sample()
  const reader = new Reader(doc)
  recordsOf(doc, "cards").observeDeep((events) => reader.changed(events))
  const before = reader.list("cards")
  does.setText(doc, "cards", "pays-1", "text", "new words")
  const after = reader.list("cards")
  const same = after.filter((card, i) => card === before[i])
  expect(same).toHaveLength(before.length - 1)
  expect(after.find((card) => card.id === "pays-1")?.text).toBe("new words")
})

test("a letter typed into a card leaves the other columns, lanes and stages the very same objects", () => {
  const doc = sample()
  const reader = new Reader(doc)
  for (const kind of ["cards", "steps"] as const)
    recordsOf(doc, kind).observeDeep((events) => reader.changed(events))
  const before = reader.read()
  expect(reader.read()).toBe(before)
  does.addCard(doc, "pays", "gain", 0, "quick", "quick")
  does.setText(doc, "cards", "pays-1", "text", "new words")
  const after = reader.read()
  expect(after.steps.map((step, i) => step === before.steps[i])).toEqual([true, true, false, true])
  expect(after.stages.map((stage, i) => stage === before.stages[i])).toEqual([true, false])
  const gains = after.steps[2]?.cards.gain
  does.setText(doc, "cards", "pays-1", "text", "other words")
  expect(reader.read().steps[2]?.cards.gain).toBe(gains)
  expect(reader.read().map).toBe(before.map)
})
