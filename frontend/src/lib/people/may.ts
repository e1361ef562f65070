import type { components } from "../schema"

/** What the page offers to whom. The server decides; the page only leaves out what it would refuse. */

export type Who = components["schemas"]["Who"]
export type Role = components["schemas"]["Role"]

export const ROLES: readonly Role[] = ["viewer", "commenter", "editor", "owner"]
export const ROLE_WORDS: Record<Role, string> = {
  viewer: "Looks at maps, boards and reviews.",
  commenter: "Comments and approves besides.",
  editor: "Edits, publishes, shares, and sees single customers.",
  owner: "Says who may do what, besides all the others may.",
}

export interface May {
  /** Ask questions of their own: another segment, other dates, other maps. */
  ask: boolean
  comment: boolean
  /** Call a thread settled, approve of a draft. */
  settle: boolean
  /** Edit, publish, share, take comments away, see single customers. */
  edit: boolean
  /** Say who may do what. */
  team: boolean
}

export function mayDo(who: Pick<Who, "role" | "map"> | null): May {
  const at = who ? ROLES.indexOf(who.role) : -1
  const member = who !== null && who.map === null
  return {
    ask: member,
    comment: at >= ROLES.indexOf("commenter"),
    settle: member && at >= ROLES.indexOf("commenter"),
    edit: member && at >= ROLES.indexOf("editor"),
    team: member && who.role === "owner",
  }
}
