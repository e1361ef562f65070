"""Imports point one way, and the check that says so notices when they do not."""

from pathlib import Path

import pytest

from check_layers import broken

ROOT = Path(__file__).parents[2]


def write(root: Path, name: str, text: str) -> None:
    file = root / "desirepath" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    (root / "desirepath/errors.py").touch()


def test_every_import_of_the_program_points_the_right_way() -> None:
    assert broken(ROOT / "src") == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("lake/a.py", "from desirepath.measures import registry"),
        ("lake/a.py", "import desirepath.services.clock"),
        ("lake/a.py", "from desirepath import services"),
        ("lake/a.py", "from ..journeys import log"),
        ("science/a.py", "from desirepath.lake import tables"),
        ("ingest/sample/a.py", "from desirepath.insights import pains"),
        ("measures/a.py", "def late():\n    from desirepath.web import app"),
        ("insights/a.py", "from desirepath.workspace import users"),
        ("export/a.py", "from desirepath.measures import ask"),
        ("newcomer/a.py", "x = 1"),
    ],
)
def test_an_import_that_points_up_is_found(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path, file, text)
    assert len(broken(tmp_path)) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("measures/a.py", "from desirepath.lake.tables import EVENTS"),
        ("measures/a.py", "from . import view"),
        ("export/a.py", "from desirepath.insights.measured_map import MeasuredMap"),
        ("lake/a.py", "from desirepath.errors import InputError\nfrom desirepath.domain import map"),
        ("cli/a.py", "from desirepath.services.workspace import open_workspace"),
        ("lake/a.py", "import duckdb"),
    ],
)
def test_an_import_that_points_down_is_fine(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path, file, text)
    assert broken(tmp_path) == []
