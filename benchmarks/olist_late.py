"""What a late parcel does to stars and to another order, on the real shop in examples/olist."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from desirepath.insights.money.after import HORIZON_DAYS, after
from desirepath.insights.money.before import before
from desirepath.insights.money.gates import gates_of
from desirepath.insights.money.price import CHANCE, FOLDS, OUTCOME, SEED, Moments, price
from desirepath.insights.pains.conditions import Split
from desirepath.insights.pains.detectors.told import TOLD
from desirepath.insights.pains.landmarks import Landmarks, first_rows_of_days, landmarks, looked_over
from desirepath.insights.pains.place import DAY, Place
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.view import View
from desirepath.science.aipw import Adjusted, effect_on_exposed
from desirepath.science.arrays import Floats
from desirepath.science.crossfit import assign_folds
from desirepath.science.intervals import Estimate
from desirepath.services.bringing import build_journeys, import_data
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace
from figure import Figure
from olist import ROOT, data_folder

PLACE = Place("delivered", "Order Delivered")


def late_deliveries() -> Iterator[Figure]:
    data = data_folder()
    if data is None:
        yield Figure("Olist, what a late parcel does", "told", None, True, why="its data are not there")
        return
    with TemporaryDirectory() as folder:
        shop = Path(folder) / "olist"
        shutil.copytree(ROOT / "examples/olist", shop)
        (shop / "data").symlink_to(data)
        workspace = open_workspace(shop)
        import_data(workspace)
        build_journeys(workspace)
        with (
            Reader(workspace, DuckDBEngine()) as reader,
            looked_over(reader.view(workspace.published("main")), [TOLD]) as view,
        ):
            yield from _effects(view)


def _effects(view: View) -> Iterator[Figure]:
    marks = landmarks(view, PLACE, [TOLD])
    late = next(split for split in marks.splits if split.rule == "prop_late = 'true'")
    with view.engine.kept(first_rows_of_days(PLACE.rows(view))) as rows:
        orders, spent = after(view, rows)
        known = before(view, PLACE, rows, late.columns)
    left = (np.datetime64(view.now, "us") - marks.times) / np.timedelta64(DAY, "s")
    years = np.clip(left / HORIZON_DAYS, 0.0, 1.0)
    found = price(late, Moments(marks.customers, orders, spent, years, known))
    if found is not None:
        checks = ", ".join(f"{gate.name}{'' if gate.passed else ' NOT'} passed" for gate in found.gates)
        grade = "C" if all(gate.passed for gate in found.gates) else "D"
        told = f"{_points(found.lost)} fewer order again, {found.exposures:,} late parcels, grade {grade} ({checks})"
        yield Figure("Olist, late parcels and another order within a year", "told", told, True)
    stars = _stars(view, marks)
    there = late.told & ~np.isnan(stars)
    scored = _scored(late, there, known.values, stars, marks)
    effect = scored.effects[0]
    checks = ", ".join(f"{gate.name}{'' if gate.passed else ' NOT'} passed" for gate in gates_of(scored))
    told = f"{_number(effect.estimate)} stars, unadjusted {_number(effect.naive)}, of {int(there.sum()):,} ({checks})"
    yield Figure("Olist, late parcels and stars of that order", "told", told, True)


def _scored(late: Split, there: np.ndarray, known: Floats, stars: Floats, marks: Landmarks) -> Adjusted:
    customers = marks.customers[there]
    folds = assign_folds(customers, FOLDS, np.random.default_rng(SEED))
    return effect_on_exposed(
        stars[there],
        late.exposed[there],
        known[there],
        folds,
        clusters=customers,
        chance=CHANCE,
        outcome=OUTCOME,
    )


def _stars(view: View, marks: Landmarks) -> Floats:
    """The first stars given for the order, NaN where none were.

    Who waits too long answers before the parcel comes: answers from before the delivery count too, or the unhappiest
    would be left out.
    """
    answers = view.tables["answers"]
    delivered = PLACE.rows(view).select("customer", "seq", "order_id")
    given = answers.filter(answers.scale == "stars", answers.score.notnull())
    given = given.select("order_id", "score", then=given.time)
    pairs = delivered.inner_join(given, "order_id")
    first = pairs.group_by(["customer", "seq"]).aggregate(score=pairs.score.argmin(pairs.then))
    table = view.engine.to_arrow(first).to_pydict()
    of = dict(zip(zip(table["customer"], table["seq"], strict=True), table["score"], strict=True))
    keys = zip(marks.customers.tolist(), marks.seqs.tolist(), strict=True)
    return np.array([of.get(key, np.nan) for key in keys], float)


def _points(share: Estimate) -> str:
    value, low, high = (100 * (part or 0.0) for part in (share.value, share.low, share.high))
    return f"{value:.2f} points ({low:.2f} to {high:.2f})"


def _number(one: Estimate) -> str:
    return f"{one.value or 0.0:.2f} ({one.low or 0.0:.2f} to {one.high or 0.0:.2f})"
