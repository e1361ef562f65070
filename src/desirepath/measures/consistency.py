"""Is one touchpoint as good as itself over every channel and device?

The numbers compared are those of other measures, asked of each touchpoint and channel apart; nothing is counted anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.errors import ConflictError, InputError
from desirepath.measures import estimators, registry
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.names import By
from desirepath.measures.result import INTERVAL_BELOW, Number, Row
from desirepath.measures.scope import Scope
from desirepath.science import intervals
from desirepath.science.heterogeneity import spread
from desirepath.science.intervals import NOTHING, Estimate

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.view import View

Compared = Literal["conversion", "time_to_next", "stars", "nps", "csat", "ces"]


class ConsistencyParams(Params):
    of: Compared = Field(
        "conversion", description="The measure whose values are compared, asked as it is by default"
    )
    over: Literal["channel", "device"] = Field(
        "channel", description="What a touchpoint should be alike over"
    )


def compared(params: ConsistencyParams) -> Measure:
    return registry.get(params.of)


def table_of(view: View, params: ConsistencyParams) -> tuple[str, ...]:
    """The tables of the measure compared."""
    return compared(params).tables


def place_of(scope: Scope) -> str:
    """What one row is about: a touchpoint, or a step when asked by step."""
    return "step" if "step" in scope.own else "touchpoint"


def own_keys(scope: Scope, params: ConsistencyParams) -> list[str]:
    """The place, and what the measure compared never mixes: the step that people go on from, a version of a scale."""
    return list(dict.fromkeys([place_of(scope), *inner_keys(params)]))


def inner_keys(params: ConsistencyParams) -> list[str]:
    return [key for key in compared(params).keys if key != "stage"]


def inner(scope: Scope, params: ConsistencyParams) -> Scope:
    """The same question to the measure compared: by place and channel, before the breakdowns asked."""
    measure, place = compared(params), place_of(scope)
    if any(by.column == params.over for by in scope.by):
        raise InputError(
            f"The {params.over}s are what is compared.",
            code="twice",
            remedy=f"Leave the breakdown out, or ask {params.of} by {place} and {params.over}.",
        )
    if place == "step" and scope.view.map is None:
        raise ConflictError(
            "Steps are those of a map, and there is none.", code="needs_map", remedy="Publish one first."
        )
    places = [] if place in inner_keys(params) else [By(place, "row", place)]
    by = (*places, By(params.over, "row", params.over), *scope.by)
    return replace(scope, by=by, own=(), unit=measure.counts)


def observations(scope: Scope, params: ConsistencyParams) -> ir.Table:
    """The observations of the measure compared that have a place and a channel."""
    asked = inner(scope, params)
    found = compared(params).observations(asked, compared(params).read_params({}))
    before = len(asked.by) - len(scope.by)
    named = {by.name: found[key] for by, key in zip(asked.by[:before], asked.keys[:before], strict=True)}
    named["group"] = named.pop(params.over)
    keys = {key: found[asked.keys[n + before]] for n, key in enumerate(scope.keys)}
    found = found.mutate(**named, **keys)
    return found.filter([found[name].notnull() for name in (place_of(scope), "group")])


def aggregate(scope: Scope, params: ConsistencyParams) -> Mapping[str, Any]:
    return compared(params).aggregate(inner(scope, params), compared(params).read_params({}))


@dataclass(frozen=True)
class Group:
    """One channel at one place: its row of the measure compared."""

    name: str
    row: Row
    people: int

    @property
    def error(self) -> float:
        """Standard error, from the width of the 95 % interval; 0 where it has none. Woodruff (1952) for medians."""
        number = self.row.number
        if number.n < INTERVAL_BELOW or number.value is None or number.low is None or number.high is None:
            return 0.0
        return (number.high - number.low) / 2 / intervals.z(intervals.CLEAR)

    @property
    def estimate(self) -> Estimate:
        number = self.row.number
        return Estimate(number.value, number.low, number.high)


Place = tuple[tuple[str, Any], ...]


def places(
    scope: Scope, params: ConsistencyParams, found: Mapping[str, list[Record]]
) -> dict[Place, list[Group]]:
    """The channels of each place and breakdown, in the order of the measure compared."""
    measure = compared(params)
    own = own_keys(scope, params)
    told: dict[Place, list[Group]] = {}
    for row in measure.finish(inner(scope, params), measure.read_params({}), found):
        keys = {name: row.keys[name] for name in (*own, *(by.name for by in scope.by))}
        people = row.more.get("entered", row.number.n)
        if keys[own[0]] is not None and row.keys[params.over] is not None and people:
            told.setdefault(tuple(keys.items()), []).append(Group(row.keys[params.over], row, people))
    return told


def finish(scope: Scope, params: ConsistencyParams, found: Mapping[str, list[Record]]) -> list[Row]:
    return [
        Row(
            keys=dict(place),
            number=_number(groups),
            complete=all(group.row.complete for group in groups),
            more=_more(params, groups),
        )
        for place, groups in places(scope, params, found).items()
    ]


def known(groups: list[Group]) -> list[Group]:
    """Those that enough is known of."""
    return [group for group in groups if group.error > 0]


def _number(groups: list[Group]) -> Number:
    there, unit = known(groups), groups[0].row.number.unit
    gap = NOTHING
    if len(there) > 1:
        gap = spread(*_arrays(there)).gap
    return estimators.estimated(gap, sum(group.row.number.n for group in there), unit)


def _arrays(groups: list[Group]) -> tuple[list[float], list[float]]:
    return [group.row.number.value or 0.0 for group in groups], [group.error for group in groups]


def _more(params: ConsistencyParams, groups: list[Group]) -> dict[str, Any]:
    there = known(groups)
    told: dict[str, Any] = {
        "people": sum(group.people for group in groups),
        "compared": len(there),
        "left_out": len(groups) - len(there),
        **dict.fromkeys(
            ("best", "best_value", "worst", "worst_value", "observed", "deviation", "chance", "certainty")
        ),
    }
    if len(there) < 2:
        return told
    seen = spread(*_arrays(there))
    ends = [there[seen.largest], there[seen.smallest]]
    best, worst = ends if compared(params).better == "high" else ends[::-1]
    return told | {
        "best": best.name,
        "best_value": best.row.number.value,
        "worst": worst.name,
        "worst_value": worst.row.number.value,
        "observed": seen.observed,
        "deviation": seen.deviation,
        "chance": seen.p,
        "certainty": intervals.certainty(lambda level: spread(*_arrays(there), level).gap),
    }


def finish_parts(scope: Scope, params: ConsistencyParams, found: Mapping[str, list[Record]]) -> list[Row]:
    rows = []
    for place, groups in places(scope, params, found).items():
        for group in groups:
            others = [other for other in known(groups) if other is not group]
            keys = {**dict(place[: len(own_keys(scope, params))]), "group": group.name}
            keys |= dict(place[len(own_keys(scope, params)) :])
            more = {"people": group.people, **_against(group, others)}
            rows.append(Row(keys=keys, number=group.row.number, complete=group.row.complete, more=more))
    return rows


def _against(group: Group, others: list[Group]) -> dict[str, Any]:
    """How far a channel lies from the others together, each weighted by how much is known of it."""
    if not group.error or not others:
        return dict.fromkeys(("others", "difference", "difference_low", "difference_high", "certainty"))
    weights = [other.error**-2 for other in others]
    mean = sum(w * (o.row.number.value or 0.0) for w, o in zip(weights, others, strict=True)) / sum(weights)
    half = intervals.z(intervals.CLEAR) / sqrt(sum(weights))
    rest = Estimate(mean, mean - half, mean + half)

    def gap(level: float) -> Estimate:
        return intervals.difference_of_estimates(group.estimate, rest, level)

    here = gap(intervals.CLEAR)
    return {
        "others": mean,
        "difference": here.value,
        "difference_low": here.low,
        "difference_high": here.high,
        "certainty": intervals.certainty(gap),
    }


def notes(scope: Scope, params: ConsistencyParams, found: Mapping[str, list[Record]]) -> list[str]:
    measure = compared(params)
    return measure.notes(inner(scope, params), measure.read_params({}), found)


CERTAINTY = "clear when the 95 % interval leaves out 0, likely when the 80 % one does, else cannot tell"
SMALL = "A channel with under 30 observations, or without an interval of its own, is not compared."
NOT_ANSWERED = (
    "Why a channel is worse, and whether it would be with the same customers: who phones may have the harder question. "
    "For the same people over two channels filter by a segment. What has no touchpoint or no channel is left out."
)
CONSISTENCY = Measure(
    name="consistency",
    version=1,
    family="consistency",
    title="Difference between channels",
    question="How far apart is one touchpoint over its channels (or devices), in score, time or conversion?",
    params=ConsistencyParams,
    unit="score",
    better="low",
    unit_of_observation="observation of the measure compared",
    tables=("steps", "answers", "journeys"),
    choose=table_of,
    keys=("touchpoint", "step", "scale_version"),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        "people": "observations at the place, of all channels",
        "compared": "channels with 30 or more and an interval: only they are compared",
        "left_out": "the others",
        "best": "the channel with the best value, as seen",
        "best_value": "that value",
        "worst": "the one with the worst",
        "worst_value": "that value",
        "observed": "the difference of these two as seen: too large, for the ends of a list are there partly by luck",
        "deviation": "standard deviation between the channels, without chance (tau, DerSimonian and Laird 1986)",
        "chance": "p: how often chance alone would spread channels that are alike so far (Cochran 1954)",
        "certainty": CERTAINTY,
    },
    when_empty="null when fewer than two channels can be compared",
    small_n=SMALL,
    does_not_answer=NOT_ANSWERED,
    source="The largest difference after each channel is pulled towards the common mean, the more the less is known of "
    "it (Morris 1983); interval for all pairs at once (Šidák 1967), with errors from the 95 % intervals of the measure "
    "compared.",
    example={"of": "conversion"},
    example_by=("step",),
)
PARTS = Measure(
    name="consistency_parts",
    version=1,
    family="consistency",
    title="Channel by channel",
    question="How does each channel (or device) do at one touchpoint, beside the others?",
    params=ConsistencyParams,
    unit="score",
    unit_of_observation="observation of the measure compared",
    tables=("steps", "answers", "journeys"),
    choose=table_of,
    keys=("touchpoint", "step", "scale_version", "group"),
    observations=observations,
    aggregate=aggregate,
    finish=finish_parts,
    notes=notes,
    more={
        "people": "observations at the place over this channel",
        "others": "mean of the other channels, each weighted by how much is known of it",
        "difference": "this channel - the others",
        "difference_low": "lower end of its 95 % interval (Zou and Donner 2008)",
        "difference_high": "upper end",
        "certainty": CERTAINTY,
    },
    when_empty="as the measure compared; no difference where nothing else can be compared",
    small_n="As the measure compared. " + SMALL,
    does_not_answer=NOT_ANSWERED + " With many channels some differ by luck: consistency counts that in.",
    source="The measure compared, by touchpoint and channel.",
    example={"of": "conversion"},
    example_by=("step",),
)
MEASURES = (CONSISTENCY, PARTS)
