import { get, tell } from "../api"
import type { Lane, Number_ } from "../types"
import { knownName } from "./me"
import type { Kind, Match } from "./shape"

/** What the server says about a draft, and what it can do with it. */

export interface Change {
  kind: "added" | "removed" | "changed" | "moved"
  part: "map" | "objective" | "persona" | "touchpoint" | "stage" | "step" | "card"
  id: string
  step: string | null
  lane: Lane | null
  words: string
}

export interface Problem {
  level: "error" | "advice"
  words: string
  remedy: string
  kind: Kind | "map" | null
  id: string | null
  field: string | null
}

export interface DraftStatus {
  map: string
  title: string
  published: boolean
  /** The map file was changed outside of the editor. */
  outside: boolean
  changes: Change[]
  problems: Problem[]
}

export interface Version {
  number: number
  at: string
  author: string
  name: string | null
  kind: "published" | "kept" | "outside"
  words: string[]
}

export interface MatchedRow {
  event: string
  channel: string | null
  touchpoint: string | null
  events: number
  customers: number
}

export interface Matched {
  events: number
  customers: number
  rows: MatchedRow[]
  overlaps: { step: string; title: string; events: number }[]
  unmatched: unknown[]
}

export interface MeasureChoice {
  name: string
  title: string
  unit: Number_["unit"]
  params: { properties?: Record<string, ParamSchema>; required?: string[] }
}

export interface ParamSchema {
  type?: string
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  anyOf?: { type?: string }[]
}

export interface Vocabulary {
  events: { name: string; events: number; customers: number }[]
  channels: string[]
  touchpoints: string[]
  segments: string[]
  measures: MeasureChoice[]
}

export interface Job {
  id: string
  kind: string
  state: "running" | "done" | "failed"
  phase: string | null
  done: number
  total: number | null
  error: { code: string; message: string; remedy: string } | null
}

const me = () => knownName() ?? ""
const draft = (map: string, rest = "") => `drafts/${encodeURIComponent(map)}${rest}`
const versions = (map: string) => `maps/${encodeURIComponent(map)}/versions`

export const fetchStatus = (map: string) => get<DraftStatus>(draft(map))
export const fetchVocabulary = (map: string) => get<Vocabulary>(draft(map, "/vocabulary"))
export const fetchMatches = (map: string, match: Match, step: string | null, signal?: AbortSignal) =>
  tell<Matched>(draft(map, "/matches"), { match, step }, "", signal)

export const publish = (map: string, name: string | null) =>
  tell<{ version: Version; problems: Problem[] }>(draft(map, "/publish"), { name }, me())
/** Takes what was changed in the map file, outside of the editor, into the draft. */
export const takeFile = (map: string) => tell<{ changes: number }>(draft(map, "/take-file"), {}, me())
export const build = () => tell<Job>("build", {}, me())
export const fetchJob = (id: string) => get<Job>(`jobs/${encodeURIComponent(id)}`)

export const fetchVersions = (map: string) => get<Version[]>(versions(map))
export const keepVersion = (map: string, name: string) =>
  tell<Version>(draft(map, "/versions"), { name }, me())
export const compareVersion = (map: string, number: number, against: number | "draft") =>
  get<Change[]>(`${versions(map)}/${number}/changes`, { against })
export const restoreVersion = (map: string, version: number, lane: Lane | null) =>
  tell<{ changes: number }>(draft(map, "/restore"), { version, lane }, me())
