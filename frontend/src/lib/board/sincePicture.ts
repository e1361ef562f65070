import type { Effect } from "../types"
import { scale, type Spot } from "./effectPicture"

/** Where the effect lies by time since the start: points with their intervals, before and after. */

export interface SinceSpot extends Spot {
  days: number
  before: boolean
}

export interface SinceDrawn {
  spots: SinceSpot[]
  /** The period before the start, which all is held against: 0 by definition. */
  held: number
  start: number
  zero: number
  ticks: { y: number; label: string }[]
  /** The first and last period under the picture. */
  marks: { x: number; label: string }[]
}

const HALF = 0.5
const MINUS = "−"

const points = (size: number) => {
  const rounded = Math.round(size * 100)
  return `${rounded > 0 ? "+" : rounded < 0 ? MINUS : ""}${Math.abs(rounded)}`
}
const away = (days: number) =>
  days < 0 ? `${-days} days before` : days ? `${days} days after` : "from the start"

export function drawSince(since: Effect["since"], wide: number, high: number): SinceDrawn | null {
  const told = since.filter(({ number }) => number.show !== "hidden" && number.low !== null)
  if (!told.length) return null
  const at = told.map((one) => one.periods)
  const [first, last] = [Math.min(...at, -1), Math.max(...at, 0)]
  const step = wide / (last - first + 1)
  const ends = [0, ...told.flatMap(({ number }) => [number.low ?? 0, number.high ?? 0])]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const unit = scale(most - least)
  const [low, top] = [Math.floor(least / unit) * unit, Math.max(unit, Math.ceil(most / unit) * unit)]
  const y = (size: number) => high * (1 - (size - low) / (top - low))
  const x = (periods: number) => (periods - first + HALF) * step
  const sizes = Array.from({ length: Math.round((top - low) / unit) + 1 }, (_, i) => low + i * unit)
  const spots = told.map(({ periods, days, number }) => ({
    x: x(periods),
    y: y(number.value ?? 0),
    top: y(number.high ?? 0),
    bottom: y(number.low ?? 0),
    days,
    before: periods < 0,
  }))
  const [head, tail] = [spots[0], spots.at(-1)]
  return {
    spots,
    held: x(-1),
    start: -first * step,
    zero: y(0),
    ticks: sizes.map((size) => ({ y: y(size), label: points(size) })),
    marks: [head, tail].flatMap((one) => (one?.days ? [{ x: one.x, label: away(one.days) }] : [])),
  }
}
