import { longDay } from "../dates"
import type { ShareLink } from "./api"

/** A link of this page that carries a secret; it is made here, the server tells the secret once. */
export const linkOf = (kind: "invite" | "link", secret: string): string =>
  `${location.origin}${location.pathname}?${kind}=${encodeURIComponent(secret)}`

const today = (now: Date) => now.toISOString().slice(0, 10)

/** A link holds through its last day, by the clock of who makes it; the server keeps UTC. */
export const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString()

export const ended = (link: Pick<ShareLink, "expires">, now: Date): boolean =>
  link.expires !== null && new Date(`${link.expires.replace(/Z$/, "")}Z`) <= now

/** "looks, until 31 Oct 2026, with a password, opened 3 times" */
export function linkWords(link: ShareLink, now: Date): string {
  const until = link.expires && longDay(today(new Date(`${link.expires.replace(/Z$/, "")}Z`)))
  return [
    link.may === "commenter" ? "look and comment" : "look",
    until && (ended(link, now) ? `ended ${until}` : `until ${until}`),
    link.has_password ? "with a password" : null,
    link.opened === 0 ? "not opened yet" : link.opened === 1 ? "opened once" : `opened ${link.opened} times`,
  ]
    .filter(Boolean)
    .join(" · ")
}
