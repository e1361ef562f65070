import { longDay } from "../dates"
import { count, interval, percent, value } from "../numbers"
import type { Backtest, Churn, Forecast, Meaning, NextSteps, Number_, ValueForecast } from "../types"

/** What a forecast says in words. */

/** "€95k (83k to 110k)" */
export function doubted(number: Number_, currency = ""): string {
  const between = interval(number)
  return value(number, currency) + (between ? ` (${between})` : "")
}

/** The sentence at the top of the page. */
export function headline({ value: told, value_why: why, currency }: Forecast): string {
  if (!told) return why ?? "Nothing can be foretold yet."
  const { orders, buyers, revenue } = told
  if (!orders || !buyers || !revenue)
    return `No figure is given: what these customers bought last was not what the first part of the data told.`
  return (
    `Of ${count(told.people)} customers, **${doubted(buyers)}** are expected to buy again within twelve months, ` +
    `for **${doubted(revenue, currency)}**.`
  )
}

/** How far the back-test was off: "17 % too many". */
export function offWords({ off, people }: Backtest): string {
  if (off === null) return "nobody bought"
  const size = percent(Math.abs(off), Math.min(people, 999))
  return Math.abs(off) < 0.005 ? "just as many" : `${size} too ${off > 0 ? "many" : "few"}`
}

export const VERDICT: Record<Backtest["verdict"], string> = {
  holds: "The test holds",
  rough: "The test is rough",
  fails: "The test fails",
}

/** What the back-test found, above its picture. */
export function testWords(tested: Backtest): string {
  return (
    `${VERDICT[tested.verdict]}: of the ${tested.weeks_after} weeks from ${longDay(tested.split)}, which it had not seen, ` +
    `the model expected ${doubted(tested.expected)} purchases; ${count(tested.observed)} came, so it expected ${offWords(tested)}.`
  )
}

/** "0.08" has too many decimals for a share of people, but purchases of one are small: at most two. */
export const each = (bought: number) => (bought < 1 ? bought.toFixed(2) : bought.toFixed(1))

/** What a model was fitted with, for the card that describes it. */
export const parameterWords = (told: ValueForecast) =>
  Object.entries(told.parameters)
    .map(([name, size]) => `${name} ${size >= 100 ? count(size) : size.toPrecision(3)}`)
    .join(", ")

const ACTED: Record<Churn["activity"], string> = { orders: "ordered", anything: "did anything" }
const ACT: Record<Churn["activity"], string> = { orders: "order", anything: "do anything" }

/** Who may be lost, above the list of them. */
export function awayWords(churn: Churn): string {
  const { staying_away: away, activity, gap, definition } = churn
  if (!away) return churn.warnings[0] ?? "Nothing can be told of single customers."
  const many = count(churn.active)
  return definition === "contract"
    ? `Of ${many} customers with a contract, **${doubted(away)}** are expected to have none any more in ${gap} days.`
    : `Of ${many} customers who ${ACTED[activity]} in the last ${gap} days, **${doubted(away)}** are expected not to ${ACT[activity]} in the next ${gap}.`
}

const CHOSEN: Record<NonNullable<Meaning["chosen"]>, string> = {
  rule: "the shortest silence after which under 5 % come back",
  settings: "as workspace.yaml says",
  proposed: "proposed from the names of events",
}

/** What it means to be lost, and who says so. */
export const meaningWords = ({ words, chosen }: Meaning) => (chosen ? `${words}, ${CHOSEN[chosen]}` : words)

/** What a meaning gives: "80.7 % (79.4 to 81.9) lost: 1,868 of 2,289 customers in the 98 days from 24 Jun 2026". */
export function lostWords({ lost, since, days, why }: Meaning): string {
  if (!lost || !since) return why ?? ""
  const share = lost.show === "full" ? doubted(lost) : value(lost)
  return `${share} lost: ${count(lost.numerator ?? 0)} of ${count(lost.denominator ?? 0)} customers at the beginning, in the ${days ?? 0} days from ${longDay(since)}.`
}

/** How sure the silence is, of those who were silent so long. */
export const returnWords = ({ returns, watched }: Churn) =>
  returns && watched
    ? ` Of those silent so long ${doubted(returns)} still came back within the ${watched} days that could be watched.`
    : ""

/** How often the next step was told right, and against what. */
export function nextWords({ right, plain, better, tested_from }: NextSteps): string {
  const clear = (better.low ?? 0) > 0
  return (
    `Of ${count(right.n)} visits from ${longDay(tested_from)} on, the next step was told right in **${doubted(right)}**` +
    (clear
      ? `, by the last three steps; naming the commonest one after the present step is right in ${doubted(plain)}.`
      : `; that is no better than naming the commonest one after the present step, ${doubted(plain)}.`)
  )
}
