"""An API over a sample shop of its own, for tests that write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from .live import served


@pytest.fixture
def api(loam_copy: Path) -> Iterator[TestClient]:
    with served(loam_copy) as client:
        yield client
