"""Measure a map: ask the registry everything a map shows, and put the answers where they belong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desirepath.domain.map import Map, Objective, Stage, Step
from desirepath.insights.answers import Answers, ask_everything
from desirepath.insights.cards import card_views, confidence, lanes_of, marks
from desirepath.insights.finding import headline, step_finding
from desirepath.insights.measured_map import (
    Asked,
    Belief,
    MeasuredMap,
    ObjectiveView,
    PersonaView,
    SegmentView,
    Source,
    StageView,
    StepView,
    TouchpointView,
)
from desirepath.measures.result import Number
from desirepath.measures.view import View

NOBODY = Number(value=None, n=0, unit="people", show="hidden")


@dataclass(frozen=True)
class Circumstances:
    """What a map shows that neither the plan nor the data know."""

    workspace: str
    synthetic: bool
    currency: str
    timezone: str
    today: date
    map_version: str
    segments: list[SegmentView] = field(default_factory=list)


def measure(plan: Map, view: View | None, around: Circumstances, asked: Asked) -> MeasuredMap:
    """The measured map; without a view (nothing built yet) the plan alone, in the same shape."""
    answers = ask_everything(plan, view, asked) if view is not None else Answers()
    numbers = marks(plan)
    bare = [
        _step(plan, step, number, answers, numbers, around.today)
        for number, step in enumerate(plan.steps(), 1)
    ]
    steps = [
        step.model_copy(update={"finding": step_finding(step, bare[i - 1] if i else None)}) if view else step
        for i, step in enumerate(bare)
    ]
    return MeasuredMap(
        id=plan.id,
        title=plan.title,
        summary=plan.summary,
        workspace=around.workspace,
        synthetic=around.synthetic,
        currency=around.currency,
        timezone=around.timezone,
        data_version=view.data_version if view else None,
        map_version=around.map_version,
        complete_through=answers.complete_through,
        first_day=answers.first_day,
        last_day=answers.last_day,
        asked=asked,
        segments=around.segments,
        people=answers.people or NOBODY,
        finding=headline(steps),
        confidence=confidence([card for step in steps for card in step.cards]),
        objectives=[_objective(plan, objective, answers) for objective in plan.objectives],
        personas=[PersonaView.model_validate(_persona(p)) for p in (q.model_dump() for q in plan.personas)],
        stages=[_stage(stage, position, answers) for position, stage in enumerate(plan.stages)],
        steps=steps,
        lanes=lanes_of(plan),
        sources=[
            Source(name=name, complete_through=time) for name, time in sorted(view.complete_through.items())
        ]
        if view
        else [],
        notes=answers.notes,
    )


def _step(
    plan: Map, step: Step, number: int, answers: Answers, numbers: dict[tuple[str, int], int], today: date
) -> StepView:
    felt, otherwise = answers.felt(step.id)
    gap = answers.gap(step.id, step.feels.believed)
    names = {touchpoint.id: touchpoint for touchpoint in plan.touchpoints}
    return StepView(
        id=step.id,
        number=number,
        title=step.title,
        stage=plan.stage_of(step.id).id,
        people=answers.reach.get(step.id, NOBODY),
        visits=answers.visits.get(step.id, 0),
        outcome=answers.outcomes.get(step.id) if plan.planned_next(step.id) else None,
        next=answers.next.get(step.id, []),
        time_to_next=answers.times.get(step.id),
        expected_within=step.expect.within if plan.planned_next(step.id) else None,
        believed=step.feels.believed,
        believed_for=[
            Belief(persona=persona.id, name=persona.name, value=step.feels.believed_for[persona.id])
            for persona in plan.personas
            if persona.id in step.feels.believed_for
        ],
        felt=felt,
        felt_otherwise=otherwise,
        gap=gap.value,
        gap_words=gap.words,
        touchpoints=[
            TouchpointView(
                id=key,
                name=names[key].name if key in names else key,
                channel=names[key].channel if key in names else None,
            )
            for key in step.touchpoints
        ],
        channels=answers.channels.get(step.id, []),
        tiles=answers.step_tiles.get(step.id, []),
        cards=card_views(step, numbers, answers.card_tiles.get(step.id, {}), today),
        field_notes=sum(step.id in note.steps for note in plan.field_notes),
        evidence=step.evidence,
        moment_of_truth=step.moment_of_truth,
        has_rule=step.match is not None,
    )


def _stage(stage: Stage, position: int, answers: Answers) -> StageView:
    return StageView(
        id=stage.id,
        title=stage.title,
        position=position,
        people=answers.stage_reach.get(stage.id, NOBODY),
        outcome=answers.stage_outcomes.get(stage.id),
        kpis=answers.kpis.get(stage.id, []),
        steps=[step.id for step in stage.steps],
    )


def _objective(plan: Map, objective: Objective, answers: Answers) -> ObjectiveView:
    moved = set(objective.moves)
    touched = [
        step.id
        for stage in plan.stages
        for step in stage.steps
        if not moved or stage.id in moved or step.id in moved or moved & set(step.touchpoints)
    ]
    return ObjectiveView(
        id=objective.id,
        text=objective.text,
        tile=answers.objective_tile(objective),
        due=objective.due,
        moves=touched,
    )


def _persona(persona: dict[str, object]) -> dict[str, object]:
    return {name: persona[name] for name in PersonaView.model_fields}
