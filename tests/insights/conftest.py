"""The sample shop as insights see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desirepath.measures.view import View
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace


@pytest.fixture(scope="module")
def view(loam: Path) -> Iterator[View]:
    """The newest build of the sample shop seen through its map."""
    workspace = open_workspace(loam)
    with Reader(workspace) as reader:
        yield reader.view(workspace.published("main"))
