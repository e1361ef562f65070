import { ApiError } from "../api"
import { page } from "../page.svelte"
import type { Brought, Choices, FileLook, Job, Preview, SourceList } from "../types"
import {
  fetchJob,
  fetchLook,
  fetchPreview,
  fetchRunning,
  fetchSources,
  send,
  startImport,
  startSample,
} from "./api"
import type { Written } from "./api"
import { changed } from "./choices"
import { partOf, type PartId } from "./progress"

const LOOK_AGAIN = 400
const SETTLE = 250

const told = (cause: unknown) =>
  cause instanceof ApiError ? cause : new ApiError(String(cause), "Reload the page.", "page", 0)
const stopped = (cause: unknown) => cause instanceof DOMException && cause.name === "AbortError"

/** Where somebody is on the way from a file to a map. */
export class Bring {
  sources = $state.raw<SourceList | null>(null)
  sending = $state.raw<{ name: string; size: number; sent: number } | null>(null)
  look = $state.raw<FileLook | null>(null)
  choices = $state.raw<Choices | null>(null)
  preview = $state.raw<Preview | null>(null)
  previewing = $state(false)
  replace = $state(false)
  job = $state.raw<Job | null>(null)
  part = $state<PartId>("import")
  brought = $state.raw<Brought | null>(null)
  error = $state.raw<ApiError | null>(null)

  #source: string | null = null
  #upload: AbortController | null = null
  #asked: AbortController | null = null
  #later: ReturnType<typeof setTimeout> | undefined
  #gone = false

  readonly faults = $derived(this.preview?.faults ?? [])
  readonly changed = $derived(this.look && this.choices ? changed(this.look, this.choices) : false)

  /** Looks at what is there, and joins work that is at it already. */
  async start(): Promise<void> {
    page.pin()
    await this.#try(async () => {
      this.sources = await fetchSources()
      const running = await fetchRunning()
      if (running) await this.#watch(running)
    })
  }

  /** Nobody looks any more: what runs on the server runs on, what was asked is dropped. */
  leave(): void {
    this.#gone = true
    this.#upload?.abort()
    this.#asked?.abort()
    clearTimeout(this.#later)
  }

  /** Sends a file and looks at it; with a source, it is read as that source is. */
  async take(file: File, source: string | null = null): Promise<void> {
    this.error = null
    this.#source = source
    const upload = new AbortController()
    this.#upload = upload
    this.sending = { name: file.name, size: file.size, sent: 0 }
    await this.#try(async () => {
      const sent = await send(file, upload.signal, (bytes) => {
        this.sending = { name: file.name, size: file.size, sent: bytes }
      })
      await this.open(sent.name, source)
    })
    this.sending = null
  }

  stop(): void {
    this.#upload?.abort()
  }

  /** Looks at a file that is there; `written` says how it is written where its first lines mislead. */
  async open(file: string, source: string | null = this.#source, written: Written = {}): Promise<void> {
    await this.#try(async () => {
      this.look = await fetchLook(file, source, written)
      this.preview = null
      this.replace = false
      this.choose(this.look.choices, 0)
      page.said = `${file} was looked at. ${this.look.columns.length} columns.`
    })
  }

  /** Takes changed choices, and asks what they make of the first rows once nobody types any more. */
  choose(choices: Choices, settle = SETTLE): void {
    this.choices = choices
    clearTimeout(this.#later)
    this.#asked?.abort()
    this.previewing = true
    this.#later = setTimeout(() => void this.#look(choices), settle)
  }

  async #look(choices: Choices): Promise<void> {
    const asked = new AbortController()
    this.#asked = asked
    await this.#try(async () => {
      this.preview = await fetchPreview(choices, asked.signal)
      this.error = null
    })
    if (this.#asked === asked) this.previewing = false
  }

  async bring(): Promise<void> {
    const choices = this.choices
    if (!choices) return
    await this.#try(async () => this.#watch(await startImport(choices, this.replace)))
  }

  async sample(template: string): Promise<void> {
    await this.#try(async () => this.#watch(await startSample(template)))
  }

  /** Follows a job to its end. */
  async #watch(begun: Job): Promise<void> {
    this.error = null
    this.job = begun
    this.part = "import"
    while (this.job.state === "running" && !this.#gone) {
      this.part = partOf(this.job.phase, this.part)
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
      this.job = await fetchJob(begun.id)
    }
    if (this.#gone) return
    const { error, result, kind } = this.job
    this.job = null
    if (error) throw new ApiError(error.message, error.remedy, error.code, 0)
    await page.renew()
    if (kind === "sample") return page.go({ map: page.workspace?.maps[0]?.id ?? null })
    this.sources = await fetchSources()
    this.look = this.choices = this.preview = null
    this.brought = result && "source" in result ? result : null
    if (this.brought) page.said = `${this.brought.source} is in. ${this.brought.built.words}`
  }

  /** Back to the beginning; the file stays where it is. */
  again(): void {
    clearTimeout(this.#later)
    this.#asked?.abort()
    this.look = this.choices = this.preview = this.brought = this.error = null
    this.#source = null
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (cause) {
      if (!stopped(cause) && !this.#gone) this.error = told(cause)
    }
  }
}
