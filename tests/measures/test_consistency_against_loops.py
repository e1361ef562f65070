"""How far channels lie apart is what plain sums over answers and journeys say."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from math import hypot, sqrt
from statistics import NormalDist, fmean, variance
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened, Record, to_local
from scipy.stats import t as student
from worlds import DAY_ONE, ZONE, World, examples

from desirepath.errors import ConflictError, InputError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind

few = settings(examples, max_examples=max(3, examples.max_examples // 2))
SIZES = st.lists(st.sampled_from([1, 29, 30, 31, 55]), min_size=1, max_size=4)
CHANNELS = ["web", "app", "phone", "chat"]
Z = NormalDist().inv_cdf(0.975)


def largest_difference(values: list[float], errors: list[float]) -> tuple[float, float, float]:
    """After pulling (DerSimonian and Laird, Morris), and the ends of its interval (Šidák), by hand."""
    w = [1 / e**2 for e in errors]
    fixed = sum(a * b for a, b in zip(w, values, strict=True)) / sum(w)
    q = sum(a * (b - fixed) ** 2 for a, b in zip(w, values, strict=True))
    tau2 = max(0.0, (q - len(w) + 1) / (sum(w) - sum(a * a for a in w) / sum(w)))
    loose = [1 / (tau2 + e**2) for e in errors]
    mean = sum(a * b for a, b in zip(loose, values, strict=True)) / sum(loose)
    pulled = [(b * tau2 + mean * e**2) / (tau2 + e**2) for b, e in zip(values, errors, strict=True)]
    pairs = list(combinations(range(len(w)), 2))
    far = NormalDist().inv_cdf((1 + 0.95 ** (1 / len(pairs))) / 2)
    low = max(abs(values[i] - values[j]) - far * hypot(errors[i], errors[j]) for i, j in pairs)
    high = max(abs(values[i] - values[j]) + far * hypot(errors[i], errors[j]) for i, j in pairs)
    return max(pulled) - min(pulled), max(0.0, low), high


def wilson_error(went: int, n: int) -> float:
    return Z / (1 + Z * Z / n) * sqrt(went / n * (1 - went / n) / n + Z * Z / (4 * n * n)) / Z


def rated(sizes: list[int], seed: int, scale: str) -> list[Record]:
    """Answers about two touchpoints and about none, over channels and over none."""
    random = np.random.default_rng(seed)
    said: list[Record] = []
    for touchpoint in ("desk", "shop", None):
        for channel, size in zip([*CHANNELS[: len(sizes)], None], [*sizes, 40], strict=True):
            for score in random.choice([1, 3, 4, 5], size, p=random.dirichlet([1, 1, 1, 1])):
                moment = DAY_ONE + timedelta(hours=len(said))
                said.append(
                    {
                        "event_id": f"answer-{len(said)}",
                        "customer": "ana" if len(said) % 2 else None,
                        "time": moment,
                        "local": to_local(moment, ZONE),
                        "touchpoint": touchpoint,
                        "channel": channel,
                        "scale": scale,
                        "scale_version": "5" if scale == "csat" else None,
                        "score": float(score),
                        "step": "a",
                    }
                )
    return said


@few
@given(SIZES, st.integers(0, 10**6), st.sampled_from(["stars", "csat"]))
def test_scores_are_compared_over_channels(
    engine: DuckDBEngine, sizes: list[int], seed: int, scale: str
) -> None:
    said = rated(sizes, seed, scale)
    world = World([Happened("ana", DAY_ONE, "A")], DAY_ONE + timedelta(days=60), said)
    view = world.view(engine)
    scores: dict[Any, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for answer in said:
        if answer["touchpoint"] and answer["channel"]:
            scores[answer["touchpoint"]][answer["channel"]].append(answer["score"])
    rows = {row.keys["touchpoint"]: row for row in ask(view, "consistency", {"of": scale}).rows}
    parts = ask(view, "consistency_parts", {"of": scale}).rows
    assert rows.keys() == scores.keys()
    for touchpoint, by_channel in scores.items():
        row = rows[touchpoint]
        told = {part.keys["group"]: part for part in parts if part.keys["touchpoint"] == touchpoint}
        values, errors = [], []
        for channel, mine in by_channel.items():
            n = len(mine)
            value, error = fmean(mine), 0.0
            if scale == "csat":
                value, error = fmean(s >= 4 for s in mine), wilson_error(sum(s >= 4 for s in mine), n)
            elif n > 1:
                error = student.ppf(0.975, n - 1) * sqrt(variance(mine) / n) / Z
            assert (told[channel].number.value, told[channel].more["people"]) == (pytest.approx(value), n)
            if n >= 30 and error > 0:
                values.append(value)
                errors.append(error)
        assert row.more["people"] == sum(len(mine) for mine in by_channel.values())
        assert (row.more["compared"], row.more["left_out"]) == (len(values), len(by_channel) - len(values))
        if len(values) < 2:
            assert row.number.value is None
            continue
        found = (row.number.value, row.number.low, row.number.high)
        assert found == pytest.approx(largest_difference(values, errors), abs=1e-9)
        assert row.more["observed"] == pytest.approx(max(values) - min(values))
        assert (row.more["best_value"], row.more["worst_value"]) == pytest.approx((max(values), min(values)))


@settings(few, max_examples=3)
@given(
    st.lists(st.tuples(st.integers(28, 36), st.floats(0, 1)), min_size=1, max_size=3), st.integers(0, 10**6)
)
def test_conversion_and_time_are_compared_over_channels(
    engine: DuckDBEngine, groups: list[tuple[int, float]], seed: int
) -> None:
    random = np.random.default_rng(seed)
    events, went = [], defaultdict(list)
    for channel, (size, share) in zip(CHANNELS, groups, strict=False):
        for n in range(size):
            who, moment = f"{channel}-{n}", DAY_ONE + timedelta(minutes=n)
            of = {"channel": channel, "touchpoint": "shop"}
            events.append(Happened(who, moment, "A", of=of))
            took = int(random.integers(1, 3)) if random.random() < share else None
            went[channel].append(took)
            if took:
                events.append(Happened(who, moment + timedelta(days=took), "B", of={"channel": "web"}))
    view = World(events, DAY_ONE + timedelta(days=30)).view(engine)
    for keys, by in ({"touchpoint": "shop", "step": "a"}, ()), ({"step": "a"}, ("step",)):
        row = next(r for r in ask(view, "consistency", by=by).rows if r.keys == keys)
        behind = customers_behind(view, "consistency", keys=keys, by=by)
        assert row.more["people"] == behind.total == sum(map(len, went.values()))
        large = [mine for mine in went.values() if len(mine) >= 30]
        if len(large) < 2:
            assert row.number.value is None
            continue
        gone = [sum(took is not None for took in mine) for mine in large]
        values = [g / len(mine) for g, mine in zip(gone, large, strict=True)]
        errors = [wilson_error(g, len(mine)) for g, mine in zip(gone, large, strict=True)]
        found = (row.number.value, row.number.low, row.number.high)
        assert found == pytest.approx(largest_difference(values, errors), abs=1e-9)
    parts = [p for p in ask(view, "consistency_parts", {"of": "time_to_next"}).rows if p.keys["step"] == "a"]
    for part in parts:
        mine = went[part.keys["group"]]
        half = sum(took is not None for took in mine) * 2 >= len(mine)
        assert (part.number.value is not None) == half
        behind = customers_behind(view, "consistency_parts", {"of": "time_to_next"}, keys=part.keys)
        assert behind.total == part.more["people"] == len(mine)


def test_a_worse_channel_is_told_and_luck_is_not(engine: DuckDBEngine) -> None:
    def answer(n: int, channel: str, score: int) -> Record:
        moment = DAY_ONE + timedelta(hours=n)
        at = {
            "event_id": f"{channel}-{n}",
            "time": moment,
            "local": moment,
            "touchpoint": "desk",
            "channel": channel,
        }
        return {**at, "scale": "stars", "score": float(score)}

    said = [answer(n, channel, 5 - n % 2) for channel in ("chat", "email") for n in range(60)]
    said += [answer(n, "phone", 1 + n % 2) for n in range(40)]
    view = World([Happened("ana", DAY_ONE, "A")], DAY_ONE + timedelta(days=9), said).view(engine)
    row = ask(view, "consistency", {"of": "stars"}).rows[0]
    assert (row.more["worst"], row.more["certainty"], row.more["compared"]) == ("phone", "clear", 3)
    alike = ask(view, "consistency", {"of": "stars"}, where="channel <> 'phone'").rows[0]
    assert (alike.number.value, alike.more["certainty"]) == (0, "cannot tell")
    phone = {p.keys["group"]: p.more for p in ask(view, "consistency_parts", {"of": "stars"}).rows}["phone"]
    assert (phone["difference"], phone["certainty"]) == (pytest.approx(-3), "clear")


def test_what_cannot_be_compared_is_an_error_that_helps(engine: DuckDBEngine) -> None:
    view = World([Happened("ana", DAY_ONE, "A")], DAY_ONE).view(engine)
    with pytest.raises(InputError, match="channels are what is compared"):
        ask(view, "consistency", by=["channel"])
    assert ask(view, "consistency", by=["country"]).rows == []
    bare = replace(view, map=None, tables={k: view.tables[k] for k in ("journeys", "customers")})
    with pytest.raises(ConflictError, match="needs a map"):
        ask(bare, "consistency")
    with pytest.raises(ConflictError, match="there is none"):
        ask(bare, "consistency", {"of": "nps"}, by=["step"])
