import type { TimelineEvent } from "./types"

/** Neighbouring events that say the same on the same day: a person who looks at six shirts is one line. */
export interface Entry {
  event: TimelineEvent
  times: number
  until: string
  /** True when the entry before it happened on the same day. */
  sameDay: boolean
}

const day = (event: TimelineEvent) => event.time.slice(0, 10)
const plain = (event: TimelineEvent) => !event.text && event.score === null && !Number(event.revenue ?? 0)

export function entries(events: readonly TimelineEvent[]): Entry[] {
  const found: Entry[] = []
  for (const event of events) {
    const last = found.at(-1)
    const sameDay = last !== undefined && day(last.event) === day(event)
    const again =
      sameDay &&
      plain(event) &&
      plain(last.event) &&
      last.event.title === event.title &&
      last.event.channel === event.channel &&
      last.event.actor === event.actor
    if (again) {
      last.times += 1
      last.until = event.time
    } else found.push({ event, times: 1, until: event.time, sameDay })
  }
  return found
}
