import type { Component } from "svelte"
import type { Trends } from "../types"
import type { Shape } from "./shape"
import type { Reading } from "./words"

/**
 * Pictures by the shape of an answer, the one that fits best first. A measure is never named here: a new one is drawn by
 * what its rows look like. Each picture is loaded when it is first drawn.
 */

export interface PictureProps {
  reading: Reading
  /** When it changed its level, where that was asked. */
  trends?: Trends | null
}

export interface PictureKind {
  id: string
  label: string
  fits: (shape: Shape) => boolean
  load: () => Promise<{ default: Component<PictureProps> }>
}

const MOST_LINES = 6
const MOST_BARS = 400
const MOST_CELLS = 60

const kinds = (shape: Shape) =>
  shape.keys
    .map((key) => key.kind)
    .sort()
    .join()
const isCounted = (shape: Shape) => shape.unit === "people" || shape.unit === "count"

export const PICTURES: readonly PictureKind[] = [
  {
    id: "number",
    label: "one number",
    fits: (shape) => shape.rows.length === 1,
    load: () => import("../../parts/asking/pictures/One.svelte"),
  },
  {
    id: "histogram",
    label: "histogram",
    fits: (shape) => kinds(shape) === "ordered" && isCounted(shape),
    load: () => import("../../parts/asking/pictures/Histogram.svelte"),
  },
  {
    id: "lines",
    label: "lines",
    fits: (shape) =>
      ["time", "ordered"].includes(kinds(shape)) ||
      (shape.keys.length === 2 &&
        shape.keys.some((key) => key.kind === "time") &&
        shape.keys.some((key) => key.kind === "named" && key.values.length <= MOST_LINES)),
    load: () => import("../../parts/asking/pictures/Lines.svelte"),
  },
  {
    id: "heatmap",
    label: "heatmap",
    fits: (shape) => shape.keys.length === 2 && shape.keys.every((key) => key.values.length <= MOST_CELLS),
    load: () => import("../../parts/asking/pictures/Heat.svelte"),
  },
  {
    id: "bars",
    label: "bars",
    fits: (shape) => shape.rows.length > 1 && shape.rows.length <= MOST_BARS,
    load: () => import("../../parts/asking/pictures/Bars.svelte"),
  },
]

/** The pictures that can draw an answer; none where it is empty or longer than any picture. */
export const fitting = (shape: Shape): PictureKind[] =>
  shape.rows.length ? PICTURES.filter((one) => one.fits(shape)) : []

export const pictureOf = (shape: Shape, chosen: string | null): PictureKind | null => {
  const able = fitting(shape)
  return able.find((one) => one.id === chosen) ?? able[0] ?? null
}
