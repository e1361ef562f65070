import { ApiError, get, tell } from "../api"
import { page } from "../page.svelte"
import { me } from "../people/me.svelte"
import type { QuestionView, SavedQuestion } from "../types"

/** The saved questions of the workspace. */
class Questions {
  all = $state.raw<QuestionView[]>([])
  known = $state(false)
  error = $state.raw<ApiError | null>(null)
  /** What was removed last, as long as it can be taken back here. */
  removed = $state.raw<QuestionView | null>(null)

  one(number: string | null): QuestionView | undefined {
    return this.all.find((one) => String(one.number) === number)
  }

  load = () => this.#try(async () => this.#set(await get<QuestionView[]>("questions")))

  save = (question: SavedQuestion) =>
    this.#try(async () => this.#put(await tell<QuestionView>("questions", question, me.known ?? "")))

  change = (number: number, question: SavedQuestion) =>
    this.#try(async () =>
      this.#put(await tell<QuestionView>(`questions/${number}`, question, me.known ?? "", undefined, "PUT")),
    )

  remove = (one: QuestionView) =>
    this.#try(async () => {
      this.#set(
        await tell<QuestionView[]>(`questions/${one.number}`, null, me.known ?? "", undefined, "DELETE"),
      )
      this.removed = one
      page.said = `“${one.question.name}” is removed.`
      return one
    })

  restore = (one: QuestionView) =>
    this.#try(async () => {
      const back = this.#put(
        await tell<QuestionView>(`questions/${one.number}/restore`, null, me.known ?? ""),
      )
      this.removed = null
      page.said = `“${one.question.name}” is back.`
      return back
    })

  #put(one: QuestionView): QuestionView {
    this.#set([...this.all.filter((other) => other.number !== one.number), one])
    return one
  }

  #set(all: QuestionView[]): void {
    this.all = all.sort((a, b) => a.question.name.localeCompare(b.question.name, "en"))
    this.known = true
  }

  /** What the server answers; null where it refuses, with `error` saying why. */
  async #try<T>(act: () => Promise<T>): Promise<T | null> {
    this.error = null
    try {
      return await act()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
      void me.refused(cause)
      return null
    }
  }
}

export const questions = new Questions()
