"""Making the files of the sample shop."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from desirepath.errors import InputError
from desirepath.ingest.sample import aftermath, asking, feedback, later, mails, shopping, told, truth, webfile
from desirepath.ingest.sample.clock import Calendar
from desirepath.ingest.sample.dirt import ORDERS_TWICE, with_broken, with_repeats
from desirepath.ingest.sample.episode import live
from desirepath.ingest.sample.files import Shelf
from desirepath.ingest.sample.ids import Ids, known
from desirepath.ingest.sample.lives import draw_people
from desirepath.ingest.sample.story import NO_EFFECTS, Effects
from desirepath.ingest.sample.truthfile import document
from desirepath.ingest.sample.voices import Felt, Survey
from desirepath.ingest.sample.workspace import END
from desirepath.ingest.sample.world import World
from desirepath.progress import Report, silent

CHUNK = 12_000
"""People made at a time; it bounds memory. Part of what makes equal arguments give equal bytes."""

MOST = 9_000_000
"""As many people as the seven digits of an account number tell apart."""


@dataclass(frozen=True)
class Summary:
    """What was written: rows of each file, dirt planted on purpose, and where the truths stand."""

    folder: Path
    rows: dict[str, int]
    dirt: dict[str, int]
    truth: Path

    @property
    def events(self) -> int:
        """Rows of all files but the customers traits."""
        return sum(count for name, count in self.rows.items() if name != "customers.csv")


@dataclass
class Count:
    """What runs on from chunk to chunk."""

    rows: dict[str, int] = field(default_factory=dict)
    dirt: dict[str, int] = field(default_factory=dict)
    felt: dict[str, Felt] = field(default_factory=dict)
    tally: truth.Tally = field(default_factory=truth.Tally)
    mails: int = 0

    def soil(self, file: str, counts: dict[str, int]) -> None:
        for what, count in counts.items():
            name = f"{file}: {what}"
            self.dirt[name] = self.dirt.get(name, 0) + count


def generate(
    folder: Path,
    *,
    seed: int = 1,
    customers: int = 6_000,
    months: int = 18,
    end: date = END,
    effects: bool = True,
    progress: Report = silent,
) -> Summary:
    """What would the data of a small shop look like, if we knew what is true about it?

    Writes the exports of a dozen systems to `folder/data` and the planted truths to `folder/truth.json`.

    Parameters
        seed       the same arguments give the same bytes
        customers  people who ever meet the shop, 1 to 9,000,000; about half of them buy
        months     length of the period, 1 to 60; it ends with the day `end`
        effects    False turns every causal effect off; confounding and feelings stay
        progress   called with (phase, people done, people in all)

    Raises InputError(bad_sample) for sizes that make no shop.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as place:
        ...     made = generate(Path(place), customers=50)
        >>> made.rows["customers.csv"] > 10
        True
    """
    if not 1 <= customers <= MOST or not 1 <= months <= 60:
        raise InputError(
            f"A sample of {customers} customers over {months} months cannot be made.",
            code="bad_sample",
            remedy=f"Give 1 to {MOST:,} customers, and 1 to 60 months.",
        )
    calendar = Calendar.of(end, months)
    world_effects = Effects() if effects else NO_EFFECTS
    count = Count()
    with Shelf(folder / "data") as shelf:
        for first in range(0, customers, CHUNK):
            progress("sample", first, customers)
            size = min(CHUNK, customers - first)
            _chunk(shelf, count, seed, first, size, calendar, world_effects)
        count.rows = dict(shelf.rows)
    progress("sample", customers, customers)
    made = {
        "seed": seed,
        "customers": customers,
        "months": months,
        "end": str(end),
        "effects": effects,
        "rows": count.rows,
        "dirt": count.dirt,
    }
    path = folder / "truth.json"
    truths = document(count.tally, count.felt, world_effects, calendar, made)
    path.write_text(json.dumps(truths, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return Summary(folder, count.rows, count.dirt, path)


def _chunk(
    shelf: Shelf, count: Count, seed: int, first: int, size: int, calendar: Calendar, effects: Effects
) -> None:
    """Make and write some of the people. Lives come from one stream of luck, records from another."""
    people = draw_people(np.random.default_rng([seed, first, 0]), size, first, calendar)
    lives = live(people, effects, calendar)
    world = World(
        people,
        lives,
        known(people, lives),
        Ids.of(people.number),
        calendar,
        np.random.default_rng([seed, first, 1]),
    )
    done = aftermath.after(world)
    then = later.later(world, done)
    sent = mails.mails(world, done)
    clicked = sent.event == mails.CLICKED
    made = shopping.sessions(world, sent.person[clicked], sent.time[clicked])
    events = shopping.web_events(world, made)
    survey = Survey(world, count.felt)
    asking.ask_shoppers(survey, made, events)
    asking.ask_customers(survey, done, then, sent)
    given = told.reviews(world, done, count.felt)
    rating, text, rated = told.repair_ratings(world, done, then, count.felt)
    contacts = told.tickets(world, done, made, events)

    def start(file: str) -> int:
        return shelf.rows.get(file, 0)

    web, dirt = webfile.web_table(world, made, events, start("web.csv.gz"))
    count.soil("web.csv.gz", dirt.counts)
    orders, twice = with_repeats(world.rng, aftermath.order_table(world, done), ORDERS_TWICE)
    count.soil("orders.csv", {"twice": twice})
    answers = feedback.survey_table(world, done, survey.answers, start("surveys.csv"))
    tables: dict[str, pa.Table] = {
        "web.csv.gz": with_broken(world.rng, web, "message_id", "timestamp"),
        "orders.csv": with_broken(world.rng, orders, "record", "time"),
        "surveys.csv": with_broken(world.rng, answers, "answer_id", "answered_at"),
        "campaigns.csv": webfile.campaign_table(world),
        "shipping.csv": aftermath.shipping_table(world, done),
        "returns.csv": aftermath.return_table(world, done),
        "support.jsonl": feedback.ticket_table(world, done, contacts, start("support.jsonl")),
        "reviews.csv": feedback.review_table(world, done, given, start("reviews.csv")),
        "email.csv": mails.mail_table(world, sent, count.mails),
        "repairs.csv": later.repair_table(world, done, then, rating, feedback.comments(text)[0], rated),
        "resale.csv": later.resale_table(world, done, then),
        "referrals.csv": later.referral_table(world, done, then),
        "mentions.csv": feedback.mention_table(world, start("mentions.csv")),
        "customers.csv": later.customer_table(world),
    }
    for name, table in tables.items():
        loose = [f"### export {first} interrupted, resumed ###"] if name == "surveys.csv" else []
        shelf.write(name, table, loose=loose)
    count.mails += int(sent.mail.max()) + 1 if len(sent.mail) else 0
    truth.count_chunk(count.tally, people, lives, effects, calendar)
    truth.count_mails(count.tally, lives, sent, calendar)
    truth.count_repairs(count.tally, lives, done.person[then.repair], calendar)
