import type { TestedWeek } from "../types"

/** Weeks as a picture: bars for what happened, a line and its band for what was expected. */
export interface Drawn {
  bars: { x: number; wide: number; top: number; week: TestedWeek }[]
  line: string
  band: string
  /** Where the model had seen nothing any more. */
  split: number | null
  ticks: { at: number; label: string }[]
  months: { x: number; label: string }[]
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/** A round step so that three to six lines stand in a picture up to `most`. */
export function stepOf(most: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(most, 1) / 3))
  return [1, 2, 5, 10].map((by) => by * size).find((step) => most / step <= 6) ?? size * 10
}

const round = (value: number) => Math.round(value * 10) / 10

export function picture(weeks: readonly TestedWeek[], width: number, height: number, left: number): Drawn {
  const most = Math.max(1, ...weeks.flatMap((week) => [week.observed, week.high]))
  const wide = (width - left) / Math.max(1, weeks.length)
  const x = (i: number) => left + wide * i
  const y = (value: number) => height * (1 - value / most)
  const points = (of: (week: TestedWeek) => number) =>
    weeks.map((week, i) => `${round(x(i) + wide / 2)} ${round(y(of(week)))}`)
  const split = weeks.findIndex((week) => week.held_out)
  const step = stepOf(most)
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => ({
    at: round(y(i * step)),
    label: String(i * step),
  }))
  const every = Math.max(1, Math.ceil(56 / (wide * 4.35)))
  const begun = weeks.flatMap((week, i) => {
    const [year = "", month = "1"] = week.day.split("-")
    const before = weeks[i - 1]?.day.slice(0, 7)
    if (before === week.day.slice(0, 7) || before === undefined) return []
    const name = MONTHS[Number(month) - 1] ?? ""
    return [{ x: round(x(i)), label: month === "01" ? `${name} ${year}` : name }]
  })
  return {
    bars: weeks.map((week, i) => ({ x: round(x(i)), wide: round(wide), top: round(y(week.observed)), week })),
    line: `M${points((week) => week.expected).join("L")}`,
    band: `M${points((week) => week.high).join("L")}L${points((week) => week.low)
      .reverse()
      .join("L")}Z`,
    split: split < 0 ? null : round(x(split)),
    ticks,
    months: begun.filter((_, i) => i % every === 0),
  }
}
