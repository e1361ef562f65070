import { IndexeddbPersistence, clearDocument } from "y-indexeddb"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { ApiError, socket } from "../api"
import { me } from "../people/me.svelte"
import { hash } from "../portrait"
import { Reader, watch } from "./document"
import { Editing } from "./editing"
import { Fork, related } from "./fork"
import { NAMELESS } from "./me"
import { readCount, Tally, type Sign } from "./saved"
import type { DraftMap, Kind } from "./shape"

/** Where somebody is: the record, and the field they write in. */
export interface Place {
  kind: Kind | "map"
  id: string
  field: string | null
}

export interface Other {
  client: number
  name: string
  hue: number
  at: Place | null
}

const SAVED = 100
const NOT_SAVED = 101

const REFUSED: Record<number, [message: string, remedy: string]> = {
  4401: [
    "This map may only be edited by its team.",
    "Open the page with the address that `desirepath serve` printed.",
  ],
  4404: ["There is no map with this name.", "Go back to the maps and choose one."],
}

/** The people in the room beside oneself. */
function readOthers(states: Map<number, Record<string, unknown>>, me: number): Other[] {
  const found: Other[] = []
  for (const [client, state] of states) {
    const user = state.user as { name?: unknown; hue?: unknown } | undefined
    if (client === me || !user) continue
    const hue = Number(user.hue)
    found.push({
      client,
      name: String(user.name ?? NAMELESS),
      hue: hue >= 1 && hue <= 6 ? hue : 1,
      at: (state.at as Place | null) ?? null,
    })
  }
  return found.sort((a, b) => a.client - b.client)
}

/** The draft of one map, live: what it holds now, whether it is saved, and who else is here. */
export class Live {
  readonly #doc = new Y.Doc()
  readonly #editing = new Editing(this.#doc)
  /** A draft of one's own, while one suggests; what is drawn and written is then this. */
  fork = $state.raw<Fork | null>(null)

  draft = $state.raw<DraftMap | null>(null)
  sign = $state<Sign>("saving")
  others = $state.raw<Other[]>([])
  /** Looking is allowed, writing is not. */
  readonly readonly = $derived(!me.may.edit && !this.fork)
  /** What is written goes to everybody. */
  readonly writes = $derived(me.may.edit && !this.fork)
  refused = $state.raw<ApiError | null>(null)
  canUndo = $state(false)
  canRedo = $state(false)
  readonly name = $derived(me.known)

  /** Once the draft is there for the first time. */
  readonly arrived: Promise<void>
  #come: () => void = () => undefined

  #reader = new Reader(this.#doc)
  #tally = new Tally()
  #provider: WebsocketProvider
  #kept: IndexeddbPersistence | null = null
  #opening = false
  #stops: (() => void)[] = []

