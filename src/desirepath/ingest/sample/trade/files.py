"""The made-up customers of a template written as files, with settings and recipes to read them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from desirepath.domain.settings import Settings
from desirepath.domain.settingsfile import dump
from desirepath.ingest.sample.trade.sheet import Stop, Trade, Walk
from desirepath.ingest.sample.trade.walking import DAY, Walked, felt_by, pick, walk

POINTS = {"csat": 5, "ces": 7, "stars": 5}
VERSIONS = {"csat": "5", "ces": "2.0"}
PAID_SPREAD = 0.35
"""Of the logarithm of what people pay."""

EVENTS = """# What happened, as the {name} sample made it up.
desirepath: 1
source: events
files: events.csv
complete_through: {through}
events:
  - event: {{column: event}}
    event_id: id
    time: time
    user_id: person
    channel: channel
    touchpoint: touchpoint
    campaign_source: source
    revenue: revenue
    properties: [variant]
"""
ANSWERS = """# What people answered when they were asked.
desirepath: 1
source: answers
files: answers.csv
complete_through: {through}
events:
  - event: {{column: event}}
    event_id: id
    time: time
    user_id: person
    kind: survey
    score: score
    scale: {{column: scale}}
    scale_version: {{column: version}}
    text: text
    properties: [step]
"""
PEOPLE = """# What is known of people.
desirepath: 1
source: people
files: people.csv
kind: traits
traits:
  - id: person
    columns: [{trait}]
"""


@dataclass(frozen=True)
class Outcome:
    """What came of the experiment: how many met each variant, and how many of them went on."""

    treated: int
    treated_on: int
    control: int
    control_on: int


def make_trade(folder: Path, name: str, given: Trade, *, customers: int, seed: int, end: date) -> Outcome:
    """Write data, recipes and settings of a template's sample; the same arguments give the same bytes."""
    plan = given.walk
    assert plan is not None, f"{name} has no customers of its own"
    rng = np.random.default_rng([seed, *name.encode()])
    walked = walk(plan, customers, rng)
    first = datetime.combine(end, time()) + timedelta(days=1 - plan.days)
    stamp = _Stamps(first)
    _write(folder / "data/events.csv", _EVENT_HEAD, _events(plan, walked, stamp, rng))
    _write(folder / "data/answers.csv", _ANSWER_HEAD, _answers(plan, walked, stamp, rng))
    people = ((f"c{n:05d}", kind) for n, kind in enumerate(walked.kind))
    _write(folder / "data/people.csv", ("person", plan.trait), people)
    words = {
        "name": given.name,
        "through": datetime.combine(end + timedelta(days=1), time()),
        "trait": plan.trait,
    }
    for source, text in (("events", EVENTS), ("answers", ANSWERS), ("people", PEOPLE)):
        (folder / f"recipes/{source}.yaml").write_text(text.format(**words), "utf-8")
    settings = Settings(
        name=given.name,
        timezone=given.timezone,
        currency=given.currency,
        segments=given.segments,
        keep=["variant"],
        synthetic=True,
    )
    (folder / "workspace.yaml").write_text(dump(settings), "utf-8")
    return outcome(plan, walked)


def outcome(plan: Walk, walked: Walked) -> Outcome:
    """The experiment's counts: of the people who met it, those who went on to the step it is about."""
    visits, trial = walked.visits, plan.trial
    at, to = walked.names.index(trial.at), walked.names.index(trial.to)
    met = (visits.stop == at) & (visits.time >= trial.day * DAY)
    goes = np.zeros(len(met), dtype=bool)
    goes[:-1] = (visits.person[1:] == visits.person[:-1]) & (visits.stop[1:] == to)
    _, firsts = np.unique(visits.person[met], return_index=True)
    rows = np.flatnonzero(met)[firsts]
    treated = walked.treated[visits.person[rows]]
    on = goes[rows]
    return Outcome(
        int(treated.sum()), int((on & treated).sum()), int((~treated).sum()), int((on & ~treated).sum())
    )


