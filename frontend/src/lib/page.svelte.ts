import { SvelteSet } from "svelte/reactivity"
import { ApiError, embedded, fetchFile, fetchMap, fetchWorkspace } from "./api"
import { people } from "./numbers"
import { me } from "./people/me.svelte"
import type { MeasuredMap, StepView, Workspace } from "./types"
import { filterOf, NOTHING, OF_MAP, readUrl, viewOf, writeUrl, type Asked } from "./url"
import { unchanged } from "./unchanged"

const REMEMBERED = 12

const told = (cause: unknown) =>
  cause instanceof ApiError
    ? cause
    : new ApiError(String(cause), "Reload the page; if it stays, report what it says.", "page", 0)

/** Hands a file to the browser, as a link to it would. */
export function offer(file: Blob, name: string): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // some browsers read the file only after the click has ended
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** What the page shows and why; the address is its only memory. */
class Page {
  asked = $state<Asked>(readUrl(location.search))
  workspace = $state.raw<Workspace | null>(null)
  map = $state.raw<MeasuredMap | null>(null)
  error = $state.raw<ApiError | null>(null)
  /** Why the last file could not be saved. */
  unsaved = $state.raw<ApiError | null>(null)
  /** True while numbers on the screen answer an older question. */
  busy = $state(false)
  /** A map written into the page: nothing can be asked of a server. */
  alone = $state(false)
  /** Sentence for screen readers. */
  said = $state("")
  readonly unfolded = new SvelteSet<string>()

  #before = new Map<string, MeasuredMap>()
  #running: AbortController | null = null
  #follows = false
  /** The same object as long as the same is asked, so that nobody asks anew for a change beside it. */
  #filter: Record<string, string> | undefined = undefined

  readonly step = $derived(this.map?.steps.find((step) => step.id === this.asked.step) ?? null)
  readonly objective = $derived(this.map?.objectives.find((one) => one.id === this.asked.objective) ?? null)
  /** A guest by link sees the numbers as they are shown to all. */
  readonly filter = $derived((this.#filter = unchanged(this.#filter, me.guest ? {} : filterOf(this.asked))))
  /** The page that is shown; a map written into the file has no other. */
  readonly view = $derived(
    this.alone || me.guest ? "map" : viewOf(this.asked, this.workspace?.maps.length ?? null),
  )
  readonly mapId = $derived(me.who?.map ?? this.asked.map ?? this.workspace?.maps[0]?.id ?? null)

  /** Begins: draws the embedded map, or asks the server. */
  async start(): Promise<void> {
    const written = embedded()
    if (!this.#follows)
      addEventListener("popstate", () => {
        this.asked = readUrl(location.search)
        void this.load()
      })
    this.#follows = true
    this.asked = readUrl(location.search)
    if (written) {
      this.alone = true
      this.map = written
      return
    }
    try {
      if (!me.guest) this.workspace = await fetchWorkspace()
    } catch (cause) {
      this.#fail(cause)
      return
    }
    await this.load()
  }

  /** Asks for the map the address names; the old numbers stay, faded, until the new ones come. */
  async load(): Promise<void> {
    if (this.alone || !this.mapId || !OF_MAP.includes(this.view)) return
    const key = JSON.stringify([this.mapId, this.filter])
    this.#running?.abort()
    const known = this.#before.get(key)
    if (known) {
      this.#show(known)
      return
    }
    const running = new AbortController()
    this.#running = running
    this.busy = true
    try {
      const map = await fetchMap(this.mapId, this.filter, running.signal)
      if (this.#before.size >= REMEMBERED) this.#before.delete(this.#before.keys().next().value as string)
      this.#before.set(key, map)
      this.#show(map)
    } catch (cause) {
      if (this.#running === running) this.#fail(cause)
    }
  }

  #show(map: MeasuredMap): void {
    const first = this.map === null
    this.map = map
    this.error = null
    this.busy = false
    if (!first) this.said = `${people(map.people.n)}. ${map.finding.replaceAll("**", "")}`
  }

  #fail(cause: unknown): void {
    if (cause instanceof DOMException && cause.name === "AbortError") return
    this.busy = false
    this.error = told(cause)
    void me.refused(cause)
  }

  /** Saves a file the server draws; a refusal is told on the page, where a link would only fail. */
  async save(url: string, name: string, label: string): Promise<void> {
    this.unsaved = null
    this.said = `Preparing ${label}.`
    try {
      offer(await fetchFile(url), name)
      this.said = `${label} is ready.`
    } catch (cause) {
      this.said = ""
      this.unsaved = told(cause)
    }
  }

  /** Changes what is asked; it can be undone with the browser's "back", unless it is one of many in a row. */
  ask(change: Partial<Asked>, way: "push" | "replace" = "push"): void {
    const next = { ...this.asked, ...change }
    const numbers =
      JSON.stringify([next.view, next.map, filterOf(next)]) !==
      JSON.stringify([this.asked.view, this.asked.map, filterOf(this.asked)])
    const search = writeUrl(location.search, next)
    this.asked = next
    const url = location.pathname + search + location.hash
    if (search !== location.search) history[way === "push" ? "pushState" : "replaceState"](null, "", url)
    if (numbers) void this.load()
  }

  /** The address of this page with other questions, for links. */
  href(change: Partial<Asked>): string {
    return location.pathname + writeUrl(location.search, { ...this.asked, ...change })
  }

  /** Takes a link without loading the page anew, unless it was meant for another tab. */
  follow(event: MouseEvent, change: Partial<Asked>): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    this.ask(change)
  }

  /** Opens another page, without what was asked of the one before. */
  go(to: Partial<Asked>): void {
    this.ask({ ...NOTHING, ...to })
  }

  /** Writes the page that is shown into the address, so that it stays when the workspace changes. */
  pin(): void {
    if (this.asked.view === this.view) return
    this.asked = { ...this.asked, view: this.view }
    history.replaceState(null, "", this.href({}))
  }

  /** Asks anew for numbers that a build has changed. */
  forget(): void {
    this.#before.clear()
  }

  /** Asks anew what the workspace holds, after something was brought. */
  async renew(): Promise<void> {
    this.forget()
    this.map = null
    this.workspace = await fetchWorkspace()
  }

  /** Takes back a question that the server refused. */
  forgive(): void {
    this.error = null
    this.ask({ segment: null, start: null, end: null, map: null, review: null, weights: null })
    if (!this.map) void (this.workspace || me.guest ? this.load() : this.start())
  }

  open(step: StepView | null): void {
    this.ask({ step: step?.id ?? null })
  }

  dims(step: StepView): boolean {
    return this.objective !== null && !this.objective.moves.includes(step.id)
  }
}

export const page = new Page()
