"""Everything a map asks of the data, asked once for all steps together, and kept by step and stage."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from desirepath.domain.map import Card, Lane, Map, MeasureRef, Objective
from desirepath.errors import InputError, NotFoundError
from desirepath.insights.asker import Asker
from desirepath.insights.measured_map import (
    Asked,
    Felt,
    Next,
    Outcome,
    Quartiles,
    Tile,
    TouchpointView,
)
from desirepath.insights.tiles import ANYWHERE, Place, tile, title_of, unmeasured
from desirepath.measures import estimators
from desirepath.measures.result import Number, Result, Row
from desirepath.measures.view import View
from desirepath.science.intervals import Certainty


class Gap(NamedTuple):
    """How far the measured feeling lies from the believed one, and how sure that is."""

    value: float | None
    words: Certainty | None


@dataclass
class Answers:
    """Answers by step id and stage id; empty where nothing was measured."""

    people: Number | None = None
    reach: dict[str, Number] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    stage_reach: dict[str, Number] = field(default_factory=dict)
    stage_outcomes: dict[str, Outcome] = field(default_factory=dict)
    next: dict[str, list[Next]] = field(default_factory=dict)
    times: dict[str, Quartiles] = field(default_factory=dict)
    feelings: dict[str, list[Row]] = field(default_factory=dict)
    channels: dict[str, list[TouchpointView]] = field(default_factory=dict)
    step_tiles: dict[str, list[Tile]] = field(default_factory=dict)
    card_tiles: dict[str, dict[int, Tile]] = field(default_factory=dict)
    kpis: dict[str, list[Tile]] = field(default_factory=dict)
    objectives: dict[str, Tile] = field(default_factory=dict)
    complete_through: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    notes: list[str] = field(default_factory=list)

    def felt(self, step: str) -> tuple[Felt | None, list[Felt]]:
        """The scale with the most answers, and the others beside it: scales are never mixed."""
        rows = sorted(self.feelings.get(step, []), key=lambda row: (-row.number.n, str(row.keys["scale"])))
        kinds = [Felt(scale=str(row.keys["scale"]), number=row.number) for row in rows]
        return (kinds[0], kinds[1:]) if kinds else (None, [])

    def gap(self, step: str, believed: float | None) -> Gap:
        """Measured minus believed, of the scale with the most answers, where it may be drawn."""
        felt, _ = self.felt(step)
        if felt is None or believed is None or felt.number.value is None or felt.number.show != "full":
            return Gap(None, None)
        row = next(row for row in self.feelings[step] if row.keys["scale"] == felt.scale)
        return Gap(felt.number.value - believed, row.more["certainty"])

    def objective_tile(self, objective: Objective) -> Tile:
        """The objective's measure, or an empty tile when nothing is measured."""
        label = objective.measure.label or objective.text
        found = self.objectives.get(objective.id) or unmeasured(objective.measure, label)
        return found.model_copy(update={"target": objective.target, "direction": objective.direction})


def ask_everything(plan: Map, view: View, asked: Asked) -> Answers:
    """All answers of a map: about ten questions over all steps, and two a KPI, objective and measure card."""
    span = span_of(view)
    inquire = Asker(view, asked, *span)
    overall = inquire("reach")
    answers = Answers(
        people=overall.rows[0].number if overall.rows else None,
        complete_through=_last_moment(overall.complete_through),
        first_day=span[0],
        last_day=span[1],
        notes=list(overall.notes),
    )
    if any(step.match for step in plan.steps()):
        _ask_steps(inquire, plan, answers)
    if any(step.match for stage in plan.stages[:-1] for step in stage.steps):
        answers.stage_outcomes = _stage_outcomes(inquire("conversion", by=("stage",)))
    _ask_tiles(inquire, plan, answers)
    return answers


def _ask_steps(inquire: Asker, plan: Map, answers: Answers) -> None:
    """The questions that are asked once for all steps and stages together."""
    reach, what_next = inquire("reach", by=("step",)), inquire("what_next")
    answers.reach = _numbers(reach, "step")
    answers.visits = {row.keys["step"]: int(row.more["visits"]) for row in reach.rows}
    answers.stage_reach = _numbers(inquire("reach", by=("stage",)), "stage")
    answers.next = _next(what_next, plan)
    answers.outcomes = _step_outcomes(what_next, answers.next)
    answers.times = _times(inquire("time_to_next"))
    answers.feelings = _grouped(inquire("feeling"), "step")
    answers.channels = _channels(inquire("reach", by=("step", "channel")))


