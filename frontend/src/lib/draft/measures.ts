import type { MeasureChoice, ParamSchema } from "./api"
import type { MeasureRef } from "./shape"

/** A measure as it is chosen: found by a few letters, then its parameters, filter and time. */

/** Time windows to choose from; a file may name any other. */
export const WINDOWS: readonly { id: string; label: string }[] = [
  { id: "", label: "the whole time" },
  { id: "7d", label: "the last 7 days" },
  { id: "30d", label: "the last 30 days" },
  { id: "90d", label: "the last 90 days" },
  { id: "365d", label: "the last 365 days" },
]

/** A name that a parameter may hold, with the words it goes by. */
export interface Hint {
  value: string
  words?: string
}

/** Parameters that hold names of events or steps. */
export const NAMES = /event|to$|from$|step|start|return/

const plain = (text: string) => text.toLowerCase().replaceAll("_", " ")

/** Better is smaller: the title begins so, a word of it does, it is somewhere in it, or only in the question. */
function rank(measure: MeasureChoice, words: readonly string[]): number | null {
  const titles = [plain(measure.title), plain(measure.name)]
  const all = [...titles, plain(measure.question)].join(" ")
  if (!words.every((word) => all.includes(word))) return null
  const first = words[0] ?? ""
  const place = (title: string) =>
    title.startsWith(first) ? 0 : title.includes(` ${first}`) ? 1 : title.includes(first) ? 2 : 3
  return Math.min(...titles.map(place))
}

/** The measures that a few letters mean, the likeliest first. */
export function search(measures: readonly MeasureChoice[], query: string): MeasureChoice[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  return measures
    .flatMap((measure) => {
      const at = rank(measure, words)
      return at === null ? [] : [{ measure, at }]
    })
    .sort((a, b) => a.at - b.at)
    .map((one) => one.measure)
}

export const titleOf = (ref: MeasureRef, measures: readonly MeasureChoice[]): string =>
  ref.label ?? measures.find((one) => one.name === ref.name)?.title ?? ref.name.replaceAll("_", " ")

export const paramsOf = (measure: MeasureChoice | undefined): [string, ParamSchema][] =>
  Object.entries(measure?.params.properties ?? {})

const isList = (schema: ParamSchema) =>
  schema.type === "array" || (schema.anyOf ?? []).some((one) => one.type === "array")
const isNumber = (schema: ParamSchema) =>
  [schema, ...(schema.anyOf ?? [])].some((one) => one.type === "integer" || one.type === "number")

/** A parameter as it is typed. */
export const written = (given: unknown): string =>
  Array.isArray(given) ? given.join(", ") : String(given ?? "")

function read(schema: ParamSchema, text: string): unknown {
  const typed = text.trim()
  if (isList(schema))
    return typed
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean)
  return isNumber(schema) && typed !== "" && Number.isFinite(Number(typed)) ? Number(typed) : typed
}

/** The measure with a parameter as it was typed; nothing typed takes it away. */
export function withParam(ref: MeasureRef, name: string, schema: ParamSchema, text: string): MeasureRef {
  const given = read(schema, text)
  const rest = Object.entries(ref.params ?? {}).filter(([key]) => key !== name)
  const nothing = given === "" || (Array.isArray(given) && !given.length)
  return { ...ref, params: Object.fromEntries(nothing ? rest : [...rest, [name, given]]) }
}

/** The measure with a filter, a window or words of its own; nothing typed takes it away. */
export function withPart(ref: MeasureRef, part: "where" | "last" | "label", text: string): MeasureRef {
  const rest = Object.entries(ref).filter(([key]) => key !== part)
  return Object.fromEntries(text.trim() ? [...rest, [part, text.trim()]] : rest) as unknown as MeasureRef
}
