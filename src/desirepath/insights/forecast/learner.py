"""Who stays away? Two scores: boosted trees where many did, shares of a plain table where few did.

Both are fitted on rows and give chances. Trees are calibrated by Platt's curve on customers they were not grown on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from desirepath.insights.forecast.moments import FEATURES, FOLDS, Moments
from desirepath.science.arrays import Floats

ROUNDS, LEAVES, RATE = 200, 15, 0.05
PRIOR = 10.0
"""A cell of the table is worth at least so many people at the share of all."""


class Score(Protocol):
    """Chances of rows, and how much each feature raises the log odds of a row."""

    @property
    def name(self) -> str: ...

    def chances(self, x: Floats) -> Floats: ...

    def pushes(self, x: Floats) -> Floats: ...


Fit = Callable[[Moments], Score]


@dataclass(frozen=True)
class Trees:
    """Boosted trees with calibrated chances."""

    name: str
    calibrated: Any
    typical: Floats

    def chances(self, x: Floats) -> Floats:
        found: Floats = self.calibrated.predict_proba(x)[:, 1]
        return found

    def pushes(self, x: Floats) -> Floats:
        """Exact parts of the log odds by LightGBM; elsewhere what a typical value instead of the own would change."""
        grown = self.calibrated.calibrated_classifiers_[0].estimator
        if hasattr(grown, "booster_"):
            found: Floats = np.asarray(grown.booster_.predict(x, pred_contrib=True, num_threads=1))[:, :-1]
            return found
        now = logit(np.clip(grown.predict_proba(x)[:, 1], 1e-6, 1 - 1e-6))
        parts = np.zeros_like(x)
        for at, typical in enumerate(self.typical):
            other = x.copy()
            other[:, at] = typical
            parts[:, at] = now - logit(np.clip(grown.predict_proba(other)[:, 1], 1e-6, 1 - 1e-6))
        return parts


def grow() -> tuple[str, Callable[[], Any]]:
    """The name of the trees there are, and how to make them: LightGBM, or scikit-learn's where it cannot be loaded."""
    try:
        from lightgbm import LGBMClassifier
    except (ImportError, OSError):  # not installed, or its system library (libgomp) is missing
        from sklearn.ensemble import HistGradientBoostingClassifier

        return "scikit-learn's boosted trees", lambda: HistGradientBoostingClassifier(
            max_iter=ROUNDS, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=50, random_state=0
        )
    return "LightGBM", lambda: LGBMClassifier(
        n_estimators=ROUNDS,
        num_leaves=LEAVES,
        learning_rate=RATE,
        min_child_samples=50,
        reg_lambda=1.0,
        random_state=0,
        deterministic=True,
        force_row_wise=True,
        n_jobs=1,  # threads that wait for each other are slower than one where others use the machine
        verbose=-1,
    )


def fit_trees(rows: Moments) -> Score:
    """Grow trees on all rows; Platt's curve is fitted on chances of customers that were left out."""
    from sklearn.calibration import CalibratedClassifierCV

    name, make = grow()
    calibrated = CalibratedClassifierCV(make(), method="sigmoid", cv=list(_parts(rows)), ensemble=False)
    calibrated.fit(rows.x, rows.left.astype(int))
    return Trees(name, calibrated, np.nan_to_num(np.nanmedian(np.nan_to_num(rows.x), axis=0)))


def _parts(rows: Moments) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    for part in range(FOLDS):
        out = rows.fold == part
        if out.any() and not out.all():
            yield np.flatnonzero(~out), np.flatnonzero(out)


@dataclass(frozen=True)
class Table:
    """Shares of those who left, by how long they were silent and how often they had acted."""

    name: str
    edges: Floats
    shares: Floats  # (silences, acts)
    base: float

    def chances(self, x: Floats) -> Floats:
        found: Floats = self.shares[self._cell(x)]
        return found

    def pushes(self, x: Floats) -> Floats:
        """What is known about the silence and the acts against everybody, half each."""
        apart = logit(self.chances(x)) - logit(self.base)
        parts = np.zeros_like(x)
        for name in ("silent", "acts"):
            parts[:, FEATURES.index(name)] = apart / 2
        return parts

    def _cell(self, x: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        silent, acts = x[:, FEATURES.index("silent")], x[:, FEATURES.index("acts")]
        return np.searchsorted(self.edges, silent), np.clip(acts, 1, 3).astype(np.intp) - 1


def fit_table(rows: Moments) -> Score:
    """Thirds of the silence by once, twice, more often; few people in a cell are drawn towards the share of all."""
    edges = np.quantile(rows.x[:, FEATURES.index("silent")], [1 / 3, 2 / 3])
    base = float(np.clip(rows.left.mean(), 1e-3, 1 - 1e-3))
    empty = Table("Plain table", edges, np.zeros((3, 3)), base)
    cell = empty._cell(rows.x)
    left, people = np.full((3, 3), PRIOR * base), np.full((3, 3), PRIOR)
    np.add.at(left, cell, rows.left)
    np.add.at(people, cell, 1.0)
    return Table(empty.name, edges, left / people, base)
