import type { Point, Tile } from "./types"

/** Lengths and places of small drawings, in percent or pixels. */

export interface MeterScale {
  value: number | null
  low: number | null
  high: number | null
  target: number | null
}

/** A meter runs from zero to a little beyond the larger of value and target; only where zero means nothing. */
export function meterScale(tile: Tile): MeterScale {
  const { number, target } = tile
  const none = { value: null, low: null, high: null, target: null }
  if (number.show === "hidden" || (number.value ?? 0) < 0) return none
  const most = Math.max(number.value ?? 0, number.high ?? 0, target ?? 0)
  if (most === 0) return none
  const end = number.unit === "share" ? Math.min(1, most * 1.34) : most * 1.34
  const place = (value: number | null) =>
    value === null ? null : Math.max(0, Math.min(100, (100 * value) / end))
  return {
    value: number.show === "full" ? place(number.value) : null,
    low: place(number.low),
    high: place(number.high),
    target: place(target),
  }
}

export interface SparkPoint {
  x: number
  y: number
  complete: boolean
}

/** The points of a small line in a box; periods without a value leave a hole. */
export function spark(
  series: readonly Point[],
  width: number,
  height: number,
  pad = 4,
): (SparkPoint | null)[] {
  const values = series.flatMap((point) => point.value ?? [])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const step = series.length > 1 ? (width - 2 * pad) / (series.length - 1) : 0
  return series.map((point, i) => {
    if (point.value === null) return null
    const share = high > low ? (point.value - low) / (high - low) : 0.5
    return { x: pad + i * step, y: height - pad - share * (height - 2 * pad), complete: point.complete }
  })
}

/** What people were asked, in words. */
export const SCALES: Record<string, string> = {
  nps: "NPS",
  csat: "satisfaction",
  ces: "effort",
  stars: "stars",
  text: "read from text",
}
