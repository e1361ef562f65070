/** A small drawn face for a persona, always the same one for the same name. */

export interface Portrait {
  skin: string
  shade: string
  lips: string
  hair: string
  shirt: string
  ground: string
  cut: "long" | "bob" | "short" | "bun" | "curls"
}

const SKIN = [
  ["#DDA883", "#C98F6B", "#8A4B33"],
  ["#F0C9A8", "#DDAF8A", "#A85B45"],
  ["#B98259", "#A06C46", "#6E3A25"],
  ["#8D5B3E", "#774A31", "#4E2A1B"],
  ["#E6B894", "#D0A07B", "#96513A"],
] as const
const HAIR = ["#3B2A22", "#1F1B1A", "#7A4A2B", "#A9742F", "#8C8780"] as const
const CUT = ["long", "short", "bob", "curls", "bun"] as const

/** A small, even spread of names over numbers (FNV-1a). */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (const letter of text) {
    value ^= letter.codePointAt(0) as number
    value = Math.imul(value, 0x01000193)
  }
  return value >>> 0
}

export function portrait(name: string): Portrait {
  const seed = hash(name)
  const pick = <T>(list: readonly T[], salt: number) => list[Math.floor(seed / salt) % list.length] as T
  const [skin, shade, lips] = pick(SKIN, 1)
  const stage = (Math.floor(seed / 625) % 6) + 1
  return {
    skin,
    shade,
    lips,
    hair: pick(HAIR, 5),
    cut: pick(CUT, 25),
    shirt: `var(--stage-${stage})`,
    ground: `var(--stage-${(stage % 6) + 1}-tint)`,
  }
}

/** "Ana Ruiz" -> "AR" */
export function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => word?.[0]?.toUpperCase() ?? "").join("")
}
