"""Life tables against loops over people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.errors import InputError
from desirepath.science.intervals import wilson
from desirepath.science.life_table import life_table

# when a person came under watch, how long after that they were last seen, and whether with the event
people = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 9), st.booleans()), min_size=1, max_size=40)


def of(watched: list[tuple[int, int, bool]]):  # type: ignore[no-untyped-def]
    times = list(range(20))
    ends = [(came + stay, event) for came, stay, event in watched]
    return life_table(
        times,
        [sum(end == t and event for end, event in ends) for t in times],
        [sum(end == t and not event for end, event in ends) for t in times],
        [sum(came == t for came, _, _ in watched) for t in times],
    )


@given(people)
def test_who_is_at_risk_agrees_with_a_loop_over_people(watched: list[tuple[int, int, bool]]) -> None:
    table = of(watched)
    expected = [sum(came < t <= came + stay for came, stay, _ in watched) for t in range(20)]
    assert table.at_risk.tolist() == expected
    assert table.n == len(watched)


@given(people, st.floats(0, 20))
def test_who_waits_is_known_between_the_rows_too(watched: list[tuple[int, int, bool]], t: float) -> None:
    assert of(watched).waiting([t]) == [sum(came < t <= came + stay for came, stay, _ in watched)]


@given(people, st.randoms(use_true_random=False))
def test_order_and_grouping_of_the_counts_do_not_matter(
    watched: list[tuple[int, int, bool]],
    random,  # type: ignore[no-untyped-def]
) -> None:
    rows = [(came + stay, int(event), int(not event)) for came, stay, event in watched]
    one = life_table(*zip(*rows, strict=True))
    random.shuffle(rows)
    times = sorted({t for t, _, _ in rows})
    counted = life_table(
        times, *([sum(row[k] for row in rows if row[0] == t) for t in times] for k in (1, 2))
    )
    shuffled = life_table(*zip(*rows, strict=True))
    for field in ("durations", "at_risk", "events", "censored"):
        assert (
            getattr(one, field).tolist()
            == getattr(shuffled, field).tolist()
            == getattr(counted, field).tolist()
        )


def test_without_late_entry_all_are_at_risk_from_the_start() -> None:
    assert life_table([0, 1], [2, 3], [0, 5]).at_risk.tolist() == [10, 8]


def test_a_hazard_has_wilson_s_interval_and_none_over_nobody() -> None:
    table = life_table([1, 2, 3], [0, 8, 0], [0, 2, 0], [10, 0, 0])
    assert table.hazards() == [wilson(0, 0), wilson(8, 10), wilson(0, 0)]


def test_nobody_has_an_empty_table() -> None:
    assert life_table([], [], []).hazards() == []


@pytest.mark.parametrize(
    "counts",
    [
        ([1, 2], [1], [0, 0]),
        ([1], [-1], [3]),
        ([1], [float("nan")], [3]),
        ([[1]], [[1]], [[0]]),
        ([1, 2], [1, 0], [0, 0], [0, 1]),  # leaves before anybody came
        ([1, 2], [0, 1], [0, 0], [2, 0]),  # one never leaves
    ],
)
def test_counts_that_cannot_be_are_refused(counts: tuple[list[float], ...]) -> None:
    with pytest.raises(InputError) as told:
        life_table(*counts)
    assert told.value.code == "bad_counts"