  constructor(readonly map: string) {
    this.arrived = new Promise((resolve) => (this.#come = resolve))
    const tally = this.#tally
    const told = () => this.#tell()
    class Counted extends WebSocket {
      override send(message: Uint8Array<ArrayBuffer>): void {
        super.send(message)
        tally.sent(message)
        told()
      }
    }
    const provider = new WebsocketProvider(socket(`drafts/${encodeURIComponent(map)}`), "live", this.#doc, {
      disableBc: true,
      params: { name: me.name },
      WebSocketPolyfill: Counted,
    })
    this.#provider = provider
    provider.messageHandlers[SAVED] = (_answer, message) => {
      tally.saved(readCount(message.arr, message.pos))
      told()
    }
    provider.messageHandlers[NOT_SAVED] = () => {
      tally.failed = true
      told()
    }
    provider.on("status", ({ status }) => {
      if (status === "connected") tally.opened()
      else tally.closed()
      told()
    })
    provider.on("sync", (done) => {
      if (done) void this.#arrived()
    })
    provider.on("closed", ({ code }) => this.#close(code))
    provider.awareness.on("change", () => this.#look())
    this.introduce()
    this.#stops.push(
      watch(this.#doc, (events) => {
        this.#reader.changed(events)
        if (!this.fork) this.#queue()
      }),
    )
    // a browser that knows it is offline need not wait for the silence of its socket
    const left = () => provider.disconnect()
    const back = () => provider.connect()
    addEventListener("offline", left)
    addEventListener("online", back)
    this.#stops.push(() => {
      removeEventListener("offline", left)
      removeEventListener("online", back)
    })
    this.#countSteps(this.#editing)
  }

  get doc(): Y.Doc {
    return this.fork?.doc ?? this.#doc
  }
  get editing(): Editing {
    return this.fork?.editing ?? this.#editing
  }

  #countSteps(editing: Editing): void {
    for (const event of ["stack-item-added", "stack-item-popped", "stack-cleared"] as const)
      editing.undoer.on(event, () => this.#steps())
  }
  #steps(): void {
    this.canUndo = this.editing.canUndo
    this.canRedo = this.editing.canRedo
  }

  get #ownName(): string {
    return `desirepath-suggestion ${location.pathname} ${this.map} ${me.author}`
  }

  /** Begins to suggest, with what was left of the last time unless it is to be forgotten; or ends it. */
  async suggest(on: boolean, forget = on): Promise<void> {
    const before = this.fork
    this.fork = null
    await before?.leave(forget)
    if (on) {
      const fork = new Fork(this.#doc, this.#ownName, () => this.#queue())
      await fork.keep().catch(() => undefined) // it then holds for this visit
      this.#countSteps(fork.editing)
      this.fork = fork
    }
    this.#steps()
    this.fresh()
  }

  get awareness() {
    return this.#provider.awareness
  }

  #tell(): void {
    this.sign = this.#tally.sign
  }

  /** The document is drawn once a frame, however many write in it; where there are no frames, unseen, at once. */
  #queued = false
  #queue(): void {
    if (this.#queued || !this.draft) return
    this.#queued = true
    const draw = () => {
      if (this.#queued) this.fresh()
    }
    if (document.hidden) queueMicrotask(draw)
    else requestAnimationFrame(draw)
  }

  /** Reads at once, for who needs what was just written. */
  fresh(): DraftMap {
    this.#queued = false
    const read = (this.fork?.reader ?? this.#reader).read()
    this.draft = read
    return read
  }

  /** Waits until the server has all that was typed, or has had time enough. */
  async settled(): Promise<void> {
    for (let tries = 0; tries < 40 && this.#tally.sign === "saving"; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50))
  }

  /** What the server has can be worked on at once; what this browser kept comes in beside it. */
  async #arrived(): Promise<void> {
    this.fresh()
    this.#come()
    if (!this.#kept && !this.#opening) {
      this.#opening = true
      await this.#keep().catch(() => undefined)
    }
    this.#tell()
  }

  /**
   * Joins what this browser has kept of this very draft. Another draft of the same name, such as that of another
   * workspace on this address, shares no history with it and is forgotten, else the two would be mixed.
   */
  async #keep(): Promise<void> {
    const name = `desirepath-draft ${location.pathname} ${this.map}`
    const probe = new Y.Doc()
    const old = new IndexeddbPersistence(name, probe)
    await old.whenSynced
    const fits = related(this.#doc, probe)
    await old.destroy()
    probe.destroy()
    if (!fits) await clearDocument(name)
    this.#kept = new IndexeddbPersistence(name, this.#doc)
    await this.#kept.whenSynced
    this.#tally.keeps = true
  }

  #close(code: number): void {
    const [message, remedy] = REFUSED[code] ?? [`The server closed the draft (${code}).`, "Reload the page."]
    this.refused = new ApiError(message, remedy, "draft", code)
  }

  #look(): void {
    const now = readOthers(
      this.#provider.awareness.getStates() as Map<number, Record<string, unknown>>,
      this.#doc.clientID,
    )
    // one's own steps are told too: they move nobody else
    if (JSON.stringify(now) !== JSON.stringify(this.others)) this.others = now
  }

  /** Tells the others who one is. */
  introduce(): void {
    const { name } = me
    this.#provider.params = { name }
    this.#provider.awareness.setLocalStateField("user", { name, hue: (hash(name) % 6) + 1 })
  }

  /** Tells the others where one is. */
  stand(at: Place | null): void {
    this.#provider.awareness.setLocalStateField("at", at)
  }

  destroy(): void {
    for (const stop of this.#stops) stop()
    void this.fork?.leave(false)
    this.#editing.destroy()
    this.#provider.destroy()
    void this.#kept?.destroy()
    this.#doc.destroy()
  }
}
