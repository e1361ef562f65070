/** Colours as every program reads them: browsers tell mixed ones in notations that few others know. */

const known = new Map<string, string>()
let canvas: CanvasRenderingContext2D | null = null

/** "oklab(0.7 0 -0.1)" -> "#7fa8d0"; with an alpha as "rgb(…)"; words such as "none" stay. */
export function plainColour(colour: string): string {
  if (/^(#|none|rgb\(|url|transparent)/.test(colour)) return colour
  const before = known.get(colour)
  if (before) return before
  canvas ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true,
  })
  if (!canvas) return colour
  canvas.clearRect(0, 0, 1, 1)
  canvas.fillStyle = colour
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
  const plain =
    alpha === 255
      ? `rgb(${red}, ${green}, ${blue})`
      : `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`
  known.set(colour, plain)
  return plain
}

export const isSeen = (colour: string): boolean =>
  colour !== "transparent" && !/^rgba\(.*, 0(\.0+)?\)$/.test(plainColour(colour))
