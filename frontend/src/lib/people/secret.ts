/** A secret that was used leaves the address. */
export function forget(secret: "invite" | "link", instead: Record<string, string> = {}): void {
  const given = new URLSearchParams(location.search)
  given.delete(secret)
  for (const [name, value] of Object.entries(instead)) given.set(name, value)
  const text = given.toString()
  history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""))
}
