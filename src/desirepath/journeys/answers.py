"""Journey log + map -> answers: what people said, as a feeling, and about which step. A bucket kernel.

The step is found by the first of these that finds one:
- "named": the answer's properties name a step id as `step`;
- "this step": the answer is itself a row of a step whose `feels.measured.about` is "this step";
- "order": the latest step before the answer with the same order_id, whoever acted;
- "before invitation": the customer's last own step before the company asked. It asked with its latest message about
  the same order, else with its latest message whose event name speaks of a survey, at most 30 days before;
- "before answer": the customer's last own step before the answer;
- "touchpoint": only for answers of nobody known: the one step that lists the answer's touchpoint.

Save for "named", a step is passed over when `feels.measured.events` lists other events than the answer's, and the
answer must come within `feels.measured.within` of the step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.domain.duration import seconds
from desirepath.domain.map import Map, Step
from desirepath.journeys.clock import SECOND
from desirepath.journeys.columns import as_one, as_whole, codes, equal, flags, numbers, plain
from desirepath.journeys.context import Flags, Rows, group_numbers, group_starts, last_before, pair_keys
from desirepath.journeys.feeling import feelings
from desirepath.lake.tables import ANSWERS, FEEDBACK, widened

INVITATION = "survey"
INVITED_WITHIN = 30 * 86_400 * SECOND
NOWHERE = -1
ABOUT = ("named", "this step", "order", "before invitation", "before answer", "touchpoint")


COPIED = [
    "bucket",
    "customer",
    "account",
    "event_id",
    "source",
    "event",
    "kind",
    "channel",
    "touchpoint",
    "device",
    "product",
    "agent",
    "order_id",
    "time",
    "local",
    "score",
    "scale",
    "scale_version",
    "text",
    "language",
    "first_time",
]


def answers_schema(keep: list[str]) -> pa.Schema:
    """Columns of `answers_<map id>`."""
    return widened(ANSWERS, keep)


def is_answer(journeys: pa.Table) -> Flags:
    """Rows with a score, and surveys, reviews and mentions that are not the company's own messages."""
    spoken = pc.is_in(plain(as_one(journeys["kind"])), value_set=pa.array(FEEDBACK))
    own = pc.fill_null(pc.equal(plain(as_one(journeys["actor"])), "customer"), False)
    return flags(pc.or_(pc.is_valid(as_one(journeys["score"])), pc.and_(spoken, own)))


def answer_log(journeys: pa.Table, positions: npt.NDArray[np.int32], plan: Map, keep: list[str]) -> pa.Table:
    """The answers in one bucket.

    journeys : the bucket's journeys, sorted by (customer, seq).
    positions : for each row the position of its step, -1 for none.
    """
    chosen = np.flatnonzero(is_answer(journeys))
    rows = _Rows.of(journeys, positions)
    step, about = _linked(rows, chosen, plan) if len(chosen) else _nothing(0)
    return _table(journeys.take(pa.array(chosen)), step, about, plan, keep)


def unlinked_answers(rows: pa.Table, plan: Map, keep: list[str]) -> pa.Table:
    """Answers of nobody known: only a named step or their touchpoint can say what they are about.

    rows : the columns of journeys, with the customer null.
    """
    step, about = _nothing(rows.num_rows)
    named = _named(rows["named_step"], plan)
    _fill(step, about, "named", named)
    _fill(step, about, "touchpoint", _by_touchpoint(rows["touchpoint"], plan))
    return _table(rows, step, about, plan, keep)


@dataclass(frozen=True)
class _Rows:
    """What linking looks at, for all rows of a bucket."""

    position: npt.NDArray[np.int32]
    time: Rows
    starts: Rows  # first row of the customer
    own: Flags
    asked: Flags  # the company wrote to the customer
    survey: Flags  # the row is a survey, or its event's name speaks of one
    event: pa.Array
    order: Rows  # number of the order, -1 without
    named: pa.Array

    @staticmethod
    def of(journeys: pa.Table, positions: npt.NDArray[np.int32]) -> _Rows:
        event = as_one(journeys["event"])
        order = plain(as_one(journeys["order_id"])).dictionary_encode().indices.fill_null(-1)
        kind = plain(as_one(journeys["kind"]))
        message = pc.fill_null(pc.is_in(kind, value_set=pa.array(["message", "survey"])), False)
        return _Rows(
            position=positions,
            time=as_whole(journeys["time"]),
            starts=group_starts(codes(as_one(journeys["customer"]))),
            own=equal(as_one(journeys["actor"]), "customer"),
            asked=equal(as_one(journeys["actor"]), "company") & flags(message),
            survey=_speaks_of(event, INVITATION) | equal(as_one(journeys["kind"]), "survey"),
            event=event,
            order=numbers(order),
            named=as_one(journeys["named_step"]),
        )


def _linked(rows: _Rows, chosen: Rows, plan: Map) -> tuple[Rows, Rows]:
    """For each answer the position of its step and how it was found."""
    step, about = _nothing(len(chosen))
    _fill(step, about, "named", _named(rows.named.take(pa.array(chosen)), plan))
    invitation = _invitation(rows)
    words = plain(rows.event.take(pa.array(chosen))).dictionary_encode()
    taking = [_taking(plan.steps(), word) for word in words.dictionary.to_pylist()]
    groups: dict[tuple[bool, ...], list[int]] = {}
    for code, accepting in enumerate(taking):
        groups.setdefault(tuple(accepting), []).append(code)
    for takes, members in groups.items():
        here = np.flatnonzero(np.isin(words.indices.to_numpy(), members))
        for word, found in _candidates(rows, chosen[here], np.array(takes), plan, invitation):
            _fill(step, about, word, found, here)
    return step, about


