"""How well feelings are read from the words of a real shop's reviews, beside their stars."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

import olist
from desirepath.insights.text.comments import Comments
from desirepath.insights.text.levels import levels
from desirepath.insights.text.reading import reading_of
from figure import Figure, at_least, at_most


def feelings_of_reviews() -> Iterator[Figure]:
    """Olist's reviews in Portuguese: what is read from later ones beside their stars."""
    folder = olist.data_folder()
    if folder is None:
        why = "the Olist data are absent; set DESIREPATH_TEST_DATA to the folder that holds olist/"
        yield Figure("Olist: sentiment against stars on held-out rows", "at least 0.85", None, False, why)
        return
    those = reviews(folder / "olist/olist_order_reviews_dataset.parquet")
    begun = time.perf_counter()
    found = reading_of(those, "pt", np.arange(len(those))).quality
    seconds = time.perf_counter() - begun
    assert found is not None
    assert found.accuracy.value is not None
    held = f"{found.tried_on:,} held-out rows"
    yield at_least(f"Olist: sentiment against stars on {held}", 0.85, found.accuracy.value, "right")
    yield Figure("the same for always saying high", "told", round(found.majority.value or 0, 3), True)
    yield Figure("the same of one and two stars alone", "told", round(found.low_found.value or 0, 3), True)
    yield at_most(f"learning from {len(those):,} comments, and the trial of it", 120, seconds)


def reviews(file: Path) -> Comments:
    """Reviews with a title or a text, as the example reads them, in the order of their time."""
    table = pd.read_parquet(file).sort_values(["review_answer_timestamp", "order_id"])
    said = table["review_comment_title"].fillna("") + "\n" + table["review_comment_message"].fillna("")
    table = table.assign(said=said.str.strip())[said.str.strip() != ""]
    many, feelings = len(table), table["review_score"].to_numpy(float) - 3
    stars = np.full(many, "stars", object)
    return Comments(
        texts=table["said"].to_numpy(object),
        told=np.full(many, "pt", object),
        languages=np.full(many, "pt", object),
        customers=table["order_id"].to_numpy(object),
        steps=np.full(many, None, object),
        scales=stars,
        feelings=feelings,
        levels=levels(feelings, stars.tolist()),
        times=table["review_answer_timestamp"].to_numpy("datetime64[us]"),
        of=many,
    )
