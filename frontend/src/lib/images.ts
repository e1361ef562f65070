import { address, ApiError, post } from "./api"
import type { Picture } from "./types"

/** Pictures of a map: where they are shown from, and how they are brought. */

export const KINDS = ["image/png", "image/jpeg", "image/webp"] as const
export const ACCEPT = KINDS.join(",")

/** Pixels across; more is not seen on a map. */
const WIDEST = 1600
const QUALITY = 0.86

let carried: Record<string, string> | undefined

/** Pictures that were written into the page itself. */
function within(): Record<string, string> {
  const text = document.getElementById("map-images")?.textContent
  return (carried ??= text ? (JSON.parse(text) as Record<string, string>) : {})
}

/** Where a picture of a published map is; of a draft, without a map. Null in a file that does not carry it. */
export function imageUrl(name: string, map: string | null, alone = false): string | null {
  if (alone) return within()[name] ?? null
  const path = `images/${encodeURIComponent(name)}`
  return address(map === null ? path : `maps/${encodeURIComponent(map)}/${path}`)
}

/** The size that fits, in whole pixels, the shape kept. */
export function fitted(width: number, height: number, most = WIDEST): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

const unreadable = () =>
  new ApiError("This is no picture that can be shown.", "Bring a PNG, JPEG or WebP.", "unknown_image", 0)

/** The picture drawn anew: upright, no larger than a map needs, and without the place and time a camera wrote into it. */
async function redrawn(file: File): Promise<Blob> {
  if (!KINDS.some((kind) => kind === file.type)) throw unreadable()
  const bitmap = await createImageBitmap(file).catch(() => {
    throw unreadable()
  })
  const canvas = document.createElement("canvas")
  Object.assign(canvas, fitted(bitmap.width, bitmap.height))
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const kind = file.type === "image/png" ? "image/png" : "image/jpeg"
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, kind, QUALITY))
  if (!blob) throw unreadable()
  return blob
}

/** Brings a picture; returns the name that maps call it by. */
export async function bringImage(file: File): Promise<string> {
  return (await post<Picture>("images", await redrawn(file))).name
}
