import { address, ApiError, get, type Query } from "../api"
import { page } from "../page.svelte"
import type { Result } from "../types"

/** What is asked of the server: a measure with its parameters, of the map and the filter that are shown. */
export interface Question {
  name: string
  params: Record<string, string | null>
  by?: string[]
  where?: string | null
}

export function query(question: Question, map: string, filter: Query): Query {
  const param = Object.entries(question.params)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value ?? ""}`)
  return { ...filter, map, param, by: question.by ?? [], where: question.where ?? null }
}

/** What the server says to the newest request; the old answer stays, faded, until the new one is there. */
export class Newest<T> {
  result = $state.raw<T | null>(null)
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  #running: AbortController | null = null

  protected async get(path: string, query: Query): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.busy = true
    try {
      this.result = await get<T>(path, query, running.signal)
      this.error = null
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === "AbortError") return
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
    if (this.#running === running) this.busy = false
  }

  /** Asks for nothing any more. */
  forget(): void {
    this.#running?.abort()
    this.result = null
    this.error = null
    this.busy = false
  }
}

/** The answer to one question. */
export class Answer extends Newest<Result> {
  ask(question: Question, map: string, filter: Query): Promise<void> {
    return this.get(`measures/${question.name}`, query(question, map, filter))
  }
}

export const TABLES = ["csv", "xlsx"] as const
export type TableKind = (typeof TABLES)[number]

/** Saves the numbers behind a picture. */
export const saveTable = (question: Question, map: string, filter: Query, kind: TableKind) =>
  page.save(
    address(`measures/${question.name}/table.${kind}`, query(question, map, filter)),
    `${question.name}.${kind}`,
    kind === "csv" ? "CSV" : "Workbook",
  )
