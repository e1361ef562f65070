"""How feelings are read in each language, and that it is judged by later comments of other customers."""

from __future__ import annotations

import numpy as np
import pytest
from made_comments import comments_of, told_by_dice

from desirepath.insights.text.reader import Read
from desirepath.insights.text.reading import reading_of
from desirepath.insights.text.trial import quality, split


def test_feelings_are_learned_from_scores_in_any_language() -> None:
    texts, feelings = told_by_dice(1_200)
    reading = reading_of(comments_of(texts, feelings), "sv", np.arange(1_200))
    assert reading.way == "learned"
    assert reading.quality is not None
    assert reading.reader is not None
    assert (reading.quality.accuracy.value or 0) > 0.97
    assert (reading.quality.majority.value or 0) == pytest.approx(0.6, abs=0.06)
    read = reading.reader.read(["paketet var trasigt och dåligt", "skjortan var mjukt och bra"])
    assert read.level.tolist() == [0, 2]
    assert read.feeling[0] < -1 < 1 < read.feeling[1]


def test_scores_that_words_do_not_tell_are_not_read() -> None:
    texts, feelings = told_by_dice(1_200, helpful=False)
    reading = reading_of(comments_of(texts, feelings), "sv", np.arange(1_200))
    assert (reading.way, reading.reader) == ("none", None)
    assert "not better" in reading.why


def test_the_same_words_again_teach_nothing() -> None:
    reading = reading_of(
        comments_of(["så bra", "så dåligt"] * 600, [2.0, -2.0] * 600), "sv", np.arange(1_200)
    )
    assert reading.way == "none"
    assert "2 different comments" in reading.why


def test_without_scores_only_english_is_read_and_says_that_nobody_checked() -> None:
    texts, nothing = ["The delivery was terrible"] * 50, [np.nan] * 50
    english = reading_of(comments_of(texts, nothing, language="en"), "en", np.arange(50))
    assert english.way == "word list"
    assert "not held against" in english.why
    assert reading_of(comments_of(texts, nothing, language="de"), "de", np.arange(50)).way == "none"
    assert reading_of(comments_of(texts, nothing, language=""), "", np.arange(50)).way == "none"


def test_a_word_list_that_the_scores_contradict_is_not_used() -> None:
    texts, feelings = ["The delivery was terrible", "I love this"] * 400, [2.0, -2.0] * 400
    reading = reading_of(comments_of(texts, feelings, language="en"), "en", np.arange(800))
    assert reading.way == "none"
    assert reading.quality is not None
    assert reading.quality.accuracy.value == 0


def test_what_is_held_out_is_later_and_by_customers_unknown_before() -> None:
    customers = [f"c{at % 90}" for at in range(100)]  # ten of them write again, last
    those = comments_of(["x"] * 100, [1.0] * 100, customers=customers)
    parts = split(those, np.arange(100))
    assert parts.before.tolist() == list(range(75))
    assert parts.after.tolist() == list(range(75, 90))


def test_the_confusion_matrix_counts_scores_by_row_and_readings_by_column() -> None:
    those = comments_of(["a"] * 4 + ["a", "b", "c", "d"], [2.0] * 4 + [-2.0, -2.0, 0.0, 2.0])
    parts = split(those, np.arange(8))
    parts = type(parts)(np.arange(4), np.arange(4, 8))
    read = Read(
        np.array([0, 2, 0, -1]), np.array([0.9, 0.1, 0.8, np.nan]), np.array([-1.5, 1.5, -1.0, np.nan])
    )
    found = quality(those, parts, read)
    assert found.confusion == [[1, 0, 1], [1, 0, 0], [0, 0, 0]]
    assert (found.tried_on, found.silent) == (3, 1)
    assert found.accuracy.value == pytest.approx(1 / 3)
    assert found.majority.value == 0
    assert found.new_words.n == 2  # "a" was written before
    assert (found.low_found.value, found.low_right.value) == (0.5, 0.5)
    assert (found.mean_read, found.mean_scored) == (pytest.approx(-1 / 3), pytest.approx(-4 / 3))
