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
from desirepath.measures.visits import AROUND, are_stored, scope_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.paths.question import PathQuestion

OUT = {ENDED: "ended", OPEN: "still_open"}
"""What a journey stands at after its last visit, with the column that counts it."""


def are_placed(asked: PathQuestion) -> bool:
    """Whether the log itself says where everybody stands in each column of this question."""
    rules = asked.rules
    whole = rules.occurrence <= 1 and rules.within >= NEVER and rules.low >= 0 and not asked.periods
    return whole and rules.pattern == "start" and are_stored(asked.scope, asked.params)


def stands(asked: PathQuestion, columns: Sequence[int]) -> pa.Table:
    """As `cells.stands`, counted: STANDS, SUMS, and the keys."""
    found = _visits(asked, "since_first", "node")
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
    found = _visits(asked, "seconds", "prev", "node")
    came = found.filter(pc.greater_equal(found["place"], columns[0]))
    names = {"from_kind": VISIT, "from": came["prev"], "to_kind": VISIT, "to": came["node"]}
    parts = [_named(came, step=came["place"], **names)]
    for kind, word in OUT.items():
        gone = _gone(found, word, ["node", *asked.keys])
        gone = gone.filter(pc.is_in(gone["place"], pa.array([column - 1 for column in columns])))
        names = {"from_kind": VISIT, "from": gone["node"], "to_kind": kind, "to": None}
        parts.append(_named(gone, step=pc.add(gone["place"], 1), **names))
    return pa.concat_tables(parts, promote_options="default")


def _visits(asked: PathQuestion, time: str, *by: str) -> pa.Table:
    """One row for each place up to the last column, names and values of the keys, with SUMS and the ends in OUT.

    time : what the seconds are since: `seconds` (the visit before) or `since_first` (that of the journey), as of
        PASSAGES.
    """
    every = passages(asked.scope, asked.params) if asked.rules.high < LATER_PLACES else None
    if every is None:
        sums = _from_log(asked, time, *by)
    else:
        every = every.filter(every.place <= asked.rules.high)
        ends = {word: every[word].sum() for word in OUT.values()}
        sums = every.aggregate(n=every.moves.sum(), seconds=every[time].sum(), **ends, by=["place", *by])
    found = asked.scope.view.engine.to_arrow(sums)
    return found.append_column("timed", found["n"]).append_column("fresh", pc.multiply(found["n"], 0))


def _from_log(asked: PathQuestion, time: str, *by: str) -> ir.Table:
    """The same from each visit of the journeys asked."""
    import ibis

    params, around = asked.params, AROUND[asked.params.of]
    scope = scope_of(asked.scope, params)
    rows = scope.people()
    # What customers did has a place, and all else has none.
    rows = rows.filter(rows[around.place] <= asked.rules.high, scope.in_dates(rows, around.first))
    since = rows[around.first if time == "since_first" else around.prev_time]
    over = ibis.literal(False)
    if scope.now is not None:
        over = rows.time <= scope.now - timedelta(seconds=seconds(params.ended_after))
    counted = rows.mutate(
        place=rows[around.place],
        **{name: rows[getattr(around, name)] for name in by},
        last=rows[around.next_time].isnull(),
        over=over,
        # Microseconds of all customers are more than a whole number of 64 bits holds.
        took=rows.time.delta(since, unit="microsecond") / SECOND,
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
