/** Calendar days as plain ISO texts; no time zone is applied to what the server already resolved. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

const parts = (iso: string) => {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split("-").map(Number)
  return { year, month, day }
}

/** "2026-09-30" -> "30 Sep" */
export function day(iso: string): string {
  const { month, day: date } = parts(iso)
  return `${date} ${MONTHS[month - 1]}`
}

/** "2026-09-30" -> "30 Sep 2026" */
export const longDay = (iso: string) => `${day(iso)} ${parts(iso).year}`

/** "2026-07-03" -> "Jul" */
export const month = (iso: string) => MONTHS[parts(iso).month - 1] ?? ""

/** "2026-07-24T10:12:00" -> "10:12" */
export const clock = (iso: string) => iso.slice(11, 16)

/** "1 Apr – 30 Sep 2026"; the year is said once when it is the same. */
export function range(start: string | null, end: string | null): string {
  if (!start && !end) return "All time"
  if (!start) return `Until ${longDay(end as string)}`
  if (!end) return `From ${longDay(start)}`
  const from = parts(start).year === parts(end).year ? day(start) : longDay(start)
  return `${from} – ${longDay(end)}`
}

/** The same for narrow places: "Apr 2025 – Sep 2026" where whole months are meant, else days without a year. */
export function shortRange(start: string | null, end: string | null): string {
  if (!start || !end) return range(start, end)
  const months = start.endsWith("-01") && addDays(end, 1).endsWith("-01")
  const [from, to] = [parts(start).year, parts(end).year]
  if (months) return `${month(start)}${from === to ? "" : ` ${from}`} – ${month(end)} ${to}`
  return from === to ? `${day(start)} – ${day(end)}` : range(start, end)
}

/** The day so many days later (or earlier, when negative). */
export function addDays(iso: string, days: number): string {
  const { year, month: monthOf, day: date } = parts(iso)
  return new Date(Date.UTC(year, monthOf - 1, date + days)).toISOString().slice(0, 10)
}

export interface Preset {
  id: string
  label: string
  start: string | null
  end: string | null
}

/** Ranges that end with the data: asking for days after them would only find nobody. */
export function presets(lastDay: string | null): Preset[] {
  const all = { id: "all", label: "All time", start: null, end: null }
  if (!lastDay) return [all]
  const { year, month: monthOf } = parts(lastDay)
  const quarter = `${year}-${String(Math.floor((monthOf - 1) / 3) * 3 + 1).padStart(2, "0")}-01`
  return [
    all,
    { id: "90d", label: "Last 90 days", start: addDays(lastDay, -89), end: lastDay },
    { id: "quarter", label: "This quarter", start: quarter, end: lastDay },
    { id: "year", label: "Last year", start: addDays(lastDay, -364), end: lastDay },
  ]
}
