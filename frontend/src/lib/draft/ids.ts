/** A stable name from what somebody typed: "Crème brûlée!" -> "creme-brulee". */
export function slug(title: string, fallback: string): string {
  const plain = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 56)
    .replaceAll(/-+$/g, "")
  return plain || fallback
}

/** The name itself, or with "-2", "-3" … behind it where it is taken. */
export function free(name: string, taken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name}-${number}`
    if (!taken(tried)) return tried
  }
}

/** A card has no title to be named after: "c-" and eight random characters. */
export function cardId(random: () => number = Math.random): string {
  let name = "c-"
  for (let i = 0; i < 8; i++) name += Math.floor(random() * 36).toString(36)
  return name
}
