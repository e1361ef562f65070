import { address, type Query } from "../api"
import { page } from "../page.svelte"
import type { Comparison } from "../types"
import { Newest, query, type Question, type TableKind } from "./answer.svelte"

/** The difference of two groups under one question; null while nobody is compared. */
export class Compared extends Newest<Comparison> {
  #versus: string | null = null

  /** `share` names another share that the measure tells beside its number. */
  async ask(
    question: Question,
    map: string,
    filter: Query,
    versus: string | null,
    share: string | null = null,
  ): Promise<void> {
    // Numbers of one group under the name of another would be wrong, however faded.
    if (versus !== this.#versus) this.forget()
    this.#versus = versus
    if (versus === null) return
    await this.get(`measures/${question.name}/comparison`, {
      ...query(question, map, filter),
      with: versus,
      share,
    })
    if (this.error) this.result = null
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
