import type { Menu, MenuItem } from "./bench.svelte"
import type { Editor } from "./editor.svelte"
import { holdsCards, laneOf, type EditLane } from "./lanes"
import { cardBeside, stepBeside } from "./moving"
import type { CardDraft, PlacedStep } from "./shape"

/** All that can be done with a card, a step or a stage, as a menu; the keys are told beside it. */

/** Who only reads is offered what only shows. */
const offered = (editor: Editor, items: MenuItem[]): MenuItem[] =>
  editor.live.readonly ? items.filter((one) => one.key === "i") : items

const cardOf = (editor: Editor, id: string): { card: CardDraft; placed: PlacedStep } | null => {
  for (const placed of editor.draft?.steps ?? [])
    for (const card of Object.values(placed.cards).flat()) if (card.id === id) return { card, placed }
  return null
}

export function cardMenu(editor: Editor, id: string): Menu {
  const found = cardOf(editor, id)
  const draft = editor.draft
  if (!found || !draft) return { label: "Card", items: [] }
  const { card, placed } = found
  const lanes = editor.lanes.map((lane) => lane.id).filter(holdsCards)
  const cards = placed.cards[card.lane] ?? []
  const ways = [
    ["up", "Move up", "Alt ↑"],
    ["down", "Move down", "Alt ↓"],
    ["left", "Move to the step before", "Alt ←"],
    ["right", "Move to the next step", "Alt →"],
  ] as const
  const moves = ways.flatMap(([way, label, key]): MenuItem[] => {
    const to = cardBeside(draft, lanes, id, way)
    return to
      ? [
          {
            label,
            key,
            run: () => {
              editor.moveCard(id, to.step, to.lane, to.index)
              editor.focus("cards", id)
            },
          },
        ]
      : []
  })
  return {
    label: "Card",
    items: offered(editor, [
      { label: "Edit text", key: "Enter", run: () => editor.write("cards", id, "text") },
      { label: "Details", key: "i", run: () => editor.details("cards", id) },
      {
        label: `Evidence: ${card.evidence ?? "assumed"}`,
        key: "e",
        run: () => editor.nextEvidence(id),
      },
      {
        label: "New card below",
        key: "n",
        run: () => editor.addCard(placed.id, card.lane, cards.indexOf(card) + 1),
      },
      ...moves,
      { label: "Split the step from here", run: () => editor.splitStep(placed.id, id) },
      { label: "Delete", key: "Del", grave: true, run: () => editor.deleteCard(id) },
    ]),
  }
}

export function emptyMenu(editor: Editor, placed: PlacedStep, lane: EditLane): Menu {
  const items: MenuItem[] = []
  if (holdsCards(lane.id))
    items.push({
      label: `New ${laneOf(lane.id).one}`,
      key: "n",
      run: () => editor.addCard(placed.id, lane.id, Infinity),
    })
  else if (lane.id === "touchpoint")
    items.push({
      label: "Add a touchpoint",
      key: "n",
      run: () => editor.write("steps", placed.id, "touchpoints"),
    })
  else
    items.push({
      label: "Take the belief back",
      key: "Del",
      run: () => editor.believe(placed.id, null),
    })
  items.push({ label: "Details of the step", key: "i", run: () => editor.details("steps", placed.id) })
  return { label: lane.title, items: offered(editor, items) }
}

export function stepMenu(editor: Editor, id: string): Menu {
  const draft = editor.draft
  const placed = draft?.steps.find((one) => one.id === id)
  if (!draft || !placed) return { label: "Step", items: [] }
  const stage = draft.stages[placed.stageAt]
  const at = stage?.steps.findIndex((one) => one.id === id) ?? 0
  const moves = ([-1, 1] as const).flatMap((by): MenuItem[] => {
    const to = stepBeside(draft.stages, id, by)
    if (!to || (to.stage !== placed.stage.id && stage?.steps.length === 1)) return []
    const into = to.stage !== placed.stage.id
    return [
      {
        label:
          by < 0
            ? `Move left${into ? ", into the stage before" : ""}`
            : `Move right${into ? ", into the next stage" : ""}`,
        key: by < 0 ? "Alt ←" : "Alt →",
        run: () => {
          editor.moveStep(id, to.stage, to.index)
          editor.focus("steps", id)
        },
      },
    ]
  })
  return {
    label: "Step",
    items: offered(editor, [
      { label: "Rename", key: "Enter", run: () => editor.write("steps", id, "title") },
      { label: "Details", key: "i", run: () => editor.details("steps", id) },
      { label: "New step after", key: "n", run: () => editor.addStep(placed.stage.id, at + 1) },
      { label: "New step before", run: () => editor.addStep(placed.stage.id, at) },
      ...moves,
      { label: "Split in two", run: () => editor.splitStep(id) },
      { label: "Delete with its cards", key: "Del", grave: true, run: () => editor.deleteStep(id) },
    ]),
  }
}

export function stageMenu(editor: Editor, id: string): Menu {
  const stages = editor.draft?.stages ?? []
  const at = stages.findIndex((one) => one.id === id)
  const stage = stages[at]
  if (!stage) return { label: "Stage", items: [] }
  const move = (label: string, key: string, to: number): MenuItem[] =>
    to >= 0 && to < stages.length
      ? [
          {
            label,
            key,
            run: () => {
              editor.moveStage(id, to)
              editor.focus("stages", id)
            },
          },
        ]
      : []
  return {
    label: "Stage",
    items: offered(editor, [
      { label: "Rename", key: "Enter", run: () => editor.write("stages", id, "title") },
      { label: "Details", key: "i", run: () => editor.details("stages", id) },
      { label: "New step at its end", run: () => editor.addStep(id, stage.steps.length) },
      { label: "New stage after", key: "n", run: () => editor.addStage(at + 1) },
      { label: "New stage before", run: () => editor.addStage(at) },
      ...move("Move left", "Alt ←", at - 1),
      ...move("Move right", "Alt →", at + 1),
      { label: "Delete with its steps", key: "Del", grave: true, run: () => editor.deleteStage(id) },
    ]),
  }
}
