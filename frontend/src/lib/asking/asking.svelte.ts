import { ApiError } from "../api"
import { fetchMeasures } from "../board/api"
import { fetchVocabulary, type MeasureEntry } from "../draft/api"
import type { Hint } from "../draft/measures"
import { page } from "../page.svelte"
import { me } from "../people/me.svelte"
import type { MeasuredMap } from "../types"
import { type Ask, askOf, readAsk, same, savedOf, writeAsk } from "./asked"
import { questions } from "./questions.svelte"

/** What can be asked on the page of journeys, and what is asked now. */
class Asking {
  measures = $state.raw<MeasureEntry[]>([])
  hints = $state.raw<Hint[]>([])
  error = $state.raw<ApiError | null>(null)
  /** True while a question is being chosen. */
  choosing = $state(false)

  /** The saved question that the address names. */
  readonly saved = $derived(questions.one(page.asked.question))
  readonly now = $derived(readAsk(page.asked) ?? (this.saved ? askOf(this.saved.question) : null))
  readonly open = $derived(this.choosing || this.now !== null)
  /** Whether something else is asked than was saved. */
  readonly changed = $derived.by(() => {
    const saved = this.saved?.question
    if (!saved || !this.now) return false
    const map = page.mapId ?? ""
    return !same({ ...saved, map: saved.map ?? map }, savedOf(this.now, saved.name, map, page.asked))
  })
  readonly measure = $derived(this.measures.find((one) => one.name === this.now?.measure))

  /** Learns the measures, and the names that may be typed. */
  async learn(map: MeasuredMap): Promise<void> {
    this.error = null
    const steps = map.steps.map((step) => ({ value: step.id, words: step.title }))
    this.hints = steps
    try {
      if (!this.measures.length) this.measures = await fetchMeasures()
      // who may not comment may not read the words of the editor: then the steps are offered alone
      if (me.may.comment) {
        const { events } = await fetchVocabulary(map.id)
        this.hints = [...steps, ...events.map((event) => ({ value: event.name }))]
      }
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.error = cause
    }
  }

  choose(measure: string): void {
    this.choosing = false
    if (measure === this.now?.measure) return
    page.ask({
      question: null,
      ...writeAsk({ measure, params: {}, where: this.now?.where ?? null, by: [], picture: null }),
    })
  }

  /** Opens a saved question: the address names it, and the bar shows whom and when it is about. */
  show(number: number): void {
    const found = questions.one(String(number))
    if (!found) return
    const { segment, start, end, map } = found.question
    this.choosing = false
    page.ask({
      ...writeAsk(null),
      question: String(number),
      segment,
      start,
      end,
      ...(map ? { map } : {}),
    })
  }

  /** Asks something else of the same measure. */
  change(change: Partial<Ask>): void {
    if (this.now) this.#write({ ...this.now, ...change })
  }

  close(): void {
    this.choosing = false
    page.ask({ ...writeAsk(null), question: null })
  }

  #write(ask: Ask): void {
    page.ask(writeAsk(ask))
  }
}

export const asking = new Asking()
