"""It began here first and there later: each wave is compared only with those that have not begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from desirepath.domain.action import Action, Wave
from desirepath.insights.effects.design import Design, Finding, Group, Since
from desirepath.insights.effects.designs.alike import alike_before, chosen_alike, unproved
from desirepath.insights.effects.groups import WITHOUT, last_day
from desirepath.insights.effects.outcome import Outcome, People
from desirepath.insights.effects.panel import BACK_DAYS, ENOUGH, FEW, Periods, shares, shortest
from desirepath.science.arrays import Flags, Ints
from desirepath.science.att_average import by_event_time, by_group
from desirepath.science.att_gt import NEVER, Cohort, GroupTime, group_time
from desirepath.science.did import Group as Means
from desirepath.science.intervals import CLEAR, Estimate

LOOKED_BACK = 6
"""Periods before the first start: with waves each of them is compared several times, and more say little more."""
LENGTHS = (28, 56, 91, 14, 7)
"""Days of a period, as they are tried: all is held against the last period before a start, so a short one is noisy."""
WANTED = ((ENOUGH, 3), (ENOUGH, 2), (FEW, 2), (FEW, 1))
NOBODY = "There is no period in which a wave had begun and others, with data from before, had not."


def suits(action: Action) -> str | None:
    if not action.waves:
        return None
    others = (
        "those who never get it and those who get it later" if action.control else "those who get it later"
    )
    return f"It began for one after another: each is compared with {others}."


def in_turn(action: Action) -> tuple[Wave, ...]:
    """All waves, the first included."""
    assert action.started is not None, "waves follow a first one"
    assert action.target is not None, "waves follow a first one"
    return (Wave(started=action.started, target=action.target), *action.waves)


def find(outcome: Outcome, action: Action) -> Finding:
    """Group-time effects with those as controls that never got it, or not yet; on an average person who got it."""
    waves, last = in_turn(action), last_day(outcome, action)
    titles = [f"wave {at}" for at in range(1, len(waves) + 1)]
    wheres = [wave.target for wave in waves]
    if action.control:
        titles, wheres = [*titles, WITHOUT], [*wheres, action.control]
    people, note = _apart([_people(outcome, action, where, last) for where in wheres])
    starts = [wave.started for wave in waves if wave.started <= last]
    tried = [_periods(starts, days, outcome.first_day, last) for days in LENGTHS]
    periods = shortest(tried, people, WANTED, lambda one: max(1, len(one) - 1))
    begins = [periods.edges.index(day) for day in starts]
    # Who gets it after the last day that counts is without it, as those are who never do.
    later = [len(periods)] * (len(people) - len(starts))
    groups = tuple(
        Group(title, where, shares(one, periods), begin)
        for title, where, one, begin in zip(titles, wheres, people, [*begins, *later], strict=True)
    )
    rollout = _Rollout(periods, groups, action)
    alone = f"{groups[len(starts) - 1].title} has nobody left to compare with: it only stands beside those before it."
    notes = [note, alone if rollout.last_is_alone else None]
    return _found(rollout, tuple(one for one in notes if one))


@dataclass(frozen=True)
class _Rollout:
    """The groups of a roll-out, those that began first."""

    periods: Periods
    groups: tuple[Group, ...]
    action: Action

    @property
    def there(self) -> Flags:
        """Periods in which every group has people: a share of one person has no error."""
        fewest: Ints = np.array([group.shares.n for group in self.groups]).min(axis=0)
        return fewest > 1

    @property
    def begun(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.begins < len(self.periods))

    def effects(self, level: float) -> GroupTime:
        kept = np.flatnonzero(self.there)
        return group_time(list(self._cohorts(kept)), kept, "not yet", level)

    def _cohorts(self, kept: np.ndarray) -> list[Cohort]:
        """One for each start; those without one in the data are together as never begun."""
        idle = [group for group in self.groups if group.begins == len(self.periods)]
        begun = [Cohort(float(group.begins), _only(group, kept)) for group in self.begun]
        return [*begun, *([Cohort(NEVER, _together(idle, kept))] if idle else [])]

    @property
    def last_is_alone(self) -> bool:
        return all(group.begins < len(self.periods) for group in self.groups)

    @property
    def comparable(self) -> bool:
        """Whether some wave has a period before its start and one after it, with others still without it."""
        kept = np.flatnonzero(self.there)
        free = max(group.begins for group in self.groups)
        return any(
            (kept < one.begins).any() and ((kept >= one.begins) & (kept < free)).any() for one in self.begun
        )


def _found(rollout: _Rollout, notes: tuple[str, ...]) -> Finding:
    periods, groups = rollout.periods, rollout.groups
    if not rollout.comparable:
        return Finding("D", None, periods, groups, (), notes, NOBODY)
    effects = rollout.effects(CLEAR)
    early = sum(cell.period < cell.first for cell in effects.cells)
    checks = (
        alike_before(effects.pretrend, f"{early} comparisons of periods before it"),
        *chosen_alike(rollout.action, rollout.begun, groups),
    )
    why_not = unproved(checks)

    def interval(level: float) -> Estimate:
        return by_group(rollout.effects(level), level).overall.effect

    return Finding(
        "D" if why_not else "B",
        None if why_not else interval,
        periods,
        groups,
        checks,
        notes,
        why_not,
        _since(rollout, effects),
    )


def _since(rollout: _Rollout, effects: GroupTime) -> tuple[Since, ...]:
    """The effect by time since the start, those before it included; the period before the start is what all is held
    against, and is 0."""

    def at(periods: float) -> Since:
        def interval(level: float) -> Estimate:
            found = by_event_time(rollout.effects(level), level).each
            return next(one.effect for one in found if one.label == periods)

        cells = [cell for cell in effects.cells if cell.period - cell.first == periods]
        people = sum(
            int(group.shares.n[int(cell.period)])
            for cell in cells
            for group in rollout.begun
            if group.begins == cell.first
        )
        return Since(int(periods), interval, people)

    return tuple(at(periods) for periods in sorted({cell.period - cell.first for cell in effects.cells}))


def _people(outcome: Outcome, action: Action, where: str, last: date) -> People:
    """Customers who meet a condition, each once a day: waves share one clock, so nobody's own start cuts it."""
    assert action.started is not None, "only what has begun is looked at"
    back = action.started - timedelta(days=BACK_DAYS)
    return outcome.people(where, start=back, end=last, each="day").known


