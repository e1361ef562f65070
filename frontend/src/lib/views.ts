import type { Component } from "svelte"
import type { Door } from "./people/me.svelte"
import type { View } from "./url"

/** A page takes the focus when somebody skips to it. */
export type Page = Component<Record<string, never>, { focus?: () => void }>

/** The pages beside the living map. Each is loaded when it is first asked for, so that the map itself stays small. */
export const views: Partial<Record<View, () => Promise<{ default: Page }>>> = {
  home: () => import("../pages/HomePage.svelte"),
  data: () => import("../pages/DataPage.svelte"),
  edit: () => import("../pages/EditPage.svelte"),
  board: () => import("../pages/BoardPage.svelte"),
  journeys: () => import("../pages/JourneysPage.svelte"),
  forecast: () => import("../pages/ForecastPage.svelte"),
  review: () => import("../pages/ReviewPage.svelte"),
  story: () => import("../pages/StoryPage.svelte"),
  team: () => import("../pages/TeamPage.svelte"),
  changes: () => import("../pages/ChangesPage.svelte"),
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
