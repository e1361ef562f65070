import { expect, test } from "vitest"
import { noteSource, notesAt, notesCount } from "./notes"
import type { FieldNote } from "./types"

const note = (id: string, on: string | null, steps: string[]): FieldNote => ({
  id,
  kind: "focus_group",
  text: id,
  source: "Madrid",
  on,
  persona: null,
  steps,
})

test("the notes of a step come newest first, those without a day last", () => {
  const notes = [
    note("a", null, ["pay"]),
    note("b", "2026-08-01", ["pay", "use"]),
    note("c", "2026-09-01", ["pay"]),
  ]
  expect(notesAt(notes, "pay").map((one) => one.id)).toEqual(["c", "b", "a"])
  expect(notesAt(notes, "use").map((one) => one.id)).toEqual(["b"])
})

test("a note says where it comes from, as far as it is known", () => {
  expect(noteSource(note("a", "2026-08-19", []))).toBe("Focus group · Madrid · 19 Aug 2026")
  expect(noteSource({ ...note("a", null, []), source: null })).toBe("Focus group")
  expect([notesCount(1), notesCount(3)]).toEqual(["1 note", "3 notes"])
})
