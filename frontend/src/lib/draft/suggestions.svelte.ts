import { ApiError, get, tell } from "../api"
import { me } from "../people/me.svelte"
import type { components } from "../schema"
import type { Change } from "./api"
import { told } from "./fork"
import type { Live } from "./live.svelte"
import { waiting } from "./waiting"

type Schemas = components["schemas"]
export type Suggestion = Schemas["SuggestionView"]

const EVERY = 15_000
const CALM_FOR = 700

export const path = (map: string, rest = "") => `drafts/${encodeURIComponent(map)}/suggestions${rest}`
export const fetchSuggestions = (map: string) => get<Suggestion[]>(path(map))
export const settle = (map: string, numbers: readonly number[], accept: boolean, reply: string) =>
  tell<Schemas["Settled"]>(path(map, "/settle"), { numbers, accept, reply }, me.known ?? "")

/** What is suggested for a draft, and what one is about to suggest. */
export class Suggestions {
  all = $state.raw<Suggestion[]>([])
  /** False until they were read once. */
  read = $state(false)
  /** What one's own draft would change, in words. */
  mine = $state.raw<Change[]>([])
  /** The one that the panel shows first. */
  at = $state<number | null>(null)
  refused = $state.raw<ApiError | null>(null)
  busy = $state(false)

  readonly open = $derived(this.all.filter((one) => one.state === "open"))
  /** The numbers of those that touch a part of the draft. */
  readonly waiting = $derived(waiting(this.open))
  readonly settled = $derived(this.all.filter((one) => one.state !== "open"))

  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly map: string,
    readonly live: Live,
  ) {}

  /** Keeps up until the page is left. */
  follow(): () => void {
    const look = () => {
      if (document.visibilityState === "visible") void this.load()
    }
    look()
    const timer = setInterval(look, EVERY)
    return () => {
      clearInterval(timer)
      clearTimeout(this.#timer)
    }
  }

  async load(): Promise<void> {
    const all = await fetchSuggestions(this.map).catch(() => null)
    if (all) this.#take(all)
  }

  /** Says in words what one has changed so far, once the hands have rested. */
  lookLater(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const asked = this.#proposal()
      if (!asked) this.mine = []
      else
        void tell<Change[]>(path(this.map, "/look"), asked).then(
          (changes) => (this.mine = this.live.fork ? changes : []),
          () => undefined, // it can be suggested all the same
        )
    }, CALM_FOR)
  }

  async send(note: string): Promise<boolean> {
    const asked = this.#proposal()
    if (!asked) return false
    const done = await this.#tell("", { ...asked, note })
    if (done) {
      this.mine = []
      await this.live.suggest(true)
    }
    return done
  }
  withdraw = (number: number) => this.#tell(`/${number}/withdraw`, {})

  /** Accepts or rejects; how many stayed open because they do not apply any more. */
  async settle(numbers: readonly number[], accept: boolean, reply: string): Promise<number | null> {
    return this.#attempt(async () => {
      const answer = await settle(this.map, numbers, accept, reply)
      this.#take(answer.suggestions)
      return answer.passed.length
    })
  }

  #proposal(): { old: unknown; new: unknown } | null {
    const { fork } = this.live
    return fork ? { old: told(fork.from), new: told(fork.doc) } : null
  }
  #take(all: Suggestion[]): void {
    this.all = all
    this.read = true
  }
  async #tell(rest: string, body: unknown): Promise<boolean> {
    const done = await this.#attempt(async () => {
      this.#take(await tell<Suggestion[]>(path(this.map, rest), body, me.known ?? ""))
      return true
    })
    return done ?? false
  }
  async #attempt<T>(work: () => Promise<T>): Promise<T | null> {
    this.refused = null
    this.busy = true
    try {
      return await work()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      this.refused = cause
      return null
    } finally {
      this.busy = false
    }
  }
}
