import { get } from "../api"
import type { EarlyFound } from "../types"

export interface Question {
  days: string | null
  start: EarlyFound["start"] | null
}
export const USUAL: Question = { days: null, start: null }

const known = new Map<string, Promise<EarlyFound>>()

/** Asked once for each build of a map: who comes back to a question sees its answer at once. */
export function fetchEarly(
  map: string,
  build: string | null,
  { days, start }: Question,
): Promise<EarlyFound> {
  const key = JSON.stringify([map, build, days, start])
  const asked = known.get(key) ?? get<EarlyFound>(`maps/${encodeURIComponent(map)}/early`, { days, start })
  known.set(key, asked)
  asked.catch(() => known.delete(key))
  return asked
}

/** The usual question where it was asked of this build before, by whomever. */
export const fetchKept = (map: string, signal: AbortSignal): Promise<EarlyFound | null> =>
  get<EarlyFound | null>(`maps/${encodeURIComponent(map)}/early/kept`, {}, signal)
