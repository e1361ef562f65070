import type { Number_, Tile } from "./types"

/**
 * Numbers as people read them. Every figure on the page is written here and nowhere else.
 * The paper and the terminal have a twin in export/words.py; both are tested against tests/cases/number_words.json.
 */

const MINUS = "\u2212"
const SPACE = "\u00a0"
const FINE_FROM = 1000

/** Half away from zero, as people round; never minus zero. */
function round(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return (Math.sign(value) * Math.floor(Math.abs(value) * scale + 0.5 + 1e-9)) / scale || 0
}

/** Kept, because to make one takes far longer than to write a number with it. */
const formats = new Map<number, Intl.NumberFormat>()

function format(decimals: number): Intl.NumberFormat {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const found = formats.get(decimals) ?? new Intl.NumberFormat("en", digits)
  formats.set(decimals, found)
  return found
}

const fixed = (value: number, decimals: number) =>
  format(decimals).format(round(value, decimals)).replace("-", MINUS)
const signed = (value: number, decimals: number) =>
  (round(value, decimals) > 0 ? "+" : "") + fixed(value, decimals)

/** 3188 -> "3,188" */
export const count = (value: number) => fixed(value, 0)

/** One decimal needs a thousand observations. */
export const shareDecimals = (n: number) => (n >= FINE_FROM ? 1 : 0)

/** 0.2547, 3188 -> "25.5 %" */
export const percent = (value: number, n: number) => `${fixed(value * 100, shareDecimals(n))}${SPACE}%`

/** "EUR" -> "€"; a currency without a sign keeps its three letters and a space. */
export function currencySign(currency: string): string {
  if (!currency) return ""
  const parts = new Intl.NumberFormat("en", { style: "currency", currency }).formatToParts(0)
  const sign = parts.find((part) => part.type === "currency")?.value ?? currency
  return sign === currency ? sign + SPACE : sign
}

/** Two significant digits, but whole units between 10 and 1,000: 31204 -> "31k", 104.2 -> "104", 6.9 -> "6.9". */
function short(size: number): string {
  if (round(size, 1) === 0) return "0"
  if (round(size, 0) < 1000) return fixed(size, round(size, 1) < 10 ? 1 : 0)
  const ten = 10 ** (Math.floor(Math.log10(size)) - 1)
  const two = round(size / ten, 0) * ten
  const [unit, letter] = two >= 1e9 ? [1e9, "bn"] : two >= 1e6 ? [1e6, "M"] : [1e3, "k"]
  return fixed(two / unit, two / unit < 10 ? 1 : 0) + letter
}

