"""What people write in the sample shop, in a made-up build, and in a real shop."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_comments import comments_of

from desirepath.insights.text.comments import comments
from desirepath.insights.text.felt import feelings as feelings_of
from desirepath.insights.text.felt import felt
from desirepath.insights.text.found import found_text
from desirepath.insights.text.reading import reading_of
from desirepath.measures.view import View
from desirepath.services.text import text_of
from desirepath.services.workspace import open_workspace

DATA = Path(os.environ.get("DESIREPATH_TEST_DATA", Path(__file__).parents[4] / "shared/data")) / "olist"


def reviews() -> pd.DataFrame:
    """The reviews of Olist with a title or a text, as the example reads them, in the order of their time."""
    table = pd.read_parquet(DATA / "olist_order_reviews_dataset.parquet")
    said = table.review_comment_title.fillna("") + "\n" + table.review_comment_message.fillna("")
    table = table.assign(said=said.str.strip())
    return table[table.said != ""].sort_values(["review_answer_timestamp", "order_id"])


def test_comments_by_language_and_by_topic_add_up(view: View) -> None:
    found = found_text(view)
    assert sum(one.comments for one in found.languages) == found.comments == found.of
    assert sum(one.comments for one in found.topics) + found.no_topic <= found.comments
    assert (found.same_language.value or 0) > 0.98
    for step in found.steps:
        assert step.customers <= step.comments
        assert all(one.comments <= step.comments for one in step.topics)


def test_the_lowest_topics_of_many_customers_come_first(view: View) -> None:
    lows = [topic.low for topic in found_text(view).topics]
    assert lows == sorted(lows, reverse=True)
    assert lows[0] > 0 == lows[-1]


def test_two_looks_at_the_same_build_find_the_same(view: View) -> None:
    assert found_text(view) == found_text(view)


def test_without_quotes_nothing_that_a_person_wrote_is_left(view: View) -> None:
    found = found_text(view)
    assert any(topic.quotes for topic in found.topics)
    bare = found.without_quotes()
    assert not any(topic.quotes for topic in (*bare.topics, *(t for step in bare.steps for t in step.topics)))
    assert bare.topics[0].low == found.topics[0].low


def test_of_many_comments_a_part_is_looked_at_and_said(view: View) -> None:
    some = comments(view, most=100)
    assert len(some) <= 100 < some.of


def test_what_is_read_stands_beside_scores_and_is_never_mixed_with_them() -> None:
    those = comments_of(["x"] * 5, [2.0, 2.0, -2.0, np.nan, np.nan], customers=["a", "a", "b", "c", None])
    known = feelings_of(those, np.array([0.0, 0.0, 0.0, -1.0, -1.5]), np.full(5, 0.5))
    numbers = {one.scale: one.number for one in felt(those, known, np.arange(5))}
    assert {name: (number.n, number.value) for name, number in numbers.items()} == {
        "stars": (2, 0.0),  # Ana counts once, with her latest
        "text": (2, -1.25),
    }


def test_what_words_leave_open_widens_the_interval() -> None:
    those = comments_of(["x"] * 50, [np.nan] * 50)
    sure, unsure = (
        felt(those, feelings_of(those, np.full(50, -1.0), np.full(50, spread)), np.arange(50))[0].number
        for spread in (0.1, 0.9)
    )
    assert sure.value == unsure.value == -1
    assert (unsure.high or 0) - (unsure.low or 0) > 2 * ((sure.high or 0) - (sure.low or 0))


def test_it_is_looked_for_once_for_each_build(loam: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(loam)
    first = text_of(workspace, "main")
    monkeypatch.setattr("desirepath.services.text.found_text", lambda *_: pytest.fail("looked again"))
    assert text_of(workspace, "main") == first


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="the Olist data are not here: set DESIREPATH_TEST_DATA")
def test_portuguese_reviews_are_read_as_their_stars_say_in_five_of_six() -> None:
    table = reviews()
    texts, feelings = table.said.tolist(), (table.review_score - 3.0).to_numpy()
    those = comments_of(texts, feelings.tolist(), language="pt", customers=table.order_id.tolist())
    found = reading_of(those, "pt", np.arange(len(those))).quality
    assert found is not None
    assert (found.accuracy.value or 0) > 0.85
    assert (found.accuracy.value or 0) > (found.majority.value or 1) + 0.12
    assert (found.low_found.value or 0) > 0.85
    # Chances of being low are those that they turn out to be.
    assert all(abs(part.read - (part.was.value or 0)) < 0.05 for part in found.calibration)


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="the Olist data are not here: set DESIREPATH_TEST_DATA")
def test_the_mean_of_hidden_stars_lies_in_the_interval_that_is_read_from_the_words() -> None:
    table = reviews()
    feelings = (table.review_score - 3.0).to_numpy()
    hidden = np.random.default_rng(1).random(len(table)) < 0.05
    those = comments_of(table.said.tolist(), np.where(hidden, np.nan, feelings).tolist(), language="pt")
    rows = np.flatnonzero(hidden)
    reading = reading_of(those, "pt", np.arange(len(those)))
    assert reading.reader is not None
    assert reading.quality is not None
    read = np.full(len(those), np.nan)
    read[rows] = reading.reader.read(those.texts[rows]).feeling
    known = feelings_of(those, read, np.full(len(those), reading.quality.spread))
    number = felt(those, known, rows)[0].number
    assert number.n == len(rows)
    assert (number.low or 9) <= feelings[rows].mean() <= (number.high or -9)
