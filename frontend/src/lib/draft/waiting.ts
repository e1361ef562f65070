import type { Change } from "./api"
import { kindOf, type Kind } from "./shape"

/** Which parts of the draft the open suggestions touch. */

/** Suggestions by the number they are told apart by, with what they would change in the draft as it stands. */
export interface Waiting {
  number: number
  changes: readonly Change[]
}

/** One and the same, so that a part which nobody wants to change sees no change when others are suggested. */
const NONE: readonly number[] = []

/** Where a change shows: at the part itself, or where it will be put; a step or stage to come has no place yet. */
function spotOf(change: Change): string | null {
  const kind = kindOf(change.part)
  if (change.kind !== "added") return kind && `${kind}/${change.id}`
  return kind === "cards" && change.step ? `steps/${change.step}` : null
}

/** The numbers of the suggestions that touch a part. */
export function waiting(open: readonly Waiting[]): (kind: Kind, id: string) => readonly number[] {
  const found = new Map<string, Set<number>>()
  for (const { number, changes } of open)
    for (const change of changes) {
      const spot = spotOf(change)
      if (spot) found.set(spot, (found.get(spot) ?? new Set()).add(number))
    }
  const numbers = new Map([...found].map(([spot, all]) => [spot, [...all]]))
  return (kind, id) => numbers.get(`${kind}/${id}`) ?? NONE
}
