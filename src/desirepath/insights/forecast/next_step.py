"""Which step comes next? A chain of steps that remembers three where it has seen enough, else two, else one.

Steps of a customer in a row are one visit. What follows a visit is the next different step within 30 days, or nothing.
The engine counts what followed each context, before a day and after it: the first tells, the second tests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pydantic import Field

from desirepath.errors import DataQualityError
from desirepath.measures.estimators import estimated, rate
from desirepath.measures.periods import local
from desirepath.measures.result import Frozen, Number
from desirepath.measures.view import View
from desirepath.science.intervals import Estimate, z

if TYPE_CHECKING:
    import ibis.expr.types as ir

WITHIN_DAYS = 30
FEWEST = 30
"""A context that was seen less often is not remembered: the shorter one tells."""
REMEMBERED = 3
TESTED = 1 / 4
"""The last part of the time is kept for the test."""
VERSION = 1

Context = tuple[str, ...]
Counts = dict[Context, Counter[str | None]]


class Likely(Frozen):
    """One thing that may follow a step; `step` null: nothing within the time."""

    step: str | None
    title: str
    share: Number


class AfterStep(Frozen):
    """What follows one step, the likeliest first."""

    step: str
    title: str
    visits: int
    likely: list[Likely]


class NextSteps(Frozen):
    """What follows each step of a map, and how often that was told right in a later time."""

    map: str
    data_version: str
    within_days: int
    tested_from: date
    right: Number = Field(
        description="Share of later visits whose next step was told right, by up to three steps"
    )
    plain: Number = Field(description="The same by the commonest next step after the present one")
    better: Number = Field(description="By how much the first is better")
    steps: list[AfterStep]


@dataclass(frozen=True)
class Chain:
    """What followed contexts of one to three steps, counted."""

    counts: Counts

    @classmethod
    def of(cls, rows: Iterable[tuple[Context, str | None, int]]) -> Chain:
        counts: Counts = defaultdict(Counter)
        for context, then, n in rows:
            for length in range(1, len(context) + 1):
                counts[context[-length:]][then] += n
        return cls(dict(counts))

    def tell(self, context: Context, most: int = REMEMBERED) -> str | None:
        """The commonest that followed the longest context that was seen often enough."""
        for length in range(min(most, len(context)), 0, -1):
            found = self.counts.get(context[-length:])
            if found and (found.total() >= FEWEST or length == 1):
                return first_of(found)
        everything: Counter[str | None] = Counter()
        for context_of_one, found in self.counts.items():
            if len(context_of_one) == 1:
                everything.update(found)
        return first_of(everything)


def first_of(found: Counter[str | None]) -> str | None:
    """The commonest; of equally common ones the first by name, nothing before all."""
    return min(found, key=lambda then: (-found[then], then or "")) if found else None


def visits(view: View) -> ir.Table:
    """One row a visit: up to two visits before it, the step, when, and what followed (null: nothing in time)."""
    import ibis

    rows = view.tables["steps"]
    rows = rows.filter(rows.actor == "customer")
    each = ibis.window(group_by="customer", order_by="seq")
    marked = rows.select("customer", "seq", "step", "time").mutate(last=rows.step.lag().over(each))
    begun = marked.filter(marked["last"].isnull() | (marked["last"] != marked.step))
    each = ibis.window(group_by="customer", order_by="seq")
    told = begun.mutate(
        one=begun.step.lag(1).over(each),
        two=begun.step.lag(2).over(each),
        then=begun.step.lead().over(each),
        then_time=begun.time.lead().over(each),
    )
    in_time = told.then_time <= told.time + ibis.interval(days=WITHIN_DAYS)
    return told.mutate(then=ibis.ifelse(in_time, told.then, ibis.null("string")))


def next_steps(view: View) -> NextSteps:
    """What follows each step, by all whose time is over, and the test on the last quarter of the time.

    Raises DataQualityError `too_few_to_forecast` where either part holds hardly a visit.
    """
    plan = view.map
    assert plan is not None, "steps are those of a map"
    import ibis

    rows = visits(view)
    span = view.records(rows.aggregate(first=rows.time.min()))[0]["first"]
    if span is None or view.now is None:
        raise DataQualityError(
            "Nobody came to a step yet.", code="too_few_to_forecast", remedy="Bring events that match a step."
        )
    over = view.now - timedelta(days=WITHIN_DAYS)
    split = over - (over - span) * TESTED
    rows = rows.filter(rows.time < over)
    # What followed visits shortly before the split lies after it, so they teach nothing.
    part = ibis.cases((rows.time >= split, 1), (rows.time < split - timedelta(days=WITHIN_DAYS), 0), else_=2)
    counted = (
        rows.mutate(part=part)
        .group_by(["part", "two", "one", "step", "then"])
        .aggregate(n=lambda t: t.count())
    )
    parts: dict[int, list[tuple[Context, str | None, int]]] = {0: [], 1: [], 2: []}
    for row in view.records(counted):
        context = tuple(one for one in (row["two"], row["one"], row["step"]) if one is not None)
        parts[row["part"]].append((context, row["then"], row["n"]))
    asked = sum(n for _, _, n in parts[1])
    if min(asked, sum(n for _, _, n in parts[0])) < FEWEST:
        raise DataQualityError(
            "Too few visits of steps to learn from one time and test on a later one.",
            code="too_few_to_forecast",
            remedy="Bring a longer time.",
        )
    chain = Chain.of(parts[0])
    everything = Chain.of([row for rows_of_part in parts.values() for row in rows_of_part])
    titles = {step.id: step.title for step in plan.steps()}
    return NextSteps(
        map=plan.id,
        data_version=view.data_version,
        within_days=WITHIN_DAYS,
        tested_from=local(split, view.timezone).date(),
        **_tested(chain, parts[1]),
        steps=[
            _after(step.id, step.title, everything.counts[(step.id,)], titles)
            for step in plan.steps()
            if (step.id,) in everything.counts
        ],
    )


def _tested(chain: Chain, later: list[tuple[Context, str | None, int]]) -> dict[str, Number]:
    """Shares told right, and their difference with the interval of pairs: both were asked the same."""
    n = sum(many for _, _, many in later)
    both = only_long = only_plain = 0
    for context, then, many in later:
        long, plain = chain.tell(context) == then, chain.tell(context, most=1) == then
        both += many * (long and plain)
        only_long += many * (long and not plain)
        only_plain += many * (plain and not long)
    apart = (only_long - only_plain) / n
    error = ((only_long + only_plain) / n - apart**2) ** 0.5 / n**0.5
    better = Estimate(apart, apart - z(0.95) * error, apart + z(0.95) * error)
    return {
        "right": rate(both + only_long, n),
        "plain": rate(both + only_plain, n),
        "better": estimated(better, n, "share"),
    }


def _after(step: str, title: str, found: Counter[str | None], titles: dict[str, str]) -> AfterStep:
    n = found.total()
    order = sorted(found, key=lambda then: (-found[then], then or ""))[:REMEMBERED]
    return AfterStep(
        step=step,
        title=title,
        visits=n,
        likely=[
            Likely(
                step=then,
                title=titles.get(then, then) if then else f"nothing within {WITHIN_DAYS} days",
                share=rate(found[then], n),
            )
            for then in order
        ],
    )
