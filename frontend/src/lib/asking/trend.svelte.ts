import type { Query } from "../api"
import { Newest, query, type Question } from "../journeys/answer.svelte"
import type { Trends } from "../types"
import { everyOf } from "./changes"

/** When a measure that is cut by day, week or month changed its level; null while it is not. */
export class Trend extends Newest<Trends> {
  async ask(question: Question, map: string, filter: Query): Promise<void> {
    this.forget()
    const every = everyOf(question.by ?? [])
    if (!every) return
    const by = (question.by ?? []).filter((one) => one !== every)
    await this.get(`measures/${question.name}/trend`, { ...query({ ...question, by }, map, filter), every })
  }
}
