import { describe, expect, it } from "vitest"
import type { ShareLink } from "./api"
import { ended, endOf, linkWords } from "./links"

const link: ShareLink = {
  number: 1,
  map: "main",
  may: "viewer",
  label: "Board",
  made_by: "Ana",
  made_at: "2026-09-01T10:00:00",
  expires: null,
  has_password: false,
  opened: 0,
}
const now = new Date("2026-09-30T12:00:00Z")

describe("links", () => {
  it("say in words what they let people do", () => {
    expect(linkWords(link, now)).toBe("look · not opened yet")
    const told = {
      ...link,
      may: "commenter",
      expires: "2026-10-31T12:00:00",
      has_password: true,
      opened: 3,
    } as const
    expect(linkWords(told, now)).toBe(
      "look and comment · until 31 Oct 2026 · with a password · opened 3 times",
    )
    expect(linkWords({ ...link, expires: "2026-09-29T12:00:00", opened: 1 }, now)).toBe(
      "look · ended 29 Sep 2026 · opened once",
    )
  })
  it("end when their time has come", () => {
    expect(ended(link, now)).toBe(false)
    expect(ended({ expires: "2026-09-30T11:59:59" }, now)).toBe(true)
    expect(new Date(endOf("2026-10-31")).getTime()).toBeGreaterThan(now.getTime())
  })
})
