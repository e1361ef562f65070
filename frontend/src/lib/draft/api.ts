import { get, tell } from "../api"
import { me as somebody } from "../people/me.svelte"
import type { components } from "../schema"
import type { Lane, Number_, Tile } from "../types"
import type { Told } from "./compare"
import type { Match, MeasureRef } from "./shape"

/** What the server says about a draft, and what it can do with it. */

type Schemas = components["schemas"]
export type Change = Schemas["Change"]
export type Problem = Schemas["Remark"]
export type DraftStatus = Schemas["DraftCard"]
export type Version = Schemas["Version"]
export type Compared = Omit<Schemas["Compared"], "old" | "new"> & Record<"old" | "new", Side>
type Side = { words: string; records: Told }
export type OffMap = Schemas["OffMap"]
export type Proposals = Schemas["Proposals"]
export type Matched = Schemas["Caught"]

export interface MeasureChoice {
  name: string
  title: string
  question: string
  unit: Number_["unit"]
  /** Which way people wish it to move; null where more is only more. */
  better: "high" | "low" | null
  /** Whether it can be asked of each step apart. */
  stands_at_steps: boolean
  params: { properties?: Record<string, ParamSchema>; required?: string[] }
}

/** Everything the registry says of a measure. */
export interface MeasureEntry extends MeasureChoice {
  family: string
  /** Columns its rows have by themselves. */
  keys: string[]
  by: { units: string[]; periods: string[]; columns: boolean }
  /** Further columns of its answer, and what they mean. */
  more: Record<string, string>
  does_not_answer: string
  /** Where the reference describes it. */
  anchor: string
}

export interface ParamSchema {
  type?: string
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  minimum?: number
  maximum?: number
  anyOf?: { type?: string }[]
}

/** The measures come with the JSON Schema of their parameters. */
export type Vocabulary = Omit<Schemas["Vocabulary"], "measures"> & { measures: MeasureChoice[] }

export interface Job {
  id: string
  kind: string
  state: "running" | "done" | "failed"
  phase: string | null
  done: number
  total: number | null
  error: { code: string; message: string; remedy: string } | null
}

const me = () => somebody.known ?? ""
const draft = (map: string, rest = "") => `drafts/${encodeURIComponent(map)}${rest}`
const versions = (map: string) => `maps/${encodeURIComponent(map)}/versions`

export const fetchStatus = (map: string) => get<DraftStatus>(draft(map))
export const fetchVocabulary = (map: string) => get<Vocabulary>(draft(map, "/vocabulary"))
export const fetchMatches = (map: string, match: Match, step: string | null, signal?: AbortSignal) =>
  tell<Matched>(draft(map, "/matches"), { match, step }, "", signal)
/** What customers meet that is not on the draft. */
export const fetchOffMap = (map: string, signal?: AbortSignal) =>
  get<Proposals>(draft(map, "/off-map"), {}, signal)
/** The number of a measure at a step, as the map will show it. */
export const fetchNumber = (map: string, measure: MeasureRef, step: string) =>
  tell<Tile>(draft(map, "/number"), { measure, step })

export const publish = (map: string, name: string | null) =>
  tell<Schemas["Published"]>(draft(map, "/publish"), { name }, me())
/** Says that the draft is good exactly as it stands. */
export const approve = (map: string) => tell<DraftStatus>(draft(map, "/approve"), {}, me())
/** Takes what was changed in the map file, outside of the editor, into the draft. */
export const takeFile = (map: string) => tell<Schemas["Restored"]>(draft(map, "/take-file"), {}, me())
export const build = () => tell<Job>("build", {}, me())
export const fetchJob = (id: string) => get<Job>(`jobs/${encodeURIComponent(id)}`)

export const fetchVersions = (map: string) => get<Version[]>(versions(map))
export const keepVersion = (map: string, name: string) =>
  tell<Version>(draft(map, "/versions"), { name }, me())
export const compareVersion = (map: string, number: number, against: number | "draft") =>
  get<Change[]>(`${versions(map)}/${number}/changes`, { against })
/** Two states of a map: "published", "draft" or the number of a version. */
export const fetchCompared = (map: string, from: string, to: string, signal?: AbortSignal) =>
  get<Compared>(`maps/${encodeURIComponent(map)}/compare`, { from, to }, signal)
export const restoreVersion = (map: string, version: number, lane: Lane | null) =>
  tell<Schemas["Restored"]>(draft(map, "/restore"), { version, lane }, me())
