"""What people write, in one build: languages, how well feelings are read, topics, and all of it by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from pydantic import Field

from desirepath.insights.measured_map import Felt
from desirepath.insights.text.comments import SCALE_OF_READ, Comments, Words
from desirepath.insights.text.felt import Feelings, felt
from desirepath.insights.text.language import SURE, UNKNOWN, code_of, found
from desirepath.insights.text.levels import UNKNOWN as NO_LEVEL
from desirepath.insights.text.quotes import quotes
from desirepath.insights.text.read import Sorted, read_comments
from desirepath.insights.text.reading import Reading, Way
from desirepath.insights.text.topics import NONE
from desirepath.insights.text.trial import Quality
from desirepath.measures import estimators
from desirepath.measures.result import HIDDEN_BELOW, Frozen, Number
from desirepath.measures.view import View
from desirepath.progress import Report, silent
from desirepath.science.arrays import Flags, Ints

VERSION = 2
"""Of the method: what an older one found is looked for anew."""
QUOTES, QUOTES_AT_STEP = 3, 1
TOPICS_AT_STEP = 6


class Topic(Frozen):
    """What some comments of one language are about, called by a few of their words.

    `low` is how many customers wrote it times how far they feel below neutral: what most people suffer from is high.
    """

    id: str
    language: str
    words: list[str]
    comments: int
    customers: int
    step: str | None = Field(description="The step that most of these comments are about")
    share: Number = Field(description="Of all comments here, whatever their language")
    felt: list[Felt] = Field(description="By scale, most comments first; text: read from the words")
    low: float
    quotes: list[str] = Field(description="Typical comments; empty for who may not see them")


class StepText(Frozen):
    """Comments about one step."""

    step: str
    title: str
    comments: int
    customers: int
    read: Felt | None = Field(description="What is read from comments without a score")
    unread: int = Field(description="Comments without a score from which nothing could be read")
    topics: list[Topic]


class LanguageText(Frozen):
    """Comments in one language, and how feelings are read from them."""

    language: str = Field(description="Two letters; empty where it is not known")
    comments: int
    different: int
    scored: int
    way: Way
    why: str
    quality: Quality | None


class TextFound(Frozen):
    """What people write. Topics are ranked by `low`, then by feeling, the lowest first."""

    map: str
    data_version: str
    comments: int = Field(description="Comments that were looked at")
    of: int = Field(description="All comments")
    same_language: Number = Field(
        description="Where the data tell a language and the words tell one surely: how often it is the same"
    )
    languages: list[LanguageText]
    topics: list[Topic]
    no_topic: int = Field(description="Comments that belong to no topic")
    steps: list[StepText]

    def without_quotes(self) -> TextFound:
        """For those who may not see what single people wrote."""
        bare = [one.model_copy(update={"quotes": []}) for one in self.topics]
        steps = [
            step.model_copy(update={"topics": [one.model_copy(update={"quotes": []}) for one in step.topics]})
            for step in self.steps
        ]
        return self.model_copy(update={"topics": bare, "steps": steps})


def found_text(view: View, progress: Report = silent) -> TextFound:
    """Look at the comments of the view's map."""
    plan = view.map
    assert plan is not None, "steps are those of a map"
    read = read_comments(view, progress)
    those, known, by_topic = read.those, read.known, read.by_topic
    everything = np.arange(len(those))
    return TextFound(
        map=plan.id,
        data_version=view.data_version,
        comments=len(those),
        of=those.of,
        same_language=_same_language(those),
        languages=[_language(those, name, read.rows[name], read.readings[name]) for name in read.rows],
        topics=_told(those, known, by_topic, everything, QUOTES),
        no_topic=int((by_topic.topic == NONE).sum()),
        steps=[
            _step(those, known, by_topic, step.id, step.title)
            for step in plan.steps()
            if (those.steps == step.id).any()
        ],
    )


def _told(those: Comments, known: Feelings, by_topic: Sorted, rows: Ints, most: int) -> list[Topic]:
    """The topics of some comments, those under which most customers suffer first."""
    told = []
    for at, name in enumerate(by_topic.names):
        here = rows[by_topic.topic[rows] == at]
        if len(here) < HIDDEN_BELOW or not name.words:
            continue
        feel = felt(those, known, here)
        customers = _customers(those, here)
        value = feel[0].number.value if feel and feel[0].number.show != "hidden" else None
        told.append(
            Topic(
                id=name.id,
                language=name.language,
                words=list(name.words),
                comments=len(here),
                customers=customers,
                step=_most(those.steps[here]),
                share=estimators.rate(len(here), len(rows)),
                felt=feel,
                low=customers * max(0.0, -(value or 0.0)),
                quotes=quotes(those.texts, by_topic.typical, here[_usual(those.levels[here])], most),
            )
        )
    return sorted(told, key=lambda one: (-one.low, _value(one), -one.comments, one.id))


def _usual(levels: Ints) -> Flags:
    """Comments of the most frequent level: no complaint shall stand for a topic that feels good."""
    scored = levels[levels != NO_LEVEL]
    return levels == np.bincount(scored).argmax() if len(scored) else np.ones(len(levels), bool)


def _most(steps: Words) -> str | None:
    counts = Counter(step for step in steps if step is not None)
    return min(counts, key=lambda step: (-counts[step], step), default=None)


def _value(topic: Topic) -> float:
    value = topic.felt[0].number.value if topic.felt else None
    return 9.0 if value is None else value


def _step(those: Comments, known: Feelings, by_topic: Sorted, step: str, title: str) -> StepText:
    here = np.flatnonzero(those.steps == step)
    bare = here[~those.scored[here]]
    read = felt(those, known, bare)
    return StepText(
        step=step,
        title=title,
        comments=len(here),
        customers=_customers(those, here),
        read=next((one for one in read if one.scale == SCALE_OF_READ), None),
        unread=int(np.isnan(known.feelings[bare]).sum()),
        topics=_told(those, known, by_topic, here, QUOTES_AT_STEP)[:TOPICS_AT_STEP],
    )


def _customers(those: Comments, rows: Ints) -> int:
    return len(set(those.customers[rows]) - {None})


def _language(those: Comments, name: str, rows: Ints, reading: Reading) -> LanguageText:
    return LanguageText(
        language=name,
        comments=len(rows),
        different=len(set(those.texts[rows])),
        scored=int(those.scored[rows].sum()),
        way=reading.way,
        why=reading.why,
        quality=reading.quality,
    )


def _same_language(those: Comments) -> Number:
    pairs = dict.fromkeys(zip(those.texts, (code_of(one) for one in those.told), strict=True))
    also = {name for _, name in pairs} - {UNKNOWN}
    seen = [(found(text, also), name) for text, name in pairs if name]
    sure = [(one.language, name) for one, name in seen if one.sure >= SURE]
    return estimators.rate(_same(sure), len(sure))


def _same(pairs: Sequence[tuple[str, str]]) -> int:
    return sum(one == other for one, other in pairs)
