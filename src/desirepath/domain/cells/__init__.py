"""A map from cells that were copied from a spreadsheet, with an account of what became of every cell."""

from desirepath.domain.cells.account import CellTold, LaneRead
from desirepath.domain.cells.reading import Form, FromCells, from_cells

__all__ = ["CellTold", "Form", "FromCells", "LaneRead", "from_cells"]
