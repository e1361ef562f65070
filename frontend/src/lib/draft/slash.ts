/** A "/" in a text, and what is typed behind it to find something. */
export interface Slashed {
  /** Place of the "/". */
  at: number
  query: string
}

/** The "/" that the caret stands behind; one inside a word, such as in "and/or", means itself. */
export function slashAt(text: string, caret: number): Slashed | null {
  const found = /(?:^|\s)\/((?:[^\s/][^/\n]*)?)$/.exec(text.slice(0, caret))
  return found ? { at: caret - (found[1] ?? "").length - 1, query: found[1] ?? "" } : null
}

/** What is taken out of the text once the choice is made: the "/" and its words, and at the end the space before. */
export function span(text: string, caret: number, { at }: Slashed): [start: number, end: number] {
  const atEnd = caret === text.length && at > 0 && text[at - 1] === " "
  return [atEnd ? at - 1 : at, caret]
}
