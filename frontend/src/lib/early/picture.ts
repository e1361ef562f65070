import type { EarlyCurve, EarlyFound, EarlyThing } from "../types"

/** Where things lie in the pictures of first days; sizes in the units of the picture. */

export interface Span {
  from: number
  to: number
}

/** From the lowest end of all intervals to the highest, with nothing in it. */
export function spanOf(items: readonly Pick<EarlyThing, "effect">[]): Span {
  const ends = items.flatMap(({ effect }) => [effect.low ?? 0, effect.high ?? 0])
  const [from, to] = [Math.min(-0.01, ...ends), Math.max(0.01, ...ends)]
  const room = (to - from) * 0.03
  return { from: from - room, to: to + room }
}

/** Where an effect and its interval lie, in percent. */
export function spot({ effect }: Pick<EarlyThing, "effect">, { from, to }: Span) {
  const at = (size: number) => (100 * (size - from)) / (to - from)
  return { at: at(effect.value ?? 0), from: at(effect.low ?? 0), to: at(effect.high ?? 0), nothing: at(0) }
}

export interface Line {
  path: string
  band: string
  /** The end of the line, where its name may stand. */
  end: { x: number; y: number } | null
}

export interface Drawn {
  lines: Line[]
  /** From here on not everybody is watched so long. */
  open: number | null
  days: { x: number; label: string }[]
  ticks: { y: number; label: string }[]
}

/** Marks that lie closer would touch. */
const APART = 34
const MARKS = [0, 30, 60, 90, 120, 180, 240, 300, 365]

/** Both groups from the landmark on. */
export function draw(
  one: Pick<EarlyThing, "curve_with" | "curve_without">,
  { horizon }: Pick<EarlyFound, "horizon">,
  wide: number,
  high: number,
): Drawn {
  const curves = [one.curve_with, one.curve_without]
  const last = Math.max(1, ...curves.map((curve) => curve.days.at(-1) ?? 0))
  const all = curves.flatMap((curve) => [...curve.low, ...curve.high])
  const unit = unitOf(Math.max(...all, 0.05) - Math.min(...all, 1))
  const low = Math.floor(Math.min(...all, 1) / unit + 1e-9) * unit
  const top = Math.min(1, Math.ceil(Math.max(...all, 0.05) / unit - 1e-9) * unit)
  const x = (day: number) => (wide * day) / last
  const y = (share: number) => high * (1 - (share - low) / (top - low))
  const days = MARKS.filter((day) => day <= last).reduce<number[]>(
    (kept, day) => (kept.length && x(day) - x(kept.at(-1) ?? 0) < APART ? kept : [...kept, day]),
    [],
  )
  return {
    lines: curves.map((curve) => lineOf(curve, x, y)),
    open: horizon < last ? x(horizon) : null,
    days: days.map((day) => ({ x: x(day), label: String(day) })),
    ticks: Array.from({ length: Math.round((top - low) / unit) + 1 }, (_, at) => low + at * unit).map(
      (share) => ({
        y: y(share),
        label: `${Math.round(100 * share)} %`,
      }),
    ),
  }
}

function lineOf(curve: EarlyCurve, x: (day: number) => number, y: (share: number) => number): Line {
  const along = (shares: readonly number[]) =>
    curve.days.map((day, at) => `${x(day).toFixed(1)} ${y(shares[at] ?? 0).toFixed(1)}`)
  const at = curve.days.length - 1
  if (at < 0) return { path: "", band: "", end: null }
  return {
    path: `M${along(curve.share).join("L")}`,
    band: `M${along(curve.high).join("L")}L${along(curve.low).reverse().join("L")}Z`,
    end: { x: x(curve.days[at] ?? 0), y: y(curve.share[at] ?? 0) },
  }
}

const unitOf = (range: number) => [0.01, 0.02, 0.05, 0.1, 0.2].find((unit) => range / unit <= 5) ?? 0.25
