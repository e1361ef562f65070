import { laneOf } from "../draft/lanes"
import type { FromCells, LaneRead, Told } from "../types"

/** What became of the cells, in words: people read it before they make the map. */

export interface Account {
  /** "31 cells, read as one column a step: 4 steps in 2 stages. 2 cells found no place." */
  headline: string
  /** Names whose lane is not known for sure, or not at all. */
  lanes: LaneRead[]
  lost: Told[]
  feelings: Told[]
  carried: Told[]
}

const many = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`

export function account(read: FromCells): Account {
  const of = (kind: Told["kind"]) => read.told.filter((one) => one.kind === kind)
  const lost = of("lost")
  const steps = read.map.stages.reduce((sum, stage) => sum + stage.steps.length, 0)
  const size = `${many(steps, "step")} in ${many(read.map.stages.length, "stage")}`
  const form = read.form === "wide" ? "a column a step" : "a row a card"
  const end = lost.length ? `${many(lost.length, "cell")} found no place.` : "Every cell has its place."
  return {
    headline: `${many(read.cells, "cell")}, read as ${form}: ${size}. ${end}`,
    lanes: read.lanes.filter((one) => one.how !== "named"),
    lost,
    feelings: of("feeling"),
    carried: of("carried"),
  }
}

/** "taken for pain points", with how that is known. */
export function laneWords(one: LaneRead): string {
  if (!one.lane)
    return one.cells === 1
      ? "no lane is called so; 1 cell waits"
      : `no lane is called so; ${one.cells} cells wait`
  const title = laneOf(one.lane).title.toLowerCase()
  return one.how === "chosen" ? `you chose ${title}` : `taken for ${title}`
}
