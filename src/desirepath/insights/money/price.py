"""What did one pain cost? The customers lost to it, times what one who is not lost spends.

Landmarks as everywhere (`pains/landmarks.py`): each customer's first row at the place in a day. Lost is who does not
order any more in the following year, as far as the data reach. The effect on that is cross-fitted and adjusted, with
errors by customer (`science/aipw.py`). Not to be lost is worth what those spent in that year to whom the pain happened
too, who are alike in what was known, and who did order. So the money lies inside the data, and nothing is extrapolated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desirepath.insights.money.before import Before
from desirepath.insights.money.gates import Gate, gates_of, past_gate
from desirepath.insights.pains.conditions import Split
from desirepath.science.aipw import Adjusted, effect_on_exposed
from desirepath.science.arrays import Flags, Floats
from desirepath.science.crossfit import assign_folds
from desirepath.science.evalue import EValue, evalue
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.learners import Logistic, Ridge
from desirepath.science.stake import Stake, fit_stake
from desirepath.science.tails import normal

FOLDS = 5
SEED = 4
FEWEST = 30
FEWEST_LOST = 10
"""Fewer who met it, or were lost after it, price nothing."""
CHANCE = Logistic(squares=False)
OUTCOME = Ridge(squares=False, products=False)
"""With several dozen covariates of few people, curved terms would tell persons rather than kinds of people."""


@dataclass(frozen=True)
class Moments:
    """What pricing one pain reads: n landmarks of one place.

    `customers` (n,) keys; `orders` (n,) how many follow within a year, at most until the end of the data, and `spent`
    (n,) what they bring; `years` (n,) how much of that year lies inside the data, 0 to 1.
    """

    customers: NDArray[np.object_]
    orders: Floats
    spent: Floats
    years: Floats
    before: Before


@dataclass(frozen=True)
class Priced:
    """What one pain cost those it happened to, until the end of the data.

    `money` and `naive` are totals over all `exposures`, positive for a loss; `lost` is the effect on the share lost.
    `customers` (k,) are those of the exposures and `worth` (k,) what each spends who is not lost; `influence` moves the
    money, by customer.
    """

    money: Estimate
    naive: Estimate
    lost: Estimate
    exposures: int
    adjusted: Adjusted
    evalue: EValue | None
    gates: tuple[Gate, ...]
    customers: NDArray[np.object_]
    worth: Floats
    influence: dict[str, float]


def price(split: Split, moments: Moments) -> Priced | None:
    """The price of one pain; None where too few met it, ordered after it, or did not.

    Raises InputError when nobody is comparable.
    """
    told, exposed = split.told, split.told & split.exposed
    ordered = moments.orders > 0
    worth = _worth(moments, exposed & ordered)
    if worth is None or (exposed & ~ordered).sum() < FEWEST_LOST or (told & ~exposed).sum() < FEWEST:
        return None
    lost = (~ordered).astype(float)
    customers, n = moments.customers[told], int(exposed.sum())
    folds = assign_folds(customers, FOLDS, np.random.default_rng(SEED))
    adjusted = effect_on_exposed(
        np.column_stack([lost, worth.value * lost])[told],
        exposed[told],
        moments.before.values[told],
        folds,
        clusters=customers,
        names=moments.before.names,
        chance=CHANCE,
        outcome=OUTCOME,
    )
    share, money = adjusted.effects
    clusters, influence = _influence(adjusted, exposed, told, worth, moments.customers, n)
    return Priced(
        money=normal(n * _value(money.estimate), float(np.sqrt(influence @ influence)), CLEAR),
        naive=normal(n * _value(money.naive), n * money.naive_error, CLEAR),
        lost=share.estimate,
        exposures=n,
        adjusted=adjusted,
        evalue=evalue_of(share.estimate, float(lost[exposed].mean())),
        gates=(
            *gates_of(adjusted),
            past_gate(moments.before, moments.customers, split, folds, CHANCE, OUTCOME),
        ),
        customers=moments.customers[exposed],
        worth=worth.value[exposed],
        influence=dict(zip(clusters.tolist(), influence.tolist(), strict=True)),
    )


def _worth(moments: Moments, learnt: Flags) -> Stake | None:
    """What each spends who is not lost; who has more of the year left spends more in it."""
    if learnt.sum() < FEWEST:
        return None
    known = np.column_stack([moments.before.values, moments.years, moments.years**2])
    return fit_stake(moments.spent, known, learnt.astype(float))


def _influence(
    adjusted: Adjusted, exposed: Flags, told: Flags, worth: Stake, customers: NDArray[np.object_], n: int
) -> tuple[NDArray[np.object_], Floats]:
    """By how much each customer moves the money: through the effect, and through what not to be lost is worth."""
    share, money = adjusted.effects
    rows = adjusted.propensity.exposed + adjusted.propensity.unexposed
    part = adjusted.propensity.exposed / rows
    # The effect is the mean of these scores.
    scores = np.zeros(len(told))
    scores[told] = (share.influence + exposed[told] * _value(share.estimate) / part) * n / rows
    moved = worth.doubt(scores)
    moved[told] += money.influence * n / rows
    clusters, at = np.unique(customers, return_inverse=True)
    return clusters, np.bincount(at, weights=moved).astype(float)


def evalue_of(effect: Estimate, with_it: float) -> EValue | None:
    """Of the ratio of the lost shares with the pain and without it; none where one of them is 0."""
    if effect.value is None or effect.low is None or effect.high is None:
        return None
    without = [with_it - end for end in (effect.value, effect.low, effect.high)]
    if min(with_it, *without) <= 0:
        return None
    return evalue(Estimate(*(with_it / share for share in without)))


def _value(estimate: Estimate) -> float:
    return estimate.value or 0.0
