import { isSeen, plainColour } from "./colours"
import { carried } from "./save"

/**
 * A figure of the page as one drawing: its title, finding, picture and caption, whether it is drawn or set as a table.
 * Boxes, lines and words are taken from where the page has put them; what can be pressed stays behind.
 */

const NS = "http://www.w3.org/2000/svg"
const HIDDEN = ".vh, datalist, script, style"
const PRESSED = "[data-paper=no], .btn, .small, input, select, form, fieldset, details"
const MARGIN = 24

interface Sheet {
  root: SVGElement
  left: number
  top: number
  /** How far what is drawn reaches. */
  right: number
  bottom: number
}

type Attributes = Record<string, string | number>

function make(name: string, attributes: Attributes, parent: Element): SVGElement {
  const made = document.createElementNS(NS, name)
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value)
  parent.append(made)
  return made
}

function reach(sheet: Sheet, box: DOMRect): void {
  sheet.right = Math.max(sheet.right, box.right)
  sheet.bottom = Math.max(sheet.bottom, box.bottom)
}

/** The figure as it stands, on light paper whatever the page is read on. */
export function paper(figure: HTMLElement): SVGSVGElement {
  const root = document.documentElement
  const theme = root.dataset.theme
  root.dataset.theme = "light"
  figure.dataset.drawn = ""
  const away = [...figure.querySelectorAll<HTMLElement>(PRESSED)].map(
    (one) => [one, one.style.display] as const,
  )
  for (const [one] of away) one.style.display = "none"
  try {
    return drawn(figure)
  } finally {
    delete figure.dataset.drawn
    for (const [one, display] of away) one.style.display = display
    if (theme === undefined) delete root.dataset.theme
    else root.dataset.theme = theme
  }
}

function drawn(figure: HTMLElement): SVGSVGElement {
  const box = figure.getBoundingClientRect()
  const svg = document.createElementNS(NS, "svg")
  const ground = make("rect", { fill: plainColour(getComputedStyle(document.body).backgroundColor) }, svg)
  const sheet = {
    root: svg,
    left: box.left - MARGIN,
    top: box.top - MARGIN,
    right: box.right,
    bottom: box.top,
  }
  walk(figure, svg, sheet)
  const [width, height] = [sheet.right - sheet.left + MARGIN, sheet.bottom - sheet.top + MARGIN].map(
    Math.ceil,
  )
  for (const one of [svg, ground]) {
    one.setAttribute("width", String(width))
    one.setAttribute("height", String(height))
  }
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  return svg
}

function walk(element: Element, into: Element, sheet: Sheet): void {
  if (element.matches(HIDDEN)) return
  const style = getComputedStyle(element)
  if (style.display === "none" || style.visibility === "hidden") return
  if (style.display !== "contents" && !element.getClientRects().length) return
  let at = into
  if (Number(style.opacity) < 1) at = make("g", { opacity: style.opacity }, into)
  if (element instanceof SVGSVGElement) {
    picture(element, at, sheet)
    return
  }
  boxes(element, style, at, sheet)
  for (const node of element.childNodes) {
    if (node instanceof Element) walk(node, at, sheet)
    else if (node instanceof Text) words(node, style, at, sheet)
  }
}

function picture(svg: SVGSVGElement, into: Element, sheet: Sheet): void {
  const box = svg.getBoundingClientRect()
  if (!box.width || !box.height) return
  const copy = carried(svg)
  copy.setAttribute("x", String(box.left - sheet.left))
  copy.setAttribute("y", String(box.top - sheet.top))
  copy.setAttribute("width", String(box.width))
  copy.setAttribute("height", String(box.height))
  copy.setAttribute("overflow", "visible")
  into.append(copy)
  reach(sheet, box)
}

const SIDES = ["Top", "Right", "Bottom", "Left"] as const

