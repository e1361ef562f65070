import type { Number_, Tile } from "./types"

/** Numbers as people read them. Every figure on the page is written here and nowhere else. */

const MINUS = "\u2212"
const SPACE = "\u00a0"
const MINUTE = 60
const HOUR = 3600
const DAY = 86400

const signed = (text: string) => text.replace("-", MINUS)
const fixed = (value: number, decimals: number) =>
  signed(
    (Math.abs(value) < 0.5 / 10 ** decimals ? 0 : value).toLocaleString("en", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }),
  )
const plus = (value: number, text: string) => (value > 0 && /[1-9]/.test(text) ? `+${text}` : text)

/** 3188 -> "3,188" */
export const count = (value: number) => fixed(value, 0)

/** One decimal needs a thousand observations. */
export const shareDecimals = (n: number) => (n >= 1000 ? 1 : 0)

/** 0.2547, 3188 -> "25.5 %" */
export const percent = (value: number, n: number) => `${fixed(value * 100, shareDecimals(n))}${SPACE}%`

/** "EUR" -> "€"; a currency without a sign keeps its three letters and a space. */
export function currencySign(currency: string): string {
  const parts = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  }).formatToParts(0)
  const sign = parts.find((part) => part.type === "currency")?.value ?? currency
  return /^[A-Z]{2,}$/.test(sign) ? sign + SPACE : sign
}

/** Two significant digits from a thousand on, whole units below: 31204 -> "31k", 104.2 -> "104". */
export function short(value: number): string {
  const size = Math.abs(value)
  if (size < 999.5) return fixed(value, 0)
  const rounded = Number(size.toPrecision(2))
  const [unit, letter] = rounded >= 1e9 ? [1e9, "bn"] : rounded >= 1e6 ? [1e6, "m"] : [1e3, "k"]
  const scaled = rounded / unit
  return `${value < 0 ? MINUS : ""}${fixed(scaled, scaled < 10 && scaled % 1 !== 0 ? 1 : 0)}${letter}`
}

/** 31204, "EUR" -> "€31k" */
export function money(value: number, currency: string): string {
  const text = short(value)
  return text.startsWith(MINUS)
    ? MINUS + currencySign(currency) + text.slice(1)
    : currencySign(currency) + text
}

/** An exact amount of one customer, which travels as decimal text: "96.50" -> "€96.50", "96.00" -> "€96". */
export function amount(text: string, currency: string): string {
  const value = Number(text)
  const cents = Math.abs(value % 1) > 0.004
  return `${value < 0 ? MINUS : ""}${currencySign(currency)}${fixed(Math.abs(value), cents ? 2 : 0)}`
}

interface TimeUnit {
  size: number
  one: string
  many: string
}
const SECONDS: TimeUnit = { size: 1, one: "s", many: "s" }
const MINUTES: TimeUnit = { size: MINUTE, one: "min", many: "min" }
const HOURS: TimeUnit = { size: HOUR, one: "hour", many: "hours" }
const DAYS: TimeUnit = { size: DAY, one: "day", many: "days" }
const WEEKS: TimeUnit = { size: 7 * DAY, one: "week", many: "weeks" }

function unitOf(seconds: number): TimeUnit {
  const size = Math.abs(seconds)
  if (size < 59.5) return SECONDS
  if (size < 90 * MINUTE) return MINUTES
  return size < 23.5 * HOUR ? HOURS : DAYS
}

/** Whole units from three on, one decimal below where it says something. */
function timeDecimals(seconds: number, unit: TimeUnit): number {
  const value = seconds / unit.size
  return unit !== SECONDS && Math.abs(value) < 3 && Math.round(value * 10) % 10 !== 0 ? 1 : 0
}

/** 950400 -> "11 days", 120 -> "2 min" */
export function duration(seconds: number): string {
  const unit = unitOf(seconds)
  const text = fixed(seconds / unit.size, timeDecimals(seconds, unit))
  return `${text}${SPACE}${text === "1" ? unit.one : unit.many}`
}

const SPEC: Record<string, TimeUnit> = { s: SECONDS, m: MINUTES, h: HOURS, d: DAYS, w: WEEKS }

/** The map file's "5d" -> "5 days" */
export function specWords(spec: string): string {
  const unit = SPEC[spec.slice(-1)]
  const many = Number(spec.slice(0, -1))
  return unit && many ? `${many}${SPACE}${many === 1 ? unit.one : unit.many}` : spec
}

/** The map file's "5d" -> 432000 */
export function specSeconds(spec: string): number | null {
  const unit = SPEC[spec.slice(-1)]
  const many = Number(spec.slice(0, -1))
  return unit && many ? many * unit.size : null
}

/** An emotion with its sign: 1.74 -> "+1.7", 0 -> "0" */
export function feeling(value: number): string {
  const text = fixed(value, 1)
  return text === "0.0" ? "0" : plus(value, text)
}

