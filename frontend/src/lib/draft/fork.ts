import { clearDocument, IndexeddbPersistence } from "y-indexeddb"
import * as Y from "yjs"
import type { Told } from "./compare"
import { fieldsOf, Reader, recordsOf, watch } from "./document"
import { Editing } from "./editing"
import { KINDS } from "./shape"

/** Whether two documents have a history in common: writers of one are known to the other. */
export const related = (a: Y.Doc, b: Y.Doc): boolean => {
  const known = Y.decodeStateVector(Y.encodeStateVector(a))
  return [...Y.decodeStateVector(Y.encodeStateVector(b)).keys()].some((client) => known.has(client))
}

/** The records of a document as the server tells them. */
export function told(doc: Y.Doc): Told {
  const plain = (fields: Y.Map<unknown> | undefined) => (fields?.toJSON() ?? {}) as Record<string, unknown>
  const lists = KINDS.map((kind) => [
    kind,
    Object.fromEntries([...recordsOf(doc, kind)].map(([id, fields]) => [id, plain(fields)])),
  ])
  return { ...Object.fromEntries(lists), map: { map: plain(fieldsOf(doc, "map", "")) } } as Told
}

/**
 * A draft of one's own beside the live one: it follows what others write there, and nothing that is written in it goes
 * back. It is kept in this browser until it is suggested or thrown away.
 */
export class Fork {
  readonly doc = new Y.Doc()
  readonly editing = new Editing(this.doc)
  readonly reader = new Reader(this.doc)
  #kept: IndexeddbPersistence | null = null
  #stops: (() => void)[] = []

  constructor(
    readonly from: Y.Doc,
    readonly name: string,
    changed: () => void,
  ) {
    const follow = (update: Uint8Array) => Y.applyUpdate(this.doc, update, "live")
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(from), "live")
    from.on("update", follow)
    this.#stops.push(
      () => from.off("update", follow),
      watch(this.doc, (events) => {
        this.reader.changed(events)
        changed()
      }),
    )
  }

  /** Joins what this browser kept of an earlier visit, unless it belongs to another draft. */
  async keep(): Promise<void> {
    const probe = new Y.Doc()
    const old = new IndexeddbPersistence(this.name, probe)
    await old.whenSynced
    const fits = related(this.from, probe)
    await old.destroy()
    probe.destroy()
    if (!fits) await clearDocument(this.name)
    this.#kept = new IndexeddbPersistence(this.name, this.doc)
    await this.#kept.whenSynced
  }

  /** Leaves it; `forget`: nothing of it is wanted any more. */
  async leave(forget: boolean): Promise<void> {
    for (const stop of this.#stops) stop()
    this.editing.destroy()
    if (forget) await this.#kept?.clearData()
    else await this.#kept?.destroy()
    this.doc.destroy()
  }
}
