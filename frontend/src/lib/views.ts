import type { Component } from "svelte"
import type { View } from "./url"

/** The pages beside the living map. Each is loaded when it is first asked for, so that the map itself stays small. */
export const views: Partial<Record<View, () => Promise<{ default: Component }>>> = {
  edit: () => import("../pages/EditPage.svelte"),
}
