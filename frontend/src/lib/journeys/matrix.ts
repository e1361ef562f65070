import { count, percent } from "../numbers"
import type { MeasuredMap, Result } from "../types"
import { columnTitle, KINDS, kindTitle, type Asked, type Kind } from "./paths"

/** A step matrix as a table: a line for each name, a column for each visit before or after the anchor. */

export interface MatrixCell {
  text: string
  /** Of everybody, 0 to 1. */
  share: number
  title: string
}

export interface MatrixLine {
  id: string
  kind: Kind
  title: string
  cells: (MatrixCell | null)[]
}

export interface Matrix {
  columns: string[]
  lines: MatrixLine[]
  most: number
}

export function matrix(map: MeasuredMap, asked: Asked, anchor: string, result: Result): Matrix {
  const columns = [...new Set(result.rows.map((row) => Number(row.keys.step)))].sort((a, b) => a - b)
  const titles = new Map(map.steps.map((step) => [step.id, step.title]))
  const lines = new Map<string, MatrixLine & { people: number }>()
  for (const row of result.rows) {
    const [kind, node] = [row.keys.kind as Kind, row.keys.node == null ? null : String(row.keys.node)]
    const id = `${kind} ${node ?? ""}`
    const title = kind === "visit" ? (titles.get(node ?? "") ?? node ?? kindTitle(kind)) : kindTitle(kind)
    const line = lines.get(id) ?? { id, kind, title, cells: columns.map(() => null), people: 0 }
    const [people, share] = [row.number.value ?? 0, Number(row.more.share ?? 0)]
    line.people += people
    line.cells[columns.indexOf(Number(row.keys.step))] = {
      share,
      text: percent(share, 1),
      title: `${count(people)} of ${count(row.number.denominator ?? 0)} customers`,
    }
    lines.set(id, line)
  }
  const order = (line: MatrixLine) => KINDS.indexOf(line.kind)
  return {
    columns: columns.map((column) => columnTitle(asked, column, anchor)),
    lines: [...lines.values()].sort((a, b) => order(a) - order(b) || b.people - a.people),
    most: Math.max(0, ...result.rows.map((row) => Number(row.more.share ?? 0))),
  }
}