/** 31204, "EUR" -> "€31k"; without a currency the bare amount, as inside an interval. */
export function money(value: number, currency = ""): string {
  const text = short(Math.abs(value))
  return (value < 0 && text !== "0" ? MINUS : "") + currencySign(currency) + text
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
const MINUTES: TimeUnit = { size: 60, one: "min", many: "min" }
const HOURS: TimeUnit = { size: 3600, one: "hour", many: "hours" }
const DAYS: TimeUnit = { size: 86400, one: "day", many: "days" }
const WEEKS: TimeUnit = { size: 7 * DAYS.size, one: "week", many: "weeks" }

function unitOf(seconds: number): TimeUnit {
  const size = Math.abs(seconds)
  if (size < 59.5) return SECONDS
  if (size < 59.5 * MINUTES.size) return MINUTES
  return size < 23.5 * HOURS.size ? HOURS : DAYS
}

const withUnit = (text: string, unit: TimeUnit) => text + SPACE + (text === "1" ? unit.one : unit.many)

/** One decimal under three and inside a tight interval, else none: 1.5, 2, 11. */
function inUnit(seconds: number, unit: TimeUnit, tight = false): string {
  const fine = unit !== SECONDS && Math.abs(seconds / unit.size) < 2.95
  return fixed(seconds / unit.size, fine || tight ? 1 : 0).replace(/\.0$/, "")
}

/** Both ends would be the same number: then they show a decimal, and so does the value between them. */
const isTight = (low: number, high: number, unit: TimeUnit) =>
  unitOf(low) === unit && unitOf(high) === unit && inUnit(low, unit) === inUnit(high, unit)

/** 950400 -> "11 days", 120 -> "2 min" */
export function duration(seconds: number): string {
  const unit = unitOf(seconds)
  return withUnit(inUnit(seconds, unit), unit)
}

/** A duration with the decimals that its interval needs, so that rounding never puts it outside. */
function time(seconds: number, { low, high }: Number_): string {
  const unit = unitOf(seconds)
  const tight = low !== null && high !== null && isTight(low, high, unit)
  return withUnit(inUnit(seconds, unit, tight), unit)
}

/** Both ends in one unit where they have one in common, which is named only when the interval stands alone. */
function times(low: number, high: number, alone: boolean): string {
  const unit = unitOf(high)
  if (unitOf(low) !== unit) return `${duration(low)} to ${duration(high)}`
  const [first, last] = isTight(low, high, unit)
    ? [fixed(low / unit.size, 1), fixed(high / unit.size, 1)]
    : [inUnit(low, unit), inUnit(high, unit)]
  return `${first} to ${alone ? withUnit(last, unit) : last}`
}

const SPEC: Record<string, TimeUnit> = { s: SECONDS, m: MINUTES, h: HOURS, d: DAYS, w: WEEKS }

/** The map file's "5d" -> "5 days" */
export function specWords(spec: string): string {
  const unit = SPEC[spec.slice(-1)]
  const many = Number(spec.slice(0, -1))
  return unit && many ? withUnit(String(many), unit) : spec
}

/** The map file's "5d" -> 432000 */
export function specSeconds(spec: string): number | null {
  const unit = SPEC[spec.slice(-1)]
  const many = Number(spec.slice(0, -1))
  return unit && many ? many * unit.size : null
}

/** 2.691 -> "2.7" */
export const tenth = (value: number) => fixed(value, 1)

/** An emotion with its sign: 1.74 -> "+1.7", 0 -> "0.0" */
export const feeling = (value: number) => signed(value, 1)

type Amount = (value: number, number: Number_) => string

const oneDecimal: Amount = (value) => fixed(value, 1)
const counted: Amount = (value, { value: mean, low, high }) => {
  const whole = [mean, low, high].every((one) => one === null || Number.isInteger(one))
  return fixed(value, whole || Math.abs(mean ?? 0) >= 100 ? 0 : 1)
}

/** A value in the unit of its number, without the words and signs for the unit. */
const AMOUNT: Record<Exclude<Number_["unit"], "seconds">, Amount> = {
  share: (value, { n }) => fixed(value * 100, shareDecimals(n)),
  per_100: (value, { n }) => fixed(value, shareDecimals(n)),
  money: (value) => money(value),
  people: (value) => count(value),
  count: counted,
  nps: (value) => signed(value, 0),
  feeling,
  stars: oneDecimal,
  score: oneDecimal,
}

const suffix = (unit: Number_["unit"]) =>
  unit === "share" ? `${SPACE}%` : unit === "per_100" ? `${SPACE}per 100` : ""

const isCounted = ({ unit, low }: Number_) => (unit === "people" || unit === "count") && low === null

/** The value alone; the interval where only that may be shown; else why there is none. People are always counted. */
export function value(number: Number_, currency = ""): string {
  const { unit, show } = number
  if (number.value === null && number.n === 0) return number.still_open ? "not yet known" : "no data"
  if (show === "hidden" && !isCounted(number)) return "too few"
  if (number.value === null) return "not yet known"
  if (show !== "full" && !isCounted(number)) return alone(number, currency) ?? "too few"
  if (unit === "money") return money(number.value, currency)
  if (unit === "seconds") return time(number.value, number)
  return AMOUNT[unit](number.value, number) + suffix(unit)
}

/** The interval where it stands for the value, and so names the unit: "9 to 49 %", "€22k to €41k". */
function alone(number: Number_, currency: string): string | null {
  const { low, high, unit } = number
  if (low === null || high === null) return null
  if (unit === "money") return `${money(low, currency)} to ${money(high, currency)}`
  if (unit === "seconds") return times(low, high, true)
  const between = interval(number)
  return between && between + suffix(unit)
}

/** The interval beside its value: "24.0 to 27.0", or null where there is none. */
export function interval(number: Number_): string | null {
  const { low, high, unit } = number
  if (low === null || high === null || number.value === null || number.show === "hidden") return null
  if (unit === "seconds") return times(low, high, false)
  return `${AMOUNT[unit](low, number)} to ${AMOUNT[unit](high, number)}`
}

/** The interval where it stands beside a value that is shown, and not in its place. */
export const doubt = (number: Number_) => (number.show === "full" ? interval(number) : null)

/** The value with its n and its doubt: "25.5 % of 3,188 (24.0 to 27.0)", "4.6 (4.5 to 4.7), n 902". */
export function full(number: Number_, currency = ""): string {
  const said = value(number, currency)
  const exact = (number.unit === "people" || number.unit === "count") && number.value === number.n
  if (number.n === 0 || exact) return said
  const many = `, n${SPACE}${count(number.n)}`
  if (number.show !== "full" || number.value === null) return said + many
  const between = interval(number) ? ` (${interval(number)})` : ""
  return number.unit === "share" ? `${said} of ${count(number.n)}${between}` : said + between + many
}

type Like = Pick<Number_, "unit" | "n">

const DIFFERENCE: Record<Number_["unit"], (size: number, like: Like, currency: string) => string> = {
  share: (size, { n }) => signed(size * 100, shareDecimals(n)),
  per_100: (size, { n }) => signed(size, shareDecimals(n)),
  money: (size, _, currency) => (size > 0 ? "+" : "") + money(size, currency),
  seconds: (size) => (size > 0 ? "+" : size < 0 ? MINUS : "") + duration(Math.abs(size)),
  people: (size) => signed(size, 0),
  count: (size) => signed(size, Number.isInteger(size) ? 0 : 1),
  nps: (size) => signed(size, 0),
  feeling: (size) => signed(size, 1),
  stars: (size) => signed(size, 1),
  score: (size) => signed(size, 1),
}

/** A difference with its sign and in its unit: 0.019 of a share of 3,188 -> "+1.9 pts". */
export function difference(size: number, like: Like, currency = ""): string {
  const text = DIFFERENCE[like.unit](size, like, currency)
  if (like.unit === "share") return `${text}${SPACE}${/^\D1$/.test(text) ? "pt" : "pts"}`
  return like.unit === "per_100" ? `${text}${SPACE}per 100` : text
}

/** The interval of a difference, whose unit stands beside its value: "+1.0 to +2.8". */
export const differenceInterval = (low: number, high: number, like: Like) =>
  `${DIFFERENCE[like.unit](low, like, "")} to ${DIFFERENCE[like.unit](high, like, "")}`

/** A forecast is as exact as it was typed: 0.02 of a share -> "+2 pts", 0.125 -> "+12.5 pts". */
export function forecast(size: number, unit: Number_["unit"], currency = ""): string {
  const whole = Math.abs(size * 100 - Math.round(size * 100)) < 1e-9
  return difference(size, { unit, n: whole ? 1 : FINE_FROM }, currency)
}

export interface Change {
  way: "up" | "down" | "same"
  /** How far, in words without a sign. */
  size: string
  /** True when the change is what the tile wants, false when not, null when the intervals cannot tell. */
  wanted: boolean | null
}

function moved(now: Number_, before: Number_, size: number, currency: string): string {
  const fewer = { ...now, n: Math.min(now.n, before.n) }
  if (now.unit === "seconds") return duration(size)
  if (now.unit === "nps") return fixed(size, 0)
  if (now.unit === "money") {
    const whole = Math.min(Math.abs(now.value ?? 0), Math.abs(before.value ?? 0)) >= 10
    return whole ? money(round(size, 0), currency).replace(/\.0$/, "") : money(size, currency)
  }
  const text = AMOUNT[now.unit](size, fewer).replace("+", "")
  return now.unit === "share" ? `${text}${SPACE}${text === "1" ? "pt" : "pts"}` : text
}

/** How a measure moved against the period before; null when there is nothing to compare. */
export function change(tile: Pick<Tile, "number" | "before" | "direction">, currency = ""): Change | null {
  const { number, before } = tile
  if (!before || number.value === null || before.value === null) return null
  if (number.show !== "full" || before.show !== "full") return null
  const size = moved(number, before, Math.abs(number.value - before.value), currency)
  if (!/[1-9]/.test(size)) return { way: "same", size, wanted: null }
  const way = number.value > before.value ? "up" : "down"
  const overlap =
    number.low !== null &&
    number.high !== null &&
    before.low !== null &&
    before.high !== null &&
    number.low <= before.high &&
    before.low <= number.high
  return { way, size, wanted: overlap ? null : way === tile.direction }
}

/** What a measure aims at, in its unit and as exact as it was set: 0.3 -> "30 %", 0.125 -> "12.5 %". */
export function target(tile: Pick<Tile, "number" | "target">, currency = ""): string | null {
  if (tile.target === null) return null
  const size = tile.number.unit === "share" ? tile.target * 100 : tile.target
  const n = Math.abs(size - Math.round(size)) < 1e-9 ? 1 : FINE_FROM
  return value({ ...tile.number, value: tile.target, n, show: "full" }, currency)
}

/** "1.6 below plan"; the words follow the interval. */
export function gapWords(gap: number, words: string | null): string {
  const text = `${fixed(Math.abs(gap), 1)} ${gap < 0 ? "below" : "above"} plan`
  if (words === "likely") return `likely ${text}`
  return words === "cannot tell" ? `${text}, cannot tell` : text
}

/** "1 person", "812 people" */
export const people = (many: number) => `${count(many)}${SPACE}${many === 1 ? "person" : "people"}`
