/** What the page shows lives in the address, so that it can be sent, kept and undone with "back". */

export const PRESETS = ["story", "data", "all"] as const
export type LanePreset = (typeof PRESETS)[number]
export type Layout = "grid" | "outline"
export const VIEWS = ["map", "home", "data", "edit", "team"] as const
export type View = (typeof VIEWS)[number]

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
  /** "1" while the comments are open. */
  comments: string | null
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
  comments: null,
}

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
    layout: given.get("layout") === "outline" ? "outline" : "grid",
    comments: given.get("comments") === "1" ? "1" : null,
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

/** The part of the question that changes numbers; the rest only changes the picture. */
export function filterOf(asked: Pick<Asked, "segment" | "start" | "end">): Record<string, string> {
  const filter: Record<string, string> = {}
  if (asked.segment) filter.segment = asked.segment
  if (asked.start) filter.start = asked.start
  if (asked.end) filter.end = asked.end
  return filter
}
