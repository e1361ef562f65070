"""What one entry of the registry of detectors holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desirepath.insights.pains.conditions import Split
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.read_once import ReadOnce
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa


@dataclass(frozen=True)
class Detector:
    """A way to tell the people at one place apart by what happened up to that moment.

    `columns` gets the landmarks of a place (customer, seq, time and the row's own columns) and gives a table with
    customer, seq and what it found of each, or None where the question makes no sense; customers it does not name have
    nulls. `reads` are tables that it reads at every place. `splits` makes conditions of these columns. Neither may look
    at anything after the landmark. `happens` says whether a condition on these columns is done to customers, whoever
    they are, rather than chosen or said by them: only then may its effect be called a cost.
    """

    name: str
    title: str
    question: str
    columns: Callable[[View, Place, ir.Table], ir.Table | None]
    splits: Callable[[View, Place, pa.Table], Iterator[Split]]
    does_not_answer: str
    reads: tuple[ReadOnce, ...] = ()
    happens: Callable[[View, Place, frozenset[str]], bool] = lambda view, place, columns: False
