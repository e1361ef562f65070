import { ApiError } from "../api"
import type { TextFound } from "../types"
import { fetchText } from "./api"

/** What people write about one map, and how much of it is shown. */

const FEW = 6
export class Written {
  all = $state.raw<TextFound | null>(null)
  error = $state.raw<ApiError | null>(null)
  open = $state(false)

  readonly shown = $derived(this.open ? (this.all?.topics ?? []) : (this.all?.topics.slice(0, FEW) ?? []))
  readonly more = $derived((this.all?.topics.length ?? 0) - this.shown.length)

  constructor(
    readonly map: string,
    readonly build: string | null,
    readonly quotes: boolean,
  ) {}

  async look(): Promise<void> {
    this.error = null
    try {
      this.all = await fetchText(this.map, this.build, this.quotes)
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
  }
}
