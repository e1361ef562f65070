import { runs, type XY } from "../curve"
import type { Lane } from "../types"
import type { Change } from "./api"
import { LANES } from "./lanes"
import { byOrder, type Ordered } from "./order"
import { kindOf, type CardDraft, type Kind, type StageDraft, type StepDraft } from "./shape"

/** Two states of a map laid over one another: what is new in its place, what is gone in the place it had. */

export type Sign = "same" | Change["kind"]

/** The records of a state as the server tells them: kind, then id. */
export type Told = Record<string, Record<string, Record<string, unknown>>>

/** A change with its place in the row of all changes. */
export interface Stop extends Change {
  at: number
}

interface Laid<T> {
  id: string
  was: T | null
  now: T | null
  sign: Sign
  stops: Stop[]
}
export interface LaidCard extends Laid<CardDraft> {
  /** It went to another cell: only a trace is left here. */
  left: boolean
}
export interface LaidStep extends Laid<StepDraft> {
  /** Its number in the new state, else in the old one. */
  number: number
  stage: string
  stageAt: number
  cards: Partial<Record<Lane, LaidCard[]>>
}
export interface LaidStage extends Laid<StageDraft> {
  at: number
  steps: LaidStep[]
}
export interface Laying {
  stages: LaidStage[]
  steps: LaidStep[]
  /** Changes that have no place in the grid, such as those of personas. */
  beside: Stop[]
  /** All changes in the order in which a map is read. */
  stops: Stop[]
  counts: Record<Change["kind"], number>
  touchpoints: Record<string, string>
}

export interface Pair<T> {
  id: string
  was: T | null
  now: T | null
}

const listOf = <T extends Ordered>(told: Told, kind: Kind): T[] =>
  Object.entries(told[kind] ?? {})
    .map(([id, fields]) => ({ title: "", text: "", ...fields, id, order: String(fields.order ?? "") }))
    .sort(byOrder) as unknown as T[]

/** The new order, with what is no longer there after whatever it used to follow. */
export function laid<T extends { id: string }>(was: readonly T[], now: readonly T[]): Pair<T>[] {
  const old = new Map(was.map((one) => [one.id, one]))
  const found: Pair<T>[] = now.map((one) => ({ id: one.id, was: old.get(one.id) ?? null, now: one }))
  was.forEach((one, i) => {
    if (found.some((pair) => pair.id === one.id)) return
    const before = was.slice(0, i).findLast((other) => found.some((pair) => pair.id === other.id))
    const at = before ? found.findIndex((pair) => pair.id === before.id) + 1 : 0
    found.splice(at, 0, { id: one.id, was: one, now: null })
  })
  return found
}

