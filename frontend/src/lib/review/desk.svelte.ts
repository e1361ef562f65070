import { ApiError } from "../api"
import { page } from "../page.svelte"
import type { Decision, ReviewPage } from "../types"
import { closeReview, fetchReview, writeReview } from "./api"
import { Saver, type Sign } from "./saver"

const told = (cause: unknown) =>
  cause instanceof ApiError ? cause : new ApiError(String(cause), "Load the page anew.", "page", 0)

/** One review as it is read and written. */
export class ReviewDesk {
  review = $state.raw<ReviewPage | null>(null)
  error = $state.raw<ApiError | null>(null)
  decisions = $state<Decision[]>([])
  note = $state("")
  sign = $state<Sign>("saved")

  readonly closed = $derived(this.review?.closed ?? null)

  readonly #saver = new Saver<{ decisions: Decision[]; note: string }>(
    ({ decisions, note }) => writeReview(this.map, this.number, decisions, note),
    (sign, cause) => {
      this.sign = sign
      this.error = sign === "failed" ? told(cause) : null
    },
  )

  constructor(
    readonly map: string,
    readonly number: number,
  ) {}

  async load(): Promise<void> {
    try {
      this.#take(await fetchReview(this.map, this.number))
    } catch (cause) {
      this.error = told(cause)
    }
  }

  #take(review: ReviewPage): void {
    this.review = review
    this.decisions = review.decisions
    this.note = review.note
  }

  /** Tells the server what stands on the page; a decision without words is not one yet. */
  wrote(delay?: number): void {
    const decisions = $state
      .snapshot(this.decisions)
      .map((one) => ({
        ...one,
        text: one.text.trim(),
        owner: one.owner?.trim() || null,
        due: one.due || null,
      }))
      .filter((one) => one.text)
    this.#saver.put({ decisions, note: this.note }, delay)
  }
  save = () => this.#saver.flush()
  get waiting(): boolean {
    return this.#saver.waiting
  }

  async close(): Promise<void> {
    try {
      await this.#saver.flush()
      if (this.sign === "failed") return
      this.#take(await closeReview(this.map, this.number))
      page.said = "The review is closed and kept."
    } catch (cause) {
      this.error = told(cause)
    }
  }
}
