import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing"

/** Siblings stand in the order of their keys; a move writes one key, so that nobody else's edit is touched. */

export interface Ordered {
  id: string
  order: string
}

export const byOrder = (a: Ordered, b: Ordered): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/**
 * The keys to write so that `id` stands at `index` among its sorted siblings (which do not hold it): its own, and
 * those of neighbours that two people once put at the very same place.
 */
export function place(siblings: readonly Ordered[], id: string, index: number): Record<string, string> {
  const at = Math.max(0, Math.min(siblings.length, index))
  const before = siblings[at - 1]?.order || null
  const following = siblings.slice(at)
  const free = following.findIndex((one) => before === null || one.order > before)
  if (free <= 0) {
    const next = free === 0 ? following[0]?.order || null : null
    if (free === 0 || following.length === 0) return { [id]: generateKeyBetween(before, next) }
  }
  const tied = free < 0 ? following : following.slice(0, free)
  const keys = generateNKeysBetween(before, following[tied.length]?.order ?? null, tied.length + 1)
  return Object.fromEntries([id, ...tied.map((one) => one.id)].map((name, i) => [name, keys[i] as string]))
}
