import { written } from "../draft/measures"
import type { MeasureRef } from "../draft/shape"
import type { Question } from "../journeys/answer.svelte"
import type { SavedQuestion } from "../types"
import type { Asked } from "../url"

/** Any measure as it is asked on the page of journeys; it lives in the address. */
export interface Ask {
  measure: string
  params: Record<string, string>
  where: string | null
  by: string[]
  picture: string | null
}

type InUrl = Pick<Asked, "measure" | "params" | "where" | "by" | "picture">

export const list = (text: string | null): string[] =>
  (text ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean)

export function readAsk(asked: InUrl): Ask | null {
  if (!asked.measure) return null
  return {
    measure: asked.measure,
    params: Object.fromEntries(new URLSearchParams(asked.params ?? "")),
    where: asked.where,
    by: list(asked.by),
    picture: asked.picture,
  }
}

/** What the address says of a question; null takes it away. */
export function writeAsk(ask: Ask | null): InUrl {
  if (!ask) return { measure: null, params: null, where: null, by: null, picture: null }
  return {
    measure: ask.measure,
    params: new URLSearchParams(ask.params).toString() || null,
    where: ask.where,
    by: ask.by.join(",") || null,
    picture: ask.picture,
  }
}

/** The same as the server is asked. */
export const questionOf = (ask: Ask): Question => ({
  name: ask.measure,
  params: ask.params,
  by: ask.by,
  where: ask.where,
})

/** The same as the fields of a measure edit it. */
export const refOf = (ask: Ask): MeasureRef => ({ name: ask.measure, params: ask.params })

export const paramsOf = (ref: MeasureRef): Record<string, string> =>
  Object.fromEntries(Object.entries(ref.params ?? {}).map(([name, value]) => [name, written(value)]))

type Narrowed = Pick<Asked, "segment" | "start" | "end">

/** A saved question as it is asked. */
export const askOf = ({ measure, params, where, by, picture }: SavedQuestion): Ask => ({
  measure,
  params,
  where,
  by,
  picture,
})

/** What is asked now, under a name. */
export const savedOf = (
  ask: Ask,
  name: string,
  map: string,
  { segment, start, end }: Narrowed,
): SavedQuestion => ({
  ...ask,
  name,
  map,
  segment,
  start,
  end,
})

const sorted = (params: Record<string, string>) => Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))

/** Whether two questions ask the same, whatever they are called. */
export const same = (one: SavedQuestion, other: SavedQuestion): boolean =>
  JSON.stringify([
    { ...askOf(one), params: sorted(one.params) },
    one.map,
    one.segment,
    one.start,
    one.end,
  ]) ===
  JSON.stringify([
    { ...askOf(other), params: sorted(other.params) },
    other.map,
    other.segment,
    other.start,
    other.end,
  ])
