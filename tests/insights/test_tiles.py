"""One number, its line and the time before: all three must be answers to the same question."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from desirepath.domain.map import MeasureRef
from desirepath.insights.tiles import Place, tile
from desirepath.measures.result import Number, Row


def row(value: float, n: int, **keys: Any) -> Row:
    return Row(keys=keys, number=Number(value=value, n=n, unit="feeling", show="full"))


class Answering:
    """Stands for the data: says what it was told to, whatever is asked."""

    can_look_before = True
    period = "month"
    view = SimpleNamespace(map=None)

    def __init__(self, now: list[Row], earlier: list[Row], series: list[Row]) -> None:
        self.now, self.earlier, self.series = now, earlier, series

    def narrowed(self, where: str | None, last: str | None) -> Answering:
        return self

    def __call__(self, name: str, params: Any = None, by: Any = (), *, before: bool = False) -> Any:
        return SimpleNamespace(rows=self.earlier if before else self.series if "month" in by else self.now)


MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_the_time_before_is_never_that_of_another_scale() -> None:
    ask = Answering(
        [row(1.0, 40, stage="keep", scale="csat"), row(-1.0, 20, stage="keep", scale="nps")],
        [row(0.5, 10, stage="keep", scale="csat"), row(-2.0, 90, stage="keep", scale="nps")],
        [],
    )
    found = tile(ask, MeasureRef(name="feeling"), "Feels", Place(stage="keep"))  # type: ignore[arg-type]
    assert (found.number.value, found.before and found.before.value) == (1.0, 0.5)


def test_a_line_holds_one_point_a_period_also_when_a_stage_has_several_rows() -> None:
    ask = Answering(
        [row(60, 40, step="care", stage="keep"), row(90, 20, step="repair", stage="keep")],
        [],
        [
            row(v, 9, step=s, stage="keep", month=m)
            for m in (MARCH, APRIL)
            for s, v in (("care", 60), ("repair", 90))
        ],
    )
    found = tile(ask, MeasureRef(name="time_to_next"), "Time", Place(stage="keep"))  # type: ignore[arg-type]
    assert [(point.start, point.value) for point in found.series] == [(MARCH, 60), (APRIL, 60)]


def test_one_of_several_answers_is_named_in_the_label_and_a_lonely_one_is_not() -> None:
    several = [row(7, 7, touchpoint="stall"), row(5, 5, touchpoint="search")]
    ref = MeasureRef(name="first_touch", params={"of": "touchpoint"})
    for rows, label in ((several, "Met us: stall"), (several[:1], "Met us")):
        assert tile(Answering(rows, [], []), ref, "Met us").label == label  # type: ignore[arg-type]


def test_a_narrowed_number_says_what_it_is_narrowed_to() -> None:
    ref = MeasureRef(name="revenue", where="channel = 'web'", last="90d")
    found = tile(Answering([row(7, 7)], [], []), ref, "Revenue")  # type: ignore[arg-type]
    assert (found.only, found.called) == (
        "last 90 days, channel = 'web'",
        "Revenue, last 90 days, channel = 'web'",
    )
