import { count } from "../numbers"
import type { Job } from "../types"

/** The parts of bringing data, in their order, and the phases of a job that belong to each. */
export const PARTS = [
  { id: "import", title: "Read and check the rows" },
  { id: "build", title: "Work out who is who, and their journeys" },
  { id: "draft", title: "Draft the first map" },
] as const
export type PartId = (typeof PARTS)[number]["id"]

const IMPORTING = new Set(["start", "read", "check", "write"])
const WORDS: Record<string, string> = {
  start: "Getting ready",
  sample: "Making up customers and what they do",
  read: "Reading rows",
  check: "Looking for what is known already",
  write: "Storing",
  identities: "Finding out who is who",
  journeys: "Sorting each person’s events",
  steps: "Matching events to the steps of the map",
  draft: "Drafting the map from the events",
  "complete through": "Looking how far the data reach",
  "unlinked feedback": "Keeping what nobody signed",
  publish: "Finishing",
}

/** The part a phase belongs to; after drafting, what is built belongs to the map. */
export function partOf(phase: string, before: PartId): PartId {
  if (phase === "draft" || before === "draft") return "draft"
  return IMPORTING.has(phase) && before !== "build" ? "import" : "build"
}

export const phaseWords = (phase: string) =>
  WORDS[phase] ?? (phase.startsWith("commit") ? "Storing" : phase.charAt(0).toUpperCase() + phase.slice(1))

/** How much of the phase is done, from 0 to 1; null where nobody knows. */
export const share = (job: Job) => (job.total ? Math.min(1, job.done / job.total) : null)

/** "1,200 of 4,000 rows, about 2 min left" */
export function progressWords(job: Job): string {
  const rows = job.total ? `${count(job.done)} of ${count(job.total)}` : job.done ? count(job.done) : ""
  const left = job.seconds_left === null ? "" : leftWords(job.seconds_left)
  return [rows, left].filter(Boolean).join(", ")
}

function leftWords(seconds: number): string {
  if (seconds < 5) return "nearly there"
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} s left`
  if (seconds < 3300) return `about ${Math.round(seconds / 60)} min left`
  return `about ${Math.round(seconds / 3600)} h left`
}

/** 1536000 -> "1.5 MB" */
export function bytes(size: number): string {
  const units = ["bytes", "kB", "MB", "GB"]
  let at = 0
  let rest = size
  while (rest >= 1000 && at < 3) {
    rest /= 1000
    at += 1
  }
  return `${at > 0 && rest < 10 ? Number(rest.toFixed(1)) : Math.round(rest)} ${units[at]}`
}
