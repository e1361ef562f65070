import type { Lane, NoteKind } from "../types"

/** The draft of a map as plain data, for drawing. What is left out has its default; the server knows what each means. */

export const KINDS = [
  "objectives",
  "personas",
  "touchpoints",
  "field_notes",
  "stages",
  "steps",
  "cards",
] as const
export type Kind = (typeof KINDS)[number]

/** The kind of records that a change's part belongs to. */
export const kindOf = (part: string): Kind | null =>
  KINDS.find((kind) => kind === part || kind === `${part}s`) ?? null

export const EVIDENCE = ["assumed", "reported", "measured"] as const
export type Evidence = (typeof EVIDENCE)[number]

export interface MeasureRef {
  name: string
  params?: Record<string, unknown>
  label?: string | null
  /** Only what meets this condition. */
  where?: string | null
  /** Only the last so long, such as 90d. */
  last?: string | null
}

export interface Match {
  event?: string[]
  touchpoint?: string[]
  channel?: string[]
  where?: string | null
}

export interface Kpi {
  measure: MeasureRef
  target?: number | null
  direction?: "up" | "down"
}

export interface Quote {
  text: string
  source?: string | null
  on?: string | null
}

/** Which answers tell how a step felt. */
export interface MeasuredFeeling {
  events?: string[]
  about?: string
  within?: string
}

export interface MapFields {
  title: string
  summary: string
  owner?: string | null
  kind?: string
}

interface Entry {
  id: string
  order: string
}

export interface ObjectiveDraft extends Entry {
  text: string
  measure?: MeasureRef
  baseline?: number | null
  target?: number | null
  direction?: "up" | "down"
  due?: string | null
  term?: string | null
  moves?: string[]
}

export interface PersonaDraft extends Entry {
  name: string
  about: string
  goal: string
  age?: number | null
  motivations?: string[]
  behaviours?: string[]
  challenges?: string[]
  demographics?: Record<string, string>
  quotes?: Quote[]
  picture?: string | null
  refresh_every?: string
  segment?: string | null
  image?: string | null
  evidence?: Evidence
  source?: string | null
  on?: string | null
}

export interface TouchpointDraft extends Entry {
  name: string
  channel?: string | null
  channels?: string[]
  evidence?: Evidence
}

export interface FieldNoteDraft extends Entry {
  text: string
  kind?: NoteKind
  source?: string | null
  on?: string | null
  persona?: string | null
  steps?: string[]
}

export interface CardDraft extends Entry {
  step: string
  lane: Lane
  text: string
  detail: string
  evidence?: Evidence
  source?: string | null
  n?: number | null
  on?: string | null
  owner?: string | null
  due?: string | null
  status?: string | null
  answers?: string | null
  image?: string | null
  backed_by?: string[]
  measure?: MeasureRef | null
  tags?: string[]
  map?: string | null
}

export interface StepDraft extends Entry {
  stage: string
  title: string
  touchpoints?: string[]
  match?: Match | null
  next?: string[]
  within?: string
  channel?: string[]
  optional?: boolean
  repeats?: boolean
  believed?: number | null
  measured?: MeasuredFeeling
  [voice: `believed_for:${string}`]: number | null | undefined
  moment_of_truth?: boolean
  evidence?: Evidence
}

export interface StageDraft extends Entry {
  title: string
  kpis?: Kpi[]
}

export interface Records {
  objectives: ObjectiveDraft
  personas: PersonaDraft
  touchpoints: TouchpointDraft
  field_notes: FieldNoteDraft
  stages: StageDraft
  steps: StepDraft
  cards: CardDraft
}

/** A step where it is drawn: its number, its stage, and its cards by lane. */
export interface PlacedStep {
  id: string
  number: number
  stage: StageDraft
  /** Place of the stage in the map, which gives the colour. */
  stageAt: number
  /** Whether its stage begins and ends with it. */
  first: boolean
  last: boolean
  step: StepDraft
  cards: Partial<Record<Lane, CardDraft[]>>
}

export interface PlacedStage {
  id: string
  stage: StageDraft
  at: number
  steps: PlacedStep[]
}

export interface DraftMap {
  map: MapFields
  objectives: ObjectiveDraft[]
  personas: PersonaDraft[]
  touchpoints: TouchpointDraft[]
  notes: FieldNoteDraft[]
  stages: PlacedStage[]
  /** All steps in the order of the journey. */
  steps: PlacedStep[]
}

/** Texts that people write together, letter by letter; all other fields are set as a whole. */
export const TEXTS: Record<Kind | "map", readonly string[]> = {
  map: ["title", "summary"],
  objectives: ["text"],
  personas: ["name", "about", "goal"],
  touchpoints: ["name"],
  field_notes: ["text"],
  stages: ["title"],
  steps: ["title"],
  cards: ["text", "detail"],
}

/** The field of a step that holds what is believed for a persona; for everyone, of none. */
export const beliefField = (persona: string): "believed" | `believed_for:${string}` =>
  persona ? `believed_for:${persona}` : "believed"

/** The lists beside the grid, whose entries are added and deleted one by one. */
export type ListKind = "personas" | "objectives" | "touchpoints" | "field_notes"

/** The text that names a record. */
export const NAME: Record<Kind, string> = {
  objectives: "text",
  personas: "name",
  touchpoints: "name",
  field_notes: "text",
  stages: "title",
  steps: "title",
  cards: "text",
}
