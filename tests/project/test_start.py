"""The command line answers at once: heavy libraries load when they are used."""

import os
import statistics
import subprocess
import sys
import time

import pytest

HEAVY = [
    "duckdb",
    "ibis",
    "pyarrow",
    "pandas",
    "numpy",
    "scipy",
    "deltalake",
    "fastapi",
    "uvicorn",
    "typst",
    "PIL",
]


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_loads_no_heavy_library() -> None:
    loaded = python(
        "import sys, contextlib, io\n"
        "sys.argv = ['desirepath', '--help']\n"
        "from desirepath.cli.main import run\n"
        "out = io.StringIO()\n"
        "with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit): run()\n"
        "assert 'import' in out.getvalue()\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    ).split()
    assert [name for name in HEAVY if name in loaded] == []


@pytest.mark.parametrize("module", ["desirepath", "desirepath.errors", "desirepath.domain.map"])
def test_a_light_module_loads_no_heavy_library(module: str) -> None:
    loaded = python(
        f"import sys, {module}\nprint(*sorted(name.split('.')[0] for name in sys.modules))"
    ).split()
    assert [name for name in HEAVY if name in loaded] == []


def test_help_answers_in_half_a_second() -> None:
    # The median of processor time: the promise is about the program, not about what else the machine does.
    taken = []
    for _ in range(5):
        before, begun = os.times(), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "desirepath.cli.main", "--help"],
            capture_output=True,
            check=True,
            timeout=30,
        )
        after = os.times()
        busy = after.children_user + after.children_system - before.children_user - before.children_system
        taken.append(min(busy, time.perf_counter() - begun))
    assert statistics.median(taken) < 0.5, taken
