import { untrack } from "svelte"
import { createSubscriber } from "svelte/reactivity"

/**
 * The one of many that is meant. A grid asks for each of its hundreds of cells "is it this one?": only the two whose
 * answer changes are told, where a plain comparison would be made anew in all of them.
 */
export class One {
  #now = $state.raw<string | null>(null)
  // each key is told by itself; that the map grows is nobody's business
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #asked = new Map<string, { follow: () => void; tell: () => void }>()

  get now(): string | null {
    return this.#now
  }
  set now(now: string | null) {
    const before = untrack(() => this.#now)
    if (before === now) return
    this.#now = now
    for (const key of [before, now]) if (key !== null) this.#asked.get(key)?.tell()
  }

  /** Whether it is this one; who asks is told when the answer changes. */
  is(key: string): boolean {
    let asked = this.#asked.get(key)
    if (!asked) {
      const made = { follow: () => undefined, tell: () => undefined } as {
        follow: () => void
        tell: () => void
      }
      made.follow = createSubscriber((tell) => {
        made.tell = tell
        return () => {
          if (this.#asked.get(key) === made) this.#asked.delete(key)
        }
      })
      this.#asked.set(key, (asked = made))
    }
    asked.follow()
    return untrack(() => this.#now) === key
  }
}
