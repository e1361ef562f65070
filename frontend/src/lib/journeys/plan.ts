import { count, doubt, percent, value } from "../numbers"
import type { MeasuredMap, Result } from "../types"

/** Reading where journeys leave the plan: a line a step, a cell a kind of deviation. */

export type Deviation = (typeof DEVIATIONS)[number]["id"]

/** In the order of the table. What costs order, time or channel is tinted; the last two only say where journeys stand. */
export const DEVIATIONS = [
  { id: "skipped", title: "skipped", note: "left out, though the plan does not leave it free" },
  { id: "extra", title: "extra", note: "done where the plan does not put it" },
  { id: "repeated", title: "repeated", note: "done again, though the plan does not say so" },
  { id: "out of order", title: "out of order", note: "done, but not in its turn" },
  { id: "late", title: "late", note: "went on later than planned" },
  { id: "other channel", title: "other channel", note: "done over a channel that is not planned" },
  { id: "still open", title: "still open", note: "stand here, and still have time to go on" },
  { id: "lost", title: "lost", note: "stand here, and their time has run out" },
] as const

export interface Cell {
  deviation: Deviation
  people: number
  /** Came to the step, or should have. */
  of: number
  share: number | null
  /** Of those who came or should have, as it is written; null where they are too few. */
  part: string | null
  level: number
  told: string
}

export interface Line {
  step: string
  number: number
  title: string
  of: number
  cells: Map<Deviation, Cell>
}

/** Tones of a cell, from few to very many of those who came. */
export const TONES = 6

const STANDS: readonly Deviation[] = ["still open", "lost"]
export const stands = (deviation: Deviation) => STANDS.includes(deviation)

type Row = Result["rows"][number]

const isDeviation = (name: unknown): name is Deviation => DEVIATIONS.some((one) => one.id === name)

function cellOf(row: Row): Cell | null {
  const { deviation } = row.keys
  if (!isDeviation(deviation)) return null
  const { value: people, denominator: of } = row.number
  const [share, low, high] = ["share", "low", "high"].map((name) => row.more[name])
  const shown = typeof share === "number" && (of ?? 0) >= FEW ? share : null
  const between =
    shown !== null && typeof low === "number" && typeof high === "number"
      ? ` (${percent(low, of ?? 0)} to ${percent(high, of ?? 0)})`
      : ""
  const times = Number(row.more.times ?? 0)
  return {
    deviation,
    people: people ?? 0,
    of: of ?? 0,
    share: shown,
    part: shown === null ? null : shown < 0.005 ? `< 1${SPACE}%` : percent(shown, 1),
    level: shown === null ? 0 : Math.min(TONES, Math.ceil(Math.sqrt(shown) * TONES)),
    told: `${count(people ?? 0)} of ${count(of ?? 0)} who came or should have${
      shown === null ? "" : `: ${percent(shown, of ?? 0)}${between}`
    }${times > (people ?? 0) ? `, ${count(times)} times` : ""}`,
  }
}

const FEW = 10
const SPACE = "\u00a0"

/** Every step that events can match, in map order. */
export function read(map: MeasuredMap, rows: readonly Row[]): Line[] {
  return map.steps
    .filter((step) => step.has_rule)
    .map((step) => {
      const cells = rows.filter((row) => row.keys.step === step.id).flatMap((row) => cellOf(row) ?? [])
      return {
        step: step.id,
        number: step.number,
        title: step.title,
        // Where nobody parts from the plan nobody has left the step out: those who came are all.
        of: cells.length ? Math.max(...cells.map((cell) => cell.of)) : (step.people.value ?? 0),
        cells: new Map(cells.map((cell) => [cell.deviation, cell])),
      }
    })
}

const WORDS: Record<Deviation, (title: string) => string> = {
  skipped: (title) => `skip “${title}”`,
  extra: (title) => `come to “${title}” where the plan does not put it`,
  repeated: (title) => `come to “${title}” again`,
  "out of order": (title) => `do “${title}” out of order`,
  late: (title) => `are late to go on from “${title}”`,
  "other channel": (title) => `do “${title}” over another channel`,
  "still open": (title) => `may still go on from “${title}”`,
  lost: (title) => `do not go on from “${title}”`,
}

const ENOUGH = 30

/** How closely they follow the plan, and the deviation that most customers show. */
export function finding(lines: readonly Line[], fitness: Row | undefined): string | null {
  const cells = lines.flatMap((line) => [...line.cells.values()].map((cell) => ({ line, cell })))
  const [most] = cells
    .filter(({ cell }) => !stands(cell.deviation) && cell.of >= ENOUGH)
    .sort((one, other) => other.cell.people - one.cell.people)
  const close =
    fitness?.number.show === "full" && fitness.number.value !== null
      ? `Journeys fit the plan to ${value(fitness.number)}.`
      : null
  const leave = most
    ? `Most leave it here: ${percent(most.cell.people / most.cell.of, most.cell.of)} ${WORDS[most.cell.deviation](most.line.title)}.`
    : null
  return [close, leave].filter(Boolean).join(" ") || null
}

/** What the numbers rest on. */
export function caption(fitness: Row): string {
  const { number, more } = fitness
  const perfect = typeof more.perfect === "number" ? more.perfect : null
  const between = doubt(number)
  return [
    `${count(number.n)} customers.`,
    number.value === null
      ? null
      : `Fitness ${value(number)}${between ? ` (${between})` : ""}: 1 − cost ÷ worst, the mean over customers.`,
    perfect === null ? null : `${percent(perfect, number.n)} keep to the plan in order, time and channel.`,
    "Journeys are whole: the days choose what counts, and cut nobody. Who stops has not skipped the rest.",
  ]
    .filter(Boolean)
    .join(" ")
}
