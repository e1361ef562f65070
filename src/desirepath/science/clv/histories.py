"""What is known of each customer's purchases, counted: so many customers share so many purchases and dates.

A model of purchases needs three numbers of a customer, not the purchases. Customers with the same three numbers are one
cell with a weight, so that millions of customers are a table of some thousand rows, and the fit is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desirepath.errors import DataQualityError, InputError
from desirepath.science.arrays import Floats


@dataclass(frozen=True)
class Histories:
    """Cells of customers, each array of shape (cells,). Time is in any one unit; results are in the same.

    `x`: purchases after the first (repeats), 0, 1, 2, …
    `tx`: time from the first purchase to the last one; 0 where x is 0.
    `age`: time from the first purchase to the end of the data, at least tx (the literature's T, or n occasions).
    `weight`: how many customers the cell holds.
    """

    x: Floats
    tx: Floats
    age: Floats
    weight: Floats

    @classmethod
    def of(cls, x: ArrayLike, tx: ArrayLike, age: ArrayLike, weight: ArrayLike | None = None) -> Histories:
        """Cells from columns of equal length (one number stands for all); without `weight` a row is one customer.

        Raises InputError `history_unusable` and says which row breaks which rule.

        >>> Histories.of([2, 0], [30.4, 0], 38.9).n
        2.0
        """
        columns = np.broadcast_arrays(
            np.atleast_1d(np.asarray(x, float)),
            np.asarray(tx, float),
            np.asarray(age, float),
            np.asarray(1.0 if weight is None else weight, float),
        )
        made = cls(*(np.array(column) for column in columns))
        made._check()
        return made

    def _check(self) -> None:
        rules = {
            "every number must be finite": np.isfinite([self.x, self.tx, self.age, self.weight]).all(axis=0),
            "x counts repeat purchases: 0, 1, 2, …": (self.x >= 0) & (self.x == np.floor(self.x)),
            "the last purchase lies between the first and the end, 0 <= tx <= age": (self.tx >= 0)
            & (self.tx <= self.age),
            "without a repeat purchase, tx is 0": (self.x > 0) | (self.tx == 0),
            "weights count customers, so they are not negative": self.weight >= 0,
        }
        for rule, holds in rules.items():
            if not holds.all():
                row = int(np.flatnonzero(~holds)[0])
                given = f"x={self.x[row]:g}, tx={self.tx[row]:g}, age={self.age[row]:g}, weight={self.weight[row]:g}"
                raise InputError(
                    f"Row {row} of the purchase histories cannot be used ({given}): {rule}.",
                    code="history_unusable",
                )

    @property
    def n(self) -> float:
        """How many customers."""
        return float(self.weight.sum())

    def grouped(self) -> Histories:
        """The same customers with equal cells put together, in rising order of x, tx, age.

        >>> Histories.of([0, 0, 1], [0, 0, 2], [9, 9, 9]).grouped().weight.tolist()
        [2.0, 1.0]
        """
        keys, place = np.unique(np.stack([self.x, self.tx, self.age]), axis=1, return_inverse=True)
        weight = np.bincount(place.ravel(), weights=self.weight, minlength=keys.shape[1])
        return Histories(keys[0], keys[1], keys[2], weight.astype(float))

    @cached_property
    def counts(self) -> tuple[Floats, NDArray[np.intp]]:
        """The different x, and where each cell's stands among them: Γ(r + x) is then taken once for each."""
        values, place = np.unique(self.x, return_inverse=True)
        return values, place

    def need_repeats(self) -> None:
        """A rate of buying can be learned only from people who came back, and from time that passed."""
        bought, passed = float(self.weight @ self.x), float(self.weight @ self.age)
        if bought <= 0 or passed <= 0:
            raise DataQualityError(
                f"None of {self.n:,.0f} customers bought again in the time given, so there is nothing to fit.",
                code="nothing_to_fit",
                remedy="Take a longer time, or say only what was counted.",
            )
