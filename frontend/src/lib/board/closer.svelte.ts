import { ApiError, get } from "../api"
import { day } from "../dates"
import type { ExampleJourney, PainExamples, PainSegments, Stop } from "../types"

/** One find looked at more closely: its segments, and for those who may see customers, a few journeys. */

export class Closer {
  segments = $state.raw<PainSegments | null>(null)
  examples = $state.raw<PainExamples | null>(null)
  error = $state.raw<ApiError | null>(null)

  constructor(map: string, pain: string, customers: boolean) {
    const path = `maps/${encodeURIComponent(map)}/found-pains/${encodeURIComponent(pain)}`
    const told = (cause: unknown) => {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
    get<PainSegments>(`${path}/segments`).then((found) => (this.segments = found), told)
    if (customers) get<PainExamples>(`${path}/examples`).then((found) => (this.examples = found), told)
  }
}

export interface Day {
  day: string
  stops: { title: string; step: string | null; times: number; here: boolean }[]
}

/** A journey by its days; the last stop of `until` is where it happened. */
export function days({ until, after }: ExampleJourney): Day[] {
  const found: (Day & { date: string })[] = []
  const all: Stop[] = [...until, ...after]
  all.forEach(({ time, ...stop }, at) => {
    const date = time.slice(0, 10)
    if (found.at(-1)?.date !== date) found.push({ date, day: day(date), stops: [] })
    found.at(-1)?.stops.push({ ...stop, here: at === until.length - 1 })
  })
  return found.map(({ day, stops }) => ({ day, stops }))
}
