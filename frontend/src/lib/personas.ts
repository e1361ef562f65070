import { runs, type XY } from "./curve"
import type { StepView } from "./types"

/** What single personas are believed to feel: thin lines beside the one of everyone, told apart by name and dash. */

export interface Someone {
  id: string
  name: string
}

export interface PersonaCurve extends Someone {
  /** The persona's place on the map, which gives colour and dash. */
  at: number
  runs: XY[][]
}

/** None of them is the dash of what is believed for everyone. */
const DASHES = ["8 3 1.5 3", "2 2.5", "12 4", "8 3 1.5 3 1.5 3"]
const COLOURS = 4

export const dashOf = (at: number): string => DASHES[at % DASHES.length] as string
export const colourOf = (at: number): string => `var(--persona-${(at % COLOURS) + 1})`

/** The curves of the personas that have one, for steps whose centres lie at `xs`. */
export function personaCurves(
  personas: readonly Someone[],
  steps: readonly StepView[],
  xs: readonly number[],
): PersonaCurve[] {
  return personas.flatMap(({ id, name }, at) => {
    const points = steps.map((step, i): XY | null => {
      const belief = step.believed_for.find((one) => one.persona === id)
      return belief ? { x: xs[i] as number, y: belief.value } : null
    })
    const found = runs(points)
    return found.length ? [{ id, name, at, runs: found }] : []
  })
}

export interface Named {
  curve: PersonaCurve
  x: number
  y: number
}

/** Where each name stands, left of where its line begins; names at one step stand under each other. */
export function namePlaces(
  curves: readonly PersonaCurve[],
  height: (feeling: number) => number,
  apart: number,
): Named[] {
  const below = new Map<number, number>()
  return curves
    .flatMap((curve) => {
      const first = curve.runs[0]?.[0]
      return first ? [{ curve, x: first.x, y: height(first.y) }] : []
    })
    .sort((a, b) => a.y - b.y)
    .map((name) => {
      const y = Math.max(name.y, below.get(name.x) ?? name.y)
      below.set(name.x, y + apart)
      return { ...name, y }
    })
}

/** A name that would not fit beside its line is cut. */
export const short = (name: string): string => (name.length > 14 ? `${name.slice(0, 13).trimEnd()}…` : name)
