import type { MeasuredMap, StageView, StepView } from "./types"

/** Where stages and steps stand when the journey runs down the page. */

export const STAGE_HIGH = 32
export const STAGE_GAP = 12

export interface Block {
  stage: StageView
  index: number
  top: number
  steps: { step: StepView; top: number; centre: number }[]
}

export function blocks(
  map: Pick<MeasuredMap, "stages" | "steps">,
  stepHigh: number,
): { list: Block[]; high: number } {
  let top = 0
  const list = map.stages.map((stage, index): Block => {
    const start = top
    top += STAGE_HIGH + STAGE_GAP
    const steps = map.steps
      .filter((step) => step.stage === stage.id)
      .map((step) => {
        const at = { step, top, centre: top + stepHigh / 2 }
        top += stepHigh
        return at
      })
    return { stage, index, top: start, steps }
  })
  return { list, high: top }
}
