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

/** A drawing of the page as a file of its own: every colour and size as it is seen now, nothing that can be pressed. */
export function drawing(svg: SVGSVGElement, paper: string): Blob {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const seen = [svg, ...svg.querySelectorAll("*")]
  const copies = [copy, ...copy.querySelectorAll("*")]
  copies.forEach((one, at) => {
    const from = seen[at]
    if (!from || !(one instanceof SVGElement)) return
    const style = getComputedStyle(from)
    one.setAttribute("style", CARRIED.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"))
    for (const name of ["class", "tabindex", "role", "aria-label"]) one.removeAttribute(name)
  })
  const [, , width, height] = (copy.getAttribute("viewBox") ?? "0 0 0 0").split(" ")
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg")
  copy.setAttribute("width", width ?? "0")
  copy.setAttribute("height", height ?? "0")
  copy.style.background = paper
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" })
}
