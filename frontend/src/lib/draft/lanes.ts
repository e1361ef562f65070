import type { Lane } from "../types"
import type { LanePreset } from "../url"

/** The rows of the map that people edit, from top to bottom as everywhere. */

export interface EditLane {
  id: Lane
  title: string
  /** What one card in it is called. */
  one: string
  /** What an empty cell invites to write. */
  invites: string
}

export const LANES: readonly EditLane[] = [
  { id: "goal", title: "Goals", one: "goal", invites: "What they want here" },
  { id: "motivation", title: "Motivation", one: "motivation", invites: "Why they want it" },
  { id: "action", title: "What they do", one: "action of the customer", invites: "What they do here" },
  { id: "touchpoint", title: "Touchpoints", one: "touchpoint", invites: "Where they meet us" },
  { id: "thought", title: "In their words", one: "quote", invites: "What customers think here" },
  { id: "emotion", title: "Emotion", one: "feeling", invites: "How you believe they feel" },
  { id: "pain", title: "Pain points", one: "pain point", invites: "What costs time, heart or money" },
  { id: "gain", title: "What delights", one: "delight", invites: "What goes better than expected" },
  { id: "measure", title: "Measures", one: "measure", invites: "What to watch here" },
  { id: "opportunity", title: "Opportunities", one: "opportunity", invites: "What could be done" },
  { id: "action_item", title: "Actions", one: "action", invites: "What is being done, and by whom" },
  {
    id: "front_stage",
    title: "Front-stage",
    one: "front-stage card",
    invites: "What customers see of our work",
  },
  {
    id: "back_stage",
    title: "Back-stage",
    one: "back-stage card",
    invites: "What happens out of their sight",
  },
  { id: "support", title: "Support", one: "support card", invites: "What the work rests on" },
  { id: "image", title: "Images", one: "image", invites: "Drop a picture, or say what it would show" },
  { id: "risk", title: "Risks", one: "risk", invites: "What could go wrong" },
]

const SHOWN: Record<Exclude<LanePreset, "all">, readonly Lane[]> = {
  story: ["touchpoint", "thought", "emotion", "pain", "gain", "measure", "opportunity", "action_item"],
  data: ["touchpoint", "emotion", "measure"],
}

export const lanesOf = (preset: LanePreset): readonly EditLane[] =>
  preset === "all" ? LANES : LANES.filter((lane) => SHOWN[preset].includes(lane.id))

export const laneOf = (id: Lane): EditLane => LANES.find((lane) => lane.id === id) as EditLane

/** Lanes that hold cards; touchpoints and the curve are fields of the step. */
export const holdsCards = (lane: Lane): boolean => lane !== "touchpoint" && lane !== "emotion"
