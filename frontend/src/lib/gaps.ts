import { at, slopes, type XY } from "./curve"

/** Where the measured curve leaves the believed one. */
export interface Lens {
  /** Measured is below or above what was believed. */
  side: "under" | "over"
  from: number
  to: number
  /** Widest distance between the curves, in the unit of the points. */
  widest: number
  /** Points along the measured curve, then back along the believed one. */
  outline: XY[]
}

const STEP = 2

interface Sample {
  x: number
  measured: number
  believed: number
}

function samples(measured: readonly XY[], believed: readonly XY[]): Sample[] {
  const first = Math.max(measured[0]?.x ?? Infinity, believed[0]?.x ?? Infinity)
  const last = Math.min(measured.at(-1)?.x ?? -Infinity, believed.at(-1)?.x ?? -Infinity)
  if (!(first < last)) return []
  const slopesOf = [slopes(measured), slopes(believed)] as const
  const xs = Array.from({ length: Math.ceil((last - first) / STEP) }, (_, i) => first + i * STEP)
  return [...xs, last].map((x) => ({
    x,
    measured: at(measured, slopesOf[0], x) as number,
    believed: at(believed, slopesOf[1], x) as number,
  }))
}

/** The lens-shaped areas between two curves, cut where the curves cross. Heights grow upwards (feelings). */
export function lenses(measured: readonly XY[], believed: readonly XY[]): Lens[] {
  const found: Lens[] = []
  let open: Sample[] = []
  const close = () => {
    const widest = Math.max(0, ...open.map((s) => Math.abs(s.measured - s.believed)))
    const first = open[0]
    const last = open.at(-1)
    if (first && last && widest > 0) {
      const middle = open.find((s) => Math.abs(s.measured - s.believed) === widest) as Sample
      found.push({
        side: middle.measured < middle.believed ? "under" : "over",
        from: first.x,
        to: last.x,
        widest,
        outline: [
          ...open.map((s) => ({ x: s.x, y: s.measured })),
          ...open.toReversed().map((s) => ({ x: s.x, y: s.believed })),
        ],
      })
    }
    open = []
  }
  for (const sample of samples(measured, believed)) {
    const before = open.at(-1)
    if (before) {
      const a = before.measured - before.believed
      const b = sample.measured - sample.believed
      if (a * b < 0) {
        const x = before.x + ((sample.x - before.x) * a) / (a - b)
        const y = before.measured + ((sample.measured - before.measured) * a) / (a - b)
        const crossing = { x, measured: y, believed: y }
        open.push(crossing)
        close()
        open = [crossing]
      } else if (b === 0 && a !== 0) {
        open.push(sample)
        close()
      }
    }
    open.push(sample)
  }
  close()
  return found
}
