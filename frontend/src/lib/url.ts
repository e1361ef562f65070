/** What the page shows lives in the address, so that it can be sent, kept and undone with "back". */

export const PRESETS = ["story", "data", "all"] as const
export type LanePreset = (typeof PRESETS)[number]
export const LAYOUTS = ["grid", "outline", "table"] as const
/** A table is for writing only; the measured map is a grid or an outline. */
export type Layout = (typeof LAYOUTS)[number]
export const VIEWS = [
  "map",
  "home",
  "data",
  "edit",
  "journeys",
  "board",
  "forecast",
  "review",
  "story",
  "team",
  "changes",
] as const
export type View = (typeof VIEWS)[number]
/** The pages that draw the measured map or stand beside it. */
export const OF_MAP: readonly View[] = ["map", "journeys", "board", "forecast", "review", "story"]
/** The pages that are a map as wide as the window; all others are read down. */
export const DRAWN: readonly View[] = ["map", "edit", "story"]

export interface Asked {
  view: View
  map: string | null
  segment: string | null
  start: string | null
  end: string | null
  step: string | null
  objective: string | null
  preset: LanePreset
  layout: Layout
  /** The number of a review; without one the list of them is shown. */
  review: string | null
  /** Weights of the board's score that are not 1, as in "reach:2,lost:0.5". */
  weights: string | null
  /** The axes of the board's picture. */
  across: string | null
  up: string | null
  /** What stands in it: opportunities unless "pains" is said. */
  show: "pains" | null
  /** How many first days of customers are looked at, and what they count from; null: as is usual. */
  days: string | null
  began: "first_order" | "first_event" | null
  /** "1" while the comments are open. */
  comments: string | null
  /** The two states that are compared: "published", "draft", or the number of a version. */
  from: string | null
  to: string | null
  /** The funnel of the journeys: its steps (a list of ids), the time given, and whose rules count. */
  steps: string | null
  within: string | null
  rules: string | null
  /** Whom the journeys are compared with: a segment, "rest" or "before". */
  versus: string | null
  /** The cohorts of the journeys: what they come back for, and the length of a period. */
  back: string | null
  grain: string | null
  /** Any measure that is asked: its name, its parameters as a query of their own, what narrows it and cuts it apart. */
  measure: string | null
  params: string | null
  where: string | null
  by: string | null
  /** The picture that was chosen for its answer; null: the one that fits best. */
  picture: string | null
  /** The paths of the journeys: what they are made of, where they are anchored, how far they are followed, which way. */
  of: string | null
  anchor: string | null
  columns: string | null
  led: "1" | null
  /** The number of a saved question; what else is asked in the address goes before what was saved. */
  question: string | null
}

export const NOTHING: Asked = {
  view: "map",
  map: null,
  segment: null,
  start: null,
  end: null,
  step: null,
  objective: null,
  preset: "story",
  layout: "grid",
  review: null,
  weights: null,
  across: null,
  up: null,
  show: null,
  days: null,
  began: null,
  comments: null,
  from: null,
  to: null,
  steps: null,
  within: null,
  rules: null,
  versus: null,
  back: null,
  grain: null,
  measure: null,
  params: null,
  where: null,
  by: null,
  picture: null,
  of: null,
  anchor: null,
  columns: null,
  led: null,
  question: null,
}

const BEGAN = ["first_order", "first_event"] as const
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Reads the address; what cannot be read counts as not asked. */
export function readUrl(search: string): Asked {
  const given = new URLSearchParams(search)
  const text = (name: string) => given.get(name)?.trim() || null
  const date = (name: string) => (DAY.test(given.get(name) ?? "") ? given.get(name) : null)
  return {
    view: VIEWS.find((view) => view === given.get("view")) ?? "map",
    map: text("map"),
    segment: text("segment"),
    start: date("start"),
    end: date("end"),
    step: text("step"),
    objective: text("objective"),
    preset: PRESETS.find((preset) => preset === given.get("preset")) ?? "story",
    layout: LAYOUTS.find((layout) => layout === given.get("layout")) ?? "grid",
    review: /^\d{1,9}$/.test(given.get("review") ?? "") ? given.get("review") : null,
    weights: text("weights"),
    across: text("across"),
    up: text("up"),
    show: given.get("show") === "pains" ? "pains" : null,
    days: /^([1-9]|[12]\d|30)$/.test(given.get("days") ?? "") ? given.get("days") : null,
    began: BEGAN.find((one) => one === given.get("began")) ?? null,
    comments: given.get("comments") === "1" ? "1" : null,
    from: text("from"),
    to: text("to"),
    steps: text("steps"),
    within: text("within"),
    rules: text("rules"),
    versus: text("versus"),
    back: text("back"),
    grain: text("grain"),
    measure: text("measure"),
    params: text("params"),
    where: text("where"),
    by: text("by"),
    picture: text("picture"),
    of: text("of"),
    anchor: text("anchor"),
    columns: /^([2-9]|1\d|20)$/.test(given.get("columns") ?? "") ? given.get("columns") : null,
    led: given.get("led") === "1" ? "1" : null,
    question: /^\d{1,9}$/.test(given.get("question") ?? "") ? given.get("question") : null,
  }
}

/** Writes the address; parameters that are not ours stay as they are, defaults are left out. */
export function writeUrl(search: string, asked: Asked): string {
  const given = new URLSearchParams(search)
  for (const [name, value] of Object.entries(asked)) {
    if (value === null || value === NOTHING[name as keyof Asked]) given.delete(name)
    else given.set(name, value)
  }
  const text = given.toString()
  return text ? `?${text}` : ""
}

/** The page that is shown: without a name in the address, the only map, all maps, or what makes the first one. */
export function viewOf(asked: Pick<Asked, "view" | "map">, maps: number | null): View {
  if (asked.view !== "map" || asked.map !== null || maps === null || maps === 1) return asked.view
  return maps === 0 ? "data" : "home"
}

/** The part of the question that changes numbers; the rest only changes the picture. */
export function filterOf(asked: Pick<Asked, "segment" | "start" | "end">): Record<string, string> {
  const filter: Record<string, string> = {}
  if (asked.segment) filter.segment = asked.segment
  if (asked.start) filter.start = asked.start
  if (asked.end) filter.end = asked.end
  return filter
}
