/** Where a key takes the focus inside the map's grid: rows are heads and lanes, columns are steps. */

export interface Cell {
  row: number
  column: number
}

export interface Shape {
  rows: number
  columns: number
  /** First column of each stage. */
  stages: readonly number[]
}

export interface Press {
  key: string
  ctrl: boolean
}

const clamp = (value: number, last: number) => Math.max(0, Math.min(last, value))

/** The cell a key leads to; null when the key means nothing here. */
export function move(cell: Cell, press: Press, shape: Shape): Cell | null {
  const lastRow = shape.rows - 1
  const lastColumn = shape.columns - 1
  const to = (row: number, column: number) => ({
    row: clamp(row, lastRow),
    column: clamp(column, lastColumn),
  })
  switch (press.key) {
    case "ArrowRight":
      return to(cell.row, cell.column + 1)
    case "ArrowLeft":
      return to(cell.row, cell.column - 1)
    case "ArrowDown":
      return to(cell.row + 1, cell.column)
    case "ArrowUp":
      return to(cell.row - 1, cell.column)
    case "Home":
      return press.ctrl ? to(0, 0) : to(cell.row, 0)
    case "End":
      return press.ctrl ? to(lastRow, lastColumn) : to(cell.row, lastColumn)
    case "]":
      return to(cell.row, shape.stages.find((first) => first > cell.column) ?? cell.column)
    case "[":
      return to(cell.row, shape.stages.findLast((first) => first < cell.column) ?? cell.column)
    default:
      return null
  }
}
