import type { AxisView } from "../types"

/** The weights of the board's score: kept in the address, told to the server, and said in words. */

export const MOST = 4
export const STEP = 0.5

/** "reach:2,lost:0.5" as numbers by axis; what cannot be read counts as not said. */
export function readWeights(text: string | null): Record<string, number> {
  const pairs = (text ?? "").split(",").map((one) => one.split(":"))
  return Object.fromEntries(
    pairs.flatMap(([name = "", weight = ""]) => {
      const number = Number(weight)
      return name && weight && number >= 0 && number <= 10 ? [[name, number]] : []
    }),
  )
}

/** The weights for the address, without those that an axis of the score has anyway; null when all are so. */
export function writeWeights(
  weights: Record<string, number>,
  axes: readonly Pick<AxisView, "name" | "usual">[] = [],
): string | null {
  const usual = Object.fromEntries(axes.map((axis) => [axis.name, axis.usual]))
  const said = Object.entries(weights).filter(([name, weight]) => !usual[name] || weight !== usual[name])
  return said.map(([name, weight]) => `${name}:${weight}`).join(",") || null
}

/** As the server is asked: one parameter an axis. */
export const asked = (text: string | null): string[] =>
  Object.entries(readWeights(text)).map(([name, weight]) => `${name}:${weight}`)

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const times = (weight: number) => (weight === 1 ? "" : `${weight} × `)

/** What the score is made of, in words. */
export function formula(axes: readonly AxisView[]): string {
  const parts = axes.flatMap(({ weight, title, heavy }) =>
    weight ? [times(weight) + (heavy === "low" ? `low ${lower(title)}` : lower(title))] : [],
  )
  if (!parts.length) return "Every weight is 0: nothing is compared."
  const last = parts.pop() as string
  const list = parts.length ? `${parts.join(", ")} and ${last}` : last
  return `The score is the mean of ${list}: each as a share of the heaviest one on the list, times 100.`
}
