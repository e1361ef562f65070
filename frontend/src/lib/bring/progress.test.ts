import { describe, expect, test } from "vitest"
import type { Job } from "../types"
import { bytes, partOf, phaseWords, progressWords, share } from "./progress"

const JOB: Job = {
  id: "a",
  kind: "import",
  state: "running",
  phase: "read",
  done: 1200,
  total: 4000,
  seconds_left: 118,
  error: null,
  result: null,
}

describe("progress", () => {
  test("says rows and the time left, as exact as it can be known", () => {
    expect(progressWords(JOB)).toBe("1,200 of 4,000, about 2 min left")
    expect(progressWords({ ...JOB, seconds_left: 3 })).toBe("1,200 of 4,000, nearly there")
    expect(progressWords({ ...JOB, seconds_left: 12 })).toBe("1,200 of 4,000, about 15 s left")
    expect(progressWords({ ...JOB, done: 0, total: null, seconds_left: null })).toBe("")
  })
  test("is a share only where somebody knows how much there is", () => {
    expect(share(JOB)).toBe(0.3)
    expect(share({ ...JOB, total: null })).toBeNull()
    expect(share({ ...JOB, done: 5000 })).toBe(1)
  })
  test("moves through its parts and never back", () => {
    const phases = ["start", "read", "check", "write", "identities", "journeys", "draft", "steps", "publish"]
    const parts = phases.reduce<ReturnType<typeof partOf>[]>(
      (found, phase) => [...found, partOf(phase, found.at(-1) ?? "import")],
      [],
    )
    expect(parts).toEqual([
      "import",
      "import",
      "import",
      "import",
      "build",
      "build",
      "draft",
      "draft",
      "draft",
    ])
  })
  test("has words for every phase, also for one it does not know", () => {
    expect(phaseWords("read")).toBe("Reading rows")
    expect(phaseWords("commit journeys")).toBe("Storing")
    expect(phaseWords("polish")).toBe("Polish")
  })
})

test("sizes are read at a glance", () => {
  expect([0, 999, 1536000, 45_000_000, 2.1e9].map(bytes)).toEqual([
    "0 bytes",
    "999 bytes",
    "1.5 MB",
    "45 MB",
    "2.1 GB",
  ])
})
