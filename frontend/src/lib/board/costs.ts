import { count, money, value, interval } from "../numbers"
import type { FoundPain, FoundPains } from "../types"

/** What finds cost: which of them stand in the table of costs, and where their bars lie. */

const EXPOSED = 3

export const dear = (pains: readonly FoundPain[]) => pains.filter((pain) => pain.cost.money)

/** Of what has no price the first few, for comparison. */
export const onlyExposed = (pains: readonly FoundPain[]) =>
  pains.filter((pain) => !pain.cost.money).slice(0, EXPOSED)

/** The scale of all bars: from the lowest end of an interval, or nothing, to the highest. */
export interface Scale {
  from: number
  to: number
  ticks: number[]
}

export function scaleOf(pains: readonly FoundPain[]): Scale {
  const ends = dear(pains).flatMap(({ cost }) => [
    cost.money?.low ?? 0,
    cost.money?.high ?? 0,
    cost.naive?.value ?? 0,
  ])
  const [from, to] = [Math.min(0, ...ends), Math.max(1, ...ends)]
  const step = nice((to - from) / 3)
  const ticks = []
  for (let tick = 0; tick <= to; tick += step) ticks.push(tick)
  return { from, to, ticks }
}

/** 1, 2 or 5 times a power of ten, at least so large. */
function nice(size: number): number {
  const ten = 10 ** Math.floor(Math.log10(size))
  return ten * (size <= ten ? 1 : size <= 2 * ten ? 2 : size <= 5 * ten ? 5 : 10)
}

/** Where an amount lies on the scale, in percent. */
export const spot = (amount: number, { from, to }: Scale) => (100 * (amount - from)) / (to - from)

/** "3 of 30 finds are priced. Together they put €20k a quarter at risk (18k to 23k), …" */
export function costSentence(found: FoundPains): string {
  const { priced, total } = found.costs
  const finds = found.items.length
  if (!total) {
    const none = finds === 1 ? "The one find has no price" : `None of ${count(finds)} finds has a price`
    return `${none}: a price needs a cause that is done to customers, and comparable others.`
  }
  const many = priced === 1 ? "One find costs" : `${count(priced)} finds cost`
  const once = priced === 1 ? "" : ", counted once for customers who met several"
  return `${many} ${value(total, found.currency)} a quarter (${interval(total) ?? ""})${once}.`
}

export const exposedWords = (pain: FoundPain, currency: string) => money(pain.cost.exposed, currency)
