import type { AxisView, BoardItem } from "../types"

/** Where the opportunities stand in the picture, for any two axes. */

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

type Point = Pick<Dot, "x" | "y">

export interface Dot {
  item: BoardItem
  x: number
  y: number
  /** Radius of the circle: its area is the reach. */
  r: number
}

export interface Label extends Box {
  text: string
  x: number
  y: number
  anchor: "start" | "middle" | "end"
}

const BIGGEST = 34
const SMALLEST = 13
const DIAMOND = 12
export const NEAREST = 26
const ANYWHERE = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity }

/** Lengths of time, in seconds, that people count in: marks are round in the largest that fits. */
const CLOCK = [86_400, 3600, 60]

/** Round numbers around 0 and all values; an axis that people judge runs from 1 to 5. */
export function ticks(axis: Pick<AxisView, "judged" | "unit">, values: readonly number[]): number[] {
  if (axis.judged) return [1, 2, 3, 4, 5]
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  const span = most - least || 1
  const size = axis.unit === "seconds" ? (CLOCK.find((one) => span / 4 >= one) ?? 1) : 1
  const rough = span / 4 / size
  const ten = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * ten >= rough - 1e-9) as number) * ten * size
  const first = Math.floor(least / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, i) => Math.round((first + i) * step * 1e6) / 1e6)
}

/** From values to pixels; a judged axis leaves half a step at either end. */
export function scale(
  axis: Pick<AxisView, "judged">,
  marks: readonly number[],
  from: number,
  to: number,
): (value: number) => number {
  const pad = axis.judged ? 0.5 : 0
  const low = (marks[0] as number) - pad
  const high = (marks.at(-1) as number) + pad
  return (value) => from + ((value - low) / (high - low)) * (to - from)
}

/** The dots of all items that are known on both axes, none exactly upon another. */
export function dots(
  items: readonly BoardItem[],
  across: string,
  up: string,
  x: (value: number) => number,
  y: (value: number) => number,
  within: Box = ANYWHERE,
): Dot[] {
  const most = Math.max(1, ...items.map((item) => item.values.reach ?? 0))
  const found = items.flatMap((item) => {
    const [a, b] = [item.values[across], item.values[up]]
    if (typeof a !== "number" || typeof b !== "number") return []
    const r = Math.max(SMALLEST, BIGGEST * Math.sqrt((item.values.reach ?? 0) / most))
    return [{ item, x: x(a), y: y(b), r }]
  })
  return apart(found, within)
}

/** Ways to step aside, as parts of a turn: sideways before up and down, which would say more that is not so. */
const TURNS = [0, 1 / 2, 1 / 8, 3 / 8, 7 / 8, 5 / 8, 1 / 4, 3 / 4]

/** Moves dots aside, as little as can be and within the picture, until they can be told apart; the first ones stay. */
export function apart(given: readonly Dot[], within: Box = ANYWHERE, distance = NEAREST): Dot[] {
  const placed: Dot[] = []
  for (const dot of given) {
    const free = ({ x, y }: Point) =>
      placed.every((one) => Math.hypot(one.x - x, one.y - y) >= distance - 1e-9)
    const inside = ({ x, y }: Point) =>
      x >= within.left && x <= within.right && y >= within.top && y <= within.bottom
    const aside = free(dot)
      ? dot
      : spotsNear(dot, given.length, distance).find((at) => inside(at) && free(at))
    placed.push({ ...dot, ...aside })
  }
  return placed
}

/** Points around a dot, the nearest first. */
function spotsNear(dot: Dot, rings: number, distance: number): Point[] {
  return Array.from({ length: 2 * rings }, (_, ring) =>
    TURNS.map((turn) => ({
      x: dot.x + (((ring + 1) * distance) / 2) * Math.cos(2 * Math.PI * turn),
      y: dot.y - (((ring + 1) * distance) / 2) * Math.sin(2 * Math.PI * turn),
    })),
  ).flat()
}

const crosses = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const around = (dot: Dot): Box => ({
  left: dot.x - DIAMOND,
  right: dot.x + DIAMOND,
  top: dot.y - DIAMOND,
  bottom: dot.y + DIAMOND,
})

const LETTER = 6.7
const HIGH = 16
const GAP = 6

/** Cut at a word, so that it fits into so many letters. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const words = text.slice(0, most).replace(/\s+\S*$/, "")
  return `${words}…`
}

/** Words beside the dots, greedy: in full before cut, the best free place first, and none at all before an overlap. */
export function labels(given: readonly Dot[], within: Box): (Label | null)[] {
  const taken = given.map(around)
  const fits = (place: Box) =>
    place.left >= within.left &&
    place.right <= within.right &&
    place.top >= within.top &&
    place.bottom <= within.bottom &&
    !taken.some((other) => crosses(place, other))
  return given.map((dot) => {
    const texts = LENGTHS.map((most) => cut(dot.item.text, most))
    const free = texts.flatMap((text) => spots(text, dot)).find(fits)
    if (free) taken.push(free)
    return free ?? null
  })
}

const LENGTHS = [52, 30, 18]

/** To the right, to the left, above and below. */
function spots(text: string, dot: Dot): Label[] {
  const wide = text.length * LETTER
  const side = dot.r + GAP
  return [
    spot(text, "start", dot.x + side, dot.y, wide),
    spot(text, "end", dot.x - side, dot.y, wide),
    spot(text, "middle", dot.x, dot.y - dot.r - HIGH / 2, wide),
    spot(text, "middle", dot.x, dot.y + dot.r + HIGH / 2, wide),
  ]
}

function spot(text: string, anchor: Label["anchor"], x: number, y: number, wide: number): Label {
  const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2
  return { text, anchor, x, y: y + 4, left, right: left + wide, top: y - HIGH / 2, bottom: y + HIGH / 2 }
}