function boxes(element: Element, style: CSSStyleDeclaration, into: Element, sheet: Sheet): void {
  const box = element.getBoundingClientRect()
  const [x, y] = [box.left - sheet.left, box.top - sheet.top]
  const area = { x, y, width: box.width, height: box.height, rx: parseFloat(style.borderTopLeftRadius) || 0 }
  const fills = [isSeen(style.backgroundColor) && plainColour(style.backgroundColor), hatched(style, into)]
  for (const fill of fills) if (fill) make("rect", { ...area, fill }, into)
  if (fills.some(Boolean)) reach(sheet, box)
  const ring = /inset/.test(style.boxShadow) ? /^(\w+\([^)]*\))/.exec(style.boxShadow)?.[1] : null
  if (ring) make("rect", { ...area, fill: "none", stroke: plainColour(ring) }, into)
  for (const side of SIDES) {
    const width = parseFloat(style[`border${side}Width`])
    const colour = style[`border${side}Color`]
    if (!width || style[`border${side}Style`] === "none" || !isSeen(colour)) continue
    const [low, high] = [width / 2, -width / 2]
    const line = {
      Top: { x1: x, x2: x + box.width, y1: y + low, y2: y + low },
      Bottom: { x1: x, x2: x + box.width, y1: y + box.height + high, y2: y + box.height + high },
      Left: { x1: x + low, x2: x + low, y1: y, y2: y + box.height },
      Right: { x1: x + box.width + high, x2: x + box.width + high, y1: y, y2: y + box.height },
    }[side]
    const dash: Attributes = style[`border${side}Style`] === "dashed" ? { "stroke-dasharray": "5 4" } : {}
    make("line", { ...line, ...dash, stroke: plainColour(colour), "stroke-width": width }, into)
    reach(sheet, box)
  }
}

/** Lines aslant, where the page paints them as a gradient. */
function hatched(style: CSSStyleDeclaration, into: Element): string | null {
  const found = /repeating-linear-gradient\((-?\d+)deg, (.*)/.exec(style.backgroundImage)
  const colour = (found?.[2]?.match(/\w+\([^)]*\)/g) ?? []).find(isSeen)
  if (!found || !colour) return null
  const stroke = plainColour(colour)
  const id = `hatch-${stroke.replace(/\W+/g, "-")}`
  const svg = into.closest("svg:not(svg svg)") ?? into
  if (!svg.querySelector(`#${id}`)) {
    const turned = { patternUnits: "userSpaceOnUse", patternTransform: `rotate(${found[1] ?? 45})` }
    const pattern = make("pattern", { id, width: 5, height: 5, ...turned }, svg)
    make("path", { d: "M0 0V5", stroke, "stroke-width": 2.4 }, pattern)
  }
  return `url(#${id})`
}

let pen: CanvasRenderingContext2D | null = null

/** A text where its lines stand. */
function words(node: Text, style: CSSStyleDeclaration, into: Element, sheet: Sheet): void {
  if (!node.data.trim()) return
  pen ??= document.createElement("canvas").getContext("2d")
  if (!pen) return
  pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText("x")
  for (const { text, box } of lines(node)) {
    make(
      "text",
      {
        x: box.left - sheet.left,
        y: box.top - sheet.top + (box.height * up) / (up + down),
        fill: plainColour(style.color),
        "font-family": style.fontFamily,
        "font-size": style.fontSize,
        "font-weight": style.fontWeight,
        "font-style": style.fontStyle,
        style: style.fontVariantNumeric === "normal" ? "" : "font-variant-numeric: tabular-nums",
      },
      into,
    ).textContent = text
    reach(sheet, box)
  }
}

/** The lines into which the page has broken a text. */
function lines(node: Text): { text: string; box: DOMRect }[] {
  const range = document.createRange()
  range.selectNodeContents(node)
  const all = [...range.getClientRects()]
  const first = all[0]
  if (!first) return []
  const flat = (text: string) => text.replace(/\s+/g, " ").trim()
  if (all.every((rect) => Math.abs(rect.top - first.top) < 2))
    return [{ text: flat(node.data), box: range.getBoundingClientRect() }]
  const found: { text: string; box: DOMRect }[] = []
  for (const word of node.data.matchAll(/\S+/g)) {
    range.setStart(node, word.index)
    range.setEnd(node, word.index + word[0].length)
    const box = range.getBoundingClientRect()
    const last = found.at(-1)
    if (last && Math.abs(last.box.top - box.top) < 2) last.text += ` ${word[0]}`
    else found.push({ text: word[0], box })
  }
  return found
}