def _ask_tiles(inquire: Asker, plan: Map, answers: Answers) -> None:
    """The numbers of stages, objectives, steps and cards. One that cannot be asked becomes a note, not an end."""

    def told(ref: MeasureRef, label: str, place: Place = ANYWHERE, **goal: Any) -> Tile:
        try:
            return tile(inquire, ref, label, place, **goal)
        except (InputError, NotFoundError) as error:
            answers.notes.append(f'"{label}" could not be measured: {error.message}')
            return unmeasured(ref, label).model_copy(update=goal)

    def label(ref: MeasureRef, otherwise: str) -> str:
        return ref.label or otherwise

    for stage in plan.stages:
        answers.kpis[stage.id] = [
            told(
                kpi.measure,
                label(kpi.measure, title_of(kpi.measure)),
                Place(stage=stage.id),
                target=kpi.target,
                direction=kpi.direction,
            )
            for kpi in stage.kpis
        ]
    for objective in plan.objectives:
        answers.objectives[objective.id] = told(objective.measure, label(objective.measure, objective.text))
    titles = {step.id: step.title for step in plan.steps()}
    for step in plan.steps():
        place = Place(step=step.id)
        following = " or ".join(titles[other] for other in plan.planned_next(step.id))
        if step.match is not None and following:
            answers.step_tiles[step.id] = [
                told(MeasureRef(name="conversion"), f"Goes on to {following}", place)
            ]
        answers.card_tiles[step.id] = {
            number: told(card.measure, label(card.measure, _called(card, card.measure)), place)
            for number, card in enumerate(step.cards)
            if card.measure is not None
        }


def _called(card: Card, ref: MeasureRef) -> str:
    """A card of the measure lane says what its number is; beside any other text the measure says it itself."""
    return card.text if card.lane is Lane.MEASURE else title_of(ref)


def _last_moment(complete_through: datetime | None) -> datetime | None:
    """The last moment that is in the data: data complete through midnight end with the day before."""
    return complete_through and complete_through - timedelta(microseconds=1)


def span_of(view: View) -> tuple[date, date]:
    """First and last local day of the data."""
    customers = view.tables["customers"]
    found = view.engine.to_arrow(
        customers.aggregate(first=customers.first_local.min(), last=customers.last_local.max())
    ).to_pylist()[0]
    nothing = datetime(2000, 1, 1)
    return (found["first"] or nothing).date(), (found["last"] or nothing).date()


def _grouped(result: Result, key: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in result.rows:
        grouped[row.keys[key]].append(row)
    return dict(grouped)


def _numbers(result: Result, key: str) -> dict[str, Number]:
    return {row.keys[key]: row.number for row in result.rows}


def _next(result: Result, plan: Map) -> dict[str, list[Next]]:
    """What happened next, most people first, those lost and those still open last."""
    titles = {step.id: step.title for step in plan.steps()}
    words = {"lost": "Nothing since, their time is over", "still_open": "Nothing yet, still has time"}
    order = {"went_on": 0, "lost": 1, "still_open": 2}
    lines: dict[str, list[Next]] = {}
    for step, rows in _grouped(result, "step").items():
        found = [
            Next(
                kind=row.keys["outcome"],
                step=row.keys["next"],
                title=titles.get(row.keys["next"], words.get(row.keys["outcome"], "")),
                customers=int(row.number.value or 0),
                share=row.more["share"],
                planned=bool(row.more["planned"]),
            )
            for row in rows
        ]
        lines[step] = sorted(found, key=lambda line: (order[line.kind], -line.customers, line.title))
    return lines


def _step_outcomes(result: Result, lines: dict[str, list[Next]]) -> dict[str, Outcome]:
    """People of a step by outcome: the sums of what happened next. The rate is among those whose time is over."""
    within = {row.keys["step"]: row.more["within"] for row in result.rows}
    over: dict[tuple[str, bool], int] = defaultdict(int)
    for row in result.rows:
        over[row.keys["step"], row.keys["outcome"] == "went_on"] += row.more["ended"]
    outcomes = {}
    for step, found in lines.items():
        went_on, still_open, lost = (
            sum(line.customers for line in found if line.kind == kind)
            for kind in ("went_on", "still_open", "lost")
        )
        outcomes[step] = Outcome(
            entered=went_on + still_open + lost,
            went_on=went_on,
            still_open=still_open,
            lost=lost,
            rate=estimators.rate(
                over[step, True], over[step, True] + over[step, False], still_open=still_open
            ),
            within=within[step],
        )
    return outcomes


def _stage_outcomes(result: Result) -> dict[str, Outcome]:
    return {
        row.keys["stage"]: Outcome(
            entered=row.more["entered"],
            went_on=row.more["went_on"],
            still_open=row.more["still_open"],
            lost=row.more["lost"],
            rate=row.number,
            within=row.more["within"],
        )
        for row in result.rows
    }


def _times(result: Result) -> dict[str, Quartiles]:
    return {
        row.keys["step"]: Quartiles(q1=row.more["q1"], median=row.number, q3=row.more["q3"])
        for row in result.rows
    }


def _channels(result: Result) -> dict[str, list[TouchpointView]]:
    """Channels seen at each step, most people first."""
    return {
        step: [
            TouchpointView(
                id=row.keys["channel"], name=row.keys["channel"], people=int(row.number.value or 0)
            )
            for row in sorted(rows, key=lambda row: -(row.number.value or 0))
            if row.keys["channel"] is not None and row.number.value
        ]
        for step, rows in _grouped(result, "step").items()
    }
