import type * as Y from "yjs"

/** How a plain text field and a shared text follow each other. */

export interface Splice {
  at: number
  removed: number
  added: string
}

/** An object without what says nothing; null when nothing is left. */
export function without(given: object): Record<string, unknown> | null {
  const said = Object.entries(given).filter(
    ([, value]) =>
      value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length),
  )
  return said.length ? Object.fromEntries(said) : null
}

/** The smallest change from one text to another: what they share in front and behind stays untouched. */
export function difference(before: string, after: string): Splice | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  // never cut through a character that takes two places
  if (head > 0 && /[\uD800-\uDBFF]/.test(before[head - 1] ?? "")) head--
  if (tail > 0 && /[\uDC00-\uDFFF]/.test(before[before.length - tail] ?? "")) tail--
  return { at: head, removed: before.length - tail - head, added: after.slice(head, after.length - tail) }
}

export function write(text: Y.Text, after: string): void {
  const change = difference(text.toString(), after)
  if (!change) return
  if (change.removed) text.delete(change.at, change.removed)
  if (change.added) text.insert(change.at, change.added)
}

/** Where a caret stands after somebody else has changed the text around it. */
export function follow(caret: number, change: Splice): number {
  if (caret <= change.at) return caret
  const end = change.at + change.removed
  return caret >= end ? caret + change.added.length - change.removed : change.at + change.added.length
}
