import { describe, expect, it } from "vitest"
import {
  ago,
  complete,
  countOf,
  counts,
  handle,
  inbox,
  means,
  moment,
  names,
  pieces,
  shown,
  suggestions,
  type Comment,
  type Thread,
} from "./talk"

const said = (number: number, author: string, text = "words", mentions: string[] = []): Comment => ({
  number,
  part: "steps",
  part_id: "visit",
  author,
  at: "2026-09-30T10:00:00",
  text,
  mentions,
})
const thread = (first: Comment, answers: Comment[] = [], settled = false): Thread => ({
  first,
  answers,
  resolved_by: settled ? "Ana" : null,
  resolved_at: settled ? "2026-09-30T11:00:00" : null,
})

describe("who is meant", () => {
  it("makes one word of a name, as the server reads mentions", () => {
    expect(handle("Ana Ruiz")).toBe("Ana.Ruiz")
    expect(handle("  Zoë O'Hara-Lee. ")).toBe("Zoë.O.Hara-Lee")
    expect(handle("Lu (guest)")).toBe("Lu")
  })
  it("knows a whole name and a first name", () => {
    expect(means("ana.ruiz", "Ana Ruiz")).toBe(true)
    expect(means("Ana", "Ana Ruiz")).toBe(true)
    expect(means("Ruiz", "Ana Ruiz")).toBe(false)
    expect(means("An", "Ana Ruiz")).toBe(false)
  })
})

describe("the inbox", () => {
  it("holds what calls me and what answers me, once a thread", () => {
    const threads = [
      thread(said(4, "Ben", "@Ana look", ["Ana"]), [said(5, "Ben", "@Ana?", ["Ana"])]),
      thread(said(1, "Ana Ruiz"), [said(6, "Ben")]),
      thread(said(7, "Ben")),
    ]
    expect(inbox(threads, "Ana Ruiz", 0)).toEqual([threads[0], threads[1]])
    expect(inbox(threads, "Ana Ruiz", 5)).toEqual([threads[1]])
    expect(inbox(threads, "Ana Ruiz", 6)).toEqual([])
  })
  it("leaves out what I said, and what was said before I came", () => {
    expect(inbox([thread(said(1, "Ben"), [said(2, "Ana"), said(3, "Ana")])], "Ana", 0)).toEqual([])
    expect(inbox([thread(said(1, "Ana", "@Ana", ["Ana"]))], "Ana", 0)).toEqual([])
  })
})

describe("what is shown", () => {
  const threads = [thread(said(3, "Ben", "@Ana", ["Ana"])), thread(said(1, "Ben"), [], true)]
  it("filters threads", () => {
    expect(shown(threads, "open", "Ana").map((one) => one.first.number)).toEqual([3])
    expect(shown(threads, "settled", "Ana").map((one) => one.first.number)).toEqual([1])
    expect(shown(threads, "mine", "Ana").map((one) => one.first.number)).toEqual([3])
    expect(shown(threads, "mine", "Ben")).toHaveLength(2)
  })
  it("counts the open threads of a part", () => {
    expect(countOf(counts(threads), { part: "steps", id: "visit" })).toBe(1)
    expect(countOf(counts(threads), { part: "cards", id: "visit" })).toBe(0)
  })
})

describe("mentions while typing", () => {
  const known = ["Ana Ruiz", "Ben Ode", "Anton (guest)"]
  it("suggests by the beginning of any word of a name", () => {
    expect(suggestions("Is it so, @an", 13, known)).toEqual(["Ana Ruiz", "Anton (guest)"])
    expect(suggestions("@od", 3, known)).toEqual(["Ben Ode"])
    expect(suggestions("@", 1, known)).toEqual(known)
  })
  it("suggests nothing in an address or after the word has ended", () => {
    expect(suggestions("mail@an", 7, known)).toBeNull()
    expect(suggestions("@Ana and", 8, known)).toBeNull()
  })
  it("puts the name in and goes on behind it", () => {
    expect(complete("Hi @an, so?", 6, "Ana Ruiz")).toEqual({ text: "Hi @Ana.Ruiz , so?", caret: 13 })
    expect(complete("@o", 2, "Ben Ode")).toEqual({ text: "@Ben.Ode ", caret: 9 })
  })
  it("shows a mention by its name and leaves markup as words", () => {
    const text = "<b>@Ana.Ruiz</b> see @Ana.Ruiz"
    expect(pieces({ text, mentions: ["Ana.Ruiz"] }, known)).toEqual([
      { words: "<b>", mention: false },
      { words: "@Ana Ruiz", mention: true },
      { words: "</b> see ", mention: false },
      { words: "@Ana Ruiz", mention: true },
    ])
  })
  it("knows who spoke, without oneself", () => {
    expect(names([thread(said(1, "Ben"), [said(2, "Ana")])], ["Zoë", "Ben", "You"], "Ana")).toEqual([
      "Ben",
      "Zoë",
    ])
  })
})

describe("times", () => {
  const now = new Date("2026-09-30T12:00:00Z")
  it("are told in words", () => {
    expect(ago(moment("2026-09-30T11:59:40"), now)).toBe("just now")
    expect(ago(moment("2026-09-30T11:59:00"), now)).toBe("1 minute ago")
    expect(ago(moment("2026-09-30T10:00:00"), now)).toBe("2 hours ago")
    expect(ago(moment("2026-09-29T10:00:00"), now)).toBe("yesterday")
    expect(ago(moment("2026-09-25T10:00:00"), now)).toBe("5 days ago")
    expect(ago(moment("2026-08-05T10:00:00Z"), now)).toBe("5 Aug")
    expect(ago(moment("2025-08-05T10:00:00"), now)).toBe("5 Aug 2025")
  })
})
