"""Any measure of the registry as an axis of the board: its value at the step a card stands on.

Measures of steps and of answers are about the step itself. All others (revenue, who does it again) are asked of the
customers who came to the step, whatever they did elsewhere. An axis is named by a text that fits into an address:
`conversion;to=pay;last=90d`, the measure first, then its parameters and what narrows it, each value percent-encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import unquote

from pydantic import ValidationError

from desirepath.domain.duration import words
from desirepath.domain.map import MeasureRef
from desirepath.errors import InputError, nearest
from desirepath.insights.asker import Asker
from desirepath.insights.axes import AXES, Axis, Heavy, of_the_largest, short_of
from desirepath.insights.measured_map import CardView, StepView
from desirepath.measures import registry
from desirepath.measures.result import Frozen, Number, Row, Unit
from desirepath.measures.scope import resolve

if TYPE_CHECKING:
    from desirepath.domain.map import Map
    from desirepath.measures.view import View

BEST: dict[Unit, float] = {"share": 1.0, "nps": 100.0, "stars": 5.0, "feeling": 2.0}
"""The best value there is, of units that have one."""

HEAVY = get_args(Heavy)
HERE = {"at": "Measured at the step.", "of": "Measured of the customers who came to the step."}
Place = tuple[str, str]
"""The step a card stands on, and the condition its own measure names, "" for none."""


@dataclass(frozen=True)
class AxisRef:
    """Which measure an axis asks. `which`: the one compared of several answers; `heavy`: against the measure's own."""

    name: str
    measure: MeasureRef
    which: str | None = None
    heavy: Heavy | None = None


class AxisAnswer(Frozen):
    """What a measure says at the steps of one map: numbers by the condition of a card ("" for none) and by step."""

    which: str | None
    choices: list[str]
    numbers: dict[str, dict[str, Number]]


def read_axis(name: str) -> AxisRef:
    """The axis that a text names; raises InputError for a measure, parameter or length of time that is not there."""
    measure, *parts = name.split(";")
    if measure not in registry.names():
        remedy = nearest(measure, [*AXES, *registry.names()])
        raise InputError(f'There is no axis "{measure}".', code="unknown_axis", remedy=remedy)
    given = {key: unquote(value) for key, _, value in (part.partition("=") for part in parts)}
    own = {key: given.pop(key, None) for key in ("where", "last", "which", "heavy")}
    registry.get(measure).read_params(given)
    if own["heavy"] not in (None, *HEAVY):
        raise InputError(
            f'"heavy" cannot be "{own["heavy"]}".', code="bad_param", remedy=f"Say {' or '.join(HEAVY)}."
        )
    try:
        ref = MeasureRef(name=measure, params=given, where=own["where"], last=own["last"])
    except ValidationError as error:
        remedy = "Write it as 90d: a number, then s, m, h, d or w."
        raise InputError(f'"{own["last"]}" is no length of time.', code="bad_param", remedy=remedy) from error
    return AxisRef(name, ref, own["which"], own["heavy"])  # type: ignore[arg-type]


def ask_axis(ask: Asker, plan: Map, ref: AxisRef, cards: Iterable[Place]) -> AxisAnswer:
    """The numbers of an axis at the steps where cards stand, once more under each condition that cards name.

    A condition that the measure does not know measures nothing. Raises as `ask` does for what the axis itself names.
    """
    ask = ask.narrowed(ref.measure.where, ref.measure.last)
    places = set(cards)
    steps = {step for step, _ in places}
    found = {"": _by_step(ask, plan, ref.measure, steps)}
    for condition in sorted({condition for _, condition in places} - {""}):
        here = {step for step, one in places if one == condition}
        try:
            found[condition] = _by_step(ask.narrowed(condition, None), plan, ref.measure, here)
        except InputError:
            found[condition] = {}
    choices = _choices(found.values())
    which = ref.which if ref.which is not None else next(iter(choices), "")
    offered = list(dict.fromkeys([*choices, which]))
    return AxisAnswer(
        which=which or None,
        choices=offered if len(offered) > 1 else [],
        numbers={
            condition: {step: answers[which] for step, answers in steps.items() if which in answers}
            for condition, steps in found.items()
        },
    )


