import { ApiError, get } from "../api"
import type { Forecast } from "../types"

/** What is foretold of the newest build; the server computes it once and keeps it. */
export class Foretold {
  all = $state.raw<Forecast | null>(null)
  error = $state.raw<ApiError | null>(null)

  async look(): Promise<void> {
    this.error = null
    try {
      this.all = await get<Forecast>("forecast")
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
  }
}
