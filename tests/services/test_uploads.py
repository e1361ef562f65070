"""Files that come by way of the browser."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from desirepath.errors import ExternalError, InputError
from desirepath.services.starting import start_workspace
from desirepath.services.uploads import INCOMING, STALE_SECONDS, Uploaded, incoming, safe_name
from desirepath.services.workspace import Workspace

ROWS = b"when,event,customer\n2025-01-01,Order,a\n"


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return start_workspace(tmp_path / "shop", name="shop")


def send(shop: Workspace, name: str, content: bytes = ROWS) -> Uploaded:
    with incoming(shop, name) as file:
        for at in range(0, len(content), 7):
            file.write(content[at : at + 7])
        return file.keep()


def held(shop: Workspace) -> list[str]:
    return sorted(str(p.relative_to(shop.data)) for p in shop.data.rglob("*") if p.is_file())


def test_a_file_arrives_whole_under_its_name(shop: Workspace) -> None:
    assert send(shop, "orders.csv") == Uploaded(name="orders.csv", size=len(ROWS), known=False)
    assert (shop.data / "orders.csv").read_bytes() == ROWS
    assert held(shop) == ["orders.csv"]


def test_the_same_bytes_again_are_the_same_file(shop: Workspace) -> None:
    send(shop, "orders.csv")
    assert send(shop, "orders.csv") == Uploaded(name="orders.csv", size=len(ROWS), known=True)
    assert held(shop) == ["orders.csv"]


def test_other_bytes_under_the_same_name_get_a_new_name(shop: Workspace) -> None:
    send(shop, "orders.csv.gz", b"\x1f\x8bone")
    assert send(shop, "orders.csv.gz", b"\x1f\x8btwo").name == "orders-2.csv.gz"
    assert send(shop, "orders.csv.gz", b"\x1f\x8bthree").name == "orders-3.csv.gz"
    assert send(shop, "orders.csv.gz", b"\x1f\x8btwo") == Uploaded(name="orders-2.csv.gz", size=5, known=True)
    assert (shop.data / "orders.csv.gz").read_bytes() == b"\x1f\x8bone"


def test_an_upload_that_breaks_off_leaves_nothing(shop: Workspace) -> None:
    with incoming(shop, "orders.csv") as file:
        file.write(ROWS)
    assert held(shop) == []


def test_a_file_that_is_too_large_is_refused_while_it_comes(shop: Workspace) -> None:
    small = replace(shop, settings=shop.settings.model_copy(update={"upload_limit_mb": 1}))
    with pytest.raises(InputError, match="larger than 1 MB") as error:
        send(small, "orders.csv", b"x" * 1_000_001)
    assert "upload_limit_mb" in error.value.remedy
    assert held(shop) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n"),
        ("letter.csv", b"%PDF-1.7"),
        ("book.csv", b"PK\x03\x04"),
        ("orders.xlsx", ROWS),
        ("orders.parquet", ROWS),
        ("orders.csv", b""),
    ],
)
def test_what_the_ending_says_must_be_in_the_file(shop: Workspace, name: str, content: bytes) -> None:
    with pytest.raises(InputError) as error:
        send(shop, name, content)
    assert error.value.code in ("wrong_format", "empty_file")
    assert held(shop) == []


@pytest.mark.parametrize("name", ["photo.png", "run.exe", ".csv", "..csv", "", "orders", "a.zip", "x/.csv"])
def test_other_kinds_of_files_are_refused_by_name(shop: Workspace, name: str) -> None:
    with pytest.raises(InputError, match="kind of file") as error:
        send(shop, name)
    assert ".xlsx" in error.value.remedy


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\shop\\orders.csv", "orders.csv"),
        ("Bestellungen März (2).CSV", "Bestellungen März (2).CSV"),
        ("a*b?[c].csv", "a-b--c-.csv"),
        ("..hidden.csv", "hidden.csv"),
        ("a\0b\n.csv", "a-b-.csv"),
        ("=cmd|calc.csv", "-cmd-calc.csv"),
    ],
)
def test_names_lose_what_means_something_elsewhere(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("ü" * 300 + ".csv.zst")
    assert name.endswith("ü.csv.zst")
    assert len(name.encode()) <= 120


def test_what_a_killed_server_left_goes_with_the_next_upload(shop: Workspace) -> None:
    folder = shop.data / INCOMING
    folder.mkdir()
    old, young = folder / "a.part", folder / "b.part"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    os.utime(old, (1, old.stat().st_mtime - 2 * STALE_SECONDS))
    send(shop, "orders.csv")
    assert held(shop) == [f"{INCOMING}/b.part", "orders.csv"]


def test_a_full_disk_is_one_clear_error(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with incoming(shop, "orders.csv") as file, Path("/dev/full").open("wb", buffering=0) as full:
        monkeypatch.setattr(file, "stream", full)
        with pytest.raises(ExternalError) as error:
            file.write(ROWS)
    assert error.value.code == "disk_full"
