"""The English word list: the published sentences, and the traps of what customers write."""

from __future__ import annotations

import numpy as np
import pytest

from desirepath.insights.text.levels import UNKNOWN
from desirepath.insights.text.wordlist import WordList

PUBLISHED = {
    "VADER is smart, handsome, and funny.": 0.8316,
    "VADER is smart, handsome, and funny!": 0.8439,
    "VADER is very smart, handsome, and funny.": 0.8545,
    "VADER is VERY SMART, handsome, and FUNNY.": 0.9227,
    "VADER is not smart, handsome, nor funny.": -0.7424,
    "Today SUX!": -0.5461,
}
FURTHER = {
    "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!": 0.9469,
    "At least it isn't a horrible book.": 0.431,
    "The book was only kind of good.": 0.3832,
    "The plot was good, but the characters are uncompelling and the dialog is not great.": -0.7042,
    "Today only kinda sux! But I'll get by, lol": 0.5249,
    "Make sure you :) or :D today!": 0.8633,
    "Not bad at all": 0.431,
}
NOT_POSITIVE = [
    "The app keeps crashing and support never answered",
    "I wrote to support twice about my order",
    "Please help me, nobody answers",
    "I would like a refund",
    "My credit card was charged twice and customer care cancelled the order",
    "Thanks for nothing",
]
NOT_NEGATIVE = [
    "I cancelled my old plan and took the larger one",
    "The battery came fully charged",
    "No problem at all with the delivery",
    "Not bad at all",
]


@pytest.mark.parametrize(("sentence", "rating"), [*PUBLISHED.items(), *FURTHER.items()])
def test_the_published_list_gives_the_published_ratings(sentence: str, rating: float) -> None:
    assert WordList(ours={}).compound(sentence) == pytest.approx(rating, abs=5e-5)


@pytest.mark.parametrize("sentence", NOT_POSITIVE)
def test_what_sounds_positive_to_a_word_list_is_not(sentence: str) -> None:
    assert WordList().read([sentence]).level[0] in (UNKNOWN, 0, 1)


@pytest.mark.parametrize("sentence", NOT_NEGATIVE)
def test_facts_are_not_negative(sentence: str) -> None:
    assert WordList().read([sentence]).level[0] in (UNKNOWN, 1, 2)


def test_the_crashing_app_is_negative() -> None:
    assert WordList(ours={}).compound("The app keeps crashing and support never answered") == pytest.approx(
        0.4019, abs=5e-5
    )
    assert WordList().read(["The app keeps crashing and support never answered"]).level[0] == 0


def test_words_that_are_not_rated_say_nothing_rather_than_the_middle() -> None:
    read = WordList().read(["Der Service war schrecklich", "I own no printer"])
    assert read.level[0] == UNKNOWN
    assert np.isnan(read.feeling[0])
