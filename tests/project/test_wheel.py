"""The wheel holds everything, and installs and runs where there is no Node."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as a release is built, from the files that git knows."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            str(out),
            ".",
        ],
        cwd=source,
        check=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_holds_page_fonts_templates_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "desirepath/web/page/index.html" in names
    assert "desirepath/web/page/docs/explanation/methods/money-at-risk.html" in names
    assert any(name.startswith("desirepath/web/page/") and name.endswith(".js") for name in names)
    assert any(name.startswith("desirepath/export/fonts/") for name in names)
    assert any(name.startswith("desirepath/domain/templates/") and name.endswith(".yaml") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "desirepath/py.typed" in names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"desirepath", wheel.name.split("-py3")[0] + ".dist-info"}


def test_the_page_loads_nothing_from_elsewhere(wheel: Path) -> None:
    text = zipfile.ZipFile(wheel).read("desirepath/web/page/index.html").decode()
    assert 'src="http' not in text
    assert 'href="http' not in text


def test_the_wheel_installs_and_runs_without_node(wheel: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    venv.create(fresh, with_pip=True)
    env = {
        "PATH": f"{fresh / 'bin'}:/bin" if not Path("/bin/node").exists() else str(fresh / "bin"),
        "HOME": str(tmp_path),
    }
    env |= {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_", "LANG"))}
    pins = ["--constraint", str(_without_hashes(tmp_path))]
    pip = [str(fresh / "bin/python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, *pins, str(wheel)], env=env, check=True)
    demo = [str(fresh / "bin/desirepath"), "demo", "--folder", "shop", "--no-serve", "--customers", "300"]
    done = subprocess.run(demo, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    drawn = subprocess.run(
        [str(fresh / "bin/desirepath"), "map", "main", "-w", "shop", "-o", "map.html"],
        cwd=tmp_path,
        env=env,
        check=False,
    )
    assert drawn.returncode == 0
    assert "<svg" in (tmp_path / "map.html").read_text("utf-8")


def _without_hashes(folder: Path) -> Path:
    """The pinned versions as constraints; hashes would forbid installing the wheel that was just made."""
    lines = (ROOT / "requirements/run.txt").read_text().splitlines()
    pins = folder / "pins.txt"
    pins.write_text(
        "\n".join(line.rstrip(" \\") for line in lines if "==" in line and not line.startswith(" "))
    )
    return pins
