"""Where the data sets lie that published results were computed from."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PUBLISHED = Path(sys.prefix) / "published"


@pytest.fixture(scope="session")
def published() -> Callable[[str], Path]:
    """The path of a data set of a package in requirements/published.in, such as "lifelines/datasets/rossi.csv"."""

    def published(name: str) -> Path:
        path = PUBLISHED / name
        if not path.is_file():
            raise FileNotFoundError(
                f"{path} is missing. Run `make setup-dev`, which unpacks published data sets."
            )
        return path

    return published
