import { get, tell, type Query } from "../api"
import { knownName } from "../draft/me"
import type { MeasureEntry } from "../draft/api"
import type { Action, Board } from "../types"

/** What the server says about a board, and what can be written on it. */

const me = () => knownName() ?? ""
const of = (map: string, rest: string) => `maps/${encodeURIComponent(map)}/${rest}`

export const fetchBoard = (map: string, query: Query, signal?: AbortSignal) =>
  get<Board>(of(map, "board"), query, signal)
export const fetchMeasures = () => get<MeasureEntry[]>("measures")

export const judge = (map: string, card: string, axis: string, value: number | null) =>
  tell<Board>(of(map, "judgements"), { card, axis, value }, me(), undefined, "PUT")
export const addAction = (map: string, action: Action) => tell<Board>(of(map, "actions"), action, me())
export const changeAction = (map: string, number: number, action: Action) =>
  tell<Board>(of(map, `actions/${number}`), action, me(), undefined, "PUT")
export const removeAction = (map: string, number: number) =>
  tell<Board>(of(map, `actions/${number}`), null, me(), undefined, "DELETE")
