/** Monotone cubic curves (Fritsch and Carlson 1980): they never swing past a point into feelings nobody had. */

export interface XY {
  x: number
  y: number
}

const round = (value: number) => Math.round(value * 10) / 10

/** The slope at each point that keeps the curve monotone between neighbours. */
export function slopes(points: readonly XY[]): number[] {
  const n = points.length
  if (n < 2) return points.map(() => 0)
  const rise: number[] = []
  for (let i = 0; i < n - 1; i++) {
    const a = points[i] as XY
    const b = points[i + 1] as XY
    rise.push((b.y - a.y) / (b.x - a.x))
  }
  const slope = points.map((_, i) => {
    const before = rise[i - 1] ?? (rise[0] as number)
    const after = rise[i] ?? (rise[n - 2] as number)
    return before * after <= 0 ? 0 : (before + after) / 2
  })
  rise.forEach((m, i) => {
    if (m === 0) {
      slope[i] = 0
      slope[i + 1] = 0
      return
    }
    const a = (slope[i] as number) / m
    const b = (slope[i + 1] as number) / m
    const length = Math.hypot(a, b)
    if (length > 3) {
      slope[i] = (3 * a * m) / length
      slope[i + 1] = (3 * b * m) / length
    }
  })
  return slope
}

/** The height of the curve at x; null outside its range. */
export function at(points: readonly XY[], slope: readonly number[], x: number): number | null {
  for (let i = 0; i < points.length - 1; i++) {
    const a = points[i] as XY
    const b = points[i + 1] as XY
    if (x < a.x || x > b.x) continue
    const width = b.x - a.x
    const t = (x - a.x) / width
    const [t2, t3] = [t * t, t * t * t]
    return (
      a.y * (2 * t3 - 3 * t2 + 1) +
      width * (slope[i] as number) * (t3 - 2 * t2 + t) +
      b.y * (3 * t2 - 2 * t3) +
      width * (slope[i + 1] as number) * (t3 - t2)
    )
  }
  return points.length === 1 && points[0]?.x === x ? points[0].y : null
}

function curves(points: readonly XY[], slope: readonly number[], swap: boolean): string {
  const write = (x: number, y: number) => (swap ? `${round(y)} ${round(x)}` : `${round(x)} ${round(y)}`)
  let text = ""
  for (let i = 0; i < points.length - 1; i++) {
    const a = points[i] as XY
    const b = points[i + 1] as XY
    const third = (b.x - a.x) / 3
    text += `C${write(a.x + third, a.y + third * (slope[i] as number))} ${write(b.x - third, b.y - third * (slope[i + 1] as number))} ${write(b.x, b.y)}`
  }
  return text
}

/** The curve as an SVG path; `swap` lets it run down the page instead of across. */
export function path(points: readonly XY[], swap = false): string {
  const first = points[0]
  if (!first) return ""
  const start = swap ? `${round(first.y)} ${round(first.x)}` : `${round(first.x)} ${round(first.y)}`
  return `M${start}${curves(points, slopes(points), swap)}`
}

/** The band between two curves that share their x, as a closed SVG path. */
export function band(upper: readonly XY[], lower: readonly XY[]): string {
  if (upper.length < 2) return ""
  const back = lower.toReversed()
  return `${path(upper)}L${path(back).slice(1)}Z`
}

/** Runs of neighbours that all hold a value; between two runs the line is bridged with dots. */
export function runs<T>(items: readonly (T | null)[]): T[][] {
  const found: T[][] = []
  let open: T[] = []
  for (const item of [...items, null]) {
    if (item !== null) open.push(item)
    else if (open.length) {
      found.push(open)
      open = []
    }
  }
  return found
}
