import { move, type Press } from "../moves"
import type { Lane } from "../types"
import type { DraftMap, PlacedStage } from "./shape"

/** Where keys and the pointer take things. */

/** A place in the grid: a cell, and which of the things in it. */
export interface Spot {
  row: number
  column: number
  item: number
}

export interface GridShape {
  rows: number
  columns: number
  stages: readonly number[]
  /** How many things stand in a cell, at least one: the cell itself counts when it is empty. */
  items: (row: number, column: number) => number
}

export function step(spot: Spot, press: Press, shape: GridShape): Spot | null {
  const { row, column, item } = spot
  if (press.key === "ArrowDown" && item + 1 < shape.items(row, column)) return { row, column, item: item + 1 }
  if (press.key === "ArrowUp" && item > 0) return { row, column, item: item - 1 }
  const next = move(spot, press, shape)
  if (!next) return null
  const last = shape.items(next.row, next.column) - 1
  const up = press.key === "ArrowUp" && next.row !== row
  const down = press.key === "ArrowDown"
  return { ...next, item: up ? last : down && next.row !== row ? 0 : Math.min(item, last) }
}

/** One place further for a step, into the next stage where its own ends. */
export function stepBeside(
  stages: readonly PlacedStage[],
  id: string,
  by: 1 | -1,
): { stage: string; index: number } | null {
  const at = stages.findIndex((stage) => stage.steps.some((one) => one.id === id))
  const stage = stages[at]
  if (!stage) return null
  const index = stage.steps.findIndex((one) => one.id === id) + by
  if (index >= 0 && index < stage.steps.length) return { stage: stage.id, index }
  const next = stages[at + by]
  return next ? { stage: next.id, index: by > 0 ? 0 : next.steps.length } : null
}

export interface CardPlace {
  step: string
  lane: Lane
  index: number
}

/** One place further for a card: up and down through its cell and the lanes, or into the step beside. */
export function cardBeside(
  draft: Pick<DraftMap, "steps">,
  lanes: readonly Lane[],
  id: string,
  way: "up" | "down" | "left" | "right",
): CardPlace | null {
  const column = draft.steps.findIndex((one) =>
    Object.values(one.cards)
      .flat()
      .some((card) => card.id === id),
  )
  const own = draft.steps[column]
  const card =
    own &&
    Object.values(own.cards)
      .flat()
      .find((one) => one.id === id)
  if (!own || !card) return null
  const count = (step: typeof own, lane: Lane) => step.cards[lane]?.length ?? 0
  const index = own.cards[card.lane]?.findIndex((one) => one.id === id) ?? 0
  if (way === "left" || way === "right") {
    const next = draft.steps[column + (way === "right" ? 1 : -1)]
    return next ? { step: next.id, lane: card.lane, index: Math.min(index, count(next, card.lane)) } : null
  }
  const by = way === "down" ? 1 : -1
  if (index + by >= 0 && index + by < count(own, card.lane))
    return { step: own.id, lane: card.lane, index: index + by }
  const lane = lanes[lanes.indexOf(card.lane) + by]
  if (!lane || !lanes.includes(card.lane)) return null
  return { step: own.id, lane, index: by > 0 ? 0 : count(own, lane) }
}

/** How many of the middles lie before a point: the place where something dropped there would stand. */
export const dropIndex = (middles: readonly number[], at: number): number =>
  middles.filter((middle) => middle < at).length
