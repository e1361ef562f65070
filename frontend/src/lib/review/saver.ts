/** Writes what is typed a moment after the last key, one write at a time, and says truly whether it is kept. */

export type Sign = "saved" | "saving" | "failed"

export class Saver<T> {
  #next: { value: T } | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<void> | null = null

  constructor(
    private readonly write: (value: T) => Promise<unknown>,
    private readonly onsign: (sign: Sign, cause?: unknown) => void,
    private readonly delay = 600,
  ) {}

  /** Keeps the newest value for the next write. */
  put(value: T, delay = this.delay): void {
    this.#next = { value }
    this.onsign("saving")
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), delay)
  }

  /** Writes now what waits; what comes while it is on its way is written after it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#writing) {
      await this.#writing
      return this.flush()
    }
    if (!this.#next) return
    this.#writing = this.#send(this.#next)
    await this.#writing
    this.#writing = null
  }

  async #send(one: { value: T }): Promise<void> {
    this.#next = null
    try {
      await this.write(one.value)
      if (!this.#next) this.onsign("saved")
    } catch (cause) {
      // what could not be written stays the next to be written, unless something newer came
      this.#next ??= one
      clearTimeout(this.#timer)
      this.onsign("failed", cause)
    }
  }

  /** Whether something typed is not on the server yet. */
  get waiting(): boolean {
    return this.#next !== null || this.#writing !== null
  }
}
