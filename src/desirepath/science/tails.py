"""How far from the middle is that far? The two tails that tests and intervals of this layer ask for."""

from __future__ import annotations

from statistics import NormalDist
from typing import overload

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def z(level: float) -> float:
    """How many standard errors to either side hold a share `level` (0 to 1) of a normal variable.

    >>> round(z(0.95), 2)
    1.96
    """
    return NormalDist().inv_cdf((1 + level) / 2)


@overload
def above(chi2: float, freedom: int) -> float: ...
@overload
def above(chi2: Floats, freedom: int) -> Floats: ...
def above(chi2: float | Floats, freedom: int) -> float | Floats:
    """The probability that chi-squared with `freedom` degrees exceeds `chi2`; 1 when there are no degrees.

    >>> round(above(3.841, 1), 3)
    0.05
    """
    from scipy.special import chdtrc

    p = np.asarray(chdtrc(freedom, chi2) if freedom else np.ones_like(chi2), float)
    return p if isinstance(chi2, np.ndarray) else float(p)
