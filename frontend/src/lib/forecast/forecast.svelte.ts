import { ApiError, get } from "../api"
import type { AtRiskPage, Forecast } from "../types"

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

const FEW = 12

/** The customers who may stay away: personal data, so only for those who may see single customers. */
export class Listed {
  page = $state.raw<AtRiskPage | null>(null)
  error = $state.raw<ApiError | null>(null)
  limit = $state(FEW)

  readonly more = $derived(this.page !== null && this.page.rows.length === this.limit && this.limit < 500)

  async look(limit = this.limit): Promise<void> {
    this.error = null
    try {
      this.page = await get<AtRiskPage>("forecast/at-risk", { limit })
      this.limit = limit
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
  }
}
