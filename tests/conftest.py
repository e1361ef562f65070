"""What many tests share: one small sample shop, made and built once a run, and the folder of real data."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("shared", deadline=None)
settings.load_profile(
    "shared"
)  # how long an example takes says more of what else the machine does than of the code

REAL_DATA = Path(os.environ.get("DESIREPATH_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data sets, which stay outside the project."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"no real data in {REAL_DATA}: set DESIREPATH_TEST_DATA")
    return REAL_DATA


@pytest.fixture(scope="session")
def play() -> Callable[[Callable[[], Coroutine[Any, Any, None]]], None]:
    """Run a scene in a thread of its own: browser tests of the same run keep a loop in this one."""

    def play(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(scene())).result()

    return play


@pytest.fixture(scope="session")
def loam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop, built. Tests must not change it: take `loam_copy` for that."""
    from desirepath.services.demo import make_demo

    folder = tmp_path_factory.mktemp("shops") / "loam"
    make_demo(folder, customers=600, seed=7)
    return folder


@pytest.fixture
def loam_copy(loam: Path, tmp_path: Path) -> Path:
    """A copy of the sample shop that a test may change."""
    return Path(shutil.copytree(loam, tmp_path / "loam"))


@pytest.fixture
def desirepath(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Run the command line as a person would; gives the exit code and everything it printed.

    It runs in this process, which saves the start of Python; `tests/cli/test_process.py` starts real ones.
    """
    from desirepath.cli.main import run as main

    def run(*args: str | Path, cwd: Path | None = None) -> tuple[int, str]:
        capfd.readouterr()
        with monkeypatch.context() as patch:
            patch.setattr("sys.argv", ["desirepath", *map(str, args)])
            if cwd is not None:
                patch.chdir(cwd)
            with pytest.raises(SystemExit) as stopped:
                main()
        printed = capfd.readouterr()
        return int(stopped.value.code or 0), printed.out + printed.err

    return run
