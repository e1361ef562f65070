import { describe, expect, test } from "vitest"
import { Reader } from "./document"
import { moveCard, setField } from "./operations"
import { ALL, filtered, held, rowsOf, sorted } from "./rows"
import { sample } from "./sample"

const read = () => {
  const doc = sample()
  setField(doc, "cards", "pays-1", "owner", "Ana")
  setField(doc, "cards", "waits-2", "owner", "bo")
  setField(doc, "cards", "compares-1", "evidence", "measured")
  moveCard(doc, "hears-of-it-2", "hears-of-it", "goal", 0)
  return rowsOf(new Reader(doc).read())
}

describe("the draft as a table", () => {
  test("has a row a step and a row a card, in the order of the map", () => {
    const rows = read()
    expect(rows).toHaveLength(12)
    expect(rows.slice(0, 4).map((row) => [row.kind, row.laneTitle, row.text])).toEqual([
      ["steps", "Step", "Hears of it"],
      ["cards", "Goals", "hears-of-it 2"],
      ["cards", "Pain points", "hears-of-it 1"],
      ["steps", "Step", "Compares"],
    ])
  })
  test("keeps the rows that hold every word, wherever it stands", () => {
    const rows = read()
    expect(filtered(rows, { ...ALL, words: "buy PAYS 2" }).map((row) => row.id)).toEqual(["pays-2"])
    expect(filtered(rows, { ...ALL, lane: "step", stage: "look" }).map((row) => row.id)).toEqual([
      "hears-of-it",
      "compares",
    ])
    expect(filtered(rows, { ...ALL, evidence: "measured" }).map((row) => row.id)).toEqual(["compares-1"])
  })
  test("sorts by a column and leaves equal rows in the order of the map", () => {
    const rows = read()
    expect(
      sorted(rows, { by: "lane", down: false })
        .slice(0, 5)
        .map((row) => row.laneTitle),
    ).toEqual([...Array<string>(4).fill("Step"), "Goals"])
    expect(sorted(rows, { by: "stage", down: true })[0]?.text).toBe("Pays")
    expect(sorted(rows, { by: "step", down: false })).toEqual(rows)
  })
  test("puts what nobody owns last, whichever way owners are sorted", () => {
    const owners = (down: boolean) => sorted(read(), { by: "owner", down }).map((row) => row.owner)
    expect(owners(false).slice(0, 3)).toEqual(["Ana", "bo", ""])
    expect(owners(true).slice(0, 3)).toEqual(["bo", "Ana", ""])
  })
  test("holds still while somebody writes, and shows the card that was just made", () => {
    const rows = read()
    const order = ["pays-2", "waits-1", "gone"]
    expect(held(rows, order, "waits-1").map((row) => row.id)).toEqual(["pays-2", "waits-1"])
    expect(held(rows, order, "waits-2").map((row) => row.id)).toEqual(["pays-2", "waits-1", "waits-2"])
  })
})
