import * as Y from "yjs"
import { scopes } from "./operations"

/** Marks what this person did, so that undo takes back nothing else. */
const ME = Symbol("me")

/** Typing that pauses longer begins a new step of undo. */
const PAUSE = 2500

/**
 * One's own work as intents: each is one transaction and one step of undo. An intent that begins with "!" happens at
 * once and stands alone; the others group as long as they go on, such as typing in one field.
 */
export class Editing {
  readonly undoer: Y.UndoManager
  #last = ""

  constructor(readonly doc: Y.Doc) {
    this.undoer = new Y.UndoManager(scopes(doc), { trackedOrigins: new Set([ME]), captureTimeout: PAUSE })
  }

  edit<T>(intent: string, change: () => T): T {
    if (intent !== this.#last || intent.startsWith("!")) this.undoer.stopCapturing()
    this.#last = intent
    return this.doc.transact(change, ME)
  }

  /** What comes next is a new intent, even under the same name. */
  pause(): void {
    this.#last = ""
  }

  get canUndo(): boolean {
    return this.undoer.canUndo()
  }
  get canRedo(): boolean {
    return this.undoer.canRedo()
  }

  undo(): boolean {
    this.pause()
    return this.undoer.undo() !== null
  }
  redo(): boolean {
    this.pause()
    return this.undoer.redo() !== null
  }

  destroy(): void {
    this.undoer.destroy()
  }
}
