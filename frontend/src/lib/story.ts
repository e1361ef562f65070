import { answers } from "./board/actions"
import { isOver } from "./board/words"
import type { ActionView, Board, BoardItem, MeasuredMap, StageView, StepView } from "./types"

/** The map as a story: a slide for each stage, and a last one with what is being done. */

export interface StageSlide {
  kind: "stage"
  title: string
  stage: StageView
  steps: StepView[]
  pain: BoardItem | null
  opportunity: BoardItem | null
}
export interface ActionSlide {
  kind: "actions"
  title: string
  actions: ActionView[]
}
export type Slide = StageSlide | ActionSlide

const TOP = 3

export function slides(map: MeasuredMap, board: Pick<Board, "items" | "actions"> | null): Slide[] {
  const stages = map.stages.map((stage): StageSlide => {
    const here = (board?.items ?? []).filter((item) => stage.steps.includes(item.step))
    const best = (lane: string) =>
      here.filter((item) => item.lane === lane).toSorted((a, b) => a.rank - b.rank)[0] ?? null
    return {
      kind: "stage",
      title: stage.title,
      stage,
      steps: map.steps.filter((step) => stage.steps.includes(step.id)),
      pain: best("pain"),
      opportunity: best("opportunity"),
    }
  })
  return [...stages, { kind: "actions", title: "What we do now", actions: board ? topActions(board) : [] }]
}

const order = ({ action, late_days }: ActionView) =>
  late_days !== null ? 0 : ["running", "planned", "proposed"].indexOf(action.status) + 1

/** The first three that are not over: late before running before planned, then by the rank of what they answer. */
export function topActions({ items, actions }: Pick<Board, "items" | "actions">): ActionView[] {
  const rank = ({ action }: ActionView) =>
    Math.min(Infinity, ...answers(action, items).map((item) => item.rank))
  return actions
    .filter((view) => !isOver(view))
    .toSorted((a, b) => order(a) - order(b) || (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
    .slice(0, TOP)
}

/** Where a key leads from a slide; null when the key means nothing here. */
export function turn(key: string, at: number, many: number): number | null {
  const to = {
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    PageDown: at + 1,
    " ": at + 1,
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    PageUp: at - 1,
    Home: 0,
    End: many - 1,
  }[key]
  return to === undefined ? null : Math.max(0, Math.min(many - 1, to))
}

export interface Camera {
  /** How wide a step is drawn. */
  step: number
  /** Pixels that the whole curve is moved to the left. */
  left: number
}

const NARROWEST = 120
const WIDEST = 300

/** Looks at the steps from `first` to `last` (without the last); over the whole curve where there is none. */
export function camera(wide: number, many: number, longest: number, first: number, last: number): Camera {
  const step = Math.max(NARROWEST, Math.min(WIDEST, wide / (longest + 1)))
  const middle = (step * (first + last)) / 2
  const most = Math.max(0, step * many - wide)
  // a curve narrower than the screen stands in its middle
  const left = most === 0 ? (step * many - wide) / 2 : Math.max(0, Math.min(most, middle - wide / 2))
  return { step, left }
}
