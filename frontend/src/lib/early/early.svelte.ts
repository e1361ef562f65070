import { ApiError } from "../api"
import type { EarlyFound } from "../types"
import { fetchEarly, USUAL, type Question } from "./api"

/** What happened in customers' first days, and which of it is looked at more closely. */

export class Early {
  all = $state.raw<EarlyFound | null>(null)
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  /** The thing whose curves are drawn: the first one until another is chosen; an empty text when none is. */
  chosen = $state<string | null>(null)

  readonly open = $derived(this.chosen ?? this.all?.items[0]?.id ?? "")
  #asked = 0

  constructor(
    readonly map: string,
    readonly build: string | null,
  ) {}

  /** Opens one, or closes it. */
  turn(id: string): void {
    this.chosen = this.open === id ? "" : id
  }

  /** Looks; the last answer stays until the next one is there. */
  async look(question: Question = USUAL): Promise<void> {
    const asked = ++this.#asked
    this.error = null
    this.busy = true
    try {
      const found = await fetchEarly(this.map, this.build, question)
      if (asked !== this.#asked) return
      this.all = found
      this.chosen = null
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (asked === this.#asked) this.error = cause
    } finally {
      if (asked === this.#asked) this.busy = false
    }
  }
}
