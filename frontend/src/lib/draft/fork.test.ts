import { describe, expect, it } from "vitest"
import { Fork, told } from "./fork"
import { setField } from "./operations"
import { sample } from "./sample"

describe("A draft of one's own", () => {
  it("follows the live one and gives nothing back", () => {
    const live = sample()
    const before = told(live)
    const fork = new Fork(live, "x", () => undefined)
    expect(told(fork.doc)).toEqual(before)
    fork.editing.edit("!x", () => setField(fork.doc, "steps", "pays", "title", "Pays at once"))
    expect(told(live)).toEqual(before)
    setField(live, "steps", "waits", "title", "Waits long")
    expect(told(fork.doc).steps?.waits?.title).toBe("Waits long")
    expect(told(fork.doc).steps?.pays?.title).toBe("Pays at once")
  })

  it("undoes one's own work only, and hears nothing once it is left", async () => {
    const live = sample()
    const fork = new Fork(live, "x", () => undefined)
    fork.editing.edit("!x", () => setField(fork.doc, "steps", "pays", "title", "Pays at once"))
    setField(live, "steps", "waits", "title", "Waits long")
    fork.editing.undo()
    expect(told(fork.doc)).toEqual(told(live))
    await fork.leave(false)
    setField(live, "steps", "waits", "title", "Waits")
    expect(told(fork.doc).steps?.waits?.title).not.toBe("Waits")
  })
})