/** Lays two states over one another. Every change is a stop, at exactly one place. */
export function compared(old: Told, now: Told, changes: readonly Change[]): Laying {
  const [was, is] = [old, now].map((told) => ({
    stages: listOf<StageDraft>(told, "stages"),
    steps: listOf<StepDraft>(told, "steps"),
    cards: listOf<CardDraft>(told, "cards"),
  })) as [States, States]
  const of = (kind: Kind, id: string) =>
    changes
      .map((change, at) => ({ ...change, at }))
      .filter((change) => kindOf(change.part) === kind && change.id === id)
  const sign = (pair: Pair<unknown>, stops: readonly Stop[], before: unknown): Sign =>
    !before
      ? "added"
      : !pair.now
        ? "removed"
        : (stops.find((one) => one.kind === "moved")?.kind ?? stops[0]?.kind ?? "same")

  const numbers = new Map([...inOrder(was), ...inOrder(is)])
  const stages = laid(was.stages, is.stages).map((pair, at): LaidStage => {
    const stops = of("stages", pair.id)
    const mine = (one: StepDraft) => one.stage === pair.id
    const pairs = laid(was.steps.filter(mine), is.steps.filter(mine))
    // a step that went to another stage is drawn there
    const steps = pairs.filter((step) => step.now ?? !is.steps.some((one) => one.id === step.id))
    return {
      ...pair,
      at,
      stops,
      sign: sign(pair, stops, pair.was),
      steps: steps.map((step): LaidStep => {
        const before = was.steps.find((one) => one.id === step.id) ?? null
        const stops = of("steps", step.id)
        return {
          ...step,
          was: before,
          stage: pair.id,
          stageAt: at,
          number: numbers.get(step.id) ?? 0,
          stops,
          sign: sign(step, stops, before),
          cards: Object.fromEntries(
            LANES.map(({ id }) => [id, cell(step.id, id)]).filter(([, cards]) => (cards ?? []).length),
          ) as LaidStep["cards"],
        }
      }),
    }
  })

  function cell(step: string, lane: Lane): LaidCard[] {
    const here = (one: CardDraft) => one.step === step && one.lane === lane
    return laid(was.cards.filter(here), is.cards.filter(here)).map((pair): LaidCard => {
      const before = was.cards.find((one) => one.id === pair.id) ?? null
      const left = !pair.now && is.cards.some((one) => one.id === pair.id)
      const stops = left ? [] : of("cards", pair.id)
      return { ...pair, was: before, stops, left, sign: left ? "moved" : sign(pair, stops, before) }
    })
  }

  const steps = stages.flatMap((stage) => stage.steps)
  const beside = changes
    .map((change, at) => ({ ...change, at }))
    .filter((change) => !["stages", "steps", "cards"].includes(kindOf(change.part) ?? ""))
  const placed = stages.flatMap((stage) => [
    ...stage.stops,
    ...stage.steps.flatMap((step) => [
      ...step.stops,
      ...LANES.flatMap((lane) => (step.cards[lane.id] ?? []).flatMap((card) => card.stops)),
    ]),
  ])
  return {
    stages,
    steps,
    beside,
    stops: [...beside, ...placed],
    counts: {
      added: changes.filter((one) => one.kind === "added").length,
      removed: changes.filter((one) => one.kind === "removed").length,
      changed: changes.filter((one) => one.kind === "changed").length,
      moved: changes.filter((one) => one.kind === "moved").length,
    },
    touchpoints: Object.fromEntries(
      [...Object.entries(old.touchpoints ?? {}), ...Object.entries(now.touchpoints ?? {})].map(
        ([id, one]) => [id, String(one.name ?? id)],
      ),
    ),
  }
}

interface States {
  stages: StageDraft[]
  steps: StepDraft[]
  cards: CardDraft[]
}

/** Numbers of steps as they stood in one state. */
const inOrder = ({ stages, steps }: States): [string, number][] =>
  stages
    .flatMap((stage) => steps.filter((step) => step.stage === stage.id))
    .map((step, i) => [step.id, i + 1])

/** Whether anything at all is different in a column. */
export const touched = (step: LaidStep): boolean =>
  step.sign !== "same" ||
  Object.values(step.cards)
    .flat()
    .some((card) => card.sign !== "same")

/** The lane in which a changed field of a step is drawn; null where it is told at the step itself. */
const laneOfField = (field: string | null): Lane | null =>
  field?.startsWith("believed emotion") ? "emotion" : field === "touchpoints" ? "touchpoint" : null

export const stopsIn = (step: LaidStep, lane: Lane | null): Stop[] =>
  step.stops.filter((stop) => laneOfField(stop.field) === lane)

/** Lanes that hold anything in one of the two states; `only` those in which something is different. */
export function lanesIn(steps: readonly LaidStep[], only: boolean) {
  const holds: Partial<Record<Lane, (step: LaidStep) => boolean>> = {
    emotion: (step) => step.was?.believed != null || step.now?.believed != null,
    touchpoint: (step) => !!step.was?.touchpoints?.length || !!step.now?.touchpoints?.length,
  }
  return LANES.filter((lane) =>
    steps.some(
      (step) =>
        stopsIn(step, lane.id).length > 0 ||
        (only
          ? step.cards[lane.id]?.some((card) => card.sign !== "same")
          : (holds[lane.id]?.(step) ?? step.cards[lane.id]?.length)),
    ),
  )
}

export interface Line {
  runs: XY[][]
  points: XY[]
}

/** What was believed before and after, over the middles of the columns; a step that was not there is passed over. */
export function beliefs(steps: readonly LaidStep[], xs: readonly number[]): { was: Line; now: Line } {
  const line = (state: "was" | "now"): Line => {
    const points = steps.flatMap((step, i) => {
      const held = step[state]
      if (!held || (state === "was" && step.sign === "added")) return []
      return [held.believed == null ? null : { x: xs[i] as number, y: held.believed }]
    })
    return { runs: runs(points), points: points.filter((one) => one !== null) }
  }
  return { was: line("was"), now: line("now") }
}
