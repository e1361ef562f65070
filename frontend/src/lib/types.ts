import type { components } from "./schema"

type Schemas = components["schemas"]

export type MeasuredMap = Schemas["MeasuredMap"]
export type StageView = Schemas["StageView"]
export type StepView = Schemas["StepView"]
export type CardView = Schemas["CardView"]
export type LaneView = Schemas["LaneView"]
export type Lane = Schemas["Lane"]
export type Tile = Schemas["Tile"]
export type Number_ = Schemas["Number"]
export type Outcome = Schemas["Outcome"]
export type OutcomeKind = Schemas["Next"]["kind"]
export type ObjectiveView = Schemas["ObjectiveView"]
export type PersonaView = Schemas["PersonaView"]
export type SegmentView = Schemas["SegmentView"]
export type TouchpointView = Schemas["TouchpointView"]
export type Point = Schemas["Point"]

export interface Workspace {
  name: string
  synthetic: boolean
  currency: string
  timezone: string
  data_version: string | null
  maps: { id: string; title: string }[]
  segments: SegmentView[]
  events: number
  customers: number
}

export interface CustomerRow {
  customer: string
  entered: string
  outcome: OutcomeKind
  next_title: string | null
  orders: number | null
  revenue: number | null
  events: number
}

export interface TimelineEvent {
  time: string
  title: string
  event: string
  step: string | null
  channel: string | null
  actor: string | null
  kind: string | null
  text: string | null
  score: number | null
  scale: string | null
  revenue: number | null
  gap_days: number | null
}

export interface Timeline {
  customer: string
  events: TimelineEvent[]
  total: number
}
