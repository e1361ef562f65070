"""A workspace in Python: what `desirepath.open` gives."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from desirepath.domain.days import read_day
from desirepath.errors import ConflictError, NotFoundError, nearest
from desirepath.insights.early.design import Start
from desirepath.insights.early.result import EarlyFound
from desirepath.insights.effects.effect import Effect
from desirepath.insights.forecast.forecast import Forecast
from desirepath.insights.forecast.next_step import NextSteps
from desirepath.insights.measured_map import MeasuredMap
from desirepath.insights.pains.found import FoundPains
from desirepath.insights.text.found import TextFound
from desirepath.measures.comparing.result import Comparison
from desirepath.measures.result import Result
from desirepath.measures.trends import Every, Trends
from desirepath.services.asking import ask_reader
from desirepath.services.comparing import compare_reader, trend_reader
from desirepath.services.early import early_of
from desirepath.services.editing import Desk, open_desk
from desirepath.services.effects import effects_in
from desirepath.services.forecast import AtRiskPage, at_risk_of, forecast_of, next_steps_of
from desirepath.services.mapping import draw_map, measure_map
from desirepath.services.pains import pains_of
from desirepath.services.questions import QuestionView, answer, questions
from desirepath.services.reading import Reader
from desirepath.services.sql import read_sql
from desirepath.services.text import text_of
from desirepath.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd

T = TypeVar("T")


class ShownMap(MeasuredMap):
    """A measured map that draws itself in a notebook."""

    def _repr_html_(self) -> str:
        """The picture as SVG with real text; a shared notebook shows it without a kernel."""
        svg = draw_map(self, "svg").content.decode()
        return f'<div style="overflow-x:auto">{svg}</div>'


class OpenWorkspace:
    """Questions to one workspace, from Python.

    Every answer comes by the same path as on the page and the command line, so the numbers are equal.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._reader = Reader(workspace)

    def __repr__(self) -> str:
        return f"<workspace {self.workspace.settings.name!r} in {self.workspace.root}>"

    def measure(
        self,
        name: str,
        *,
        where: str | None = None,
        segment: str | None = None,
        start: date | str | None = None,
        end: date | str | None = None,
        by: str | Sequence[str] = (),
        map: str | None = None,  # noqa: A002
        **params: Any,
    ) -> Result:
        """The answer to one question of the registry.

        start, end : first and last local day that count, a date or YYYY-MM-DD.
        by : a unit (account, session, order) or breakdowns (step, channel, month, …).
        params : the measure's own parameters, as in `within="30d"`.
        """
        return ask_reader(
            self._reader,
            name,
            params,
            where=where,
            segment=segment,
            start=_day(start, "start"),
            end=_day(end, "end"),
            by=[by] if isinstance(by, str) else by,
            map_id=map,
        )

    def compare(
        self,
        name: str,
        versus: str,
        *,
        group: str | None = None,
        share: str | None = None,
        where: str | None = None,
        segment: str | None = None,
        start: date | str | None = None,
        end: date | str | None = None,
        by: str | Sequence[str] = (),
        map: str | None = None,  # noqa: A002
        **params: Any,
    ) -> Comparison:
        """The difference of two groups in every row of an answer, as in `ws.compare("nps", "rest", segment="loyal")`.

        versus : a segment, "rest", "before", other days as "2026-01-01..2026-03-31", or a value as "channel=app".
        group : the first group where it is a value of a breakdown, as "channel=web".
        share : another share that the measure tells beside its number, as "next" of a funnel.
        The others are those of `measure`.
        """
        return compare_reader(
            self._reader,
            name,
            params,
            versus=versus,
            group=group,
            share=share,
            where=where,
            segment=segment,
            start=_day(start, "start"),
            end=_day(end, "end"),
            by=[by] if isinstance(by, str) else by,
            map_id=map,
        )

    def questions(self) -> list[QuestionView]:
        """The questions that were saved under a name; `number` is the address of each."""
        return self._at_desk(lambda desk: questions(desk, self._reader))

    def question(self, number: int) -> Result:
        """A saved question, asked of the newest data."""
        return self._at_desk(lambda desk: answer(desk, self._reader, number)).result

    def _at_desk(self, do: Callable[[Desk], T]) -> T:
        desk = open_desk(self.workspace)
        try:
            return do(desk)
        finally:
            desk.database.dispose()

    def trend(
        self,
        name: str,
        every: Every = "week",
        *,
        where: str | None = None,
        segment: str | None = None,
        start: date | str | None = None,
        end: date | str | None = None,
        by: str | Sequence[str] = (),
        map: str | None = None,  # noqa: A002
        **params: Any,
    ) -> Trends:
        """A measure by "day", "week" or "month", with the changes of its level: when, by how much, how sure."""
        return trend_reader(
            self._reader,
            name,
            params,
            every=every,
            where=where,
            segment=segment,
            start=_day(start, "start"),
            end=_day(end, "end"),
            by=[by] if isinstance(by, str) else by,
            map_id=map,
        )

    def map(
        self,
        map_id: str = "main",
        *,
        segment: str | None = None,
        start: date | str | None = None,
        end: date | str | None = None,
    ) -> ShownMap:
        """A map with everything measured on it; shows itself in a notebook."""
        document = measure_map(
            self._reader, map_id, segment=segment, start=_day(start, "start"), end=_day(end, "end")
        )
        return ShownMap.model_validate(document.model_dump())

    def pains(self, map_id: str = "main") -> FoundPains:
        """Conditions under which clearly fewer go on, order, keep an order or feel fine; worst first."""
        return pains_of(self.workspace, map_id)

    def forecast(self) -> Forecast:
        """What customers will still bring and how many may stay away, with tests on data that were not seen."""
        return forecast_of(self.workspace)

    def at_risk(self, limit: int = 50) -> AtRiskPage:
        """Customers who may stay away, those with the most at stake first; `rows` holds them with reasons."""
        return at_risk_of(self.workspace, limit)

    def next_steps(self, map_id: str = "main") -> NextSteps:
        """What follows each step of a map, and how often that was told right in a later time."""
        return next_steps_of(self.workspace, map_id)

    def early(
        self, map_id: str = "main", *, days: int = 14, horizon: int = 90, start: Start | None = None
    ) -> EarlyFound:
        """What happened in customers' first days and goes along with staying; `items` holds it, effects first.

        start : "first_order" or "first_event"; without it orders where customers order.
        """
        return early_of(self.workspace, map_id, days=days, horizon=horizon, start=start)

    def text(self, map_id: str = "main") -> TextFound:
        """What people write: languages, how well feelings are read, topics, and all of it by step."""
        return text_of(self.workspace, map_id)

    def effects(self, map_id: str = "main") -> list[Effect]:
        """What came of the actions of a map, each by the design that fits it."""
        return effects_in(self.workspace, map_id)

    def table(self, name: str) -> ir.Table:
        """A table of the newest build as an Ibis table: journeys, customers, steps_main, …"""
        build = self._reader.build()
        if build is None:
            raise ConflictError(
                "Nothing has been built yet.", code="not_built", remedy="Run: desirepath build."
            )
        if name not in build.tables:
            raise NotFoundError(
                f'The build has no table "{name}".', code="unknown_table", remedy=nearest(name, build.tables)
            )
        return self._reader.table(name, build)

    def sql(self, query: str, *, limit: int = 100_000) -> pd.DataFrame:
        """Rows of one SELECT over the tables of the newest build."""
        frame: pd.DataFrame = read_sql(self.workspace, query, limit=limit).to_pandas()
        return frame


def open_workspace_for_python(folder: str | os.PathLike[str]) -> OpenWorkspace:
    """Open the workspace in a folder to ask it questions.

    Raises NotFoundError (code no_workspace) when the folder holds none.
    """
    return OpenWorkspace(open_workspace(folder))


def _day(given: date | str | None, name: str) -> date | None:
    return read_day(given, name) if isinstance(given, str) else given
