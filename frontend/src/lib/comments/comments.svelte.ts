import { get, tell } from "../api"
import { remember, remembered } from "../draft/me"
import { me } from "../people/me.svelte"
import { names as people } from "../people/names.svelte"
import { counts, inbox, names, newest, type Part, type Thread } from "./talk"

const EVERY = 15_000

/** The comments on the map that is shown; asked anew while somebody can see the page. */
class Comments {
  threads = $state.raw<Thread[]>([])
  /** False until they were read once. */
  read = $state(false)
  /** The part that is talked about: what is written begins a thread there. */
  about = $state.raw<Part | null>(null)
  /** Comments up to this number were looked at. */
  seen = $state(0)
  /** Who else is at the map. */
  others = $state.raw<string[]>([])
  /** The present moment, for "2 hours ago". */
  now = $state(new Date())

  readonly counts = $derived(counts(this.threads))
  readonly open = $derived(this.threads.filter((thread) => thread.resolved_at === null).length)
  readonly inbox = $derived(inbox(this.threads, me.author, this.seen))
  readonly names = $derived(names(this.threads, people.and(...this.others), me.author))

  isAbout(part: string, id: string): boolean {
    return this.about?.part === part && this.about.id === id
  }

  /** Shows what is said about a part; the page that is shown sets it. */
  show: (part: Part) => void = () => undefined

  #map = ""
  /** Counts what was asked and told: an answer that something newer overtook is not taken. */
  #turn = 0

  /** Keeps up with a map until the page is left; where there is no server there are no comments. */
  follow(map: string): (() => void) | undefined {
    if (!me.who) return undefined
    if (this.#map !== map) {
      this.threads = []
      this.read = false
      this.about = null
    }
    this.#map = map
    this.seen = Number(remembered(this.#key()) ?? 0)
    void this.load()
    void people.read(map)
    const look = () => {
      if (document.visibilityState === "visible") void this.load()
    }
    const timer = setInterval(look, EVERY)
    document.addEventListener("visibilitychange", look)
    return () => {
      clearInterval(timer)
      document.removeEventListener("visibilitychange", look)
    }
  }

  async load(): Promise<void> {
    const map = this.#map
    const turn = ++this.#turn
    try {
      const threads = await get<Thread[]>(this.#path())
      if (turn === this.#turn) this.#take(map, threads)
    } catch (cause) {
      // the old ones stay; only who may not look any more is told
      await me.refused(cause)
    }
  }

  say = (part: Part, text: string) => this.#tell("", { part: part.part, part_id: part.id, text })
  answer = (thread: number, text: string) => this.#tell(`/${thread}/answers`, { text })
  settle = (thread: number, resolved: boolean) => this.#tell(`/${thread}/resolve`, { resolved })
  remove = (comment: number) => this.#tell(`/${comment}`, null, "DELETE")

  /** All that is here counts as looked at. */
  look(): void {
    const number = newest(this.threads)
    if (number <= this.seen) return
    this.seen = number
    remember(this.#key(), String(number))
  }

  /** Who else is at the map may be called. */
  meet(here: readonly string[]): void {
    if (here.join("\n") !== this.others.join("\n")) this.others = [...here]
  }

  #take(map: string, threads: Thread[]): void {
    if (map !== this.#map) return
    this.now = new Date()
    this.threads = threads
    this.read = true
  }
  #path = (rest = "") => `maps/${encodeURIComponent(this.#map)}/comments${rest}`
  #key = () => `desirepath-seen ${location.pathname} ${this.#map} ${me.author}`

  async #tell(rest: string, body: unknown, method: "POST" | "DELETE" = "POST"): Promise<void> {
    const map = this.#map
    const threads = await tell<Thread[]>(this.#path(rest), body, me.known ?? "", undefined, method)
    this.#turn += 1
    this.#take(map, threads)
  }
}

export const comments = new Comments()
