import type { Edge, Kind, Paths, Place } from "./paths"

/** Where the ribbons of a Sankey lie. Pure: sizes in the units of the picture, no colours. */

export interface Bar {
  place: Place
  x: number
  y: number
  height: number
}

export interface Ribbon {
  edge: Edge
  path: string
}

export interface Drawn {
  width: number
  height: number
  bars: Bar[]
  ribbons: Ribbon[]
}

export const BAR = 8
/** A name beside a thin bar needs a line of its own. */
const [LINE, GAP] = [16, 8]
/** What is no visit stands below, always in the same order. */
const BELOW: Record<Kind, number> = { visit: 0, other: 1, still_open: 2, ended: 3, before: 3 }

/**
 * Bars in columns `wide` apart, as high as their people; the fullest column fills the height.
 * Visits are ordered so that ribbons cross little: by where their people come from, outwards from the anchor.
 */
export function lay(paths: Paths, wide: number, height: number): Drawn {
  const columns = ordered(paths)
  const scale = scaleOf(columns, height)
  const bars = new Map<string, Bar>()
  let deepest = 0
  columns.forEach((places, at) => {
    let y = 0
    for (const place of places) {
      const tall = Math.max(1.5, place.people * scale)
      const room = Math.max(tall, LINE)
      bars.set(place.id, { place, x: at * wide, y: y + (room - tall) / 2, height: tall })
      y += room + GAP
    }
    deepest = Math.max(deepest, y - GAP)
  })
  return {
    width: (columns.length - 1) * wide + BAR,
    height: Math.max(deepest, LINE),
    bars: [...bars.values()],
    ribbons: ribbons(paths.edges, bars, scale),
  }
}

/** Pixels a customer: the largest at which every column still fits. */
function scaleOf(columns: readonly Place[][], height: number): number {
  const fits = (scale: number) =>
    columns.every(
      (places) => places.reduce((sum, one) => sum + Math.max(one.people * scale, LINE) + GAP, -GAP) <= height,
    )
  let [low, high] = [0, height]
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}

function ordered(paths: Paths): Place[][] {
  const anchor = Math.max(
    0,
    paths.columns.findIndex((places) => places[0]?.column === 0),
  )
  const rank = new Map<string, number>()
  const sort = (places: readonly Place[], weight: (place: Place) => number) => {
    const sorted = [...places].sort(
      (a, b) =>
        BELOW[a.kind] - BELOW[b.kind] ||
        weight(a) - weight(b) ||
        b.people - a.people ||
        (a.id < b.id ? -1 : 1),
    )
    sorted.forEach((place, at) => rank.set(place.id, at / Math.max(1, sorted.length - 1)))
    return sorted
  }
  const found = paths.columns.map((places) => [...places])
  found[anchor] = sort(found[anchor] ?? [], (place) => -place.people)
  const mean = (place: Place, side: "from" | "to") => {
    const other = side === "from" ? "to" : "from"
    const near = paths.edges.filter((edge) => edge[side].id === place.id)
    const people = near.reduce((sum, edge) => sum + edge.people, 0)
    const total = near.reduce((sum, edge) => sum + edge.people * (rank.get(edge[other].id) ?? 0), 0)
    return people ? Math.round((total / people) * 20) / 20 : 1
  }
  for (let at = anchor + 1; at < found.length; at++)
    found[at] = sort(found[at] ?? [], (place) => mean(place, "to"))
  for (let at = anchor - 1; at >= 0; at--) found[at] = sort(found[at] ?? [], (place) => mean(place, "from"))
  return found
}

function ribbons(edges: readonly Edge[], bars: ReadonlyMap<string, Bar>, scale: number): Ribbon[] {
  const y = (id: string) => bars.get(id)?.y ?? 0
  const leave = new Map<string, number>()
  const arrive = new Map<string, number>()
  const starts = new Map<Edge, number>()
  for (const edge of [...edges].sort((a, b) => y(a.to.id) - y(b.to.id))) {
    starts.set(edge, leave.get(edge.from.id) ?? 0)
    leave.set(edge.from.id, (leave.get(edge.from.id) ?? 0) + edge.people * scale)
  }
  const found: Ribbon[] = []
  for (const edge of [...edges].sort((a, b) => y(a.from.id) - y(b.from.id))) {
    const [from, to] = [bars.get(edge.from.id), bars.get(edge.to.id)]
    if (!from || !to) continue
    const end = arrive.get(edge.to.id) ?? 0
    const thick = edge.people * scale
    arrive.set(edge.to.id, end + thick)
    found.push({
      edge,
      path: band(from.x + BAR, from.y + (starts.get(edge) ?? 0), to.x, to.y + end, Math.max(0.75, thick)),
    })
  }
  return found
}

const round = (value: number) => Math.round(value * 100) / 100

/** An area that flows level out of one bar and level into the next. */
function band(x0: number, y0: number, x1: number, y1: number, thick: number): string {
  const middle = (x0 + x1) / 2
  const [a, b, c, d] = [y0, y1, y1 + thick, y0 + thick].map(round)
  return `M${x0} ${a}C${middle} ${a} ${middle} ${b} ${x1} ${b}V${c}C${middle} ${c} ${middle} ${d} ${x0} ${d}Z`
}
