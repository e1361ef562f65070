import { get, tell } from "../api"
import type { components } from "../schema"
import type { Role } from "./may"

/** Signing in, the team, and links for guests. */

type Schemas = components["schemas"]
export type Me = Schemas["Me"]
export type Team = Schemas["Team"]
export type Person = Schemas["Person"]
export type Invited = Schemas["Invited"]
export type ShareLink = Schemas["ShareLink"]
export type Shared = Schemas["Shared"]

const links = (map: string, rest = "") => `maps/${encodeURIComponent(map)}/links${rest}`

export const fetchMe = () => get<Me>("me")
export const signIn = (email: string, password: string) => tell<Person>("sign-in", { email, password })
export const signOut = () => tell<null>("sign-out", {})
export const join = (invitation: string, name: string, password: string) =>
  tell<Me>("join", { invitation, name, password })
export const openLink = (link: string, password: string | null) =>
  tell<ShareLink>("open-link", { link, password })

export const fetchTeam = () => get<Team>("team")
export const invite = (email: string, role: Role) => tell<Invited>("team/invitations", { email, role })
export const inviteAgain = (number: number) => tell<Invited>(`team/${number}/invitation`, {})
export const withdraw = (number: number) =>
  tell<Team>(`team/invitations/${number}`, null, "", undefined, "DELETE")
export const changePerson = (number: number, change: { role?: Role; disabled?: boolean }) =>
  tell<Team>(`team/${number}`, change, "", undefined, "PATCH")

export interface Sharing {
  may: Role
  label: string
  expires: string | null
  password: string | null
}
export const fetchLinks = (map: string) => get<ShareLink[]>(links(map))
export const share = (map: string, given: Sharing, name: string) => tell<Shared>(links(map), given, name)
export const revoke = (map: string, number: number) =>
  tell<ShareLink[]>(links(map, `/${number}`), null, "", undefined, "DELETE")
