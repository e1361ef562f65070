import type { Menu } from "./bench.svelte"
import type { Editor } from "./editor.svelte"
import { holdsCards, type EditLane } from "./lanes"
import { cardMenu, emptyMenu, stageMenu, stepMenu } from "./menus"
import { cardBeside, stepBeside, type Spot } from "./moving"
import { leaveTouchpoint } from "./operations"
import type { Kind, PlacedStep } from "./shape"

/** What keys do at a place of the grid. A thing there says what it is by its data: a card, a step's head, a ribbon. */

export interface At {
  spot: Spot
  placed: PlacedStep
  /** Undefined on the ribbon and the heads. */
  lane: EditLane | undefined
}

export function at(editor: Editor, spot: Spot): At | null {
  const placed = editor.draft?.steps[spot.column]
  return placed ? { spot, placed, lane: editor.lanes[spot.row - 2] } : null
}

export const placeInStage = (editor: Editor, placed: PlacedStep): number =>
  editor.draft?.stages[placed.stageAt]?.steps.findIndex((one) => one.id === placed.id) ?? 0

/** Begins to write what stands here; an empty cell gets its first card. `feel` draws the believed emotion. */
export function begin(editor: Editor, { spot, placed, lane }: At, feel: (step: string) => void): void {
  if (spot.row === 0) editor.write("stages", placed.stage.id, "title")
  else if (!lane) editor.write("steps", placed.id, "title")
  else if (lane.id === "touchpoint") editor.write("steps", placed.id, "touchpoints")
  else if (lane.id === "emotion") feel(placed.id)
  else editor.addCard(placed.id, lane.id, placed.cards[lane.id]?.length ?? 0)
}

/** What "new" means where one is: a card below this one, a step after this one, a stage after this one. */
export function addHere(editor: Editor, place: At, feel: (step: string) => void): void {
  const { spot, placed, lane } = place
  if (spot.row === 0) editor.addStage(placed.stageAt + 1)
  else if (!lane) editor.addStep(placed.stage.id, placeInStage(editor, placed) + 1)
  else if (holdsCards(lane.id))
    editor.addCard(placed.id, lane.id, placed.cards[lane.id]?.length ? spot.item + 1 : 0)
  else begin(editor, place, feel)
}

export function remove(editor: Editor, { placed, lane }: At, thing: DOMStringMap): boolean {
  if (editor.live.readonly) return false
  const { card, head, ribbon, touchpoint } = thing
  if (card) editor.deleteCard(card)
  else if (head) editor.deleteStep(head)
  else if (ribbon) editor.deleteStage(ribbon)
  else if (touchpoint)
    editor.edit("!touchpoint", () => leaveTouchpoint(editor.live.doc, placed.id, touchpoint))
  else if (lane?.id === "emotion") editor.believe(placed.id, null)
  else return false
  return true
}

export function menuHere(editor: Editor, { placed, lane }: At, thing: DOMStringMap): Menu {
  if (thing.card) return cardMenu(editor, thing.card)
  if (thing.ribbon) return stageMenu(editor, thing.ribbon)
  return lane ? emptyMenu(editor, placed, lane) : stepMenu(editor, placed.id)
}

const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" } as const

/** Moves a thing one place further; says which record to follow, null where the key means nothing. */
export function shift(editor: Editor, thing: DOMStringMap, key: string): { kind: Kind; id: string } | null {
  const way = WAYS[key as keyof typeof WAYS]
  const draft = editor.draft
  if (!way || !draft || editor.live.readonly) return null
  const { card, head, ribbon } = thing
  const by = way === "right" ? 1 : way === "left" ? -1 : null
  if (card) {
    const lanes = editor.lanes.map((lane) => lane.id).filter(holdsCards)
    const to = cardBeside(draft, lanes, card, way)
    if (to) editor.moveCard(card, to.step, to.lane, to.index)
    return { kind: "cards", id: card }
  }
  if (head && by) {
    const to = stepBeside(draft.stages, head, by)
    if (to) editor.moveStep(head, to.stage, to.index)
    return { kind: "steps", id: head }
  }
  if (ribbon && by) {
    const to = draft.stages.findIndex((stage) => stage.id === ribbon) + by
    if (to >= 0 && to < draft.stages.length) editor.moveStage(ribbon, to)
    return { kind: "stages", id: ribbon }
  }
  return null
}
