import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { cardId, free, slug } from "./ids"
import { byOrder, place } from "./order"
import { numbers } from "./sample"
import { readCount, Tally } from "./saved"
import { difference, follow, without, write } from "./text"

describe("ids", () => {
  test("are plain words", () => {
    expect(slug("Crème brûlée!", "x")).toBe("creme-brulee")
    expect(slug("Größe & Maß", "x")).toBe("grosse-mass")
    expect(slug("比較", "step")).toBe("step")
    expect(slug("a".repeat(99), "x")).toMatch(/^a{56}$/)
  })
  test("are counted on where taken", () => {
    expect(free("pays", (name) => ["pays", "pays-2"].includes(name))).toBe("pays-3")
  })
  test("of cards are short and random", () => {
    expect(cardId(numbers(3))).toMatch(/^c-[0-9a-z]{8}$/)
  })
})

test("a record finds any place among its siblings, ties or not", () => {
  const random = numbers(7)
  let list: { id: string; order: string }[] = []
  for (let i = 0; i < 300; i++) {
    const id = `r${String(Math.floor(random() * 1e6)).padStart(6, "0")}`
    const index = Math.floor(random() * (list.length + 1))
    const others = list.filter((one) => one.id !== id).sort(byOrder)
    const wanted = others.map((one) => one.id)
    wanted.splice(index, 0, id)
    const keys = place(others, id, index)
    list = [...others, { id, order: "" }].map((one) => ({ ...one, order: keys[one.id] ?? one.order }))
    expect(list.sort(byOrder).map((one) => one.id)).toEqual(wanted)
    // somebody else puts a record at the very same place now and then
    const twin = list[Math.floor(random() * list.length)]
    if (twin && random() < 0.2) list.push({ id: `${twin.id}x${i}`, order: twin.order })
  }
})

describe("text", () => {
  test("only what changed is written", () => {
    expect(difference("a long word", "a wrong word")).toEqual({ at: 2, removed: 1, added: "wr" })
    expect(difference("aa", "aaa")).toEqual({ at: 2, removed: 0, added: "a" })
    expect(difference("same", "same")).toBeNull()
    expect(difference("x😀y", "x😁y")).toEqual({ at: 1, removed: 2, added: "😁" })
  })
  test("any text becomes any other", () => {
    const random = numbers(5)
    const text = new Y.Doc().getText("t")
    const letters = [..."ab😀c😁"]
    for (let i = 0; i < 300; i++) {
      const length = Math.floor(random() * 8)
      const next = Array.from({ length }, () => letters[Math.floor(random() * 5)] ?? "").join("")
      write(text, next)
      expect(text.toString()).toBe(next)
    }
  })
  test("a caret stays beside its letters", () => {
    expect(follow(5, { at: 0, removed: 0, added: "ab" })).toBe(7)
    expect(follow(5, { at: 5, removed: 0, added: "ab" })).toBe(5)
    expect(follow(5, { at: 8, removed: 2, added: "" })).toBe(5)
    expect(follow(5, { at: 3, removed: 4, added: "x" })).toBe(4)
  })
})

describe("the sign of what is saved", () => {
  const sync = (kind: number) => Uint8Array.of(0, kind, 1, 2)
  test("counts answers and updates, and nothing else", () => {
    const tally = new Tally()
    tally.opened()
    for (const kind of [0, 1, 2]) tally.sent(sync(kind))
    tally.sent(Uint8Array.of(1, 2, 0))
    expect(tally.sign).toBe("saving")
    tally.saved(1)
    expect(tally.sign).toBe("saving")
    tally.saved(2)
    expect(tally.sign).toBe("saved")
    tally.sent(sync(2))
    expect(tally.sign).toBe("saving")
  })
  test("a new socket counts anew, a closed one is told", () => {
    const tally = new Tally()
    tally.keeps = true
    tally.opened()
    tally.sent(sync(2))
    tally.closed()
    expect(tally.sign).toBe("offline")
    tally.keeps = false
    expect(tally.sign).toBe("failed")
    tally.opened()
    expect(tally.sign).toBe("saved")
    tally.failed = true
    expect(tally.sign).toBe("failed")
  })
  test("numbers of more than one byte", () => {
    expect(readCount(Uint8Array.of(100, 5), 1)).toBe(5)
    expect(readCount(Uint8Array.of(100, 0xac, 0x02), 1)).toBe(300)
  })
})

test("what says nothing is left out, and nothing at all is null", () => {
  expect(without({ events: ["a"], about: null, within: "" })).toEqual({ events: ["a"] })
  expect(without({ events: [], about: undefined })).toBeNull()
})
