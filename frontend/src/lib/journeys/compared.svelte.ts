import { address, ApiError, get, type Query } from "../api"
import { page } from "../page.svelte"
import type { Comparison } from "../types"
import { query, type Question, type TableKind } from "./answer.svelte"

/** The difference of two groups under one question; null while nobody is compared. */
export class Compared {
  result = $state.raw<Comparison | null>(null)
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  #running: AbortController | null = null
  #versus: string | null = null

  /** `share` names another share that the measure tells beside its number. */
  async ask(
    question: Question,
    map: string,
    filter: Query,
    versus: string | null,
    share: string | null = null,
  ): Promise<void> {
    this.#running?.abort()
    this.error = null
    // Numbers of one group under the name of another would be wrong, however faded.
    if (versus !== this.#versus) this.result = null
    this.#versus = versus
    if (versus === null) {
      this.busy = false
      return
    }
    const running = new AbortController()
    this.#running = running
    this.busy = true
    try {
      const asked = { ...query(question, map, filter), with: versus, share }
      this.result = await get<Comparison>(`measures/${question.name}/comparison`, asked, running.signal)
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === "AbortError") return
      if (!(cause instanceof ApiError)) throw cause
      this.result = null
      this.error = cause
    }
    if (this.#running === running) this.busy = false
  }
}

/** Saves the numbers of both groups and their differences. */
export const saveComparison = (
  question: Question,
  map: string,
  filter: Query,
  versus: string,
  kind: TableKind,
  share: string | null = null,
) =>
  page.save(
    address(`measures/${question.name}/comparison.${kind}`, {
      ...query(question, map, filter),
      with: versus,
      share,
    }),
    `${question.name}-compared.${kind}`,
    kind === "csv" ? "CSV" : "Workbook",
  )
