/**
 * Where the lines of the flow picture lie: the plan is straight, what people do beside it is round.
 * Pure: sizes in the units of the picture, no colours, no words.
 */

export interface Move {
  from: string
  to: string
  people: number
  moves: number
  /** Whether the map plans this next step. */
  planned: boolean
}

export type Side = "along" | "above" | "below"

export interface Spot {
  x: number
  y: number
}

/** Where a number stands, and the words behind it where they have room. */
export interface Label extends Spot {
  words: string
}

export interface Line<M extends Move = Move> {
  move: M
  side: Side
  path: string
  width: number
  /** The middle of its number; null where no place was free, then it is told on hover and in the table. */
  label: Label | null
}

export interface Drawn<M extends Move = Move> {
  width: number
  height: number
  /** The height of the planned path. */
  path: number
  nodes: { id: string; x: number }[]
  lines: Line<M>[]
}

export const NODE = 11
/** A number is written 12 px high; its box keeps some air. */
const [DIGIT, LETTER, AIR, TALL] = [7, 5.9, 6, 14]
/** The lowest arch, and how much higher one over another stands. */
const [LOWEST, HIGHEST_GAP, LEAST_GAP, ROOM] = [50, 30, 13, 230]
const [WIDEST, THINNEST, LOOPED] = [16, 1.5, 3]
const LOOP = 32
const PAD = 20
/** Where along an arch its number may stand: at the top first. */
const PLACES = [0.5, 0.4, 0.6, 0.3, 0.7]

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

export const written = (people: number) => people.toLocaleString("en")

/** The room a number takes, and the words behind it, with its middle at a spot. */
export function boxOf(people: number, { x, y }: Spot, words = ""): Box {
  const half = (written(people).length * DIGIT + (words ? (words.length + 1) * LETTER : 0) + AIR) / 2
  return { left: x - half, right: x + half, top: y - TALL / 2, bottom: y + TALL / 2 }
}

const meet = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

/** The n most travelled moves, in a stable order; a map's own steps only. */
export function mostTravelled<M extends Move>(moves: readonly M[], n: number): M[] {
  const key = (move: M) => `${move.from}\u0000${move.to}`
  return [...moves]
    .sort((a, b) => b.moves - a.moves || b.people - a.people || (key(a) < key(b) ? -1 : 1))
    .slice(0, n)
}

/** One over another: an arch stands higher than every arch that begins or ends under it. */
export function levels(spans: readonly (readonly [number, number])[]): number[] {
  const found = spans.map(() => 0)
  const order = spans.map((_, at) => at).sort((a, b) => length(spans[a]) - length(spans[b]) || a - b)
  const placed: number[] = []
  for (const at of order) {
    const [low, high] = spans[at] ?? [0, 0]
    const under = placed.filter((one) => (spans[one]?.[0] ?? 0) < high && low < (spans[one]?.[1] ?? 0))
    found[at] = 1 + Math.max(-1, ...under.map((one) => found[one] ?? 0))
    placed.push(at)
  }
  return found
}

const length = (span: readonly [number, number] | undefined) => (span ? span[1] - span[0] : 0)

/**
 * Lays out the moves between steps that stand in a row, each in the middle of a column. An arch may have words behind its
 * number: they are written where they have room on it.
 */
