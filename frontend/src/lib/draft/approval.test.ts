import { describe, expect, it } from "vitest"
import { approvalOf } from "./approval"

describe("approvals", () => {
  it("count those of others, not one's own", () => {
    const told = approvalOf({ approved_by: ["Ana", "Ben"], approvals_needed: 2 }, "Ana")
    expect(told.words).toBe("1 of 2 others approve of this draft as it stands")
    expect(told).toMatchObject({ mine: true, enough: false })
    expect(approvalOf({ approved_by: ["Ana", "Ben"], approvals_needed: 2 }, "Lu").enough).toBe(true)
  })
  it("are welcome where none is asked for", () => {
    const told = approvalOf({ approved_by: [], approvals_needed: 0 }, "Ana")
    expect(told).toMatchObject({ mine: false, enough: true })
  })
})
