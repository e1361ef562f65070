import { get } from "../api"
import type { TextFound } from "../types"

const known = new Map<string, Promise<TextFound>>()

/** Asked once for each build of a map: the panel of a step and the board look at the same answer. */
export function fetchText(map: string, build: string | null, quotes: boolean): Promise<TextFound> {
  const path = `maps/${encodeURIComponent(map)}/text${quotes ? "/quotes" : ""}`
  const key = `${path} ${build}`
  const asked = known.get(key) ?? get<TextFound>(path)
  known.set(key, asked)
  asked.catch(() => known.delete(key))
  return asked
}
