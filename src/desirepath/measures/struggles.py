"""Where do customers struggle? Signs of it in the log, each with its moment and the step it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from desirepath.domain.duration import seconds
from desirepath.measures.cohorts import clock_runs
from desirepath.measures.funnels.steps import Matched
from desirepath.measures.legs import matched_steps, the_map
from desirepath.measures.meant import meant, needs_step, with_step
from desirepath.measures.periods import shown_column

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.scope import Scope

Sign = Literal["failed", "again", "unhappy", "slow"]
ASKED = "asked"
"""The sign of rows that the question itself says to be a struggle."""

FAILURE = r"(fail|error|declin|refus|denied|crash|timeout|rejected|unable)"
"""Names of events that say that something did not work, in lower case."""
LOW = -1.0
"""A feeling so low, from -2 to +2, or lower is bad."""
RECENT_DAYS = 30
"""What happened before counts when it lies no longer back than this."""
AGAIN_DAYS = 3
"""Who is at a step on this many days of the recent ones is there again and again."""


def struggling(scope: Scope, signs: list[Sign], moments: Matched | None) -> Scope:
    """The scope whose rows are struggles: rows of the log with `stage`, `step` and `sign`, at the moment of it."""
    view, journeys = scope.view, scope.view.tables["journeys"]
    if moments is not None:
        found = _asked(scope, journeys, moments)
    else:
        parts = [SIGNS[sign](scope) for sign in dict.fromkeys(signs)]
        found = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]
    rows = journeys.inner_join(found, ["customer", "seq"]).mutate(stage=_stage(scope, found.step))
    if "slow" in signs and moments is None:
        rows = _later(scope, rows)
    tables = {**view.tables, "journeys": rows.drop("later")}
    return replace(scope, view=replace(view, tables=tables))


def _signs(rows: ir.Table, sign: str, later: ir.Value | int = 0) -> ir.Table:
    """The columns that all signs have: `later` is how many seconds after the row the struggle shows."""
    import ibis

    wait = ibis.literal(later) if isinstance(later, int) else later
    return rows.select("customer", "seq", "step", sign=ibis.literal(sign), later=wait.cast("int64"))


def _asked(scope: Scope, journeys: ir.Table, moments: Matched) -> ir.Table:
    rows = with_step(scope.view, journeys) if needs_step(scope.view, moments) else journeys
    rows = rows.filter(meant(scope.view, rows, moments, "moments"))
    return _signs(_placed(scope, rows), ASKED)


def _failed(scope: Scope) -> ir.Table:
    journeys = scope.view.tables["journeys"]
    return _signs(_placed(scope, journeys.filter(journeys.event.lower().re_search(FAILURE))), "failed")


def _placed(scope: Scope, rows: ir.Table) -> ir.Table:
    """Rows with the step they are at, or else the one where their customer stood last; others belong nowhere."""
    steps = scope.view.tables["steps"]
    stood = steps.select("customer", at=steps.seq, step=steps.step)
    pairs = rows.select("customer", "seq").inner_join(stood.drop("step"), "customer")
    pairs = pairs.filter(pairs["at"] <= pairs.seq)
    last = pairs.group_by(["customer", "seq"]).aggregate(at=pairs["at"].max())
    return last.inner_join(stood, ["customer", "at"])


def _again(scope: Scope) -> ir.Table:
    """The first row of a third day at a step where the map does not plan that people come back."""
    import ibis

    once = [step.id for step in the_map(scope).steps() if step.match and not step.expect.repeats]
    steps = scope.view.tables["steps"]
    at = steps.filter((steps.actor == "customer") & steps.step.isin(once))
    at = at.mutate(day=at.local.truncate("D").cast("timestamp(6)"))
    days = at.group_by(["customer", "step", "day"]).aggregate(seq=at.seq.min())
    window = ibis.window(group_by=["customer", "step"], order_by="day")
    days = days.mutate(before=days.day.lag(AGAIN_DAYS - 1).over(window))
    recent = days.before >= days.day - ibis.interval(days=RECENT_DAYS)
    return _signs(days.filter(recent.fill_null(False)), "again")


def _unhappy(scope: Scope) -> ir.Table:
    """Answers about a step that are bad, where it is known whose they are."""
    answers, journeys = scope.view.tables["answers"], scope.view.tables["journeys"]
    bad = answers.filter((answers.feeling <= LOW) & answers.step.notnull() & answers.customer.notnull())
    same = ["customer", "source", "event_id"]
    return _signs(bad.select(*same, "step").inner_join(journeys.select(*same, "seq"), same), "unhappy")


def _slow(scope: Scope) -> ir.Table:
    """The end of the time that the map gives to go on, where people had not."""
    import ibis

    waits = _waits(scope)
    steps = scope.view.tables["steps"].select("customer", "seq", "step", "time", "next_planned_time")
    at = steps.filter(steps.step.isin(list(waits)))
    later = ibis.cases(*((at.step == step, wait) for step, wait in waits.items()), else_=0)
    ends = ibis.cases(*((at.step == step, at.time + ibis.interval(seconds=n)) for step, n in waits.items()))
    late = at.next_planned_time.isnull() | (at.next_planned_time > ends)
    known = ibis.literal(False) if scope.now is None else ends <= scope.now
    return _signs(at.filter((late & known).fill_null(False)), "slow", later)


def _waits(scope: Scope) -> dict[str, int]:
    """Seconds that the map gives from each step to a planned next one."""
    plan = the_map(scope)
    return {
        step.id: seconds(step.expect.within)
        for step in plan.steps()
        if step.match and set(plan.planned_next(step.id)) & set(matched_steps(plan))
    }


def _later(scope: Scope, rows: ir.Table) -> ir.Table:
    """Rows at the moment when the struggle shows, also on the wall clock."""
    import ibis

    waits = sorted(set(_waits(scope).values()))
    moved = ((rows.later == n, rows.time + ibis.interval(seconds=n)) for n in waits)
    rows = rows.mutate(time=ibis.cases(*moved, else_=rows.time)) if waits else rows
    return rows.mutate(local=shown_column(rows.time, clock_runs(scope)))


def _stage(scope: Scope, step: ir.Value) -> ir.Value:
    import ibis

    stages = [(stage.id, [one.id for one in stage.steps]) for stage in the_map(scope).stages]
    return ibis.cases(*((step.isin(steps), stage) for stage, steps in stages))


SIGNS = {"failed": _failed, "again": _again, "unhappy": _unhappy, "slow": _slow}
