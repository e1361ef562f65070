/** Whether all that was typed is on the server's disk: own messages are counted, and the server says how many it has saved. */

export type Sign = "saved" | "saving" | "offline" | "failed"

export const SIGNS: Record<Sign, string> = {
  saved: "Saved",
  saving: "Saving…",
  offline: "Offline, kept in this browser",
  failed: "Not saved",
}

const SYNC = 0
const ANSWER = 1
const UPDATE = 2

export class Tally {
  #sent = 0
  #kept = 0
  open = false
  failed = false
  /** Whether this browser keeps what the server has not got. */
  keeps = false

  /** A new socket counts from the start. */
  opened(): void {
    this.#sent = 0
    this.#kept = 0
    this.open = true
    this.failed = false
  }
  closed(): void {
    this.open = false
  }
  sent(message: Uint8Array): void {
    if (message[0] === SYNC && (message[1] === ANSWER || message[1] === UPDATE)) this.#sent++
  }
  saved(count: number): void {
    this.#kept = Math.max(this.#kept, count)
  }

  get sign(): Sign {
    if (this.failed) return "failed"
    if (!this.open) return this.keeps ? "offline" : "failed"
    return this.#kept >= this.#sent ? "saved" : "saving"
  }
}

/** A number of the protocol: seven bits a byte, the lowest first. */
export function readCount(bytes: Uint8Array, from: number): number {
  let value = 0
  for (let i = from, size = 1; i < bytes.length; i++, size *= 128) {
    const byte = bytes[i] as number
    value += (byte & 127) * size
    if (byte < 128) break
  }
  return value
}
