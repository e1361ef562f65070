import { dropIndex } from "./moving"

/** Dragging with the pointer: what is dragged follows it, and a marker shows where it would stand. */

export interface Marker {
  left: number
  top: number
  length: number
  upright: boolean
}

export interface CardTarget {
  step: string
  lane: string
  index: number
}
export interface StepTarget {
  stage: string
  index: number
}

const FROM = 5
const EDGE = 56

/** Where a card would land under a point: the cell there, and its place among the cards. */
export function cardTarget(x: number, y: number, id: string): { to: CardTarget; marker: Marker } | null {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-drop]")
  const { step, lane } = cell?.dataset ?? {}
  if (!cell || !step || !lane) return null
  const boxes = [...cell.querySelectorAll<HTMLElement>("[data-card]")]
    .filter((node) => node.dataset.card !== id)
    .map((node) => node.getBoundingClientRect())
  const index = dropIndex(
    boxes.map((box) => (box.top + box.bottom) / 2),
    y,
  )
  const around = cell.getBoundingClientRect()
  const [above, below] = [boxes[index - 1], boxes[index]]
  const top = below ? below.top - 5 : above ? above.bottom + 4 : around.top + 8
  return {
    to: { step, lane, index },
    marker: { left: around.left + 8, top, length: around.width - 16, upright: false },
  }
}

/** Where a step would land: before or after the column under the point. */
export function stepTarget(
  x: number,
  table: HTMLElement,
  id: string,
): { to: StepTarget; marker: Marker } | null {
  const heads = [...table.querySelectorAll<HTMLElement>("[data-head]")]
  const over = heads.find((head) => {
    const box = head.getBoundingClientRect()
    return x >= box.left && x < box.right
  })
  const stage = over?.dataset.stage
  if (!over || !stage) return null
  const box = over.getBoundingClientRect()
  const after = x > (box.left + box.right) / 2
  const siblings = heads.filter((head) => head.dataset.stage === stage && head.dataset.head !== id)
  const at = siblings.indexOf(over)
  const own = heads.filter((head) => head.dataset.stage === stage).indexOf(over)
  const index = at < 0 ? own : at + (after ? 1 : 0)
  const left = at < 0 ? box.left : after ? box.right : box.left
  return {
    to: { stage, index },
    marker: { left, top: box.top, length: innerHeight - box.top, upright: true },
  }
}

/** Follows the pointer until it is let go; a press that does not move stays a click. */
export class Drag {
  ghost = $state.raw<{ node: HTMLElement; x: number; y: number; width: number } | null>(null)
  marker = $state.raw<Marker | null>(null)

  begin<T>(
    event: PointerEvent,
    node: HTMLElement,
    scroller: HTMLElement | null,
    target: (x: number, y: number) => { to: T; marker: Marker } | null,
    drop: (to: T) => void,
  ): void {
    if (event.button !== 0 || event.pointerType === "touch") return
    const box = node.getBoundingClientRect()
    const offset = { x: event.clientX - box.left, y: event.clientY - box.top }
    let found: T | null = null
    let frame = 0
    let last = event

    const place = () => {
      const hit = target(last.clientX, last.clientY)
      found = hit?.to ?? null
      this.marker = hit?.marker ?? null
    }
    /** Near an edge the map moves on under the hand. */
    const scroll = () => {
      const area = scroller?.getBoundingClientRect()
      if (scroller && area) {
        const push = (at: number, low: number, high: number) =>
          at < low + EDGE ? -10 : at > high - EDGE ? 10 : 0
        scroller.scrollBy(
          push(last.clientX, area.left + 124, area.right),
          push(last.clientY, area.top + 80, area.bottom),
        )
        place()
      }
      frame = requestAnimationFrame(scroll)
    }
    const move = (now: PointerEvent) => {
      last = now
      if (!this.ghost) {
        if (Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) < FROM) return
        getSelection()?.removeAllRanges()
        document.documentElement.classList.add("dragging")
        frame = requestAnimationFrame(scroll)
      }
      const copy = this.ghost?.node ?? (node.cloneNode(true) as HTMLElement)
      for (const name of ["data-card", "data-head", "data-spot", "tabindex"]) copy.removeAttribute(name)
      this.ghost = { node: copy, x: now.clientX - offset.x, y: now.clientY - offset.y, width: box.width }
      place()
    }
    const end = (dropped: boolean) => {
      cancelAnimationFrame(frame)
      removeEventListener("pointermove", move)
      removeEventListener("pointerup", up)
      removeEventListener("pointercancel", cancel)
      removeEventListener("keydown", escape, true)
      document.documentElement.classList.remove("dragging")
      const moved = this.ghost !== null
      this.ghost = null
      this.marker = null
      if (!moved) return
      // the click that follows a drop is none
      addEventListener("click", swallow, { capture: true, once: true })
      setTimeout(() => removeEventListener("click", swallow, true), 50)
      if (dropped && found !== null) drop(found)
    }
    const swallow = (click: MouseEvent) => {
      click.stopPropagation()
      click.preventDefault()
    }
    const up = () => end(true)
    const cancel = () => end(false)
    const escape = (key: KeyboardEvent) => {
      if (key.key !== "Escape") return
      key.stopPropagation()
      end(false)
    }
    addEventListener("pointermove", move)
    addEventListener("pointerup", up)
    addEventListener("pointercancel", cancel)
    addEventListener("keydown", escape, true)
  }
}
