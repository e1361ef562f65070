"""Answers kept on disk."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desirepath.services.cache import Cache
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace


def test_an_answer_is_found_again_under_the_same_question(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("b1", {"map": "x", "start": date(2026, 1, 1)}, b"answer")
    assert cache.get("b1", {"start": date(2026, 1, 1), "map": "x"}) == b"answer"


def test_another_question_or_build_finds_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("b1", {"map": "x"}, b"answer")
    assert cache.get("b1", {"map": "y"}) is None
    assert cache.get("b2", {"map": "x"}) is None


def test_sweeping_keeps_the_three_newest_builds(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for build in ("b1", "b2", "b3", "b4", "b5"):
        cache.put(build, {}, build.encode())
    cache.sweep()
    assert [cache.get(build, {}) for build in ("b1", "b2", "b3", "b4", "b5")] == [
        None,
        None,
        b"b3",
        b"b4",
        b"b5",
    ]


def test_sweeping_an_empty_cache_does_nothing(tmp_path: Path) -> None:
    Cache(tmp_path / "none").sweep()
    assert not (tmp_path / "none").exists()


def test_of_many_who_ask_for_the_same_map_at_once_one_measures_it(
    loam_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desirepath.services import mapping

    measured: list[str] = []
    real = mapping.measure

    def counted(*given: Any) -> Any:
        measured.append("once")
        return real(*given)

    monkeypatch.setattr(mapping, "measure", counted)
    with Reader(open_workspace(loam_copy)) as reader, ThreadPoolExecutor(6) as pool:
        shutil.rmtree(loam_copy / "cache", ignore_errors=True)
        answers = list(pool.map(lambda _: mapping.measured_json(reader, "main"), range(6)))
    assert measured == ["once"]
    assert len(set(answers)) == 1
