import { doubted } from "./words"
import { count, value } from "../numbers"
import type { Habit, HabitTest, LikelyHabit } from "../types"

/** Habits in words: over which channel, about what and when customers come next. */

type Way = HabitTest["used"]

export const ASPECT: Record<Habit["aspect"], string> = {
  channel: "Over which channel?",
  product: "About what?",
  time: "When?",
}
export const ASKED: Record<Habit["aspect"], string> = {
  channel: "next channel",
  product: "next group of products",
  time: "next part of the week",
}
export const WAYS: Record<Way, string> = {
  all: "what all do most",
  last: "what they did last",
  own: "all they did so far",
}

/** Whether knowing the customer helps, in one sentence. */
export function habitWords({ aspect, test }: Habit): string {
  if (!test) return "Too few came again in the last quarter of the time to test it."
  const rightBy = (way: Way) => test.ways.find((one) => one.way === way)?.right
  const [all, used] = [rightBy("all"), rightBy(test.used)]
  if (!all || !used) return ""
  if (test.used === "all")
    return `Knowing the customer adds nothing that is clear, so nothing is said of single customers: what all do most is right for ${value(all)}.`
  return (
    `By ${WAYS[test.used]} the ${ASKED[aspect]} is told right for **${doubted(used)}** of ` +
    `${count(used.n)} customers; by what all do most for ${value(all)}.`
  )
}

/** "by email, about coats", with the least of their chances left to the tooltip. */
export const likelyWords = (likely: LikelyHabit[]) => likely.map((one) => one.words).join(", ")

export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
export const PARTS = ["night", "morning", "afternoon", "evening"]

/** The week as a grid, parts of the day by days; each cell with its share and how dark it is, 0 to 1. */
export function week(habit: Habit): { words: string; share: number; dark: number }[][] {
  const shares = new Map(habit.shares.map((one) => [one.value, one]))
  const most = Math.max(1e-9, ...habit.shares.map((one) => one.share.value ?? 0))
  return PARTS.map((part, at) =>
    DAYS.map((day, weekday) => {
      const found = shares.get(String(weekday * PARTS.length + at))
      const share = found?.share.value ?? 0
      return { words: found?.title ?? `${day} ${part}`, share, dark: share / most }
    }),
  )
}
