import { plainColour } from "./colours"

/** Styles that a drawing takes from the page, and has to carry with it when it leaves. */
const CARRIED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
] as const

const COLOURS: readonly string[] = ["fill", "stroke"]

/** A drawing of the page on its own: every colour and size as it is seen now, nothing that can be pressed. */
export function carried(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const seen = [svg, ...svg.querySelectorAll("*")]
  const copies = [copy, ...copy.querySelectorAll("*")]
  copies.forEach((one, at) => {
    const from = seen[at]
    if (!from || !(one instanceof SVGElement)) return
    const style = getComputedStyle(from)
    const told = CARRIED.map((name) => {
      const value = style.getPropertyValue(name)
      return `${name}:${COLOURS.includes(name) ? plainColour(value) : value}`
    })
    one.setAttribute("style", told.join(";"))
    for (const name of ["class", "tabindex", "role", "aria-label"]) one.removeAttribute(name)
  })
  return copy
}
