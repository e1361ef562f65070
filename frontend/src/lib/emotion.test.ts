import { describe, expect, test } from "vitest"
import fixture from "../../fixtures/map-main.json"
import { emotion, hue, mouth, spoken } from "./emotion"
import type { MeasuredMap, StepView } from "./types"

const map = fixture as unknown as MeasuredMap
const xs = map.steps.map((_, i) => i * 100)
const drawn = emotion(map.steps, xs)

const step = (believed: number | null, felt: number | null, n: number, words = "clear"): StepView => {
  const show = n < 10 ? "hidden" : n < 30 ? "interval" : "full"
  const base = map.steps[0] as StepView
  const gap = felt !== null && believed !== null && show === "full" ? felt - believed : null
  return {
    ...base,
    id: `${believed}${felt}${n}${Math.abs(gap ?? 0)}`,
    believed,
    cards: [],
    gap,
    gap_words: gap === null ? null : (words as "clear"),
    felt:
      felt === null
        ? null
        : {
            scale: "stars",
            number: {
              value: felt,
              low: felt - 0.2,
              high: felt + 0.2,
              n,
              numerator: null,
              denominator: null,
              still_open: null,
              unit: "feeling",
              show,
            },
          },
  }
}

describe("the emotion lane of the sample", () => {
  test("names the peak, the trough and the last point", () => {
    const named = drawn.marks.filter((mark) => mark.word).map((mark) => [mark.step.id, mark.word])
    expect(named).toEqual([
      ["unpacks", "peak"],
      ["returns", "trough"],
      ["friend", "last"],
    ])
  })
  test("says each wide gap once", () => {
    expect(drawn.gaps.map((gap) => gap.step.id)).toEqual(["size", "returns", "repair"])
    expect(drawn.lenses.map((lens) => lens.side)).toEqual(["under", "under", "over"])
  })
  test("bridges a step with too few answers, and shows its interval alone", () => {
    expect(drawn.measured.map((run) => run.length)).toEqual([13, 1])
    expect(drawn.bridges).toHaveLength(1)
    expect(drawn.whiskers.map((whisker) => [whisker.step.id, whisker.alone])).toEqual([
      ["resell", true],
      ["friend", false],
    ])
  })
  test("puts each opportunity's number at its step", () => {
    expect(drawn.diamonds.map((diamond) => diamond.mark)).toEqual([2, 3, 1, 4, 5])
  })
})

describe("small numbers", () => {
  test("under ten answers leave no mark at all", () => {
    const only = emotion([step(1, 1, 50), step(1, 0, 9), step(1, 1, 50)], [0, 100, 200])
    expect(only.whiskers.map((whisker) => whisker.alone)).toEqual([false, false])
    expect(only.marks).toHaveLength(2)
  })
  test("nothing measured leaves the believed curve alone", () => {
    const only = emotion([step(1, null, 0), step(0, null, 0)], [0, 100])
    expect(only.measured).toEqual([])
    expect(only.believed).toHaveLength(1)
    expect(only.lenses).toEqual([])
  })
  test("a gap that cannot be told is not tinted", () => {
    const steps = [step(1, 1, 50), step(1, -0.5, 50, "cannot tell"), step(1, 1, 51)]
    const only = emotion(steps, [0, 100, 200])
    expect(only.gaps).toHaveLength(1)
    expect(only.lenses).toEqual([])
  })
  test("no peak is named among two points", () => {
    const only = emotion([step(0, 1, 50), step(0, -1, 50)], [0, 100])
    expect(only.marks.map((mark) => mark.word)).toEqual([null, "last"])
  })
})

test("a number gives way to the believed square above it", () => {
  const alone = emotion([step(0, 0, 50), step(1.5, 1, 50)], [0, 100])
  expect(alone.marks.map((mark) => mark.below)).toEqual([false, true])
})

test("colours follow the height, and mouths the feeling", () => {
  expect([2, 1, 0, -1, -2].map(hue)).toEqual([
    "var(--emo-p2)",
    "var(--emo-p1)",
    "var(--emo-0)",
    "var(--emo-n1)",
    "var(--emo-n2)",
  ])
  expect(mouth(2, 10)).not.toBe(mouth(-2, 10))
})

describe("an emotion that is heard", () => {
  const heard = (one: StepView) => spoken(one).replaceAll("\u00a0", " ")
  test("tells its interval as between, and its n with a comma", () => {
    expect(heard(step(null, -0.1, 1025))).toMatch(/^measured −0\.1, between −0\.3 and \+0\.1, n 1,025, by /)
  })
  test("tells the interval alone where no point may be shown", () => {
    expect(heard(step(1, 0.2, 20))).toMatch(
      /^measured between 0\.0 and \+0\.4, n 20, by .*; believed \+1\.0$/,
    )
  })
  test("tells only that there are too few", () => {
    expect(heard(step(1, 0.2, 5))).toBe("too few answers to say how it felt; believed +1.0")
  })
})
