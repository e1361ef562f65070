import { expect, test } from "vitest"
import type { OffMap } from "./api"
import { Reader, recordsOf } from "./document"
import { rulesOf, stepFrom, touchpointFrom } from "./offmap"
import { sample } from "./sample"

const INVOICE: OffMap = {
  event: "Invoice Sent",
  touchpoint: "mails",
  channels: ["email"],
  title: "Invoice sent",
  place: "Mails",
  customers: 412,
  events: 500,
  match: { event: ["Invoice Sent"], touchpoint: [], channel: [], where: null },
  after: "pays",
  met: false,
}

test("a proposed step stands behind the one that comes before, with its rule and its touchpoint", () => {
  const doc = sample()
  const id = stepFrom(doc, INVOICE)
  const draft = new Reader(doc).read()
  expect(draft.steps.map((one) => one.id)).toEqual([
    "hears-of-it",
    "compares",
    "pays",
    "invoice-sent",
    "waits",
  ])
  const step = draft.steps.find((one) => one.id === id)?.step
  expect(step).toMatchObject({
    stage: "buy",
    match: { event: ["Invoice Sent"] },
    evidence: "measured",
    touchpoints: ["mails"],
  })
  expect(draft.touchpoints).toMatchObject([{ id: "mails", name: "Mails", channel: "email" }])
})

test("what nothing comes before, or a step that is gone, begins the map", () => {
  for (const after of [null, "not-there"]) {
    const doc = sample()
    stepFrom(doc, { ...INVOICE, after })
    expect(new Reader(doc).read().steps[0]?.id).toBe("invoice-sent")
  }
})

test("a proposed touchpoint is met where it happens, and one that is known is taken as it is", () => {
  const doc = sample()
  const before = rulesOf(new Reader(doc).read())
  expect(touchpointFrom(doc, INVOICE, new Reader(doc).read())).toBe("pays")
  expect(touchpointFrom(doc, { ...INVOICE, after: "waits" }, new Reader(doc).read())).toBe("waits")
  expect(recordsOf(doc, "touchpoints").size).toBe(1)
  expect(recordsOf(doc, "steps").get("waits")?.get("touchpoints")).toEqual(["mails"])
  expect(rulesOf(new Reader(doc).read())).not.toBe(before)
})
