"""Representatives are real journeys, near to all, and everybody is given to the nearest within reach."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import variants_loops
from hypothesis import given, settings
from hypothesis import strategies as st
from test_variants_against_loops import period_of
from variants_loops import busy_worlds, simple_questions
from worlds import Question, World, examples

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.paths.pattern import written
from desirepath.measures.paths.standing import sampled, standing
from desirepath.measures.paths.words import NUMBER, Words

Path = tuple[str | None, ...]


@cache
def distance(one: Path, other: Path) -> float:
    d = edits(one, other)
    return 2 * d / (len(one) + len(other) + d)


@cache
def edits(one: Path, other: Path) -> int:
    if not one or not other:
        return len(one) + len(other)
    changed = edits(one[1:], other[1:]) + (one[0] != other[0])
    return min(changed, edits(one[1:], other) + 1, edits(one, other[1:]) + 1)


@examples
@given(
    busy_worlds,
    simple_questions,
    st.sampled_from([1, 2, 3]),
    st.sampled_from([0, 0.3, 0.5, 1]),
    st.sampled_from([None, 3]),
    st.booleans(),
)
def test_representatives_lie_near_and_everybody_is_given_to_the_nearest(
    engine: DuckDBEngine,
    world: World,
    question: Question,
    k: int,
    radius: float,
    length: int | None,
    repeats: bool,
) -> None:
    params = {"most": k, "radius": radius, "length": length, "repeats": repeats}
    rows = ask(world.view(engine), "representatives", params, **question.asked()).rows
    found = variants_loops.stretches(world, question, length=length or 50, repeats=repeats)
    by_text = {written(one.path): one.path for one in found}
    chosen: dict[Any, list[Path]] = defaultdict(list)
    for row in rows:
        path, *group = row.keys.values()
        period = period_of(question, tuple(group))
        if path is not None and by_text[path] not in chosen[period]:
            chosen[period].append(by_text[path])
    for period, them in chosen.items():
        everybody = [one.path for one in found if period_of(question, one.group) == period]
        assert set(them) <= set(everybody)
        assert len(them) == min(k, len(set(everybody)))

        def cost(picked: list[Path], everybody: list[Path] = everybody) -> float:
            return sum(min(distance(path, one) for one in picked) for path in everybody)

        for place in range(len(them)):
            for other in set(everybody) - set(them):
                assert cost([*them[:place], other, *them[place + 1 :]]) >= cost(them) - 1e-6
    covered: dict[Any, float] = defaultdict(float)
    for row in rows:
        path, *group = row.keys.values()
        mine = [one.path for one in found if one.group == tuple(group)]
        them = chosen[period_of(question, tuple(group))]
        nearest = [min(distance(one, other) for other in them) for one in mine]
        within = [n for n, far in enumerate(nearest) if far <= radius]
        if path is None:
            own = [n for n in range(len(mine)) if n not in within]
            assert row.number.value == len(own)
        else:
            able = [n for n in within if distance(mine[n], by_text[path]) == nearest[n]]
            sure = [n for n in able if sum(distance(mine[n], one) == nearest[n] for one in them) == 1]
            assert len(sure) <= (row.number.value or 0) <= len(able)
            assert row.more["same"] == mine.count(by_text[path])
            assert row.more["length"] == len(by_text[path])
        covered[tuple(group)] += (row.number.value or 0) / len(mine)
        assert row.more["share"] == pytest.approx((row.number.value or 0) / len(mine))
        assert row.more["coverage"] == pytest.approx(covered[tuple(group)])
    assert all(share == pytest.approx(1) for share in covered.values())
    assert set(covered) == {one.group for one in found}


@settings(examples, max_examples=max(3, examples.max_examples // 3))
@given(busy_worlds, simple_questions, st.sampled_from([0.2, 0.5]))
def test_every_representative_opens_to_as_many_customers(
    engine: DuckDBEngine, world: World, question: Question, radius: float
) -> None:
    view, params = world.view(engine), {"most": 2, "radius": radius}
    for row in ask(view, "representatives", params, **question.asked()).rows[:3]:
        behind = customers_behind(view, "representatives", params, keys=row.keys, **question.asked())
        assert behind.total == row.number.value


def test_a_sample_goes_at_even_steps_through_all_and_counts_everybody() -> None:
    chance = np.random.default_rng(7)
    counts = chance.integers(1, 400, 60)
    paths = [chance.integers(0, 4, chance.integers(1, 6)).astype(NUMBER).tobytes() for _ in counts]
    table = pa.table({"path": pa.array(paths, pa.binary()), "n": counts})
    words = Words(("a", "b", "c", "d"))
    made = standing(table, words, (), 3, 0.4, sample=200)
    assert (made.asked, made.chosen_from) == (counts.sum(), 200)
    assert sum(made.near["n"].to_pylist()) == counts.sum()
    assert standing(table, words, (), 3, 0.4, sample=200).near.equals(made.near)
    some, weights = sampled(counts, 200)
    assert np.abs(weights - counts[some] * 200 / counts.sum()).max() <= 1