def measure_axis(ref: AxisRef, answer: AxisAnswer, plan: Map | None = None) -> Axis:
    """The axis over what was answered. A step that it says nothing about has no value, which is not 0."""
    measure = registry.get(ref.measure.name)
    heavy: Heavy = ref.heavy or ("low" if measure.better == "high" else "high")

    def number(step: StepView, card: CardView) -> Number | None:
        return answer.numbers.get(condition_of(card), {}).get(step.id)

    return Axis(
        name=ref.name,
        title=_title(ref, answer, plan),
        note=f"{measure.question} {HERE['at' if measure.stands_at_steps else 'of']}",
        value=lambda step, card, judged: _known(number(step, card)),
        weigh=short_of(BEST.get(measure.unit)) if heavy == "low" else of_the_largest,
        heavy=heavy,
        weight=0,
        number=number,
        measure=measure.name,
        unit=measure.unit,
        which=answer.which,
        choices=answer.choices,
    )


def condition_of(card: CardView) -> str:
    """What a card's own measure is narrowed to: an axis is asked of that part alone."""
    return (card.tile.where if card.tile else None) or ""


def _known(number: Number | None) -> float | None:
    return number.value if number is not None and number.show != "hidden" else None


Answers = dict[str, dict[str, Number]]
"""By step, and by what tells several answers of one step apart."""


def _by_step(ask: Asker, plan: Map, ref: MeasureRef, steps: Set[str]) -> Answers:
    names = {t.id: t.name for t in plan.touchpoints} | {s.id: s.title for s in plan.steps()}
    rows = _at_steps if registry.get(ref.name).stands_at_steps else _of_customers
    found: Answers = {}
    for step, row in rows(ask, ref, steps):
        told = [v for k, v in row.keys.items() if k != "step" and v is not None]
        which = ", ".join(names.get(str(v), str(v).replace("_", " ")) for v in told)
        found.setdefault(step, {})[which] = row.number
    return found


def _at_steps(ask: Asker, ref: MeasureRef, steps: Set[str]) -> list[tuple[str, Row]]:
    """What was seen at each step; where nothing was, there is nothing to compare."""
    rows = ask(ref.name, ref.params, ("step",)).rows
    return [(row.keys["step"], row) for row in rows if row.keys["step"] in steps and row.number.n]


def _of_customers(ask: Asker, ref: MeasureRef, steps: Set[str]) -> list[tuple[str, Row]]:
    """What is said of the customers who came to each step; nothing where nobody came."""
    came = [row.keys["step"] for row in ask("reach", None, ("step",)).rows if row.number.n]
    return [
        (step, row)
        for step in came
        if step in steps
        for row in replace(ask, view=_who_came_to(ask, step), _known={})(ref.name, ref.params).rows
    ]


def _who_came_to(ask: Asker, step: str) -> View:
    """The same tables, with nothing in them but the customers who came to a step in the dates asked."""
    reach, asked = registry.get("reach"), ask.asked
    scope = resolve(
        ask.view, reach, where=None, segment=asked.segment, start=asked.start, end=asked.end, by=("step",)
    )
    came = reach.observations(scope, reach.read_params({}))
    people = came.filter(came[scope.keys[0]] == step).select("customer").distinct()
    tables = {name: table.semi_join(people, "customer") for name, table in ask.view.tables.items()}
    return replace(ask.view, tables=tables)


def _choices(found: Iterable[Answers]) -> list[str]:
    """The answers to choose from: the plainest first, then those that most steps have, then the largest."""
    known: dict[str, list[int]] = {}
    for answers in (one for by_step in found for one in by_step.values()):
        for which, number in answers.items():
            if _known(number) is not None:
                known.setdefault(which, []).append(number.n)
    return sorted(known, key=lambda which: (which.count(","), -len(known[which]), -sum(known[which]), which))


def _title(ref: AxisRef, answer: AxisAnswer, plan: Map | None) -> str:
    names: Mapping[str, str] = {step.id: step.title for step in plan.steps()} if plan else {}
    given: Mapping[str, Any] = ref.measure.params
    told = [f"{name.replace('_', ' ')} {names.get(value, value)}" for name, value in given.items()]
    told += [f"last {words(ref.measure.last)}"] if ref.measure.last else []
    told += [ref.measure.where] if ref.measure.where else []
    which = f": {answer.which}" if answer.choices and answer.which else ""
    return registry.get(ref.measure.name).title + which + (f" ({', '.join(told)})" if told else "")
