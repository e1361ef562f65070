import { describe, expect, test } from "vitest"
import type { Choices, FileLook } from "../types"
import {
  apart,
  changed,
  columnOf,
  rolesFor,
  shown,
  withLater,
  withRole,
  withRows,
  withShown,
  writtenWords,
} from "./choices"

const CHOICES: Choices = {
  source: "orders",
  file: "orders.csv",
  rows: "events",
  columns: [
    { name: "created", role: "time", event: null },
    { name: "delivered_at", role: "property", event: null },
    { name: "mail", role: "email", event: null },
    { name: "stars", role: "ignore", event: null },
  ],
  event: "Order placed",
  event_id: [],
  kind: "order",
  actor: "customer",
  scale: null,
  scale_version: null,
  timezone: "UTC",
  date_format: [],
  decimal: ".",
  currency: null,
  encoding: null,
  delimiter: null,
  sheet: null,
}
const LOOK: FileLook = {
  file: "orders.csv",
  rows: 4,
  format: "csv",
  encoding: "cp1252",
  delimiter: ";",
  sheets: [],
  columns: [],
  choices: CHOICES,
  warnings: [],
  known_source: true,
}

describe("a column's role", () => {
  test("that only one column can have is taken from the one that had it", () => {
    const next = withRole(CHOICES, "delivered_at", "time")
    expect(columnOf(next, "time")).toBe("delivered_at")
    expect(next.columns[0]?.role).toBe("property")
  })
  test("that many can have is taken from nobody", () => {
    const next = withRole(withRole(CHOICES, "created", "property"), "mail", "property")
    expect(next.columns.filter((column) => column.role === "property")).toHaveLength(3)
  })
  test("of another event's time names that event after the column", () => {
    const next = withRole(CHOICES, "delivered_at", "later")
    expect(next.columns[1]).toEqual({ name: "delivered_at", role: "later", event: "Delivered" })
    expect(withLater(next, "delivered_at", "Order delivered").columns[1]?.event).toBe("Order delivered")
    expect(withRole(next, "delivered_at", "ignore").columns[1]?.event).toBeNull()
  })
  test("as a score brings a scale, and takes it away again", () => {
    const scored = withRole(CHOICES, "stars", "score")
    expect(scored.scale).toBe("stars")
    expect(withRole(scored, "stars", "property").scale).toBeNull()
  })
})

describe("money", () => {
  test("is read with the decimal comma where its column is written so", () => {
    expect(withShown(CHOICES, "stars", "revenue", true).decimal).toBe(",")
    expect(withShown({ ...CHOICES, decimal: "," }, "stars", "revenue").decimal).toBe(".")
    expect(withShown({ ...CHOICES, decimal: "," }, "stars", "property").decimal).toBe(",")
  })
})

describe("the id of a row", () => {
  test("is what an ignored column is that tells rows apart", () => {
    const told = withShown(CHOICES, "stars", "row")
    expect(told.event_id).toEqual(["stars"])
    expect(shown(told, "stars")).toBe("row")
    expect(shown(CHOICES, "stars")).toBe("ignore")
  })
  test("is none any more once its column is something else", () => {
    const told = withShown(CHOICES, "stars", "row")
    expect(withShown(told, "stars", "property").event_id).toEqual([])
  })
  test("stays with a column that is something else besides", () => {
    const both = withShown({ ...CHOICES, event_id: ["mail"] }, "mail", "user_id")
    expect(both.event_id).toEqual(["mail"])
    expect(shown(both, "mail")).toBe("user_id")
  })
})

describe("rows", () => {
  test("about customers know no events: the e-mail is the id, the rest is kept", () => {
    const next = withRows(CHOICES, "traits")
    expect(next.columns.map((column) => column.role)).toEqual(["time", "property", "user_id", "ignore"])
    expect(rolesFor("traits").flatMap(({ roles }) => roles.map((role) => role.id))).not.toContain("event")
  })
  test("are told apart by their content, by a column, or by columns together", () => {
    expect(apart({ ...CHOICES, event_id: ["a", "b"] }).map((one) => one.label)).toEqual([
      "all that stands in them",
      "a + b",
      "created",
      "delivered_at",
      "mail",
      "stars",
    ])
  })
})

test("choices of a known source are changed as soon as one of them is", () => {
  expect(changed(LOOK, CHOICES)).toBe(false)
  expect(changed(LOOK, { ...CHOICES, decimal: "," })).toBe(true)
  expect(changed({ ...LOOK, known_source: false }, { ...CHOICES, decimal: "," })).toBe(false)
})

test("how a file is written is said in words", () => {
  expect(writtenWords(LOOK)).toBe("CSV, semicolon, Windows-1252 (Latin-1)")
  expect(writtenWords({ ...LOOK, format: "xlsx", encoding: null, delimiter: null })).toBe("Excel")
})
