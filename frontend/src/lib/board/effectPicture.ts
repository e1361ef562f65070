import type { Effect } from "../types"

/** Where things lie in the pictures of effects; sizes in the units of the picture. */

export interface Spot {
  x: number
  y: number
  top: number
  bottom: number
}

type Trend = Effect["forms"][number]["trend"]

export interface Drawn {
  lines: { title: string; spots: Spot[]; path: string; band: string }[]
  /** Where the first line would have gone by each form of its trend: as fitted before the start, and without it after. */
  trends: { trend: Trend; before: string; after: string }[]
  /** How large a point may be, so that they do not run together. */
  dot: number
  /** Where the action starts; periods whose customers' time is not over lie from `open` on. */
  start: number
  open: number | null
  ticks: { y: number; label: string }[]
  first: string
  started: string
  last: string
}

const HALF = 0.5

/** Shares of the groups by period; periods with under ten customers are left out. */
export function drawEffect(effect: Effect, wide: number, high: number): Drawn | null {
  const [longest] = effect.groups
  if (!longest) return null
  const empty = effect.groups.map((group) => group.periods.findIndex((one) => one.number.n > 0))
  const from = Math.max(0, Math.min(...empty.map((at) => (at < 0 ? Infinity : at))))
  if (!Number.isFinite(from)) return null
  const periods = longest.periods.slice(from)
  const step = wide / periods.length
  const seen = effect.groups.map((group) => ({
    title: group.title,
    periods: group.periods
      .slice(from)
      .map((one, at) => ({ ...one, at }))
      .filter((one) => one.number.show !== "hidden" && one.number.value !== null),
  }))
  const told = seen.flatMap((one) => one.periods.flatMap((p) => [p.number.low ?? 0, p.number.high ?? 1]))
  if (!told.length) return null
  const ends = [...told, ...effect.forms.flatMap((form) => form.expected.slice(from))]
  const unit = scale(Math.max(...ends) - Math.min(...ends))
  const low = Math.floor(Math.min(...ends) / unit) * unit
  const top = Math.ceil(Math.max(...ends) / unit) * unit
  const y = (share: number) => high * (1 - (share - low) / (top - low))
  const lines = seen.map(({ title, periods: mine }) => {
    const spots = mine.map(({ at, number }) => ({
      x: (at + HALF) * step,
      y: y(number.value ?? 0),
      top: y(number.high ?? number.value ?? 0),
      bottom: y(number.low ?? number.value ?? 0),
    }))
    return { title, spots, path: joined(spots.map((s) => [s.x, s.y])), band: bandOf(spots) }
  })
  const after = periods.findIndex((one) => one.after)
  const trends = effect.forms.map(({ trend, expected }) => {
    const points = expected.slice(from).map((share, at) => [(at + HALF) * step, y(share)])
    return { trend, before: joined(points.slice(0, after)), after: joined(points.slice(after)) }
  })
  const open = periods.findIndex((one) => !one.complete)
  const shares = Array.from({ length: Math.round((top - low) / unit) + 1 }, (_, at) => low + at * unit)
  return {
    lines,
    trends,
    dot: step < 14 ? 1.5 : 3,
    start: Math.max(0, after) * step,
    open: open < 0 ? null : open * step,
    ticks: shares.map((share) => ({ y: y(share), label: `${Math.round(share * 100)} %` })),
    first: periods[0]?.first_day ?? "",
    started: periods[Math.max(0, after)]?.first_day ?? "",
    last: periods.at(-1)?.last_day ?? "",
  }
}

const joined = (points: number[][]) => (points.length ? `M${points.map((p) => p.join(" ")).join("L")}` : "")

const bandOf = (spots: Spot[]) =>
  joined([...spots.map((s) => [s.x, s.top]), ...[...spots].reverse().map((s) => [s.x, s.bottom])])

/** How far apart the lines of a scale lie. */
export const scale = (range: number) => [0.05, 0.1, 0.2, 0.5].find((unit) => range / unit <= 5) ?? 1

export interface Bar {
  zero: number
  forecast: number | null
  at: number | null
  from: number
  to: number
}

/** The scale that all forecasts and effects of a board share, in shares: what no effect is asked of is left out. */
export function reachOf(effects: readonly Effect[]): number {
  const sizes = effects.flatMap((one) =>
    one.measure === null ? [] : [one.forecast, one.effect?.low, one.effect?.high],
  )
  return Math.max(0.01, ...sizes.map((size) => Math.abs(size ?? 0)))
}

/** Where a forecast and its effect lie, in percent, 0 in the middle. */
export function barOf({ forecast, effect }: Pick<Effect, "forecast" | "effect">, reach: number): Bar {
  const spot = (size: number) => Math.max(0, Math.min(100, 50 + (48 * size) / reach))
  const told = effect?.show === "hidden" ? null : effect
  return {
    zero: 50,
    forecast: forecast === null ? null : spot(forecast),
    at: told?.show === "full" && told.value !== null ? spot(told.value) : null,
    from: spot(told?.low ?? 0),
    to: spot(told?.high ?? 0),
  }
}
