"""The comments of a build: what was written, by whom, about which step, and with which score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desirepath.insights.text.language import languages
from desirepath.insights.text.levels import levels
from desirepath.measures.view import View
from desirepath.science.arrays import Flags, Floats, Ints

MOST = 200_000
"""Of more comments a random part is looked at: customers fall into buckets by a hash."""
SCALE_OF_READ = "text"
"""Feelings read from words stand beside those of scores as a kind of their own."""
Words = NDArray[np.object_]


@dataclass(frozen=True)
class Comments:
    """Arrays of n comments in the order of their time.

    `customers` is None where nobody knows who wrote; `steps` None where it is about no step of the map; `feelings` is
    that of the score given with it, NaN without one, and `levels` the same as low, middle or high. `of` is how many
    comments there are in all.
    """

    texts: Words
    told: Words
    languages: Words
    customers: Words
    steps: Words
    scales: Words
    feelings: Floats
    levels: Ints
    times: NDArray[np.datetime64]
    of: int

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def scored(self) -> Flags:
        return ~np.isnan(self.feelings)


def comments(view: View, most: int = MOST) -> Comments:
    """Read the comments of a view's map, or about `most` of them."""
    answers = view.tables["answers"]
    written = answers.filter(answers.text.strip() != "")
    rows, buckets = view.records(written.aggregate(n=written.count(), last=written.bucket.max()))[0].values()
    if rows > most:
        # Whoever is looked at is looked at whole; feedback of nobody known lies in the first bucket.
        some = max(1, (buckets + 1) * most // rows)
        written = written.filter(written.bucket < some)
    columns = written.select(
        "text", "language", "customer", "step", "scale", "feeling", "time", "event_id", "source"
    )
    table = view.engine.to_arrow(columns.order_by(["time", "source", "event_id"])).combine_chunks()
    if len(table) > most:
        kept = np.sort(np.random.default_rng(0).choice(len(table), most, replace=False))
        table = table.take(kept)

    def words(name: str) -> Any:
        return table[name].to_numpy(zero_copy_only=False).astype(object)

    feelings = table["feeling"].cast("float64").to_numpy(zero_copy_only=False)
    texts, told = words("text"), words("language")
    return Comments(
        texts=texts,
        told=told,
        languages=_languages(texts, told),
        customers=words("customer"),
        steps=words("step"),
        scales=words("scale"),
        feelings=feelings,
        levels=levels(feelings, words("scale").tolist()),
        times=table["time"].to_numpy(),
        of=int(rows),
    )


def _languages(texts: Words, told: Words) -> Words:
    """Many comments say the same: each is looked at once."""
    pairs = list(zip(texts, told, strict=True))
    once = list(dict.fromkeys(pairs))
    found = languages([text for text, _ in once], [name for _, name in once])
    known = dict(zip(once, found, strict=True))
    return np.array([known[pair] for pair in pairs], object)
