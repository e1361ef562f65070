import { laneOf } from "../draft/lanes"
import type { DraftMap } from "../draft/shape"
import type { MeasuredMap } from "../types"
import type { Part } from "./talk"

/** Where a thread stands: what the part is called, under which step, in the colour of its stage. */
export interface Place extends Part {
  title: string
  over: string
  /** Place of the stage in the map. */
  stage: number
  step: string
}

export function placesOfMap(map: MeasuredMap): Place[] {
  const lanes = new Map(map.lanes.map((lane) => [lane.id, lane.title]))
  return map.steps.flatMap((step) => {
    const stage = map.stages.findIndex((one) => one.id === step.stage)
    const at = { stage, step: step.id }
    return [
      { part: "steps", id: step.id, title: step.title, over: `Step ${step.number}`, ...at },
      ...step.cards.map((card) => ({
        part: "cards",
        id: card.id,
        title: card.text,
        over: `${step.title} · ${lanes.get(card.lane) ?? card.lane}`,
        ...at,
      })),
    ]
  })
}

export const placesOfDraft = (draft: DraftMap): Place[] =>
  draft.steps.flatMap((placed) => {
    const at = { stage: placed.stageAt, step: placed.id }
    return [
      { part: "steps", id: placed.id, title: placed.step.title, over: `Step ${placed.number}`, ...at },
      ...Object.values(placed.cards)
        .flat()
        .map((card) => ({
          part: "cards",
          id: card.id,
          title: card.text,
          over: `${placed.step.title} · ${laneOf(card.lane).title}`,
          ...at,
        })),
    ]
  })
