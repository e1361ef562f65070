import { expect, test } from "vitest"
import { unchanged } from "./unchanged"

test("what holds the very same things is what was there before", () => {
  const part = { a: 1 }
  const list = [part, 2]
  expect(unchanged(list, [part, 2])).toBe(list)
  const record = { part, n: 2 }
  expect(unchanged(record, { part, n: 2 })).toBe(record)
})

test("what differs in a thing, in their number or in their names is new", () => {
  const part = { a: 1 }
  for (const [before, now] of [
    [[part], [{ a: 1 }]],
    [[part], [part, part]],
    [[part, part], [part]],
    [{ part }, { other: part }],
    [undefined, [part]],
  ] as const)
    expect(unchanged<object>(before, now)).toBe(now)
})
