import type { DraftStatus } from "./api"

export interface Approval {
  words: string
  /** Everybody who approved of the draft as it stands. */
  by: readonly string[]
  mine: boolean
  /** Whether somebody may publish as far as approvals go: one's own does not count. */
  enough: boolean
}

export function approvalOf(
  { approved_by, approvals_needed }: Pick<DraftStatus, "approved_by" | "approvals_needed">,
  me: string,
): Approval {
  const others = approved_by.filter((name) => name !== me).length
  const words = approvals_needed
    ? `${others} of ${approvals_needed} ${approvals_needed === 1 ? "other approves" : "others approve"} of this draft as it stands`
    : "No approval is asked for here; it is welcome all the same"
  return { words, by: approved_by, mine: approved_by.includes(me), enough: others >= approvals_needed }
}
