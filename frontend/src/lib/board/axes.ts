import type { MeasureChoice } from "../draft/api"
import type { MeasureRef } from "../draft/shape"
import { value } from "../numbers"
import type { AxisView, BoardItem, Number_ } from "../types"
import type { Asked } from "../url"
import { readWeights, writeWeights } from "./weights"
import { axisValue } from "./words"

/** The axes of a board: those of every map, and any measure. A measure's axis is named as the address names it. */

export interface MeasureAxis {
  ref: MeasureRef
  /** Of several answers at a step the one that is compared. */
  which: string | null
  /** Whether a high or a low value weighs more, where it is not the measure's own way. */
  heavy: "high" | "low" | null
}

/** "conversion;to=pay;last=90d" as what it asks. */
export function readAxis(name: string): MeasureAxis {
  const [measure = "", ...parts] = name.split(";")
  const given: Record<string, string> = Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf("=")
      return [part.slice(0, at), decoded(part.slice(at + 1))]
    }),
  )
  const { where, last, which, heavy, ...params } = given
  return {
    ref: { name: measure, params, ...(where ? { where } : {}), ...(last ? { last } : {}) },
    which: which ?? null,
    heavy: heavy === "high" || heavy === "low" ? heavy : null,
  }
}

export function writeAxis({ ref, which, heavy }: MeasureAxis): string {
  const given = { ...ref.params, where: ref.where, last: ref.last, which, heavy }
  const parts = Object.entries(given).flatMap(([name, one]) =>
    one === undefined || one === null || one === "" ? [] : [`${name}=${encodeURIComponent(String(one))}`],
  )
  return [ref.name, ...parts].join(";")
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export interface AxisOption {
  id: string
  title: string
  note: string
}
export interface AxisGroup {
  title: string
  options: AxisOption[]
}

/** What can be chosen: the plain words of every map first, then measures of the step, then those of its customers. */
export function groups(
  axes: readonly AxisView[],
  measures: readonly MeasureChoice[],
  query: string,
): AxisGroup[] {
  const plain = axes.filter((axis) => axis.measure === null)
  const others = measures.filter((one) => !plain.some((axis) => axis.name === one.name))
  const option = (one: MeasureChoice) => ({ id: one.name, title: one.title, note: one.question })
  const all = [
    {
      title: "On every map",
      options: plain.map((axis) => ({ id: axis.name, title: axis.title, note: axis.note })),
    },
    { title: "Measured at the step", options: others.filter((one) => one.stands_at_steps).map(option) },
    {
      title: "Of the customers who came to it",
      options: others.filter((one) => !one.stands_at_steps).map(option),
    },
  ]
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const means = ({ title, note }: AxisOption) =>
    words.every((word) => `${title} ${note}`.toLowerCase().includes(word))
  return all
    .map((group) => ({ ...group, options: group.options.filter(means) }))
    .filter((group) => group.options.length)
}

type Placed = Pick<Asked, "across" | "up" | "weights">

/** The address with an axis asked otherwise, wherever it stands. */
export function renamed(asked: Placed, from: string, to: string): Placed {
  const weights = Object.entries(readWeights(asked.weights)).map(
    ([name, weight]) => [name === from ? to : name, weight] as const,
  )
  const other = (name: string | null) => (name === from ? to : name)
  return {
    across: other(asked.across),
    up: other(asked.up),
    weights: writeWeights(Object.fromEntries(weights)),
  }
}

/** A card on an axis, in the axis's unit. */
export function valueOn(item: BoardItem, axis: AxisView, currency: string): string {
  const number = item.numbers[axis.name]
  if (number) return value(number, currency)
  return axis.measure ? "not measured here" : axisValue(item.values[axis.name])
}

/** A mark of an axis, in its unit. */
export function markOn(axis: AxisView, mark: number, currency: string): string {
  if (!axis.unit || mark === 0) return axisValue(mark)
  const bare: Number_ = { ...BARE, value: mark, unit: axis.unit }
  return value(bare, currency)
}

const BARE: Omit<Number_, "unit"> = {
  value: 0,
  low: null,
  high: null,
  n: 1,
  numerator: null,
  denominator: null,
  still_open: null,
  show: "full",
}

/** The measures that make the score: each has a place of its own in the lists. */
export const weighedMeasures = (axes: readonly AxisView[]) =>
  axes.filter((axis) => axis.measure !== null && axis.weight > 0)

/** What is left out of scores because it was not measured: "Share who go on at 2 of 12"; null when nothing is. */
export function leftOut(items: readonly BoardItem[], axes: readonly AxisView[]): string | null {
  const told = axes.flatMap((axis) => {
    const many = axis.weight > 0 ? items.filter((item) => item.values[axis.name] === null).length : 0
    return many ? [`${axis.title} at ${many} of ${items.length}`] : []
  })
  return told.length ? told.join(", ") : null
}
