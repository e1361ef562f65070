import { get } from "../api"
import { me } from "./me.svelte"

/** Names to choose from for an owner or a mention; any other name can be written too. */
class Names {
  known = $state.raw<string[]>([])
  #map = ""

  /** Reads them anew; when they cannot be read the old ones stay, and names are typed in full. */
  async read(map: string): Promise<void> {
    if (!me.who || me.guest) return
    if (map !== this.#map) this.known = []
    this.#map = map
    const found = await get<string[]>(`maps/${encodeURIComponent(map)}/names`).catch(() => null)
    if (found && map === this.#map) this.known = found
  }

  /** With further names, each once. */
  and(...more: readonly (string | null | undefined)[]): string[] {
    return [...new Set([...this.known, ...more.flatMap((one) => one || [])])]
  }
}

export const names = new Names()
