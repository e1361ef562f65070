"""What are the comments of one language about? Words that come together, and the comments that hold them.

Comments as words weighted by how rare they are (TF-IDF), parted by non-negative matrix factorization: every topic is a
few words with weights, every comment belongs to the topic that lies nearest, or to none. A topic is called by the words
that tell it from the others: p log(p / q), with p the word's share of all words of the topic and q of all words (a
class-based TF-IDF). The same comments give the same topics: the start is not random.

Where the same few sentences are written again and again, as in answers to choose from, each sentence is a topic.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from desirepath.insights.text.reader import Texts
from desirepath.insights.text.stopwords import stop_words
from desirepath.science.arrays import Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NONE = -1
FEWEST = 30
"""Fewer different comments have no topics."""
MOST_FITTED = 50_000
MOST_WORDS = 6_000
FEW, MANY = 4, 16
RARE, MANY_TEXTS, RARE_OF_MANY = 2, 2_000, 5
EVERYWHERE = 0.5
CALLED_BY, BEGINNING = 3, 6
AGAIN = 10
"""Ten times as many comments as different ones: then sentences are topics, if written so often."""
FIT = 0.15
"""A comment belongs to a topic when its words lie so near to it (cosine)."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)


@dataclass(frozen=True)
class Topics:
    """Topics of n texts: the words each is called by, and for each text its topic (NONE for none) and how typical it
    is of it, from 0 to 1."""

    called: list[tuple[str, ...]]
    topic: Ints
    typical: Floats


def topics(texts: Texts, language: str) -> Topics:
    """Find the topics of texts of one language."""
    bare = [" ".join(words(text)) for text in texts]
    often = Counter(one for one in bare if one)
    if len(often) * AGAIN <= len(texts):
        return _sentences(bare, [one for one, count in often.items() if count >= AGAIN], language)
    if len(often) < FEWEST:
        return Topics([], np.full(len(texts), NONE), np.zeros(len(texts)))
    return _factored(bare, list(often), language)


def _sentences(bare: Sequence[str], again: Sequence[str], language: str) -> Topics:
    """Every sentence that is written again and again is a topic."""
    place = {text: at for at, text in enumerate(again)}
    topic = np.array([place.get(text, NONE) for text in bare], np.int64)
    if not again:
        return Topics([], topic, np.zeros(len(bare)))
    counts, names = _counted(again, language, 1)
    called = _called(counts, np.arange(len(again)), names, len(again))
    spoken = [_spoken(call, text.split()) for call, text in zip(called, again, strict=True)]
    return Topics(spoken, topic, (topic != NONE).astype(float))


def _spoken(called: Sequence[str], text: Sequence[str]) -> tuple[str, ...]:
    """The words in the order of their sentence; its beginning where none of them tells anything."""
    return tuple(sorted(called, key=text.index)) or (" ".join(text[:BEGINNING]),)


def _factored(bare: Sequence[str], once: Sequence[str], language: str) -> Topics:
    counts, names = _counted(once, language, RARE if len(once) < MANY_TEXTS else RARE_OF_MANY)
    if len(names) < FEW:
        return Topics([], np.full(len(bare), NONE), np.zeros(len(bare)))
    weights = _weighted(counts)
    centres = _centres(weights, len(once))
    near = np.asarray(weights @ centres.T)
    topic = np.where(near.max(axis=1) >= FIT, near.argmax(axis=1), NONE)
    called = _called(counts, topic, names, len(centres))
    place = {text: at for at, text in enumerate(once)}
    rows = np.array([place.get(text, NONE) for text in bare])
    typical = np.where(rows == NONE, 0.0, near.max(axis=1)[rows])
    return Topics(called, np.where(rows == NONE, NONE, topic[rows]), typical)


def words(text: str) -> list[str]:
    """The words of a text, in small letters.

    >>> words("NÃO gostei!! chegou em 3 dias")
    ['não', 'gostei', 'chegou', 'em', 'dias']
    """
    return WORD.findall(text.lower())


def _counted(once: Sequence[str], language: str, rare: int) -> tuple[csr_matrix, list[str]]:
    """In which texts which words stand, without those that say nothing and those in fewer than `rare` texts; the words
    in the order of the alphabet."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(
        tokenizer=str.split, token_pattern=None, lowercase=False, binary=True, min_df=rare
    )
    counts = counter.fit_transform(once).tocsr()
    names = counter.get_feature_names_out().tolist()
    shares = np.asarray(counts.mean(axis=0)).ravel()
    stops = stop_words(language, names, shares)
    # In a single sentence every word stands everywhere.
    most = EVERYWHERE if rare > 1 else 1.0
    told = [at for at, name in enumerate(names) if name not in stops and len(name) > 1 and shares[at] <= most]
    told = sorted(sorted(told, key=lambda at: (-shares[at], names[at]))[:MOST_WORDS])
    return counts[:, told], [names[at] for at in told]


def _weighted(counts: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer(sublinear_tf=True).fit_transform(counts.astype(np.float64)).tocsr()


def _centres(weights: Any, different: int) -> Floats:
    """The words of each topic, as vectors of length 1."""
    from sklearn.decomposition import NMF

    many = int(np.clip(round(math.sqrt(different) * 0.6), FEW, min(MANY, min(weights.shape))))
    some = weights[:: max(1, -(-weights.shape[0] // MOST_FITTED))]
    found: Floats = NMF(many, init="nndsvda", random_state=0, max_iter=200, tol=1e-3).fit(some).components_
    lengths: Floats = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.maximum(lengths, 1e-12)


def _called(counts: Any, topic: Ints, names: Sequence[str], many: int) -> list[tuple[str, ...]]:
    """For each topic the words that stand in it more often than elsewhere, the most telling first."""
    here = np.vstack([np.asarray(counts[topic == at].sum(axis=0)).ravel() for at in range(many)])
    within = here / np.maximum(here.sum(axis=1, keepdims=True), 1)
    among_all = here.sum(axis=0) / max(here.sum(), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        telling = np.where(here > 0, within * np.log(within / among_all), -1.0)
    return [
        tuple(_different(names[at] for at in np.argsort(-row, kind="stable") if row[at] >= 0))
        for row in telling
    ]


def _different(told: Iterable[str]) -> list[str]:
    """The first few that are not forms of one word: "entrega" and "entregas" say the same."""
    kept: list[str] = []
    for word in told:
        if not any(word[:5] == other[:5] for other in kept):
            kept.append(word)
        if len(kept) == CALLED_BY:
            break
    return kept
