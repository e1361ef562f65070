import type { Lane, LaneView, MeasuredMap, StepView } from "./types"
import type { LanePreset } from "./url"

/** A row of the drawn map: a lane of the document, or what the data say about each step. */
export interface Row {
  id: Lane | "outcome" | "time" | "channel"
  title: string
  note: string | null
}

export interface Rows {
  shown: Row[]
  folded: Row[]
}

const MEASURED: Row[] = [
  { id: "outcome", title: "Went on", note: "of those whose time is over" },
  { id: "time", title: "Time to next", note: "median, and the middle half" },
  { id: "channel", title: "Channels seen", note: "people, in the data" },
]

const DATA_LANES = new Set<Lane>(["emotion", "measure"])

/** The story leads to the curve at first sight; what stands before it in the document waits folded. */
const PREFACE = new Set<Lane>(["goal", "motivation", "action"])

/** The lanes that the story folds: the document's own choice, and what would push the curve out of sight. */
export const foldable = (map: Pick<MeasuredMap, "lanes" | "steps">): LaneView[] =>
  map.lanes.filter((lane) => (lane.folded || PREFACE.has(lane.id)) && holds(map.steps, lane.id))

/** Whether a lane says anything at all on this map. */
export function holds(steps: readonly StepView[], lane: Row["id"]): boolean {
  switch (lane) {
    case "emotion":
      return true
    case "touchpoint":
      return steps.some((step) => step.touchpoints.length > 0)
    case "measure":
      return steps.some((step) => step.tiles.length > 0 || step.cards.some((card) => card.lane === "measure"))
    case "outcome":
      return steps.some((step) => step.outcome !== null)
    case "time":
      return steps.some((step) => step.time_to_next !== null)
    case "channel":
      return steps.some((step) => step.channels.some((channel) => (channel.people ?? 0) > 0))
    default:
      return steps.some((step) => step.cards.some((card) => card.lane === lane))
  }
}

/** The rows in the document's order for a preset. */
export function rows(
  map: Pick<MeasuredMap, "lanes" | "steps">,
  preset: LanePreset,
  unfolded: ReadonlySet<string>,
): Rows {
  const lanes = map.lanes.filter((lane) => holds(map.steps, lane.id))
  const extra = MEASURED.filter((row) => holds(map.steps, row.id))
  const afterCurve = (list: Row[]) => {
    const at = list.findIndex((row) => row.id === "emotion") + 1
    return at ? [...list.slice(0, at), ...extra, ...list.slice(at)] : [...list, ...extra]
  }
  const plain = lanes.map(({ id, title, note }): Row => ({ id, title, note }))
  if (preset === "all") return { shown: afterCurve(plain), folded: [] }
  if (preset === "data")
    return { shown: afterCurve(plain.filter((row) => DATA_LANES.has(row.id as Lane))), folded: [] }
  const hidden = new Set(foldable(map).flatMap((lane) => (unfolded.has(lane.id) ? [] : lane.id)))
  return {
    shown: plain.filter((row) => !hidden.has(row.id as Lane)),
    folded: plain.filter((row) => hidden.has(row.id as Lane)),
  }
}
