"""A funnel's parameters, with the rules of counting by name. Whose numbers it reproduces is one word.

Sources of the presets: ClickHouse's windowFunnel and PostHog's funnel-udf/steps.rs (latest entry, 14 days, ties in
the order of the steps, an excluded event removes the person); Mixpanel's documentation of funnels (the clock starts at
the first entry, 7 days, 2 seconds of grace, an exclusion ends the attempt); Amplitude's (most steps, then earliest;
1 second); retentioneering 5 (no window, everybody in the denominator).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from desirepath.domain import duration
from desirepath.domain.map import Duration
from desirepath.errors import InputError
from desirepath.measures.funnels.rules import Entry, FunnelRules, Gap, Order, Ties
from desirepath.measures.funnels.rules import Excluded as WhenExcluded
from desirepath.measures.funnels.steps import MOST, Excluded, FunnelStep, listed
from desirepath.measures.kernels import lasting
from desirepath.measures.measure import Params

Semantics = Literal["desirepath", "posthog", "mixpanel", "amplitude", "retentioneering"]

PRESETS: dict[str, dict[str, Any]] = {
    "desirepath": {},
    "posthog": {"entry": "latest", "within": "14d", "ties": "steps", "excluded": "remove"},
    "mixpanel": {"entry": "first", "within": "7d", "grace": "2s"},
    "amplitude": {"entry": "best", "grace": "1s"},
    "retentioneering": {"entry": "first", "within": "none", "base": "everybody"},
}


class FunnelParams(Params):
    steps: list[FunnelStep] = Field(
        default_factory=list,
        max_length=MOST,
        description="Steps as `a -> b | c -> d`: ids of steps of the map, or events; as JSON with event, touchpoint, "
        "channel, where, name, after, within, optional. Empty: the steps of the map in their order",
    )
    semantics: Semantics = Field(
        "desirepath", description="Whose rules to count by; each can be set apart with the others below"
    )
    entry: Entry = Field(
        "first",
        description="Which attempt counts: the first, the latest that gets furthest, the best (furthest, then "
        "earliest), or every one",
    )
    order: Order = Field("ordered", description="In this order, strict (nothing in between), or in any order")
    within: Duration | Literal["none"] | None = Field(
        None,
        description="Time from the first step to the last, its last moment included; none: no limit; null: 30d, and "
        "for the steps of a map the time that is planned from each to the next",
    )
    ties: Ties = Field(
        "log",
        description="Events of one moment: in the order of the log, or in the order of the steps they stand for",
    )
    grace: Duration | Literal["none"] = Field(
        "none", description="Events this close together count in either order"
    )
    exclude: list[Excluded] = Field(
        default_factory=list, max_length=MOST, description="What must not happen between two steps"
    )
    excluded: WhenExcluded = Field(
        "drop", description="Then the attempt ends there (drop), or the customer leaves the funnel (remove)"
    )
    hold: list[str] = Field(
        default_factory=list, description="Properties that stay the same all through an attempt"
    )
    value_at: Literal["first", "last"] | int = Field(
        "first", description="Whose values a breakdown takes: of the first step, the last reached, or step n"
    )
    base: Literal["started", "everybody"] = Field(
        "started", description="Shares of those who started, or of everybody seen in the dates"
    )

    @model_validator(mode="before")
    @classmethod
    def _preset(cls, given: Any) -> Any:
        return {**PRESETS.get(given.get("semantics", "desirepath"), {}), **given}

    @field_validator("steps", "exclude", mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        return listed(given)

    @model_validator(mode="after")
    def _sound(self) -> FunnelParams:
        required = [step for step in self.steps if not step.optional]
        if self.steps and self.steps[0].optional:
            raise ValueError("the first step of a funnel cannot be optional")
        if self.steps and len(required) < 2:
            raise ValueError("a funnel has at least two steps that are not optional")
        if any(step.optional and (step.after or step.within) for step in self.steps):
            raise ValueError("an optional step has no times of its own")
        if self.order == "any" and any(s.optional or s.after or s.within for s in self.steps):
            raise ValueError("steps in any order are not optional and have no times of their own")
        return self

    @property
    def window(self) -> str | None:
        """The time for all steps; null where each step of the map has its own."""
        return self.within or ("30d" if self.steps or self.order == "any" else None)

    def told(self) -> str:
        """The rules in words, for the foot of a picture."""
        entry = {
            "first": "first attempt of each",
            "latest": "latest attempt that got furthest",
            "best": "attempt that got furthest",
            "every": "every attempt",
        }[self.entry]
        order = {"ordered": "in order", "strict": "nothing in between", "any": "in any order"}[self.order]
        if self.window is None:
            limit = "as long as planned from step to step"
        else:
            limit = "no time limit" if self.window == "none" else f"within {duration.words(self.window)}"
        base = "of everybody in the dates" if self.base == "everybody" else "of all who started"
        return f"{entry.capitalize()}, {order}, {limit}; {base}."


def rules_of(params: FunnelParams, found: list[FunnelStep], *, overlapping: bool) -> FunnelRules:
    """The rules as numbers; raises InputError for numbers of steps that are not there.

    `overlapping`: one event can stand for two steps, so that grace would use it twice.
    """
    required = [bit for bit, step in enumerate(found) if not step.optional]
    _check_numbers(params, len(found), len(required))
    optional = tuple(
        (bit, sum(other < bit for other in required) - 1) for bit, step in enumerate(found) if step.optional
    )
    gaps = tuple(
        Gap(
            lasting(found[after].after, 0),
            lasting(found[after].within),
            sum(1 << (MOST + n) for n, one in enumerate(params.exclude) if _lies(one, before, after)),
        )
        for before, after in pairwise(required)
    )
    return FunnelRules(
        required=tuple(required),
        gaps=gaps,
        optional=optional,
        window=lasting(params.window),
        order=params.order,
        entry=params.entry,
        ties=params.ties,
        grace=0 if overlapping or params.order != "ordered" else lasting(params.grace, 0),
        excluded=params.excluded,
    )


def _check_numbers(params: FunnelParams, steps: int, required: int) -> None:
    at = params.value_at
    if isinstance(at, int) and not 1 <= at <= required:
        raise InputError(
            f'"value_at" cannot be {at}.',
            code="bad_param",
            remedy=f"It counts the {required} steps that are not optional, from 1.",
        )
    for one in params.exclude:
        if one.between is not None and not 1 <= one.between[0] < one.between[1] <= steps:
            raise InputError(
                f'"between" cannot be {one.between[0]} and {one.between[1]}.',
                code="bad_param",
                remedy=f"Name two of the {steps} steps by their numbers from 1, the earlier one first.",
            )


def _lies(one: Excluded, before: int, after: int) -> bool:
    """Whether an exclusion holds in the gap between two steps (numbers from 0)."""
    return one.between is None or (one.between[0] - 1 < after and before < one.between[1] - 1)
