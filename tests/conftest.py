"""What many tests share: one small sample shop, made and built once a run, and the folder of real data."""

from __future__ import annotations

import asyncio
import fcntl
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

ROOT = Path(__file__).parents[1]
REAL_DATA = Path(os.environ.get("DESIREPATH_TEST_DATA", ROOT.parent / "shared" / "data"))


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
    """The sample shop, built and its map measured. Tests must not change it: take `loam_copy` for that."""
    from desirepath.services.demo import make_demo
    from desirepath.services.mapping import measured_map

    folder = tmp_path_factory.mktemp("shops") / "loam"
    measured_map(make_demo(folder, customers=600, seed=7).workspace)  # kept beside it, and in every copy
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built page, brought up to date: of the processes of one run the first one does it."""
    from build_page import PAGE, build

    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    with (shared / "page.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "page.built").exists():
            build(ROOT, force=not (ROOT / "frontend/node_modules/axe-core").is_dir())
            (shared / "page.built").touch()
    return ROOT / PAGE


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
