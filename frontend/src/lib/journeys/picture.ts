import inter from "../../fonts/inter-latin-wght-normal.woff2?url"
import newsreader from "../../fonts/newsreader-latin-wght-normal.woff2?url"
import { offer } from "../page.svelte"
import { paper } from "./paper"

/** A figure as a file of its own, with the fonts it is set in. */

const FONTS = { "Inter Variable": inter, "Newsreader Variable": newsreader }
const SHARP = 2

async function inlined(url: string): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
  return `data:font/woff2;base64,${btoa(text)}`
}

async function fonts(): Promise<string> {
  const faces = await Promise.all(
    Object.entries(FONTS).map(
      async ([name, url]) =>
        `@font-face{font-family:"${name}";font-weight:400 600;src:url(${await inlined(url)}) format("woff2")}`,
    ),
  )
  return faces.join("")
}

async function written(figure: HTMLElement): Promise<{ text: string; width: number; height: number }> {
  const svg = paper(figure)
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style")
  style.textContent = await fonts()
  svg.prepend(style)
  const [width, height] = [svg.getAttribute("width"), svg.getAttribute("height")].map(Number) as [
    number,
    number,
  ]
  return { text: new XMLSerializer().serializeToString(svg), width, height }
}

async function painted(text: string, width: number, height: number): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = Object.assign(document.createElement("canvas"), {
    width: width * SHARP,
    height: height * SHARP,
  })
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("The picture is too large to paint."))))
  })
}

export async function savePicture(figure: HTMLElement, name: string, kind: "svg" | "png"): Promise<void> {
  const { text, width, height } = await written(figure)
  const file =
    kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await painted(text, width, height)
  offer(file, `${name}.${kind}`)
}
