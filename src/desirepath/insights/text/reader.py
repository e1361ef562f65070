"""What every way of reading a feeling from words gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desirepath.science.arrays import Floats, Ints

Texts = Sequence[str] | NDArray[np.object_]


@dataclass(frozen=True)
class Read:
    """Arrays of n texts: the likeliest `level` (UNKNOWN where the words say nothing), the probability that it is low,
    and the feeling that is expected, from -2 to +2 (NaN where the words say nothing)."""

    level: Ints
    low: Floats
    feeling: Floats


class Reader(Protocol):
    """Reads feelings from words."""

    def read(self, texts: Texts) -> Read: ...
