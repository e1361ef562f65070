"""Asks one view, always with the map's own filter and dates, and never the same question twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from desirepath.domain.duration import seconds
from desirepath.insights.measured_map import Asked
from desirepath.measures.ask import ask
from desirepath.measures.result import Result
from desirepath.measures.view import View

DAY = 86_400


@dataclass(frozen=True)
class Asker:
    """Questions to one view under one filter."""

    view: View
    asked: Asked
    first_day: date
    last_day: date
    _known: dict[str, Result] = field(default_factory=dict)

    def __call__(
        self,
        name: str,
        params: Mapping[str, Any] | None = None,
        by: tuple[str, ...] = (),
        *,
        before: bool = False,
    ) -> Result:
        """The answer for the dates asked; with `before`, for the stretch of equal length just before them."""
        start, end = self.asked.start, self.asked.end
        if before:
            start, end = self.stretch_before()
        key = json.dumps([name, params, by, start, end, self.asked.where], sort_keys=True, default=str)
        if key not in self._known:
            self._known[key] = ask(
                self.view,
                name,
                params,
                where=self.asked.where,
                segment=self.asked.segment,
                start=start,
                end=end,
                by=by,
            )
        return self._known[key]

    def narrowed(self, where: str | None, last: str | None) -> Asker:
        """The same questions under one more condition, and over the last so long of the dates asked.

        A first day that was asked for gives way: "the last 90 days" stay 90 days, up to the last day asked.
        """
        if not where and not last:
            return self
        both = " AND ".join(f"({one})" for one in (self.asked.where, where) if one) or None
        start = self.asked.start
        if last:
            days = max(1, seconds(last) // DAY)
            start = (self.asked.end or self.last_day) - timedelta(days=days - 1)
        return replace(self, asked=self.asked.model_copy(update={"where": both, "start": start}))

    def stretch_before(self) -> tuple[date, date]:
        """As many days as were asked for, ending the day before; only when a first day was asked for."""
        assert self.asked.start is not None
        end = self.asked.end or self.last_day
        days = (end - self.asked.start).days + 1
        return self.asked.start - timedelta(days=days), self.asked.start - timedelta(days=1)

    @property
    def can_look_before(self) -> bool:
        """Whether the stretch before the dates asked lies in the data as a whole."""
        return self.asked.start is not None and self.stretch_before()[0] >= self.first_day

    @property
    def period(self) -> str:
        """A period that cuts the dates asked into a readable number of points.

        Up to six weeks in days, up to seven months in weeks, longer in months.
        """
        start, end = self.asked.start or self.first_day, self.asked.end or self.last_day
        days = (end - start).days + 1
        return "day" if days <= 42 else "week" if days <= 217 else "month"
