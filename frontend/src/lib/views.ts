import type { Component } from "svelte"
import type { Door } from "./people/me.svelte"
import type { View } from "./url"

/** A page takes the focus when somebody skips to it. */
type Page = Component<Record<string, never>, { focus?: () => void }>

/** The pages beside the living map. Each is loaded when it is first asked for, so that the map itself stays small. */
export const views: Partial<Record<View, () => Promise<{ default: Page }>>> = {
  edit: () => import("../pages/EditPage.svelte"),
  team: () => import("../pages/TeamPage.svelte"),
}

/** What is shown instead to who has yet to come in. */
export const doors: Record<
  NonNullable<Door>,
  () => Promise<{ default: Component<{ onenter: () => void }> }>
> = {
  invite: () => import("../pages/JoinPage.svelte"),
  link: () => import("../pages/LinkPage.svelte"),
  "sign-in": () => import("../pages/SignInPage.svelte"),
}
