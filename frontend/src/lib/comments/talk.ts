import type { components } from "../schema"

/** What is said about the parts of a map, as plain data: who is meant, what is new, where to show it. */

type Schemas = components["schemas"]
export type Comment = Schemas["Comment"]
export type Thread = Schemas["Thread"]

/** A part of the map that can be talked about. */
export interface Part {
  part: string
  id: string
}

export type Shown = "open" | "settled" | "mine"

export const all = (thread: Thread): Comment[] => [thread.first, ...thread.answers]
export const newest = (threads: readonly Thread[]): number =>
  Math.max(0, ...threads.flatMap(all).map((one) => one.number))

const GUEST = / \(guest\)$/
/** "Ana Ruiz" -> "Ana.Ruiz": a mention is one word, as the server reads it. */
export const handle = (name: string): string =>
  name
    .replace(GUEST, "")
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, ".")
    .replaceAll(/^[^\p{L}\p{N}]+|[.-]+$/gu, "")

const fold = (text: string) => text.toLocaleLowerCase()

/** Whether a mention means somebody: their whole name, or the first word of it. */
export function means(mention: string, name: string): boolean {
  const whole = fold(handle(name))
  return fold(mention) === whole || fold(mention) === whole.split(".")[0]
}

export const mentionsOf = (thread: Thread, name: string): boolean =>
  all(thread).some((one) => one.mentions.some((mention) => means(mention, name)))

/** What somebody else said since one last looked that calls one, or answers where one wrote. */
export function inbox(threads: readonly Thread[], author: string, seen: number): Thread[] {
  return threads.filter((thread) => {
    const said = all(thread)
    return said.some(
      (one, i) =>
        one.number > seen &&
        one.author !== author &&
        (one.mentions.some((mention) => means(mention, author)) ||
          said.slice(0, i).some((before) => before.author === author)),
    )
  })
}

export function shown(threads: readonly Thread[], which: Shown, author: string): Thread[] {
  if (which === "mine")
    return threads.filter(
      (thread) => mentionsOf(thread, author) || all(thread).some((one) => one.author === author),
    )
  return threads.filter((thread) => (thread.resolved_at !== null) === (which === "settled"))
}

const key = ({ part, id }: Part) => `${part} ${id}`

/** How many open threads each part has. */
export function counts(threads: readonly Thread[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { first, resolved_at } of threads) {
    if (resolved_at !== null) continue
    const at = key({ part: first.part, id: first.part_id })
    found.set(at, (found.get(at) ?? 0) + 1)
  }
  return found
}
export const countOf = (found: ReadonlyMap<string, number>, part: Part): number => found.get(key(part)) ?? 0

/** Everybody whose name was seen, without oneself; who spoke last comes first. */
export function names(threads: readonly Thread[], others: readonly string[], author: string): string[] {
  const spoke = threads
    .flatMap(all)
    .toSorted((a, b) => b.number - a.number)
    .map((one) => one.author)
  return [...new Set([...spoke, ...others])].filter((name) => name !== author && name !== "You")
}

const TYPED = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}_.-]*)$/u

/** The names that could be meant by the mention being typed before the caret; null when none is typed. */
export function suggestions(
  text: string,
  caret: number,
  known: readonly string[],
  most = 5,
): string[] | null {
  const typed = TYPED.exec(text.slice(0, caret))?.[1]
  if (typed === undefined) return null
  const begun = fold(typed)
  return known
    .filter((name) => {
      const whole = fold(handle(name))
      return whole.startsWith(begun) || whole.split(".").some((word) => word.startsWith(begun))
    })
    .slice(0, most)
}

/** Puts a name in place of the mention being typed; where the caret goes then. */
export function complete(text: string, caret: number, name: string): { text: string; caret: number } {
  const start = text.lastIndexOf("@", caret - 1)
  const before = `${text.slice(0, start)}@${handle(name)} `
  return { text: before + text.slice(caret).replace(/^ /, ""), caret: before.length }
}

/** A text in pieces: words, and the mentions between them, by the names of people who are known. */
export function pieces(
  { text, mentions }: Pick<Comment, "text" | "mentions">,
  known: readonly string[],
): { words: string; mention: boolean }[] {
  if (!mentions.length) return [{ words: text, mention: false }]
  const found: { words: string; mention: boolean }[] = []
  let rest = text
  for (;;) {
    const next = mentions
      .map((mention) => ({ mention, at: rest.indexOf(`@${mention}`) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.mention.length - a.mention.length)[0]
    if (!next) break
    if (next.at > 0) found.push({ words: rest.slice(0, next.at), mention: false })
    const name = known.find((one) => fold(handle(one)) === fold(next.mention))
    found.push({ words: `@${name?.replace(GUEST, "") ?? next.mention}`, mention: true })
    rest = rest.slice(next.at + next.mention.length + 1)
  }
  if (rest) found.push({ words: rest, mention: false })
  return found
}

const MINUTE = 60_000
/** "2 hours ago"; days that lie further back are told by their date. */
export function ago(at: Date, now: Date): string {
  const passed = now.getTime() - at.getTime()
  const words = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"} ago`
  if (passed < MINUTE) return "just now"
  if (passed < 60 * MINUTE) return words(Math.floor(passed / MINUTE), "minute")
  if (passed < 24 * 60 * MINUTE) return words(Math.floor(passed / (60 * MINUTE)), "hour")
  const days = Math.floor(passed / (24 * 60 * MINUTE))
  if (days < 7) return days === 1 ? "yesterday" : words(days, "day")
  return at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  })
}

/** The server's times are UTC and say so by saying nothing. */
export const moment = (iso: string): Date => new Date(/Z|[+-]\d\d:\d\d$/.test(iso) ? iso : `${iso}Z`)
