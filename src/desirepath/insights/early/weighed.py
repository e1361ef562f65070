"""What did one early thing do to whether they stay? Adjusted for what was known before, with its checks.

The same estimator, checks and grades as for what a pain costs (`money/`): only what is done to customers can be called
a cause, and only when all checks pass.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import erfc

from desirepath.errors import InputError
from desirepath.insights.money.before import Before
from desirepath.insights.money.gates import Gate, gates_of, past_gate
from desirepath.insights.money.price import CHANCE, FOLDS, OUTCOME, SEED, evalue_of
from desirepath.insights.pains.conditions import FEWEST, Split
from desirepath.insights.pains.detectors.told import spoken
from desirepath.insights.pains.suspects import LEAST_EXPECTED
from desirepath.science.aipw import Effect, effect_on_exposed
from desirepath.science.arrays import Floats
from desirepath.science.crossfit import assign_folds
from desirepath.science.evalue import EValue


@dataclass(frozen=True)
class Weighed:
    """One thing: `kept` of `n` stayed with it, `others_kept` of `others` without it, as they are.

    `effect` is on the share kept of those it happened to, adjusted; `p` two-sided. `weights` (of those told) make the
    others alike; those with nobody like them have 0. `gates` are those of grade C, none where it cannot be reached.
    """

    kept: int
    n: int
    others_kept: int
    others: int
    effect: Effect
    p: float
    weights: Floats
    gates: tuple[Gate, ...]
    evalue: EValue | None

    @property
    def is_cause(self) -> bool:
        return bool(self.gates) and all(gate.passed for gate in self.gates)


def weigh(split: Split, kept: Floats, known: Before, customers: NDArray[np.object_]) -> Weighed | None:
    """One thing weighed; arrays are those of all who are compared. None where too few met it, or can be compared."""
    told, exposed = split.told, split.exposed[split.told]
    stayed = kept[told]
    counts = (
        int(stayed[exposed].sum()),
        int(exposed.sum()),
        int(stayed[~exposed].sum()),
        int((~exposed).sum()),
    )
    if not _fine_enough(*counts):
        return None
    before = _without_words_of(split.columns, known)
    folds = assign_folds(customers[told], FOLDS, np.random.default_rng(SEED))
    try:
        adjusted = effect_on_exposed(
            stayed,
            exposed,
            before.values[told],
            folds,
            names=before.names,
            chance=CHANCE,
            outcome=OUTCOME,
        )
    except InputError:
        return None
    effect = adjusted.effects[0]
    gates: tuple[Gate, ...] = ()
    if split.happens:
        gates = (*gates_of(adjusted), _past(before, customers, split, folds))
    return Weighed(
        *counts,
        effect=effect,
        p=_two_sided(effect),
        weights=adjusted.propensity.weights,
        gates=gates,
        evalue=evalue_of(effect.estimate, counts[0] / counts[1]),
    )


def _without_words_of(columns: frozenset[str], known: Before) -> Before:
    """All but what these columns said last."""
    said = tuple(f"{spoken(name)} “" for name in columns)
    return known.only(np.array([not name.startswith(said) for name in known.names], bool))


def _fine_enough(kept: int, n: int, others_kept: int, others: int) -> bool:
    """As of pains: groups that are large enough, with some expected to stay and some to leave in each."""
    share = (kept + others_kept) / max(1, n + others)
    return min(n, others) >= FEWEST and min(n, others) * min(share, 1 - share) >= LEAST_EXPECTED


def _past(before: Before, customers: NDArray[np.object_], split: Split, folds: NDArray[np.int64]) -> Gate:
    if before.lately.any():
        return past_gate(before, customers, split, folds, CHANCE, OUTCOME)
    said = "Nothing is known of the time before they began, so nothing tells that they were alike then."
    return Gate(name="past untouched", passed=False, said=said)


def _two_sided(effect: Effect) -> float:
    if effect.error <= 0 or effect.estimate.value is None:
        return 1.0
    return float(erfc(abs(effect.estimate.value) / effect.error / np.sqrt(2)))
