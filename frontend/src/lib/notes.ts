import { longDay } from "./dates"
import type { FieldNote, NoteKind } from "./types"

/** Field notes: what people heard and saw, in words. */

export const KIND_WORDS: Record<NoteKind, string> = {
  interview: "Interview",
  focus_group: "Focus group",
  recording: "Recording",
  observation: "Observation",
  support: "Support",
}

export const NOTE_KINDS = (Object.keys(KIND_WORDS) as NoteKind[]).map((id) => ({ id, label: KIND_WORDS[id] }))

/** "3 notes" */
export const notesCount = (many: number): string => `${many} ${many === 1 ? "note" : "notes"}`

/** Where a note comes from: "Interview · Rosa, Madrid · 19 Aug 2026". */
export const noteSource = (note: Pick<FieldNote, "kind" | "source" | "on">): string =>
  [KIND_WORDS[note.kind], note.source, note.on ? longDay(note.on) : null].filter(Boolean).join(" · ")

/** The notes that tell of a step, the newest first. */
export const notesAt = (notes: readonly FieldNote[], step: string): FieldNote[] =>
  notes.filter((note) => note.steps.includes(step)).sort((a, b) => (b.on ?? "").localeCompare(a.on ?? ""))
