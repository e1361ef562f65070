import type { Other } from "./live.svelte"
import type { Kind } from "./shape"

/** Who stands where. */

/** One and the same, so that who asks for a place where nobody is sees no change when others move about. */
const NOBODY: readonly Other[] = []
const spotOf = (kind: Kind | "map", id: string) => (kind === "map" ? kind : `${kind}/${id}`)

/** The people of a room by the record they are at: a map has hundreds of records, and each asks who is there. */
export function standing(others: readonly Other[]): (kind: Kind | "map", id: string) => readonly Other[] {
  const found = new Map<string, Other[]>()
  for (const other of others) {
    if (!other.at) continue
    const spot = spotOf(other.at.kind, other.at.id)
    found.set(spot, [...(found.get(spot) ?? []), other])
  }
  return (kind, id) => found.get(spotOf(kind, id)) ?? NOBODY
}
