"""The import and the measures read the same length from a version of a scale."""

from __future__ import annotations

import pytest

from desirepath.domain.scales import points

from .conftest import Bench

pytestmark = pytest.mark.usefixtures("here")

VERSIONS = ["5", "7", "10", "1-5", "2.0", "1.0", "2.0-7", "5.0", "v1", "", "v2 of 7 points", "2024", " 7 "]


@pytest.mark.parametrize("scale", ["csat", "ces"])
def test_a_score_is_refused_exactly_when_it_lies_above_the_points_of_its_version(
    bench: Bench, scale: str
) -> None:
    cases = [(version, score) for version in VERSIONS for score in range(13)]
    lines = "".join(f'{n},2024-01-01,{score},"{version}"\n' for n, (version, score) in enumerate(cases))
    bench.write("t.csv", "n,time,score,version\n" + lines)
    rule = {
        "event": "E",
        "time": "time",
        "user_id": "n",
        "kind": "survey",
        "score": "score",
        "scale": scale,
        "scale_version": {"column": "version"},
    }
    bench.run({"source": "t", "files": "t.csv", "events": [rule]})
    kept = {int(n) for n, _ in bench.events("user_id", "score")}
    assert kept == {
        n for n, (version, score) in enumerate(cases) if 1 <= score <= (points(scale, version) or 99)
    }


def test_the_known_versions_of_the_effort_score_have_five_and_seven_points() -> None:
    assert [points("ces", version) for version in ("1.0", "2.0")] == [5, 7]
    assert points("csat", "1.0") is None
