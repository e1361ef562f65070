"""Pictures that begin where journeys begin: the log itself says the place of each visit, so they are one grouped query.

They tell the same as the kernels of `cells.py`, many times faster, and the tests hold one against the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.domain.duration import seconds
from desirepath.lake.tables import LATER_PLACES
from desirepath.measures.kernels import NEVER, SECOND
from desirepath.measures.passages import passages
from desirepath.measures.paths.cells import MOVES, STANDS, SUMS
from desirepath.measures.paths.columns import ENDED, OPEN, VISIT
from desirepath.measures.visits import PLACES, STORED, are_stored

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.paths.question import PathQuestion

OUT = {ENDED: "ended", OPEN: "still_open"}
"""What a journey stands at after its last visit, with the column that counts it."""


def are_placed(asked: PathQuestion) -> bool:
    """Whether the log itself says where everybody stands in each column of this question."""
    scope, params, rules = asked.scope, asked.params, asked.rules
    places = PLACES.get(params.of, {})
    known = bool(places) and {*places.values()} <= set(scope.view.tables[scope.table_name].columns)
    whole = rules.occurrence <= 1 and rules.within >= NEVER and rules.low >= 0 and not asked.periods
    return known and whole and rules.pattern == "start" and are_stored(scope, params)


def stands(asked: PathQuestion, columns: Sequence[int]) -> pa.Table:
    """As `cells.stands`, counted: STANDS, SUMS, and the keys."""
    found = _visits(asked, ["node"], since="first")
    visits = found.filter(pc.greater_equal(found["place"], columns[0]))
    parts = [_named(visits, step=visits["place"], kind=VISIT, node=visits["node"])]
    for kind, word in OUT.items():
        gone = _gone(found, word, asked.keys)
        for column in columns:
            out = gone.filter(pc.less(gone["place"], column))
            fresh = pc.if_else(pc.equal(out["place"], column - 1), out["n"], 0)
            parts.append(_named(out, step=column, kind=kind, node=None, fresh=fresh))
    return pa.concat_tables(parts, promote_options="default")


def moves(asked: PathQuestion, columns: Sequence[int]) -> pa.Table:
    """As `cells.moves`, counted: MOVES, SUMS, and the keys."""
    found = _visits(asked, ["prev", "node"], since="left_time")
    came = found.filter(pc.greater_equal(found["place"], columns[0]))
    names = {"from_kind": VISIT, "from": came["prev"], "to_kind": VISIT, "to": came["node"]}
    parts = [_named(came, step=came["place"], **names)]
    for kind, word in OUT.items():
        gone = _gone(found, word, ["node", *asked.keys])
        gone = gone.filter(pc.is_in(gone["place"], pa.array([column - 1 for column in columns])))
        names = {"from_kind": VISIT, "from": gone["node"], "to_kind": kind, "to": None}
        parts.append(_named(gone, step=pc.add(gone["place"], 1), **names))
    return pa.concat_tables(parts, promote_options="default")


def _visits(asked: PathQuestion, by: list[str], *, since: str) -> pa.Table:
    """One row for each place up to the last column, names and values of the keys, with SUMS and the ends in OUT.

    since : the time from which seconds count, "first" (of the journey) or "left_time" (of the visit before).
    """
    every = passages(asked.scope, asked.params) if asked.rules.high < LATER_PLACES else None
    if every is None:
        sums = _from_log(asked, by, since=since)
    else:
        every = every.filter(every.place <= asked.rules.high)
        told = every["since_first" if since == "first" else "seconds"]
        ends = {word: every[word].sum() for word in OUT.values()}
        sums = every.aggregate(n=every.moves.sum(), seconds=told.sum(), **ends, by=["place", *by])
    found = asked.scope.view.engine.to_arrow(sums)
    return found.append_column("timed", found["n"]).append_column("fresh", pc.multiply(found["n"], 0))


def _from_log(asked: PathQuestion, by: list[str], *, since: str) -> ir.Table:
    """The same from each visit of the journeys asked."""
    import ibis

    params = asked.params
    columns = {**STORED[params.of], **PLACES[params.of], "node": params.of}
    scope = asked.scope.reading(*columns.values())
    rows = scope.people()
    # What customers did has a place, and all else has none.
    rows = rows.filter(rows[columns["place"]] <= asked.rules.high, scope.in_dates(rows, columns["first"]))
    over = ibis.literal(False)
    if scope.now is not None:
        over = rows.time <= scope.now - timedelta(seconds=seconds(params.ended_after))
    counted = rows.mutate(
        **{name: rows[columns[name]] for name in ["place", *by]},
        last=rows[columns["next_time"]].isnull(),
        over=over,
        # Microseconds of all customers are more than a whole number of 64 bits holds.
        took=rows.time.delta(rows[columns[since]], unit="microsecond") / SECOND,
    )
    sums = counted.aggregate(
        n=counted.count(),
        seconds=counted.took.sum().fill_null(0.0),
        gone=counted["last"].sum(),
        ended=(counted["last"] & counted.over).sum(),
        by=["place", *by, *asked.keys],
    )
    return sums.mutate(still_open=sums.gone - sums.ended).drop("gone")


def _gone(found: pa.Table, word: str, names: Sequence[str]) -> pa.Table:
    """How many journeys went out at each place, with their names; no time is told of them."""
    by = ["place", *names]
    sums = found.filter(pc.greater(found[word], 0)).group_by(by).aggregate([(word, "sum")])
    none = pa.nulls(len(sums), pa.int64()).fill_null(0)
    return pa.table(
        {**dict(zip(by, sums.columns, strict=False)), "n": sums[f"{word}_sum"]}
        | dict.fromkeys(("fresh", "timed", "seconds"), none)
    )


def _named(found: pa.Table, **values: Any) -> pa.Table:
    """The rows under the names of a picture: a column, or one value of all of them; the rest as it was."""
    kinds = {**dict(STANDS), **dict(MOVES), **dict(SUMS)}
    names = {"place", "prev", "node", *OUT.values()}
    kept = {name: found[name] for name in found.column_names if name not in names}
    told = {
        name: pa.array([value] * len(found), kinds[name])
        if value is None or isinstance(value, int)
        else value
        for name, value in values.items()
    }
    every = told | {name: column for name, column in kept.items() if name not in told}
    return pa.table({name: c.cast(kinds[name]) if name in kinds else c for name, c in every.items()})
