import { day } from "../dates"
import { count } from "../numbers"
import type {
  Action,
  ActionStatus,
  ActionView,
  BoardItem,
  MeasuredMap,
  MeasureRef,
  Number_,
  Tile,
} from "../types"

/** Actions: what they say, and how a new one begins. */

export const STATUSES: readonly { id: ActionStatus; label: string }[] = [
  { id: "proposed", label: "proposed" },
  { id: "planned", label: "planned" },
  { id: "running", label: "running" },
  { id: "done", label: "done" },
  { id: "dropped", label: "dropped" },
]

export const KINDS: readonly { id: Action["kind"]; label: string }[] = [
  { id: "process", label: "process: how we work" },
  { id: "message", label: "message: what we say" },
  { id: "product", label: "product: what we build" },
  { id: "offer", label: "offer: what we sell" },
  { id: "policy", label: "policy: what we allow" },
  { id: "training", label: "training: what we can do" },
]

export const EMPTY: Action = {
  title: "",
  kind: "process",
  status: "planned",
  owner: null,
  team: null,
  due: null,
  step: null,
  pain: null,
  opportunity: null,
  measure: null,
  forecast: null,
  started: null,
  ended: null,
  target: null,
  waves: [],
  control: null,
  unmoved: null,
  chosen: "not said",
  checklist: [],
  links: [],
  note: "",
}

/** An action that answers a card: an opportunity brings its pain along. */
export function answering(item: BoardItem): Action {
  const pain = item.lane === "pain"
  return {
    ...EMPTY,
    title: pain ? "" : item.text,
    owner: item.owner,
    step: item.step,
    pain: pain ? item.card : item.answers,
    opportunity: pain ? null : item.card,
  }
}

/** The cards an action answers, in words; ids of cards that left the map are not shown. */
export function answers(action: Action, items: readonly BoardItem[]): BoardItem[] {
  return [action.opportunity, action.pain].flatMap((id) => items.find((item) => item.card === id) ?? [])
}

/** How many actions answer a card and are not dropped. */
export const actionsFor = (card: string, actions: readonly ActionView[]) =>
  actions.filter(
    ({ action }) => action.status !== "dropped" && (action.pain === card || action.opportunity === card),
  )

/** "12 days late", "30 Oct", or that no day was said. */
export function dueWords(view: ActionView): string {
  if (view.late_days) return `${count(view.late_days)} ${view.late_days === 1 ? "day" : "days"} late`
  return view.action.due ? day(view.action.due) : "no day said"
}

/** "3 of 5", or null without a checklist. */
export function progress({ checklist }: Pick<Action, "checklist">): { done: number; all: number } | null {
  return checklist.length
    ? { done: checklist.filter((check) => check.done).length, all: checklist.length }
    : null
}

export interface MeasureOption {
  key: string
  label: string
  unit: Number_["unit"]
  measure: MeasureRef
}

const keyOf = ({ name, params, where, last }: MeasureRef) => JSON.stringify([name, params, where, last])

/** The measures that this map already asks for, each once: the objectives first, then stages, steps and cards. */
export function measuresOf(map: MeasuredMap): MeasureOption[] {
  const tiles: (Tile & { at?: string })[] = [
    ...map.objectives.map((one) => ({ ...one.tile, label: one.text })),
    ...map.stages.flatMap((stage) => stage.kpis.map((tile) => ({ ...tile, at: stage.title }))),
    ...map.steps.flatMap((step) =>
      step.cards.flatMap((card) => (card.tile ? [{ ...card.tile, label: card.text }] : [])),
    ),
  ]
  const found = new Map<string, MeasureOption>()
  for (const tile of tiles) {
    const label = tile.at ? `${tile.label} (${tile.at})` : tile.label
    const { measure: name, where, last } = tile
    const measure = { name, params: tile.params as MeasureRef["params"], label, where, last }
    const key = keyOf(measure)
    if (!found.has(key)) found.set(key, { key, label, unit: tile.number.unit, measure })
  }
  return [...found.values()]
}

/** Measures of the map that say yes or no of each customer, from one start: what an action may be asked not to move. */
export const steadyOf = (options: readonly MeasureOption[], moved: MeasureRef | null) =>
  options.filter(
    ({ key, measure: { name, params } }) =>
      key !== (moved && keyOf(moved)) &&
      ((name === "conversion" && params.from) || (name === "repeat_within" && params.within)),
  )

/** Which option a measure is, by what it asks and not by its words. */
export const optionOf = (measure: MeasureRef | null, options: readonly MeasureOption[]) =>
  measure ? options.find((one) => one.key === keyOf(measure)) : undefined
