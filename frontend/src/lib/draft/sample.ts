import * as Y from "yjs"
import { Editing } from "./editing"
import { addCard, addStage, addStep } from "./operations"

/** Small documents for tests. */

export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Two stages with two steps each, and two pains in every step. */
export function sample(): Y.Doc {
  const doc = new Y.Doc()
  const add = () => {
    const first = addStage(doc, "Look", 0, "Hears of it")
    addStep(doc, first.stage, "Compares", 1)
    const second = addStage(doc, "Buy", 1, "Pays")
    addStep(doc, second.stage, "Waits", 1)
    for (const step of ["hears-of-it", "compares", "pays", "waits"])
      for (const n of [1, 2]) addCard(doc, step, "pain", n, `${step} ${n}`, `${step}-${n}`)
  }
  doc.transact(add)
  return doc
}

/** Somebody with a copy of the document. */
export class Someone {
  readonly doc = new Y.Doc()
  readonly editing: Editing

  constructor(from: Y.Doc) {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(from))
    this.editing = new Editing(this.doc)
  }

  hear(other: Someone): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)), "somebody else")
  }
}

export function meet(a: Someone, b: Someone): void {
  a.hear(b)
  b.hear(a)
}
