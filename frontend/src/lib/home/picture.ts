import { runs, type XY } from "../curve"
import { lenses, type Lens } from "../gaps"
import { WIDE } from "../emotion"
import type { HomePoint } from "../types"

/** A map as a small picture: both curves and the gaps between them; what the large one says beside them is dropped. */
export interface Picture {
  believed: XY[][]
  measured: XY[][]
  bridges: [XY, XY][]
  lenses: Lens[]
}

/** The curves of steps whose centres lie evenly in `width`. */
export function picture(points: readonly HomePoint[], width: number): Picture {
  const x = (i: number) => ((i + 0.5) * width) / points.length
  const line = (value: (point: HomePoint) => number | null) =>
    runs(
      points.map((point, i): XY | null => {
        const y = value(point)
        return y === null ? null : { x: x(i), y }
      }),
    )
  const measured = line((point) => point.measured)
  const believed = line((point) => point.believed)
  return {
    believed,
    measured,
    bridges: measured.slice(1).map((run, i): [XY, XY] => [measured[i]?.at(-1) as XY, run[0] as XY]),
    lenses: measured
      .flatMap((one) => believed.flatMap((other) => lenses(one, other)))
      .filter(
        (lens) =>
          lens.widest > WIDE && points.some((point, i) => point.wide && x(i) >= lens.from && x(i) <= lens.to),
      ),
  }
}

/** What the picture shows, for those who do not see it. */
export function pictureWords(points: readonly HomePoint[]): string {
  const wide = points.filter((point) => point.wide).length
  const known = points.filter((point) => point.measured !== null).length
  if (!known) return "No step is measured: the believed curve alone."
  const gaps = wide
    ? `${wide} ${wide === 1 ? "gap is" : "gaps are"} wider than a point.`
    : "No gap is wider than a point."
  return `${known} of ${points.length} steps measured. ${gaps}`
}
