"""Sentiment learned from scored comments: it knows the words of these customers, in any language.

Pieces of words of two to five characters, weighted by how rare they are (TF-IDF), and a logistic regression of the
level of the score on them. It needs no word list and forgives spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.text.levels import LEVELS
from desirepath.insights.text.reader import Read, Texts
from desirepath.science.arrays import Floats, Ints

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

PIECES = (2, 5)
MOST_PIECES = 60_000
MOST_TEXTS = 60_000
"""More texts teach hardly more: the latest are taken."""


@dataclass(frozen=True)
class Learned:
    """A fitted model. `feelings` is the mean feeling of each level among the texts it was learned from."""

    pieces: TfidfVectorizer
    model: LogisticRegression
    feelings: Floats

    def read(self, texts: Texts) -> Read:
        if not len(texts):
            return Read(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
        chances = np.zeros((len(texts), len(LEVELS)))
        chances[:, self.model.classes_] = self.model.predict_proba(self.pieces.transform(texts))
        return Read(chances.argmax(axis=1), chances[:, 0], chances @ self.feelings)


def learn(texts: Texts, levels: Ints, feelings: Floats) -> Learned:
    """Learn from texts in the order of their time. At least two levels must occur."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts, levels, feelings = texts[-MOST_TEXTS:], levels[-MOST_TEXTS:], feelings[-MOST_TEXTS:]
    pieces = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=PIECES,
        min_df=min(3, max(1, len(texts) // 100)),
        max_features=MOST_PIECES,
        sublinear_tf=True,
        dtype=np.float32,
    )
    model = LogisticRegression(C=1.0, max_iter=300, tol=1e-3).fit(pieces.fit_transform(texts), levels)
    means = [feelings[levels == at].mean() if (levels == at).any() else 0.0 for at in range(len(LEVELS))]
    return Learned(pieces, model, np.array(means))
