import { describe, expect, test } from "vitest"
import type { FromCells } from "../types"
import { account, laneWords } from "./account"

const read = (told: FromCells["told"]): FromCells =>
  ({
    form: "wide",
    cells: 9,
    lanes: [
      { label: "Pain points", lane: "pain", how: "named", cells: 2 },
      { label: "Weather", lane: null, how: "unknown", cells: 2 },
    ],
    told,
    map: { stages: [{ steps: [{}, {}] }] },
  }) as unknown as FromCells

describe("the account of pasted cells", () => {
  test("counts what was read and says when nothing is lost", () => {
    expect(account(read([])).headline).toBe(
      "9 cells, read as a column a step: 2 steps in 1 stage. Every cell has its place.",
    )
  })
  test("sorts what it tells by what it is, and leaves out lanes that are sure", () => {
    const told = account(
      read([
        { kind: "lost", at: "B2", text: "rain", words: "" },
        { kind: "feeling", at: "B3", text: "4", words: "" },
      ]),
    )
    expect([told.lost.length, told.feelings.length, told.carried.length]).toEqual([1, 1, 0])
    expect(told.lanes.map((one) => one.label)).toEqual(["Weather"])
    expect(told.headline).toContain("1 cell found no place.")
  })
  test("says of a lane whether it was guessed, chosen or is missing", () => {
    expect(laneWords({ label: "Top pains", lane: "pain", how: "guessed", cells: 1 })).toBe(
      "taken for pain points",
    )
    expect(laneWords({ label: "X", lane: "risk", how: "chosen", cells: 1 })).toBe("you chose risks")
    expect(laneWords({ label: "X", lane: null, how: "unknown", cells: 1 })).toContain("1 cell waits")
  })
})
