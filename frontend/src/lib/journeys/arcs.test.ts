import { expect, test } from "vitest"
import { archAt, boxOf, lay, levels, mostTravelled, NODE, type Drawn, type Move } from "./arcs"

const STEPS = ["a", "b", "c", "d", "e"]
const move = (from: string, to: string, people = 100): Move => ({
  from,
  to,
  people,
  moves: people * 2,
  planned: false,
})
const line = (drawn: Drawn, from: string, to: string) =>
  drawn.lines.find((one) => one.move.from === from && one.move.to === to)

test("what goes to the next step lies on the path, what skips stands above it, what returns hangs below", () => {
  const drawn = lay(STEPS, [move("a", "b"), move("a", "d"), move("d", "b"), move("c", "c")], 100)
  expect(drawn.lines.map((one) => one.side)).toEqual(["along", "above", "below", "below"])
  expect(line(drawn, "a", "b")?.path).toBe(`M50 ${drawn.path}H150`)
})

test("a line is as wide as its people, and never too thin to be seen", () => {
  const drawn = lay(STEPS, [move("a", "b", 1000), move("b", "c", 500), move("c", "d", 1)], 100)
  expect(drawn.lines.map((one) => one.width)).toEqual([16, 8, 1.5])
})

test("an arch stands higher than those under it, and side by side they are equally high", () => {
  expect(
    levels([
      [0, 3],
      [0, 1],
      [1, 2],
      [4, 6],
    ]),
  ).toEqual([1, 0, 0, 0])
})

test("an arch is highest in its middle", () => {
  const heights = [0.1, 0.5, 0.9].map((t) => archAt(0, 400, 0, -90, t).y)
  expect(heights[1]).toBeCloseTo(-90)
  expect(Math.min(...heights)).toBe(heights[1])
})

test("nothing is drawn outside the picture, and no number touches another or a step, however many moves there are", () => {
  for (const column of [88, 112]) {
    const moves = STEPS.flatMap((from, i) => STEPS.map((to, j) => move(from, to, 20_000 - (i * 7 + j) * 311)))
    for (let n = 1; n <= moves.length; n++) {
      const drawn = lay(STEPS, mostTravelled(moves, n), column)
      const boxes = drawn.lines.flatMap(({ label, move: { people } }) =>
        label ? [boxOf(people, label)] : [],
      )
      const nodes = drawn.nodes.map(({ x }) => ({
        left: x - NODE,
        right: x + NODE,
        top: drawn.path - NODE,
        bottom: drawn.path + NODE,
      }))
      boxes.forEach((one, at) => {
        expect(one.top).toBeGreaterThanOrEqual(0)
        expect(one.bottom).toBeLessThanOrEqual(drawn.height)
        for (const other of [...boxes.slice(at + 1), ...nodes])
          expect(
            one.right <= other.left ||
              other.right <= one.left ||
              one.bottom <= other.top ||
              other.bottom <= one.top,
          ).toBe(true)
      })
    }
  }
})

test("with few moves every one has its number", () => {
  const moves = [
    move("a", "b"),
    move("b", "c"),
    move("a", "c"),
    move("d", "a"),
    move("c", "b"),
    move("e", "e"),
  ]
  expect(lay(STEPS, moves, 100).lines.every((one) => one.label)).toBe(true)
})

test("the most travelled come first, ties by name, and steps that are not on the map are left out", () => {
  const moves = [move("b", "a", 1), move("a", "b", 1), move("x", "a", 9)]
  expect(mostTravelled(moves, 2).map((one) => one.from)).toEqual(["x", "a"])
  expect(lay(STEPS, moves, 100).lines).toHaveLength(2)
})

test("nobody moved: the plan stands alone", () => {
  const drawn = lay(STEPS, [], 100)
  expect(drawn.lines).toEqual([])
  expect(drawn.nodes.map((one) => one.x)).toEqual([50, 150, 250, 350, 450])
})

test("an arch has its words where they have room, else the number alone", () => {
  const far = move("a", "e", 2056)
  const [wide, narrow] = [200, 30].map((column) => lay(STEPS, [far], column, () => "on to “Elsewhere”"))
  expect(wide?.lines[0]?.label?.words).toBe("on to “Elsewhere”")
  expect(narrow?.lines[0]?.label?.words).toBe("")
  expect(lay(STEPS, [far], 200).lines[0]?.label?.words).toBe("")
})
