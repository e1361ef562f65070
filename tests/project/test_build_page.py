"""The page gets into the package: built when its sources changed, never missing in silence."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_page.py"

FAKE_NPM = """
import pathlib, sys
if sys.argv[1:] == ["run", "build"]:
    page = pathlib.Path("../src/desirepath/web/page")
    page.mkdir(parents=True, exist_ok=True)
    (page / "index.html").write_text(pathlib.Path("src.txt").read_text())
"""


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_page_under_test", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "frontend").mkdir()
    (tmp_path / "frontend" / "package.json").write_text("{}")
    (tmp_path / "frontend" / "package-lock.json").write_text("{}")
    (tmp_path / "frontend" / "src.txt").write_text("first")
    return tmp_path


def with_fake_npm(script: ModuleType, monkeypatch: pytest.MonkeyPatch, program: str = FAKE_NPM) -> None:
    monkeypatch.setattr(script, "npm", lambda: ([sys.executable, "-c", program], dict(os.environ)))


def test_unchanged_sources_are_not_built_again(
    script: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_fake_npm(script, monkeypatch)
    assert script.build(root) is True
    assert script.build(root) is False
    assert script.build(root, force=True) is True


def test_a_changed_source_is_built(script: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_fake_npm(script, monkeypatch)
    script.build(root)
    (root / "frontend" / "src.txt").write_text("second")
    assert script.build(root) is True
    assert (root / script.PAGE / "index.html").read_text() == "second"


def test_what_npm_installed_is_no_source(
    script: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_fake_npm(script, monkeypatch)
    script.build(root)
    (root / "frontend" / "node_modules").mkdir()
    (root / "frontend" / "node_modules" / "x.js").write_text("1")
    assert script.build(root) is False


def test_a_source_archive_without_front_end_uses_the_page_it_holds(
    script: ModuleType, tmp_path: Path
) -> None:
    page = tmp_path / script.PAGE
    page.mkdir(parents=True)
    (page / "index.html").write_text("built before")
    assert script.build(tmp_path) is False


def test_no_page_and_no_front_end_is_an_error(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"index\.html is missing"):
        script.build(tmp_path)


def test_a_build_that_writes_nothing_is_an_error(
    script: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_fake_npm(script, monkeypatch, "pass")
    with pytest.raises(FileNotFoundError, match="wrote no"):
        script.build(root)


@pytest.mark.parametrize(
    ("version", "fits"),
    [("v20.19.0\n", True), ("v20.18.9\n", False), ("v22.11.0\n", False), ("v22.12.0\n", True), ("", False)],
)
def test_an_old_node_is_passed_over(script: ModuleType, version: str, fits: bool) -> None:
    assert script.new_enough(version) is fits
