/** Words in lines of about so many letters; what does not fit into the last one ends with an ellipsis. */
export function wrap(text: string, letters: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const kept = lines.slice(0, most).map((line) => short(line, letters))
  if (lines.length > most) kept[most - 1] = short(`${kept[most - 1] ?? ""}…`, letters)
  return kept
}

/** Never longer than the room; the cut is shown. */
const short = (line: string, letters: number) =>
  line.length <= letters ? line : `${line.replace(/…$/, "").slice(0, Math.max(1, letters - 1))}…`
