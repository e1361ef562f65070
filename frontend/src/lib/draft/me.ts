/** Who I am to others who edit the same map; kept in this browser. */

const NAME_KEY = "desirepath-name"
const CALM_KEY = "desirepath-calm"

/** Storage may be forbidden: then nothing is remembered. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // then it holds for this visit
  }
}

export const NAMELESS = "You"

/** Null until somebody was asked. */
export const knownName = (): string | null => remembered(NAME_KEY)
export const rememberName = (name: string): void => remember(NAME_KEY, name)

/** Calm mode hides where others are. Who asked their system for less motion starts in it. */
export const startsCalm = (): boolean =>
  (remembered(CALM_KEY) ?? (matchMedia("(prefers-reduced-motion: reduce)").matches ? "yes" : "no")) === "yes"
export const rememberCalm = (calm: boolean): void => remember(CALM_KEY, calm ? "yes" : "no")