_EVENT_HEAD = ("id", "time", "person", "event", "channel", "touchpoint", "source", "revenue", "variant")
_ANSWER_HEAD = ("id", "time", "person", "event", "scale", "version", "score", "step", "text")


class _Stamps:
    """Seconds since the first day as text."""

    def __init__(self, first: datetime) -> None:
        self.first = np.datetime64(first, "s")

    def __call__(self, seconds: np.ndarray) -> list[str]:
        return [str(one).replace("T", " ") for one in self.first + seconds.astype("timedelta64[s]")]


def _events(
    plan: Walk, walked: Walked, stamp: _Stamps, rng: np.random.Generator
) -> Iterable[Sequence[object]]:
    visits = walked.visits
    count = len(visits.stop)
    columns = {name: np.full(count, "", dtype="U40") for name in ("event", "channel", "touchpoint", "source")}
    paid = np.full(count, "", dtype="U12")
    for number, name in enumerate(walked.names):
        stop, here = plan.stops[name], np.flatnonzero(visits.stop == number)
        weights = {
            "event": stop.events,
            "channel": stop.channel,
            "touchpoint": stop.touchpoint,
            "source": stop.source,
        }
        for column, given in weights.items():
            columns[column][here] = pick(given, len(here), rng)
        if stop.revenue is not None:
            amounts = stop.revenue * np.exp(PAID_SPREAD * rng.standard_normal(len(here)))
            paid[here] = [f"{amount:.2f}" for amount in amounts]
    trial = plan.trial
    met = (visits.stop == walked.names.index(trial.at)) & (visits.time >= trial.day * DAY)
    variant = np.where(met, np.where(walked.treated[visits.person], trial.name, "as before"), "")
    yield from zip(
        (f"e{n:06d}" for n in range(count)),
        stamp(visits.time),
        (f"c{person:05d}" for person in visits.person),
        *(columns[name] for name in ("event", "channel", "touchpoint", "source")),
        paid,
        variant,
        strict=True,
    )


def _answers(
    plan: Walk, walked: Walked, stamp: _Stamps, rng: np.random.Generator
) -> Iterable[Sequence[object]]:
    """Binomial scores around the feeling: their mean is the feeling, whatever the scale."""
    visits = walked.visits
    end = plan.days * DAY
    number = 0
    for at, name in enumerate(walked.names):
        stop, here = plan.stops[name], np.flatnonzero(visits.stop == at)
        feeling = felt_by(stop, walked.kind[visits.person[here]])
        when = visits.time[here] + (3_600 * (1 + 40 * rng.random(len(here)))).astype(np.int64)
        asks = (rng.random(len(here)) < stop.asked) & ~np.isnan(feeling) & (when < end)
        points = POINTS[stop.scale]
        scores = 1 + rng.binomial(points - 1, np.where(np.isnan(feeling), 0, feeling + 2) / 4)
        writes = rng.random(len(here)) < 0.2
        for row in np.flatnonzero(asks):
            number += 1
            text = _text(stop, int(scores[row]), points, number) if writes[row] else ""
            yield (
                *(
                    f"a{number:06d}",
                    stamp(when[row : row + 1])[0],
                    f"c{visits.person[here[row]]:05d}",
                    stop.answer,
                ),
                *(stop.scale, VERSIONS.get(stop.scale, ""), scores[row], name, text),
            )
        mean = plan.recommend.get(name)
        if mean is None:
            continue
        later = visits.time[here] + 3 * DAY
        for row in np.flatnonzero((rng.random(len(here)) < 0.3) & (later < end)):
            number += 1
            score = rng.binomial(10, (mean + 2) / 4)
            person = f"c{visits.person[here[row]]:05d}"
            yield (
                f"a{number:06d}",
                stamp(later[row : row + 1])[0],
                person,
                "NPS answered",
                "nps",
                "",
                score,
                "",
                "",
            )


def _text(stop: Stop, score: int, points: int, number: int) -> str:
    """What somebody writes: the first half of the sayings by people who feel bad, the rest by others."""
    half = len(stop.said) // 2
    fits = stop.said[:half] if score <= points / 2 else stop.said[half:]
    return fits[number % len(fits)] if fits else ""


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
