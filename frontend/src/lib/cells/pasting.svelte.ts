import { ApiError, tell } from "../api"
import type { FromCells, Lane } from "../types"

const SETTLE = 250

/** Cells that somebody pastes: asked of the server as they come, with what people say of how to read them. */
export class Pasting {
  text = $state("")
  form = $state<"wide" | "long" | null>(null)
  lanes = $state.raw<Record<string, Lane>>({})
  read = $state.raw<FromCells | null>(null)
  error = $state.raw<ApiError | null>(null)

  #timer: ReturnType<typeof setTimeout> | undefined
  #asked: AbortController | undefined

  /** What is sent to make the map. */
  get cells() {
    return { text: this.text, form: this.form, lanes: this.lanes }
  }

  paste(text: string): void {
    this.text = text
    this.form = null
    this.lanes = {}
    this.#later()
  }
  shape(form: "wide" | "long"): void {
    this.form = form
    this.#later(0)
  }
  choose(label: string, lane: Lane): void {
    this.lanes = { ...this.lanes, [label]: lane }
    this.#later(0)
  }
  leave(): void {
    clearTimeout(this.#timer)
    this.#asked?.abort()
  }

  #later(wait = SETTLE): void {
    this.leave()
    if (!this.text.trim()) {
      this.read = this.error = null
      return
    }
    this.#timer = setTimeout(() => void this.#ask(), wait)
  }

  async #ask(): Promise<void> {
    const asked = new AbortController()
    this.#asked = asked
    try {
      this.read = await tell<FromCells>("cells", this.cells, "", asked.signal)
      this.error = null
    } catch (cause) {
      if (asked.signal.aborted) return
      this.read = null
      this.error = cause instanceof ApiError ? cause : new ApiError(String(cause), "Try again.", "page", 0)
    }
  }
}
