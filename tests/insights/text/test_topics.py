"""Topics of small corpora, whose subjects are known."""

from __future__ import annotations

import numpy as np

from desirepath.insights.text.quotes import quotes
from desirepath.insights.text.topics import NONE, topics

SUBJECTS = {
    "delivery": "the parcel came {} the courier left the delivery at a neighbour {}",
    "refund": "refund of my money took {} and the return label was missing {}",
    "size": "the size of the jacket is {} too small at the shoulder {}",
    "login": "password reset mail for the login never arrives {} account locked {}",
}
FILLED = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "june",
    "july",
    "august",
]


def corpus() -> tuple[list[str], list[str]]:
    pairs = [
        (text.format(FILLED[a], FILLED[b]), name)
        for name, text in SUBJECTS.items()
        for a in range(10)
        for b in range(10)
    ]
    order = np.random.default_rng(1).permutation(len(pairs))
    return [pairs[at][0] for at in order], [pairs[at][1] for at in order]


def test_comments_about_one_subject_share_a_topic_that_is_called_by_its_words() -> None:
    texts, subjects = corpus()
    found = topics(texts, "en")
    for name in SUBJECTS:
        mine = found.topic[np.array(subjects) == name]
        at, share = (
            np.bincount(mine[mine != NONE]).argmax(),
            np.bincount(mine[mine != NONE]).max() / len(mine),
        )
        assert share > 0.5
        assert set(found.called[at]) & set(SUBJECTS[name].split())


def test_the_same_comments_give_the_same_topics() -> None:
    texts, _ = corpus()
    first, again = topics(texts, "en"), topics(texts, "en")
    assert first.called == again.called
    assert (first.topic == again.topic).all()


def test_stop_words_call_no_topic_also_in_a_language_without_a_list() -> None:
    texts, _ = corpus()
    for language in ("en", "xx"):
        assert not {"the", "of", "is", "at", "a"} & {
            word for call in topics(texts, language).called for word in call
        }


def test_sentences_that_are_written_again_and_again_are_topics_themselves() -> None:
    found = topics(["Too expensive for me"] * 60 + ["It never fits"] * 40 + ["Once only"], "en")
    assert len(found.called) == 2
    assert "expensive" in found.called[0]
    assert "fits" in found.called[1]
    assert np.bincount(found.topic + 1).tolist() == [1, 60, 40]


def test_too_few_comments_have_no_topics() -> None:
    found = topics(["one thing", "another thing", ""], "en")
    assert found.called == []
    assert (found.topic == NONE).all()


def test_quotes_are_typical_each_said_once_and_lead_to_nobody() -> None:
    texts = np.array(
        [
            "short one",
            "The parcel never came to my house on the hill",
            "the parcel NEVER came to my house on the hill!!",
            "Write to me at ana@example.com about the parcel",
            "Call me on 0171 555 1234 about the parcel please",
            "My parcel is somewhere in the rain since Monday",
        ],
        object,
    )
    typical = np.array([0.95, 0.9, 0.99, 0.98, 0.97, 0.5])
    assert quotes(texts, typical, np.arange(6), 3) == [
        "the parcel NEVER came to my house on the hill!!",
        "My parcel is somewhere in the rain since Monday",
        "short one",
    ]
