"""How long customers stay is what loops over their sessions say."""

from collections import defaultdict
from datetime import timedelta
from itertools import groupby
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened, Record
from rhythm_loops import own, says_mean_and_spread
from worlds import DAY_ONE, Question, World, examples, questions, worlds

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind

Stay = tuple[Record, float | None]


def stays(world: World, question: Question, of: str, repeats: bool) -> dict[Any, list[Stay]]:
    """The first row of each visit with the seconds until the next one of its session."""
    rows = own(world, question)
    if of == "step":
        rows = [r for r in world.steps if r["session"] is not None]
        rows = [r for r in rows if question.of_customer(r) and question.meets(r)]
    inner = [name for name in question.by if name in ("channel", "size")]
    values = {"channel": "channel", "size": "prop_size"}
    each: dict[Any, list[Record]] = defaultdict(list)
    for row in rows:
        each[(row["customer"], row["session"], *(row.get(values[name]) for name in inner))].append(row)
    found: dict[Any, list[Stay]] = defaultdict(list)
    for held in each.values():
        held.sort(key=lambda r: r["seq"])
        runs = [[row] for row in held]
        if not repeats:
            runs = [list(run) for _, run in groupby(held, key=lambda r: r.get(of))]
        for run, then in zip(runs, [*runs[1:], None], strict=True):
            seconds = (then[0]["time"] - run[0]["time"]).total_seconds() if then else None
            if question.in_range(run[0]["time"]):
                found[(run[0].get(of), *question.keys(run[0]))].append((run[0], seconds))
    return found


@examples
@given(worlds, questions(), st.sampled_from(["event", "event", "channel", "step"]), st.booleans())
def test_dwell_is_the_time_until_the_next_visit_of_the_session(
    engine: DuckDBEngine, world: World, question: Question, of: str, repeats: bool
) -> None:
    params = {"of": of, "repeats": repeats}
    result = ask(world.view(engine), "dwell", params, **question.asked())
    expected = stays(world, question, of, repeats)
    assert {tuple(row.keys.values()) for row in result.rows} == expected.keys()
    for row in result.rows:
        visits = expected[tuple(row.keys.values())]
        known = [seconds for _, seconds in visits if seconds is not None]
        says_mean_and_spread(row, known)
        people = {first["customer"] for first, _ in visits}
        more = (row.more["visits"], row.more["last"], row.more["customers"])
        assert more == (len(visits), len(visits) - len(known), len(people))
        assert row.more["last_share"] == more[1] / more[0]


def test_both_ways_of_finding_the_next_visit_agree_and_open_to_their_visits(engine: DuckDBEngine) -> None:
    """A filter that keeps every row takes the way by windows, no filter the one by the log."""
    happened = [
        Happened("ana", DAY_ONE + timedelta(minutes=at), event, actor, {"channel": "web"}, {"size": "l"})
        for at, event, actor in [
            (0, "A", "customer"),
            (10, "B", "company"),
            (20, "A", "customer"),
            (50, "B", "customer"),
            (80.5, "A", "customer"),
            (80.5, "A", "customer"),
        ]
    ]
    view = World(happened, DAY_ONE + timedelta(days=9)).view(engine)
    by_log, by_window = ask(view, "dwell"), ask(view, "dwell", where="channel = 'web'")
    assert by_log.rows == by_window.rows
    told = [(row.keys["node"], row.number.value, row.more["visits"], row.more["last"]) for row in by_log.rows]
    assert told == [("A", (20 + 30 + 0) * 60 / 3, 4, 1), ("B", None, 1, 1)]
    last = customers_behind(view, "dwell", keys={"node": "A"}, outcome="last")
    assert last.total == 1
    merged = ask(view, "dwell", {"repeats": False}).rows[0]
    assert (merged.number.value, merged.more["visits"], merged.more["last"]) == (50 * 60, 2, 1)
    assert ask(view, "dwell", start="2030-01-01").rows == []
