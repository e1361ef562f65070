import type * as Y from "yjs"
import type { OffMap } from "./api"
import { addStepAfter, exists, meetAt, setField } from "./operations"
import type { DraftMap } from "./shape"

/** Puts what the data hold on the map: as a step of its own, or as a touchpoint of the step where it happens. */

/** Only what the rule says: empty lists are left out, as in the map file. */
const ruleOf = ({ match }: OffMap) =>
  Object.fromEntries(Object.entries(match).filter(([, part]) => Array.isArray(part) && part.length))

function touchpoint(doc: Y.Doc, step: string, one: OffMap): string | null {
  const known = one.touchpoint !== null && exists(doc, "touchpoints", one.touchpoint)
  const [channel, ...more] = one.channels
  return meetAt(doc, step, known ? (one.touchpoint as string) : one.place, {
    evidence: "measured",
    ...(channel && !more.length ? { channel } : {}),
    ...(more.length ? { channels: one.channels } : {}),
  })
}

/** The step after which it stands, if that is still there. */
const placeOf = (doc: Y.Doc, one: OffMap) =>
  one.after !== null && exists(doc, "steps", one.after) ? one.after : null

/** A step with a rule that catches it, right after the step that most often comes before; its id. */
export function stepFrom(doc: Y.Doc, one: OffMap): string | null {
  const id = addStepAfter(doc, placeOf(doc, one), one.title)
  if (id === null) return null
  setField(doc, "steps", id, "match", ruleOf(one))
  setField(doc, "steps", id, "evidence", "measured")
  if (one.touchpoint !== null) touchpoint(doc, id, one)
  return id
}

/** A touchpoint of the step in which it most often happens; the id of that step. */
export function touchpointFrom(doc: Y.Doc, one: OffMap, draft: DraftMap): string | null {
  const step = placeOf(doc, one) ?? draft.steps[0]?.id ?? null
  if (step !== null) touchpoint(doc, step, one)
  return step
}

/** Changes where the rules or touchpoints of steps do: then it is asked anew what is not on the map. */
export const rulesOf = (draft: DraftMap): string =>
  JSON.stringify([
    draft.steps.map(({ id, step }) => [id, step.match ?? null, step.touchpoints ?? []]),
    draft.touchpoints.map((one) => one.name),
  ])
