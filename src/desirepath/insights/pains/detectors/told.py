"""Does something that is written in the row itself stand out? Kept properties and the product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.place import Place
from desirepath.measures.view import View
from desirepath.science.arrays import Flags

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

NAME = "told"
KEPT = "prop_"
MOST_WORDS = 12
"""A column with more different words names things rather than telling how something was."""
HEIGHTS = (0.5, 0.75)
"""A column of numbers is tried above its median and in its upper quarter."""
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
"""What filters read as a number."""


def columns(view: View, place: Place, first: ir.Table) -> ir.Table:
    return first.select("customer", "seq", *(name for name in first.columns if is_told(name)))


def is_told(name: str) -> bool:
    return name == "product" or name.startswith(KEPT)


def splits(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    for name in rows.column_names:
        if is_told(name):
            yield from of_column(name, rows[name])


def of_column(name: str, column: pa.ChunkedArray) -> Iterator[Split]:
    """Conditions on one column of words, or of numbers written as words."""
    encoded = column.combine_chunks().cast("string").dictionary_encode()
    words: list[str] = encoded.dictionary.to_pylist()
    told = encoded.is_valid().to_numpy(zero_copy_only=False)
    codes = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)
    numbers = all(NUMBER.fullmatch(word) for word in words) and len(set(map(float, words))) > 2
    for condition, holds in _heights(name, words, codes[told]) if numbers else _words(name, words):
        yield Split(NAME, (condition,), frozenset({name}), told, told & holds[codes])


def is_word(name: str, word: str) -> Condition:
    """A column that says this word.

    >>> is_word("prop_customer_type", "new")
    Condition(words='customer type “new”', rule="prop_customer_type = 'new'")
    """
    quoted = word.replace("'", "''")
    return Condition(f"{spoken(name)} “{word}”", f"{name} = '{quoted}'")


def reaches(name: str, height: float) -> Condition:
    """A column of numbers that is this high, or higher.

    >>> reaches("prop_days_to_refund", 8.0)
    Condition(words='days to refund 8 or more', rule='prop_days_to_refund >= 8')
    """
    written = f"{height:.15f}".rstrip("0").rstrip(".")
    return Condition(f"{spoken(name)} {written} or more", f"{name} >= {written}")


def spoken(name: str) -> str:
    return name.removeprefix(KEPT).replace("_", " ")


def _heights(name: str, words: list[str], codes: np.ndarray) -> Iterator[tuple[Condition, Flags]]:
    numbers = np.array(words, float)
    found = numbers[codes]
    tried = {float(np.quantile(found, at, method="higher")) for at in HEIGHTS} - {float(found.min())}
    for height in sorted(tried):
        yield reaches(name, height), numbers >= height


def _words(name: str, words: list[str]) -> Iterator[tuple[Condition, Flags]]:
    if len(words) > MOST_WORDS:
        return
    for at in np.argsort(words):
        yield is_word(name, words[at]), np.arange(len(words)) == at


def declared(view: View, place: Place, names: frozenset[str]) -> bool:
    """Somebody has said so in the workspace: no data can tell."""
    return all(name.removeprefix(KEPT) in view.happens for name in names)


TOLD = Detector(
    name=NAME,
    title="A property stands out",
    question="Do fewer go on when a property says this?",
    columns=columns,
    splits=splits,
    does_not_answer="Why. Properties are compared that the workspace keeps, and the product.",
    happens=declared,
)
