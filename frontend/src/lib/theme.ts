export type Theme = "light" | "dark"

const KEY = "desirepath-theme"

/** The theme a person chose; null follows the system. Storage may be forbidden: then nothing is remembered. */
export function storedTheme(): Theme | null {
  const asked = new URLSearchParams(location.search).get("theme")
  if (asked === "light" || asked === "dark") return asked
  try {
    const stored = localStorage.getItem(KEY)
    return stored === "light" || stored === "dark" ? stored : null
  } catch {
    return null
  }
}

export function applyTheme(theme: Theme | null): void {
  if (theme) document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
}

export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches
}

/** Switches to the other side and remembers it. */
export function toggleTheme(): Theme {
  const next: Theme = isDark() ? "light" : "dark"
  applyTheme(next)
  try {
    localStorage.setItem(KEY, next)
  } catch {
    return next
  }
  return next
}