def _apart(people: list[People]) -> tuple[list[People], str | None]:
    """Whoever is in two groups is left out, and told."""
    names = [set(one.customers.tolist()) for one in people]
    seen: set[str] = set()
    twice: set[str] = set()
    for one in names:
        twice |= seen & one
        seen |= one
    if not twice:
        return people, None
    left = [one.only(~np.isin(one.customers.astype(str), sorted(twice))) for one in people]
    return left, f"Left out, since they were in two groups: {len(twice):,}."


def _periods(starts: list[date], days: int, first_day: date, last: date) -> Periods:
    """About so many days each, and every wave begins with a period: none is half with it and half without."""
    back = min(LOOKED_BACK, BACK_DAYS // days, max(0, (starts[0] - first_day).days // days))
    edges = [starts[0] - timedelta(days=days * at) for at in range(back, 0, -1)]
    for start, following in pairwise(starts):
        parts = max(1, round((following - start).days / days))
        edges += [start + (following - start) * at // parts for at in range(parts)]
    rest = max(1, -(-((last - starts[-1]).days + 1) // days))
    edges += [starts[-1] + timedelta(days=days * at) for at in range(rest + 1)]
    return Periods(days, back, tuple(edges))


def _only(group: Group, kept: np.ndarray) -> Means:
    whole = group.shares.group
    assert whole.covariance is not None, "shares know their covariance"
    return Means(whole.n, whole.means[kept], whole.covariance[np.ix_(kept, kept)])


def _together(groups: list[Group], kept: np.ndarray) -> Means:
    """Several groups as one, each weighing by its customers."""
    parts = [_only(group, kept) for group in groups]
    n = sum(part.n for part in parts)
    means = np.sum([part.n / n * part.means for part in parts], axis=0)
    covariances = [(part.n / n) ** 2 * part.covariance for part in parts if part.covariance is not None]
    return Means(n, means, np.sum(covariances, axis=0))


WAVES = Design(
    name="waves",
    title="In waves, against those not yet in",
    question="Did it change more where it had begun than where it had not yet?",
    needs="A start and a filter for each wave, by what was true before as well, and data from before the first start.",
    how="Group-time effects (Callaway and Sant'Anna), averaged over those who got it; a customer counts once a period.",
    supposes="That without it all groups would have changed alike, and that nobody reacts before it starts.",
    grade="B",
    suits=suits,
    find=find,
)
