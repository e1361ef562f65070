"""Which step comes next: counted with loops, remembered only where seen often enough, tested on a later time."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest

from desirepath.insights.forecast.next_step import FEWEST, WITHIN_DAYS, Chain, next_steps, visits
from desirepath.measures.view import View
from desirepath.services.forecast import next_steps_of
from desirepath.services.workspace import open_workspace


def test_visits_and_what_followed_are_those_of_plain_loops(view: View) -> None:
    rows = view.engine.to_arrow(
        view.tables["steps"].select("customer", "seq", "step", "time", "actor")
    ).to_pylist()
    mine: dict[str, list[dict]] = defaultdict(list)  # type: ignore[type-arg]
    for row in sorted(rows, key=lambda row: (row["customer"], row["seq"])):
        if row["actor"] == "customer" and (
            not mine[row["customer"]] or mine[row["customer"]][-1]["step"] != row["step"]
        ):
            mine[row["customer"]].append(row)
    wanted: Counter[tuple[str | None, ...]] = Counter()
    for line in mine.values():
        for at, row in enumerate(line):
            before = [line[at - back]["step"] if at >= back else None for back in (2, 1)]
            soon = at + 1 < len(line) and line[at + 1]["time"] <= row["time"] + timedelta(days=WITHIN_DAYS)
            wanted[*before, row["step"], line[at + 1]["step"] if soon else None] += 1
    found = view.engine.to_arrow(visits(view).select("two", "one", "step", "then")).to_pylist()
    assert Counter(tuple(row[name] for name in ("two", "one", "step", "then")) for row in found) == wanted


def test_a_longer_memory_tells_only_where_it_was_seen_often_enough() -> None:
    rows = [(("a", "b"), "c", FEWEST), (("x", "b"), "d", 3), (("y", "b"), "e", FEWEST + 1)]
    for order in (rows, rows[::-1]):
        chain = Chain.of(order)
        assert chain.tell(("a", "b")) == "c"
        assert chain.tell(("x", "b")) == "e"  # seen three times: what follows b at all
        assert chain.tell(("a", "b"), most=1) == "e"
        assert chain.tell(("never", "seen")) == "e"


def test_the_test_counts_every_later_visit_and_shares_add_up(view: View) -> None:
    told = next_steps(view)
    assert told.right.n == told.plain.n == told.better.n > 100
    assert told.right.value is not None
    assert told.plain.value is not None
    assert told.better.value == pytest.approx(told.right.value - told.plain.value)
    for one in told.steps:
        assert sum(likely.share.numerator or 0 for likely in one.likely) <= one.visits
        shares = [likely.share.value or 0 for likely in one.likely]
        assert shares == sorted(shares, reverse=True)


def test_what_follows_is_kept_by_build_and_map(loam: Path) -> None:
    workspace = open_workspace(loam)
    assert next_steps_of(workspace, "main") == next_steps_of(workspace, "main")
