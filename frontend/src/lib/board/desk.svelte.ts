import { ApiError } from "../api"
import type { MeasureChoice } from "../draft/api"
import { page } from "../page.svelte"
import { names } from "../people/names.svelte"
import type { Action, ActionView, AxisView, Board, BoardItem } from "../types"
import { answering, EMPTY } from "./actions"
import { addAction, changeAction, fetchBoard, fetchMeasures, judge, removeAction } from "./api"
import { asked, readWeights, writeWeights } from "./weights"

export interface Form {
  /** The action that is changed; null for a new one. */
  number: number | null
  action: Action
}

const told = (cause: unknown) =>
  cause instanceof ApiError ? cause : new ApiError(String(cause), "Load the page anew.", "page", 0)

/** The board of one map as it is seen: what the server said last, and what is being written. */
export class Desk {
  board = $state.raw<Board | null>(null)
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  form = $state.raw<Form | null>(null)
  /** The action that was removed last, until it is brought back or forgotten. */
  removed = $state.raw<Action | null>(null)
  /** The axis whose question is being changed. */
  setting = $state.raw<AxisView | null>(null)
  measures = $state.raw<MeasureChoice[]>([])

  #running: AbortController | null = null

  constructor(readonly map: string) {}

  readonly objective = $derived(
    this.board?.objectives.find((one) => one.objective.id === page.asked.objective) ?? null,
  )
  readonly pains = $derived(this.board?.items.filter((item) => item.lane === "pain") ?? [])
  readonly opportunities = $derived(this.board?.items.filter((item) => item.lane === "opportunity") ?? [])

  /** Asks for the board of the address; older numbers stay, faded, until the new ones come. */
  async load(): Promise<void> {
    const { weights, across, up } = page.asked
    this.#running?.abort()
    const running = (this.#running = new AbortController())
    this.busy = true
    try {
      const axis = [across, up].filter((name) => name !== null)
      const question = { ...page.filter, weight: asked(weights), axis }
      const board = await fetchBoard(this.map, question, running.signal)
      this.board = board
      this.error = null
      this.busy = false
    } catch (cause) {
      if (this.#running !== running) return
      this.busy = false
      this.error = told(cause)
    }
  }

  /** Does something on the server, then asks again with the filter and weights in force. */
  async #write(act: () => Promise<unknown>, said: string): Promise<boolean> {
    try {
      await act()
    } catch (cause) {
      this.error = told(cause)
      return false
    }
    page.said = said
    await this.load()
    return true
  }

  judge(item: BoardItem, axis: string, value: number | null): void {
    const said = value === null ? "Judgement taken back." : `${item.text}: ${axis} ${value}.`
    void this.#write(() => judge(this.map, item.card, axis, value), said)
  }

  /** Lets an axis count in the score. */
  weigh(name: string): void {
    const axes = this.board?.axes ?? []
    page.ask({ weights: writeWeights({ ...readWeights(page.asked.weights), [name]: 1 }, axes) })
  }
  /** Shows what an axis asks, to change it. */
  set(axis: AxisView): void {
    this.learn()
    this.setting = axis
  }

  begin(item: BoardItem | null = null): void {
    this.open({ number: null, action: item ? answering(item) : EMPTY })
  }
  edit(view: ActionView): void {
    this.open({ number: view.number, action: view.action })
  }
  open(form: Form): void {
    this.form = form
    this.learn()
    void names.read(this.map)
  }

  /** Reads which measures there are, once. */
  learn(): void {
    if (!this.measures.length)
      void fetchMeasures().then(
        (all) => (this.measures = all),
        () => undefined, // the axes and measures of the map are still there to choose from
      )
  }

  /** Asks for the axes in the address that the board does not hold yet; any other only changes the picture. */
  async look(): Promise<void> {
    const known = this.board?.axes.map((axis) => axis.name)
    const wanted = [page.asked.across, page.asked.up].filter((name) => name !== null)
    if (known && !wanted.every((name) => known.includes(name))) await this.load()
  }

  /** Writes the form; an ApiError says why it was refused. */
  async save(action: Action): Promise<void> {
    const number = this.form?.number ?? null
    await (number === null ? addAction(this.map, action) : changeAction(this.map, number, action))
    this.form = null
    page.said = number === null ? "Action added." : "Action changed."
    await this.load()
  }

  change(view: ActionView, change: Partial<Action>): void {
    void this.#write(
      () => changeAction(this.map, view.number, { ...view.action, ...change }),
      `${view.action.title}: ${change.status ?? "changed"}.`,
    )
  }

  async remove(view: ActionView): Promise<void> {
    const done = await this.#write(() => removeAction(this.map, view.number), "Action removed.")
    if (done) this.removed = view.action
  }
  async bringBack(): Promise<void> {
    const action = this.removed
    if (action && (await this.#write(() => addAction(this.map, action), "Action brought back.")))
      this.removed = null
  }

  /** Whether an objective is chosen that this card or action has no part in. */
  dims(id: string | number): boolean {
    const stand = this.objective
    if (!stand) return false
    const parts = [...stand.pains, ...stand.opportunities, ...stand.actions] as (string | number)[]
    return !parts.includes(id)
  }
}
