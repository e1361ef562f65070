"""Who goes on from here, who is lost, and for whom is it too early to tell?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from pydantic import Field

from desirepath.domain import duration
from desirepath.domain.map import Duration, Map
from desirepath.errors import InputError, NotFoundError, nearest
from desirepath.measures import estimators
from desirepath.measures.distinct import first_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

LATER_STAGE = "later stage"


class ConversionParams(Params):
    from_: str | None = Field(
        None,
        alias="from",
        description="Step or stage people start at; null: every step with a planned next one",
    )
    to: str | None = Field(
        None,
        description='Step or stage they should reach; null: any planned next step; "later stage" for stages',
    )
    within: Duration | None = Field(
        None, description="How long they are given; null: as the map says of the step"
    )


class Leg:
    """One column to start from, what counts as going on, and how long people are given."""

    def __init__(self, start: str, targets: tuple[str, ...], within: str) -> None:
        self.start = start
        self.targets = targets
        self.within = within

    @property
    def window(self) -> timedelta:
        return timedelta(seconds=duration.seconds(self.within))


def the_map(scope: Scope) -> Map:
    """The map of the view; measures of steps are never asked without one."""
    if scope.view.map is None:
        raise ValueError("a view with steps has a map")
    return scope.view.map


def legs(scope: Scope, params: ConversionParams) -> tuple[str, list[Leg]]:
    """ "step" or "stage", and the legs to measure; raises NotFoundError or InputError for names the map lacks."""
    plan = the_map(scope)
    steps, stages = [s.id for s in plan.steps()], [s.id for s in plan.stages]
    start, to = params.from_, params.to
    for name in (start, to):
        if name is not None and name not in (*steps, *stages, LATER_STAGE):
            raise NotFoundError(
                f'The map "{plan.id}" has no step or stage "{name}".',
                code="unknown_step",
                remedy=nearest(name, [*steps, *stages]),
            )
    if start is not None and start == to:
        raise InputError(
            f'"from" and "to" are both "{to}".', code="same_step", remedy="Name two different ones."
        )
    by_stage = (
        to == LATER_STAGE or (start in stages and start not in steps) or (to in stages and to not in steps)
    )
    if by_stage:
        return "stage", _stage_legs(plan, start, to, params.within)
    return "step", _step_legs(plan, start, to, params.within)


def _step_legs(plan: Map, start: str | None, to: str | None, within: str | None) -> list[Leg]:
    planned = {step.id: tuple(plan.planned_next(step.id)) for step in plan.steps()}
    if start is not None:
        starts = [start]
    elif to is not None:
        starts = [step for step, following in planned.items() if to in following]
    else:
        starts = [step.id for step in plan.steps() if step.match and planned[step.id]]
    windows = {step.id: step.expect.within for step in plan.steps()}
    found = [Leg(s, (to,) if to else planned[s], within or windows[s]) for s in starts]
    if any(not leg.targets for leg in found):
        raise InputError(
            f'No step is planned to follow "{start}".',
            code="last_step",
            remedy='Name one with the parameter "to".',
        )
    return found


def _stage_legs(plan: Map, start: str | None, to: str | None, within: str | None) -> list[Leg]:
    stages = [stage.id for stage in plan.stages]
    for name in (start, to):
        if name not in (None, LATER_STAGE, *stages):
            raise InputError(
                f'"{name}" is a step, and the other one is a stage.',
                code="step_and_stage",
                remedy="Name two of a kind.",
            )
    if start is not None:
        starts = [start]
    elif to == LATER_STAGE:
        starts = [stage.id for stage in plan.stages[:-1] if any(step.match for step in stage.steps)]
    else:
        starts = stages[max(0, stages.index(cast(str, to)) - 1) : stages.index(cast(str, to))]
    target = to or LATER_STAGE
    longest = {
        stage.id: max((step.expect.within for step in stage.steps), key=duration.seconds)
        for stage in plan.stages
    }
    return [Leg(s, (target,), within or longest[s]) for s in starts]


def observations(scope: Scope, params: ConversionParams) -> ir.Table:
    """One row a customer and leg: their first visit in the dates, when they went on, and the outcome."""
    column, found = legs(scope, params)
    rows = scope.rows()
    rows = rows.filter(rows[column].isin([leg.start for leg in found]))
    pointer = {"step": "prev_same_step_time", "stage": "prev_same_stage_time"}[column]
    entries = first_rows(scope, rows, [column], previous=pointer)
    if scope.unit == "customer" and all(_stored(scope, column, leg) for leg in found):
        entries = entries.mutate(went_on_at=_by_leg(entries, column, found, _stored_time))
    else:
        entries = _looked_up(scope, entries, column, found)
    return with_outcome(scope, entries, column, found)


def with_outcome(scope: Scope, entries: ir.Table, column: str, found: list[Leg]) -> ir.Table:
    """Entries with `ended` (their time is over), `outcome` and `entered_at`; needs `went_on_at`.

    A window ends with its last moment included: going on after exactly that long counts.
    """
    import ibis

    in_time = ibis.cases(
        *(
            (entries[column] == leg.start, entries.went_on_at <= entries.time + _interval(leg.window))
            for leg in found
        ),
        else_=False,
    )
    over = (
        []
        if scope.now is None
        else [(entries[column] == leg.start, entries.time <= scope.now - leg.window) for leg in found]
    )
    ended = ibis.cases(*over, else_=False) if over else ibis.literal(False)
    judged = entries.mutate(went_on=in_time.fill_null(False), ended=ended, entered_at=entries.time)
    outcome = ibis.cases((judged.went_on, "went_on"), (judged.ended, "lost"), else_="still_open")
    return judged.mutate(outcome=outcome)


def _interval(window: timedelta) -> Any:
    import ibis

    return ibis.interval(seconds=int(window.total_seconds()))


def _stored(scope: Scope, column: str, leg: Leg) -> bool:
    """Whether the table itself says when people next stood at the targets."""
    there = scope.view.tables["steps"].columns
    if column == "stage":
        return leg.targets == (LATER_STAGE,)
    return all(f"to_{target}" in there for target in leg.targets)


def _stored_time(entries: ir.Table, leg: Leg) -> ir.TimestampValue:
    import ibis

    if leg.targets == (LATER_STAGE,):
        return entries.next_stage_time
    times = [entries[f"to_{target}"] for target in leg.targets]
    return ibis.least(*times) if len(times) > 1 else times[0]


def _by_leg(entries: ir.Table, column: str, found: list[Leg], time: Any) -> ir.TimestampValue:
    import ibis

    return ibis.cases(*((entries[column] == leg.start, time(entries, leg)) for leg in found))


def _looked_up(scope: Scope, entries: ir.Table, column: str, found: list[Leg]) -> ir.Table:
    """The same by a join with all later rows of the unit, for pairs and units the table does not store."""
    plan = the_map(scope)
    unit = scope.unit_columns
    steps = scope.view.tables["steps"]
    after = steps.select(
        **{f"then_{c}": steps[c] for c in dict.fromkeys([*unit, "customer", "seq", "time", column])}
    )
    order = [stage.id for stage in plan.stages]

    def reached(start: str, targets: tuple[str, ...]) -> list[str]:
        return order[order.index(start) + 1 :] if targets == (LATER_STAGE,) else list(targets)

    pairs = entries.select(*dict.fromkeys([*unit, "customer", "seq", "time", column, *scope.period_keys]))
    wanted = pairs.inner_join(after, [pairs[c] == after[f"then_{c}"] for c in unit])
    later = (wanted.then_time > wanted.time) | (
        (wanted.then_time == wanted.time)
        & (wanted.then_customer == wanted.customer)
        & (wanted.then_seq > wanted.seq)
    )
    goal = False
    for leg in found:
        goal = goal | (
            (wanted[column] == leg.start) & wanted[f"then_{column}"].isin(reached(leg.start, leg.targets))
        )
    wanted = wanted.filter(later & goal)
    first = wanted.group_by(["customer", "seq"]).aggregate(went_on_at=wanted.then_time.min())
    first = first.rename(entry_customer="customer", entry_seq="seq")
    joined = entries.left_join(
        first, [entries.customer == first.entry_customer, entries.seq == first.entry_seq]
    )
    return joined.drop("entry_customer", "entry_seq")


def aggregate(scope: Scope, params: ConversionParams) -> Mapping[str, ir.Table]:
    column, _ = legs(scope, params)
    entries = observations(scope, params)
    return {"rows": outcomes(entries, [column, *scope.keys])}


def outcomes(entries: ir.Table, keys: list[str]) -> ir.Table:
    """People who entered, and what became of them."""
    return entries.group_by(keys).aggregate(
        entered=entries.count(),
        went_on=entries.went_on.sum(),
        lost=(entries.outcome == "lost").sum(),
        went_on_ended=(entries.went_on & entries.ended).sum(),
    )


NOBODY: Record = {"entered": 0, "went_on": 0, "lost": 0, "went_on_ended": 0}


def outcome_number(record: Record) -> tuple[Number, dict[str, Any]]:
    """The rate among those whose time is over, and all people by outcome.

    People whose window is still running cannot have been lost yet; those of them who already went on are left out
    of the rate too, or the newest people would always look best.
    """
    entered, went_on, lost, judged = (
        int(record[k] or 0) for k in ("entered", "went_on", "lost", "went_on_ended")
    )
    still_open = entered - went_on - lost
    number = estimators.rate(judged, judged + lost, still_open=still_open)
    return number, {"entered": entered, "went_on": went_on, "still_open": still_open, "lost": lost}


def finish(scope: Scope, params: ConversionParams, found: Mapping[str, list[Record]]) -> list[Row]:
    column, asked = legs(scope, params)
    by_start = {leg.start: leg for leg in asked}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        value, more = outcome_number(record)
        leg = by_start[record[column]]
        return value, {**more, "to": ", ".join(leg.targets), "within": leg.within}

    return rows_of(scope, found["rows"], number, own=[column], known={column: list(by_start)}, empty=NOBODY)


CONVERSION = Measure(
    name="conversion",
    version=1,
    family="conversion",
    title="Share who go on",
    question="Of the customers who come to a step, how many go on to the next one?",
    params=ConversionParams,
    unit="share",
    unit_of_observation="customer, from their first visit in the dates",
    tables=("steps",),
    keys=("step", "stage"),
    units=("customer", "account", "session"),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "entered": "customers whose first visit in the dates meets the filter = went_on + still_open + lost",
        "went_on": "of those, reached the target within the time given, which includes its last moment",
        "still_open": "have not, and their time is not over",
        "lost": "have not, and their time is over",
        "to": "what counts as going on",
        "within": "the time given",
    },
    when_empty="null when nobody entered or nobody's time is over",
    small_n="Under 10 people whose time is over no share is drawn, under 30 only its interval.",
    does_not_answer="Why they left. Where they went instead (what_next). Filter and breakdown hold for the first "
    "visit, not for what comes after it.",
    source="went on / (went on + lost) among those whose time is over; Wilson (1927). Each customer enters once.",
    example={"by": ["month"]},
)
MEASURES = (CONVERSION,)
