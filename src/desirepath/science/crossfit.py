"""How is a row predicted by a model that never saw its customer? Cross-fitting over folds of customers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Flags, Floats, Ints
from desirepath.science.learners import Learner


def assign_folds(clusters: ArrayLike, count: int, random: np.random.Generator) -> Ints:
    """Which of `count` folds each row belongs to: all rows of a cluster (customer) share one.

    `clusters` is (n,) of any sortable kind, `count` at least 2; folds are even in clusters. The same clusters in
    another order of rows get the same folds from an equally seeded `random`. Raises InputError for fewer clusters
    than folds.

    >>> assign_folds(["a", "b", "a", "c"], 3, np.random.default_rng(1)).tolist()
    [0, 1, 0, 2]
    """
    names, place = np.unique(np.asarray(clusters), return_inverse=True)
    if not 2 <= count <= names.size:
        raise InputError(
            f"{count} folds need at least {max(2, count)} clusters; there are {names.size}.",
            code="bad_folds",
            remedy="Ask for fewer folds.",
        )
    return random.permutation(np.arange(names.size, dtype=np.int64) % count)[place]


def check_folds(folds: Ints, clusters: Ints) -> None:
    """Raises InputError when a cluster lies in more than one fold: then a model would have seen its own customer."""
    pairs = np.unique(np.column_stack([clusters, folds]), axis=0)
    if len(pairs) > np.unique(clusters).size:
        raise InputError(
            "Rows of one cluster lie in several folds: a model would have seen its own customer.",
            code="bad_folds",
            remedy="Make folds with `assign_folds`.",
        )


def cross_fit(
    learner: Learner, x: Floats, y: Floats, weights: Floats, folds: Ints, learn_from: Flags
) -> Floats:
    """The prediction of y for every row, by models fitted on the other folds' rows in `learn_from`.

    Shapes: `x` (n, p), `y` (n,) or (n, k), `weights`, `folds` and `learn_from` (n,). With one single fold the model is
    fitted on all rows: plain, not cross-fitted, and only for a learner too stiff to learn rows by heart. Chernozhukov
    et al. (2018), The Econometrics Journal 21. Raises InputError when nothing is left to learn from.

    >>> from desirepath.science.learners import Ridge
    >>> x = np.array([[0.0], [1.0], [2.0], [3.0]])
    >>> rows = np.ones(4, bool)
    >>> cross_fit(Ridge(0, squares=False), x, 2 * x[:, 0], np.ones(4), np.array([0, 0, 1, 1]), rows).round(6).tolist()
    [0.0, 2.0, 4.0, 6.0]
    """
    predicted = np.empty(y.shape)
    names = np.unique(folds)
    for fold in names:
        held = folds == fold
        train = learn_from & (weights > 0) & (~held if names.size > 1 else True)
        if not train.any():
            raise InputError(
                f"Outside fold {fold} there is no row to learn from.",
                code="bad_folds",
                remedy="Use fewer folds or more rows.",
            )
        predicted[held] = learner.fit(x[train], y[train], weights[train])(x[held])
    return predicted
