"""Maps for tests: a small one that people can read, and a strategy for any valid one."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from desirepath.domain.map import Direction, Evidence, Lane, Map, NoteKind

SMALL = """# Our shop, as we planned it

desirepath: 1
title: From first visit to second order  # working title
objectives:
  # the one the board looks at
  - {id: repeat, text: Second order, measure: {name: repeat, params: {within: 120d}}, target: 0.30}  # agreed
touchpoints:
  - {id: shop, name: Web shop, channel: web}
stages:
  # people look around
  - id: consider  # do not rename
    title: Consideration
    kpis: [{measure: {name: conversion, params: {to: pay}}, target: 0.25}]
    steps:  # two of them
      # they compare
      - id: product
        title: Compares products
        touchpoints: [shop]
        evidence: assumed  # said on purpose
        match: {event: [Product Viewed]}
        # what hurts
        cards:
          # sizes!
          - {lane: pain, text: Sizes differ, owner: ana}  # told in interviews
          - lane: thought
            text: |
              many # not a comment
              lines
            # where it was said
            source: call 17
        # end of product

      # they pay
      - title: Pays
        # an id after the title
        id: pay

  # afterwards
  - id: after
    title: After
    steps: [{id: use, title: Uses}]
# the end
"""

ODD = [
    "yes",
    "null",
    "1",
    "1e3",
    "0x1F",
    "2027-01-01",
    "a: b",
    "# x",
    "- x",
    " x ",
    "x\n y\n",
    "a\nb",
    "{",
    "~",
]
words = st.text(max_size=12) | st.sampled_from(
    [*ODD, "é", "'", '"', "\\", "30d", "n", "a #b", "|", "\x85", "\ufeff"]
)
ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,6}", fullmatch=True)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-5, 5).map(float)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
lengths = st.sampled_from(["30m", "12h", "7d", "2w", "180d"])
plain = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | numbers | words | days
params = st.dictionaries(words, plain | st.lists(plain, max_size=2), max_size=2)
maybe_words = st.none() | words
word_lists = st.lists(words, max_size=2)
measures = st.fixed_dictionaries({"name": words}, optional={"params": params, "label": maybe_words})
evidence = st.sampled_from(list(Evidence))


def some(**optional: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    return optional


def unique(
    strategy: st.SearchStrategy[dict[str, Any]], **sizes: int
) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(strategy, unique_by=lambda entry: entry["id"], **sizes)


cards = st.fixed_dictionaries(
    {"lane": st.sampled_from(list(Lane)), "text": words},
    optional=some(
        detail=maybe_words,
        evidence=evidence,
        n=st.none() | st.integers(0, 10**6),
        on=st.none() | days,
        owner=maybe_words,
        status=st.sampled_from([None, "planned", "done"]),
        measure=st.none() | measures,
        tags=word_lists,
        map=st.none() | ids,
    ),
)
steps = st.fixed_dictionaries(
    {"id": ids, "title": words},
    optional=some(
        match=st.none()
        | st.fixed_dictionaries(
            {"event": st.lists(words, min_size=1, max_size=2)},
            optional=some(touchpoint=word_lists, channel=word_lists, where=maybe_words),
        ),
        expect=st.fixed_dictionaries(
            {}, optional=some(within=lengths, channel=word_lists, optional=st.booleans())
        ),
        feels=st.fixed_dictionaries(
            {},
            optional=some(
                believed=st.none() | st.floats(-2, 2),
                believed_for=st.lists(st.floats(-2, 2), max_size=2),
                measured=st.fixed_dictionaries({}, optional=some(events=word_lists, within=lengths)),
            ),
        ),
        moment_of_truth=st.booleans(),
        evidence=evidence,
        cards=st.lists(cards, max_size=3),
    ),
)
stages = st.fixed_dictionaries(
    {"id": ids, "title": words, "steps": unique(steps, min_size=1, max_size=3)},
    optional=some(
        kpis=st.lists(
            st.fixed_dictionaries({"measure": measures}, optional=some(target=st.none() | numbers)),
            max_size=2,
        )
    ),
)
documents = st.fixed_dictionaries(
    {"title": words, "stages": unique(stages, min_size=1, max_size=3)},
    optional=some(
        id=ids,
        summary=maybe_words,
        kind=st.sampled_from(["current", "future", "blueprint"]),
        objectives=unique(
            st.fixed_dictionaries(
                {"id": ids, "text": words, "measure": measures},
                optional=some(
                    target=st.none() | numbers,
                    due=st.none() | days,
                    direction=st.sampled_from(list(Direction)),
                ),
            ),
            max_size=2,
        ),
        personas=unique(
            st.fixed_dictionaries(
                {"id": ids, "name": words},
                optional=some(
                    age=st.none() | st.integers(0, 120),
                    motivations=word_lists,
                    demographics=st.dictionaries(words, words, max_size=2),
                    quotes=st.lists(
                        st.fixed_dictionaries({"text": words}, optional=some(on=days)), max_size=2
                    ),
                    refresh_every=lengths,
                ),
            ),
            max_size=2,
        ),
        field_notes=unique(
            st.fixed_dictionaries(
                {"id": ids, "text": words},
                optional=some(kind=st.sampled_from(list(NoteKind)), source=maybe_words, on=st.none() | days),
            ),
            max_size=2,
        ),
        touchpoints=unique(
            st.fixed_dictionaries({"id": ids, "name": words}, optional=some(channels=word_lists)), max_size=2
        ),
    ),
)


def _columns(document: dict[str, Any]) -> list[str]:
    return [entry["id"] for stage in document["stages"] for entry in (stage, *stage["steps"])]


def _voiced(document: dict[str, Any]) -> dict[str, Any]:
    """What is believed for single personas belongs to the personas of this map."""
    personas = [persona["id"] for persona in document.get("personas", [])]
    for feels in (step.get("feels", {}) for stage in document["stages"] for step in stage["steps"]):
        feels["believed_for"] = dict(zip(personas, feels.get("believed_for", []), strict=False))
    return document


maps = (
    documents.filter(lambda d: len(set(_columns(d))) == len(_columns(d))).map(_voiced).map(Map.model_validate)
)