export function lay<M extends Move>(
  steps: readonly string[],
  moves: readonly M[],
  column: number,
  wordsOf: (move: M) => string = () => "",
): Drawn<M> {
  const place = new Map(steps.map((id, at) => [id, at]))
  const known = moves.filter((move) => place.has(move.from) && place.has(move.to))
  const x = (id: string) => ((place.get(id) ?? 0) + 0.5) * column
  const most = Math.max(1, ...known.map((move) => move.people))
  // A loop has no room to be wide: all are alike, and their numbers tell.
  const width = (move: Move) =>
    move.from === move.to ? LOOPED : Math.max(THINNEST, (WIDEST * move.people) / most)
  const steps_ = (move: Move) => (place.get(move.to) ?? 0) - (place.get(move.from) ?? 0)

  const sides = new Map<M, Side>(
    known.map((move) => [move, steps_(move) === 1 ? "along" : steps_(move) > 1 ? "above" : "below"]),
  )
  const rise = (side: Side) => {
    const arches = known.filter((move) => sides.get(move) === side && move.from !== move.to)
    const level = levels(
      arches.map(({ from, to }) => [Math.min(x(from), x(to)), Math.max(x(from), x(to))] as const),
    )
    const top = Math.max(0, ...level)
    const gap = top ? Math.min(HIGHEST_GAP, Math.max(LEAST_GAP, ROOM / top)) : 0
    const heights = new Map(arches.map((move, at) => [move, LOWEST + (level[at] ?? 0) * gap]))
    return { heights, high: arches.length ? LOWEST + top * gap : 0 }
  }
  const [above, below] = [rise("above"), rise("below")]
  const loops = known.some((move) => move.from === move.to)
  const path = PAD + Math.max(above.high + TALL, 2 * TALL)
  const height = path + Math.max(below.high + TALL, loops ? LOOP + TALL : 0, 2 * TALL) + PAD

  const taken: Box[] = steps.map((id) => ({
    left: x(id) - NODE,
    right: x(id) + NODE,
    top: path - NODE,
    bottom: path + NODE,
  }))
  const edge = steps.length * column
  const free = (move: M, spots: Spot[], words: readonly string[] = [""]): Label | null => {
    const labels = words.flatMap((said) => spots.map((spot) => ({ ...spot, words: said })))
    const fits = (label: Label) => {
      const box = boxOf(move.people, label, label.words)
      return (!label.words || (box.left >= 0 && box.right <= edge)) && !taken.some((one) => meet(one, box))
    }
    const label = labels.find(fits) ?? null
    if (label) taken.push(boxOf(move.people, label, label.words))
    return label
  }

  // The most people are labelled first: what is left out is the least.
  const order = [...known].sort((a, b) => b.people - a.people)
  const labels = new Map<M, Label | null>()
  for (const move of order) {
    const side = sides.get(move) ?? "along"
    const half = width(move) / 2
    if (move.from === move.to) labels.set(move, free(move, [{ x: x(move.from), y: path + LOOP + TALL / 2 }]))
    else if (side === "along") {
      const middle = (x(move.from) + x(move.to)) / 2
      const beside = half + TALL / 2 + 1
      labels.set(
        move,
        free(
          move,
          [path - beside, path + beside].map((y) => ({ x: middle, y })),
        ),
      )
    } else {
      const high = (side === "above" ? above : below).heights.get(move) ?? LOWEST
      const out = side === "above" ? -1 : 1
      const spots = PLACES.map((t) => {
        const on = archAt(x(move.from), x(move.to), path, out * high, t)
        return t === 0.5 ? { x: on.x, y: on.y + out * (half + TALL / 2) } : on
      })
      // Only at the top have words nothing but their own arch beneath them.
      const said = wordsOf(move)
      const told =
        said && Math.abs(x(move.to) - x(move.from)) > 2 * boxOf(move.people, { x: 0, y: 0 }, said).right
      labels.set(move, (told && free(move, spots.slice(0, 1), [said])) || free(move, spots))
    }
  }

  return {
    width: steps.length * column,
    height,
    path,
    nodes: steps.map((id) => ({ id, x: x(id) })),
    lines: known.map((move) => {
      const side = sides.get(move) ?? "along"
      const out = side === "above" ? -1 : 1
      const high = (side === "above" ? above : below).heights.get(move) ?? 0
      const shape =
        move.from === move.to
          ? loopPath(x(move.from), path)
          : side === "along"
            ? `M${x(move.from)} ${path}H${x(move.to)}`
            : archPath(x(move.from), x(move.to), path, out * high)
      return { move, side, path: shape, width: width(move), label: labels.get(move) ?? null }
    }),
  }
}

/** A curve's middle lies three quarters of the way to its two handles. */
const HANDLE = 4 / 3

function handles(from: number, to: number, y: number, rise: number): [Spot, Spot, Spot, Spot] {
  const lean = (to - from) * 0.14
  const start = Math.sign(to - from) * 4
  const reach = y + rise * HANDLE
  return [
    { x: from + start, y },
    { x: from + lean, y: reach },
    { x: to - lean, y: reach },
    { x: to - start, y },
  ]
}

function archPath(from: number, to: number, y: number, rise: number): string {
  const [a, b, c, d] = handles(from, to, y, rise)
  return `M${a.x} ${a.y}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`
}

/** A spot on an arch, from 0 at its start to 1 at its end. */
export function archAt(from: number, to: number, y: number, rise: number, t: number): Spot {
  const [a, b, c, d] = handles(from, to, y, rise)
  const s = 1 - t
  const mix = (of: (spot: Spot) => number) =>
    s * s * s * of(a) + 3 * s * s * t * of(b) + 3 * s * t * t * of(c) + t * t * t * of(d)
  return { x: mix((spot) => spot.x), y: mix((spot) => spot.y) }
}

const loopPath = (x: number, y: number) =>
  `M${x - 5} ${y + 6}C${x - 24} ${y + LOOP * HANDLE - 8} ${x + 24} ${y + LOOP * HANDLE - 8} ${x + 5} ${y + 6}`
