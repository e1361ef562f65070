import { ApiError, get } from "../api"
import { difference, value } from "../numbers"
import type { Result } from "../types"

/** How far apart one touchpoint is over its channels and devices, as the last build knows it. */

const TITLES = { csat: "Satisfaction", stars: "Stars", conversion: "Going on", time_to_next: "Time to go on" }
export interface Compared {
  of: keyof typeof TITLES
  over: "channel" | "device"
  result: Result
}
/** Answers know no device in most shops. */
const ASKED: Omit<Compared, "result">[] = [
  { of: "csat", over: "channel" },
  { of: "stars", over: "channel" },
  { of: "conversion", over: "channel" },
  { of: "conversion", over: "device" },
  { of: "time_to_next", over: "channel" },
  { of: "time_to_next", over: "device" },
]

export interface Apart {
  title: string
  size: string
  ends: string
  certainty: string
}

/** One line for each value of a touchpoint that two channels or devices can be compared by. */
export function apart(
  { of, over, result }: Compared,
  touchpoint: string,
  steps: Record<string, string>,
): Apart[] {
  return result.rows
    .filter((row) => row.keys.touchpoint === touchpoint && row.number.value !== null)
    .map(({ keys, number, more }) => {
      const step = typeof keys.step === "string" ? (steps[keys.step] ?? keys.step) : null
      const end = (name: "best" | "worst") =>
        `${String(more[name])} ${value({ ...number, value: more[`${name}_value`] as number, show: "full" })}`
      return {
        title: `${TITLES[of]}${step === null ? "" : ` from “${step}”`}, by ${over}`,
        size: difference(number.value ?? 0, number).replace("+", ""),
        ends: `best ${end("best")}, worst ${end("worst")}`,
        certainty: more.certainty as string,
      }
    })
}

/** What is told of all touchpoints of a map; nothing where it has not been built yet. */
export async function fetchCompared(map: string, signal: AbortSignal): Promise<Compared[]> {
  const ask = async ({ of, over }: Omit<Compared, "result">): Promise<Compared> => {
    const param = [`of=${of}`, `over=${over}`]
    return { of, over, result: await get<Result>("measures/consistency", { map, param }, signal) }
  }
  try {
    return await Promise.all(ASKED.map(ask))
  } catch (cause) {
    if (cause instanceof ApiError) return []
    throw cause
  }
}
