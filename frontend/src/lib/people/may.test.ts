import { describe, expect, it } from "vitest"
import { mayDo, type May, type Role } from "./may"

const granted = (role: Role, map: string | null = null) =>
  Object.entries(mayDo({ role, map }))
    .filter(([, may]) => may)
    .map(([name]) => name as keyof May)

describe("what a role may see", () => {
  it("grows from role to role", () => {
    expect(granted("viewer")).toEqual(["ask"])
    expect(granted("commenter")).toEqual(["ask", "comment", "settle"])
    expect(granted("editor")).toEqual(["ask", "comment", "settle", "edit"])
    expect(granted("owner")).toEqual(["ask", "comment", "settle", "edit", "team"])
  })
  it("lets a guest look, or comment, and no more", () => {
    expect(granted("viewer", "main")).toEqual([])
    expect(granted("commenter", "main")).toEqual(["comment"])
    expect(granted("owner", "main")).toEqual(["comment"])
  })
  it("gives nobody nothing", () => {
    expect(Object.values(mayDo(null)).some(Boolean)).toBe(false)
  })
})
