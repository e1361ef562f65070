import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { Reader, recordsOf } from "./document"
import * as does from "./operations"
import { meet, numbers, sample, Someone } from "./sample"
import type { Kind } from "./shape"

/** Random work of two people who hear of each other now and then. */

const LANES = ["pain", "gain", "thought"] as const
type Random = () => number
const pick = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)]
const ids = (doc: Y.Doc, kind: Kind) => [...recordsOf(doc, kind).keys()].sort()
const snapshot = (doc: Y.Doc) => new Reader(doc).read()
const everything = (doc: Y.Doc) => does.scopes(doc).map((top) => top.toJSON())

function act(one: Someone, random: Random, only?: "harmless"): void {
  const { doc } = one
  const [stage, step, card] = [
    pick(random, ids(doc, "stages")),
    pick(random, ids(doc, "steps")),
    pick(random, ids(doc, "cards")),
  ]
  const index = Math.floor(random() * 4)
  const lane = pick(random, LANES) ?? "pain"
  const acts: (() => unknown)[] = [
    () => card && step && does.moveCard(doc, card, step, lane, index),
    () => card && does.setText(doc, "cards", card, "text", `words ${Math.floor(random() * 99)}`),
    () => step && stage && does.moveStep(doc, step, stage, index),
    () => stage && does.moveStage(doc, stage, index),
    () => step && does.setBelieved(doc, step, random() * 4 - 2),
    () => step && does.addCard(doc, step, lane, index, "new", `c-${Math.floor(random() * 1e9).toString(36)}`),
    () => step && does.meetAt(doc, step, pick(random, ["Shop", "Mail", "Call"]) ?? "Shop"),
    () => card && does.setField(doc, "cards", card, "owner", pick(random, ["Ana", "Bo", null])),
  ]
  if (only !== "harmless") {
    acts.push(
      () => card && does.deleteCard(doc, card),
      () => step && ids(doc, "steps").length > 2 && does.deleteStep(doc, step),
      () => stage && ids(doc, "stages").length > 1 && does.deleteStage(doc, stage),
      () => stage && does.addStep(doc, stage, `Step ${Math.floor(random() * 9)}`, index),
      () => step && does.splitStep(doc, step, "Other half", card ? [card] : []),
    )
  }
  one.editing.edit(`!${random()}`, () => pick(random, acts)?.())
}

describe("two people", () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))("see the same in the end (%i)", (seed) => {
    const random = numbers(seed)
    const start = sample()
    const [a, b] = [new Someone(start), new Someone(start)]
    for (let i = 0; i < 60; i++) {
      const dice = random()
      const one = random() < 0.5 ? a : b
      if (dice < 0.12) meet(a, b)
      else if (dice < 0.2) one.editing.undo()
      else if (dice < 0.24) one.editing.redo()
      else act(one, random)
    }
    meet(a, b)
    expect(everything(a.doc)).toEqual(everything(b.doc))
    expect(snapshot(a.doc)).toEqual(snapshot(b.doc))
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("lose no card by moves, however they cross (%i)", (seed) => {
    const random = numbers(seed)
    const start = sample()
    const [a, b] = [new Someone(start), new Someone(start)]
    for (let i = 0; i < 80; i++) {
      act(random() < 0.5 ? a : b, random, "harmless")
      if (random() < 0.1) meet(a, b)
    }
    meet(a, b)
    const drawn = new Reader(a.doc).read().steps.flatMap((step) => Object.values(step.cards).flat())
    expect(drawn.map((card) => card.id).sort()).toEqual(ids(a.doc, "cards"))
    expect(ids(a.doc, "cards")).toEqual(expect.arrayContaining(ids(start, "cards")))
  })

  test.each([11, 12, 13, 14, 15, 16])("take back all their own work, and nothing else (%i)", (seed) => {
    const random = numbers(seed)
    const start = sample()
    const [a, b] = [new Someone(start), new Someone(start)]
    const mine = ids(start, "cards").filter((id) => id < "pays")
    for (let i = 0; i < 30; i++) {
      const own = pick(random, mine) ?? ""
      const other =
        pick(
          random,
          ids(start, "cards").filter((id) => id >= "pays"),
        ) ?? ""
      a.editing.edit(`!${i}`, () =>
        does.moveCard(a.doc, own, pick(random, ["pays", "waits"]) ?? "", "gain", 0),
      )
      b.editing.edit(`!${i}`, () => does.setText(b.doc, "cards", other, "text", `b says ${i}`))
      if (random() < 0.3) meet(a, b)
    }
    meet(a, b)
    const others = (doc: Y.Doc) => new Reader(doc).list("cards").filter((card) => !mine.includes(card.id))
    const said = others(a.doc)
    while (a.editing.canUndo) a.editing.undo()
    meet(a, b)
    expect(others(b.doc)).toEqual(said)
    const now = new Reader(b.doc).list("cards").filter((card) => mine.includes(card.id))
    const before = new Reader(start).list("cards").filter((card) => mine.includes(card.id))
    expect(now).toEqual(before)
  })
})

describe("undo", () => {
  test("typing in one field is one step, another field the next", () => {
    const one = new Someone(sample())
    const say = (id: string, text: string) =>
      one.editing.edit(`text ${id}`, () => does.setText(one.doc, "cards", id, "text", text))
    for (const text of ["p", "pa", "pai", "pain"]) say("pays-1", text)
    for (const text of ["x", "xy"]) say("pays-2", text)
    const texts = () =>
      ["pays-1", "pays-2"].map((id) => recordsOf(one.doc, "cards").get(id)?.get("text")?.toString())
    expect(texts()).toEqual(["pain", "xy"])
    one.editing.undo()
    expect(texts()).toEqual(["pain", "pays 2"])
    one.editing.undo()
    expect(texts()).toEqual(["pays 1", "pays 2"])
    one.editing.redo()
    expect(texts()).toEqual(["pain", "pays 2"])
  })
  test("a deleted stage comes back with its steps and cards", () => {
    const one = new Someone(sample())
    const before = snapshot(one.doc)
    one.editing.edit("!delete", () => does.deleteStage(one.doc, "look"))
    one.editing.undo()
    expect(snapshot(one.doc)).toEqual(before)
  })
})