interface Words {
  value: (number: Number_, currency: string) => string
  /** One end of the interval, in the unit of the value. */
  end: (end: number, number: Number_, currency: string) => string
  /** The size of a change, without its sign. */
  change: (size: number, number: Number_, currency: string) => string
}

const simple = (write: (value: number) => string, unit = ""): Words => ({
  value: (number) => write(number.value ?? 0) + unit,
  end: (end) => write(end),
  change: (size) => write(size).replace("+", ""),
})

const WORDS: Record<Number_["unit"], Words> = {
  share: {
    value: (number) => percent(number.value ?? 0, number.n),
    end: (end, number) => fixed(end * 100, shareDecimals(number.n)),
    change: (size, number) => `${fixed(size * 100, shareDecimals(number.n))}${SPACE}pts`,
  },
  money: {
    value: (number, currency) => money(number.value ?? 0, currency),
    end: (end) => short(end),
    change: (size, _, currency) => money(size, currency),
  },
  seconds: {
    value: (number) => duration(number.value ?? 0),
    end: (end, number) => {
      const seconds = number.value ?? 0
      const unit = unitOf(seconds)
      const same = [number.low, number.high].every(
        (other) => other !== null && Math.round(other / unit.size) === Math.round(seconds / unit.size),
      )
      return fixed(end / unit.size, same ? 1 : timeDecimals(seconds, unit))
    },
    change: (size) => duration(size),
  },
  people: simple(count),
  count: simple(count),
  nps: simple((value) => plus(value, fixed(value, 0))),
  stars: simple((value) => fixed(value, 1)),
  score: simple((value) => fixed(value, 1)),
  feeling: simple(feeling),
  per_100: simple((value) => fixed(value, 1), `${SPACE}per 100`),
}

/** The value alone, or why there is none. */
export function value(number: Number_, currency: string): string {
  if (number.show === "hidden" && number.unit !== "people" && number.unit !== "count") return "too few"
  if (number.value === null) return number.n === 0 ? "no data" : "not yet known"
  return WORDS[number.unit].value(number, currency)
}

/** "24.0 to 27.0", or null where there is none. */
export function interval(number: Number_, currency: string): string | null {
  if (number.low === null || number.high === null || number.show === "hidden") return null
  const words = WORDS[number.unit]
  return `${words.end(number.low, number, currency)} to ${words.end(number.high, number, currency)}`
}

/** The value with its doubt: "25.5 % of 3,188 (24.0 to 27.0)". */
export function full(number: Number_, currency: string): string {
  const between = interval(number, currency)
  if (number.show === "hidden") return `${value(number, currency)}, n${SPACE}${count(number.n)}`
  if (number.show === "interval" && between)
    return `${between}${number.unit === "share" ? SPACE + "%" : ""}, n${SPACE}${count(number.n)}`
  const base =
    number.unit === "share" && number.denominator !== null ? ` of ${count(number.denominator)}` : ""
  return value(number, currency) + base + (between ? ` (${between})` : "")
}

export interface Change {
  way: "up" | "down" | "same"
  text: string
  /** True when the change is what the tile wants, false when not, null when the intervals cannot tell. */
  wanted: boolean | null
}

/** How a measure moved against the period before; null when there is nothing to compare. */
export function change(tile: Tile, currency: string): Change | null {
  const { number, before } = tile
  if (!before || number.value === null || before.value === null) return null
  if (number.show !== "full" || before.show !== "full") return null
  const moved = number.value - before.value
  const text = WORDS[number.unit].change(Math.abs(moved), number, currency)
  if (!/[1-9]/.test(text)) return { way: "same", text: "no change", wanted: null }
  const way = moved > 0 ? "up" : "down"
  const overlap =
    number.low !== null &&
    number.high !== null &&
    before.low !== null &&
    before.high !== null &&
    number.low <= before.high &&
    before.low <= number.high
  return { way, text, wanted: overlap ? null : way === tile.direction }
}

/** A target in the unit of its measure: 0.3 -> "30 %". */
export function target(tile: Tile, currency: string): string | null {
  if (tile.target === null) return null
  const number: Number_ = { ...tile.number, value: tile.target, n: 1, show: "full" }
  return value(
    tile.target * 100 === Math.round(tile.target * 100) ? number : { ...number, n: 1000 },
    currency,
  )
}

/** "1.6 below plan"; the words follow the interval. */
export function gapWords(gap: number, words: string | null): string {
  const text = `${fixed(Math.abs(gap), 1)} ${gap < 0 ? "below" : "above"} plan`
  if (words === "likely") return `likely ${text}`
  return words === "cannot tell" ? `${text}, cannot tell` : text
}

/** "1 person", "812 people" */
export const people = (many: number) => `${count(many)}${SPACE}${many === 1 ? "person" : "people"}`
