"""Nothing that must not be kept is in the repository, and the check that says so notices when it is."""

import subprocess
from pathlib import Path

import pytest

from check_files import HEAVIEST, found

ROOT = Path(__file__).parents[2]


def test_no_file_of_the_project_holds_what_must_not_be_kept() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line for name in done.stdout.split("\0") if name for line in found(ROOT / name)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "-----BEGIN " + "RSA PRIVATE KEY-----"),
        ("a.md", "x = 1  # TO" + "DO later"),
        ("a.py", "<" * 7 + " HEAD\n"),
        ("a.md", "see /ho" + "me/ana/notes.txt"),
        ("package-lock.json", '{"resolved": "ht' + 'tps://example.org/a.tgz"}'),
        ("requirements/run.txt", "--index-" + "url https://example.org"),
    ],
)
def test_what_must_not_be_kept_is_found(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    assert len(found(file)) == 1


def test_a_heavy_file_is_found_by_its_size_alone(tmp_path: Path) -> None:
    file = tmp_path / "events.parquet"
    file.write_bytes(bytes(HEAVIEST + 1))
    assert "too heavy" in found(file)[0]


@pytest.mark.parametrize("text", ["method, mastodon, todos", "see /api/v1/work/list", "files: ../home/x.csv"])
def test_harmless_text_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text)
    assert found(tmp_path / "a.md") == []