def _candidates(
    rows: _Rows, chosen: Rows, takes: Flags, plan: Map, invitation: Rows
) -> list[tuple[str, Rows]]:
    """Steps of answers that the same steps take, in the order of the rules."""
    steps = plan.steps()
    eligible = (rows.position >= 0) & np.append(takes, False)[rows.position]
    within = np.array([seconds(step.feels.measured.within) * SECOND for step in steps])
    itself = np.array([step.feels.measured.about == "this step" for step in steps])

    def at(found: Rows) -> Rows:
        """The step that stands in a row, if the answer came soon enough after it."""
        position = np.where(found >= 0, rows.position[found], NOWHERE)
        soon = rows.time[chosen] - rows.time[found] <= within[position]
        return np.where((position >= 0) & soon, position, NOWHERE)

    own_before = last_before(eligible & rows.own, rows.starts)
    asked = invitation[chosen]
    return [
        ("this step", at(np.where(eligible[chosen] & itself[rows.position[chosen]], chosen, -1))),
        ("order", at(_same_order_before(eligible, rows)[chosen])),
        ("before invitation", at(np.where(asked >= 0, own_before[asked], -1))),
        ("before answer", at(own_before[chosen])),
    ]


def _same_order_before(wanted: Flags, rows: _Rows) -> Rows:
    """For each row the last flagged row before it of the same customer and order."""
    found = np.full(len(wanted), -1)
    places = np.flatnonzero(rows.order >= 0)
    if len(places):
        keys = pair_keys(group_numbers(rows.starts)[places], rows.order[places])
        sequence = np.argsort(keys, kind="stable")
        sorted_places = places[sequence]
        before = last_before(wanted[sorted_places], group_starts(keys[sequence]))
        found[sorted_places] = np.where(before >= 0, sorted_places[before], -1)
    return found


def _invitation(rows: _Rows) -> Rows:
    """For each row the company's message that asked for it, at most 30 days before; -1 if none."""
    by_order = _same_order_before(rows.asked & rows.survey, rows)
    found = np.where(by_order >= 0, by_order, last_before(rows.asked & rows.survey, rows.starts))
    return np.where((found >= 0) & (rows.time - rows.time[found] <= INVITED_WITHIN), found, -1)


def _taking(steps: list[Step], event: str) -> list[bool]:
    """Which steps take answers of this event."""
    return [not step.feels.measured.events or event in step.feels.measured.events for step in steps]


def _named(names: pa.Array | pa.ChunkedArray, plan: Map) -> Rows:
    ids = pa.array([step.id for step in plan.steps()])
    words = plain(as_one(names) if isinstance(names, pa.ChunkedArray) else names)
    return numbers(pc.index_in(words, value_set=ids).fill_null(NOWHERE))


def _by_touchpoint(touchpoints: pa.ChunkedArray, plan: Map) -> Rows:
    """The position of the only step that lists the touchpoint."""
    steps = plan.steps()
    names = sorted({name for step in steps for name in step.touchpoints})
    at = {name: [n for n, step in enumerate(steps) if name in step.touchpoints] for name in names}
    only = np.array([at[name][0] if len(at[name]) == 1 else NOWHERE for name in names] + [NOWHERE])
    index = pc.index_in(plain(as_one(touchpoints)), value_set=pa.array(names, pa.string()))
    return only[numbers(index.fill_null(len(names)))]


def _nothing(size: int) -> tuple[Rows, Rows]:
    return np.full(size, NOWHERE), np.full(size, NOWHERE)


def _fill(step: Rows, about: Rows, word: str, found: Rows, here: Rows | None = None) -> None:
    """Write down steps that were found where none was found before."""
    places = np.arange(len(step)) if here is None else here
    new = (step[places] == NOWHERE) & (found != NOWHERE)
    step[places[new]] = found[new]
    about[places[new]] = ABOUT.index(word)


def _speaks_of(event: pa.Array, word: str) -> Flags:
    encoded = event if pa.types.is_dictionary(event.type) else event.dictionary_encode()
    speaks = flags(pc.match_substring(encoded.dictionary, word, ignore_case=True))
    return np.append(speaks, False)[codes(encoded)]


def _table(rows: pa.Table, step: Rows, about: Rows, plan: Map, keep: list[str]) -> pa.Table:
    steps, schema = plan.steps(), answers_schema(keep)
    column = {name: rows[name] for name in [*COPIED, *(f"prop_{name}" for name in keep)]}
    scores = rows["score"].to_numpy(zero_copy_only=False)
    felt = feelings(
        scores.astype(float), *(plain(as_one(rows[name])).to_pylist() for name in ("scale", "scale_version"))
    )
    column |= {
        "feeling": pa.array(felt, mask=np.isnan(felt)),
        "step": _word([s.id for s in steps], step),
        "stage": _word([plan.stage_of(s.id).id for s in steps], step),
        "about": _word(list(ABOUT), about),
    }
    return pa.table([column[name] for name in schema.names], names=schema.names)


def _word(words: list[str], numbers: Rows) -> pa.Array:
    return pa.array(words).take(pa.array(numbers, mask=numbers < 0))
