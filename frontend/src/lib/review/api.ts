import { get, tell } from "../api"
import { knownName } from "../draft/me"
import type { Cadence, Decision, ReviewCard, ReviewPage, Rhythm } from "../types"

/** What the server says about reviews, and what can be written in them. */

const me = () => knownName() ?? ""
const of = (map: string, rest: string) => `maps/${encodeURIComponent(map)}/${rest}`

export const fetchReviews = (map: string) => get<ReviewCard[]>(of(map, "reviews"))
export const beginReview = (map: string) => tell<{ number: number }>(of(map, "reviews"), {}, me())
export const fetchReview = (map: string, number: number) => get<ReviewPage>(of(map, `reviews/${number}`))
export const writeReview = (map: string, number: number, decisions: Decision[], note: string) =>
  tell<ReviewPage>(of(map, `reviews/${number}`), { decisions, note }, me(), undefined, "PUT")
export const closeReview = (map: string, number: number) =>
  tell<ReviewPage>(of(map, `reviews/${number}/close`), {}, me())

export const fetchRhythm = (map: string) => get<Rhythm | null>(of(map, "rhythm"))
export const setRhythm = (map: string, cadence: Cadence, next: string, people: string[]) =>
  tell<Rhythm>(of(map, "rhythm"), { cadence, next, people }, me(), undefined, "PUT")
