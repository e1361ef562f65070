"""The tables of a lake: their columns, types and meaning.

All times are UTC in microseconds *without* a zone mark (engines disagree about casts of zoned times), except
columns called `local`, which are naive wall-clock times in the workspace's zone; every calendar bucket uses those.
Delta Lake knows no unsigned integers, so none are used. Column statistics are kept on `bucket` and times only:
Delta logs would otherwise hold e-mail addresses as minima and maxima, and erasure could never be complete.
"""

from __future__ import annotations

import pyarrow as pa

TIME = pa.timestamp("us")
MONEY = pa.decimal128(18, 2)
TEXT = pa.string()
REAL = pa.float64()
WHOLE = pa.int64()

ACTORS = ("customer", "company", "system")
KINDS = ("behaviour", "order", "message", "support", "survey", "review", "mention", "visit", "subscription")
FEEDBACK = ("survey", "review", "mention")
"""Kinds of events that are about the journey rather than in it; they stay even when nobody knows who spoke."""
SCALES = ("stars", "nps", "csat", "ces")
"""Scales of scores. CSAT and CES carry their wording and length in `scale_version`, as in "5" or "7"."""


def schema(*columns: tuple[str, pa.DataType]) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns])


EVENTS = schema(
    ("event_id", TEXT),  # given, or a hash of the raw row and its occurrence number
    ("source", TEXT),  # name of the recipe source; (source, event_id) is unique for ever
    ("received_at", TIME),
    ("timestamp", TIME),
    (
        "original_timestamp",
        TIME,
    ),  # where a source tells another time than its corrected one; null: the timestamp
    ("user_id", TEXT),
    ("anonymous_id", TEXT),
    ("email", TEXT),  # lower-cased and trimmed; used as an id, nothing else
    ("account_id", TEXT),
    ("order_id", TEXT),
    ("actor", TEXT),
    ("event", TEXT),
    ("kind", TEXT),
    ("channel", TEXT),
    ("touchpoint", TEXT),
    ("device", TEXT),
    ("campaign", TEXT),
    ("campaign_source", TEXT),
    ("medium", TEXT),
    ("product", TEXT),
    ("agent", TEXT),
    ("revenue", MONEY),  # as given
    ("currency", TEXT),
    ("score", REAL),
    ("scale", TEXT),
    ("scale_version", TEXT),
    ("text", TEXT),
    ("language", TEXT),
    ("properties", TEXT),  # a JSON object
)
"""Everything that happened, append-only, as it was told. Feedback without any id is kept, unlinked."""

TRAITS = schema(
    ("source", TEXT),
    ("of", TEXT),  # "customer" or "account"
    ("id", TEXT),  # an id of the customer, or the account id
    ("name", TEXT),
    ("value", TEXT),
    ("valid_from", TIME),
)

QUARANTINE = schema(
    ("source", TEXT),
    ("file", TEXT),
    ("line", WHOLE),
    ("reason", TEXT),
    ("row", TEXT),  # the whole row as it was read
    ("received_at", TIME),
)

IDENTITY_EDGES = schema(
    ("source", TEXT),
    ("kind", TEXT),  # "identify", "alias", "manual" or "cut"
    ("a_kind", TEXT),  # "user", "email" or "anonymous"
    ("a", TEXT),
    ("b_kind", TEXT),
    ("b", TEXT),
    ("timestamp", TIME),
    ("evidence", TEXT),  # event_id that showed it
)

IDENTITIES = schema(
    ("id_kind", TEXT),
    ("id", TEXT),
    ("valid_from", TIME),  # null: since ever
    ("valid_to", TIME),  # exclusive; null: until now
    ("customer", TEXT),
)

JOURNEYS = schema(
    ("bucket", pa.int32()),
    ("customer", TEXT),
    ("account", TEXT),
    ("seq", WHOLE),  # 0, 1, 2 … within the customer, in total order
    ("event_id", TEXT),
    ("source", TEXT),
    ("event", TEXT),
    ("kind", TEXT),
    ("actor", TEXT),
    ("channel", TEXT),
    ("touchpoint", TEXT),
    ("device", TEXT),
    ("campaign", TEXT),
    ("campaign_source", TEXT),
    ("medium", TEXT),
    ("product", TEXT),
    ("agent", TEXT),
    ("order_id", TEXT),
    ("revenue", MONEY),  # in the workspace's currency; null when it could not be converted
    ("score", REAL),
    ("scale", TEXT),
    ("scale_version", TEXT),
    ("text", TEXT),
    ("language", TEXT),
    ("named_step", TEXT),  # the step id that feedback names in its properties as `step`
    ("time", TIME),
    ("local", TIME),
    ("session", WHOLE),  # 0, 1, 2 … within the customer; null where the customer did not act
    # context, counted over what the customer did (actor = customer); the row itself may be anybody's
    ("prev_event", TEXT),
    ("prev_time", TIME),
    ("next_event", TEXT),
    ("next_time", TIME),
    ("first_time", TIME),  # the customer's first own event
    ("prev_same_event_time", TIME),  # same customer, same event, whoever acted
    ("prev_same_transition_time", TIME),  # same customer, same (prev_event, event), own events only
    ("own_seq", WHOLE),  # 0, 1, 2 … over what the customer did; null where the customer did not act
    (
        "customer_number",
        WHOLE,
    ),  # of the customer in this build: bucket x 2^32 + 0, 1, 2 … in the order of keys
)
"""One row an event of a resolved customer, sorted by (bucket, customer, seq).

`customer_number` says who it is to whatever only tells customers apart: a number is read several times faster than a
key. It holds for one build alone, and is the same in all its tables.

Kept properties follow as text columns `prop_<name>`, in the order of workspace.yaml.
"""

CUSTOMER_BITS = 32
"""Bits of a customer's number that count within the bucket; above them stands the bucket."""

PERIODS = ("day", "week", "month", "quarter", "year", "ever")
"""Stretches of the calendar, on the workspace's wall clock, and all of it. A week starts on Monday."""

STEPS = schema(
    ("bucket", pa.int32()),
    ("customer", TEXT),
    ("account", TEXT),
    ("seq", WHOLE),
    ("stage", TEXT),
    ("step", TEXT),
    ("stage_position", pa.int32()),  # from 0, in map order
    ("step_position", pa.int32()),  # from 0, over the whole map
    ("event", TEXT),
    ("kind", TEXT),
    ("actor", TEXT),
    ("channel", TEXT),
    ("touchpoint", TEXT),
    ("device", TEXT),
    ("campaign", TEXT),
    ("campaign_source", TEXT),
    ("medium", TEXT),
    ("product", TEXT),
    ("agent", TEXT),
    ("order_id", TEXT),
    ("session", WHOLE),
    ("time", TIME),
    ("local", TIME),
    ("first_time", TIME),
    ("prev_same_step_time", TIME),  # the customer's previous row of this step
    ("prev_same_stage_time", TIME),  # the customer's previous row of this stage
    ("prev_any_step", TEXT),  # the customer's previous row of any step
    ("prev_any_step_time", TIME),
    ("step_seq", WHOLE),  # 0, 1, 2 … over the customer's rows of any step
    ("first_step_time", TIME),  # the customer's first row of any step
    ("customer_number", WHOLE),
    ("prev_same_step_channel_time", TIME),  # of this step over this channel, or over none as this one
    (
        "new_step_periods",
        pa.int8(),
    ),  # of PERIODS on the wall clock: those whose first row of this step this is
    ("new_stage_periods", pa.int8()),  # … of this stage
    ("new_any_periods", pa.int8()),  # … of any step
    ("new_step_channel_periods", pa.int8()),  # … of this step over this channel
    ("prev_same_transition_time", TIME),  # same customer, same (prev_any_step, step)
    ("next_any_step_time", TIME),
    ("next_step", TEXT),  # the next row that is a *different* step
    ("next_step_time", TIME),
    ("next_stage_time", TIME),  # the next row of any later stage of the map
    ("next_planned_time", TIME),  # the next row of any step that is planned to follow this one
)
"""One row an event that matches a step of one published map: in each bucket first the customers' first rows of each
step, then their first rows of it in a month, then all others; each sorted by (customer, seq).

Bit n of a column of periods stands for `PERIODS[n]` and says that the customer's previous such row lies in an earlier
one or is absent; the last bit says that it is absent. Counting the customers of each month is then a filter on one
small number, which is read several times faster than a time.
Kept properties follow as `prop_<name>`, then for each step that is planned to follow some step a time column
`to_<step id>`: when the customer next stood at that step after this row. Null where none.
"""

LATER_PLACES = 21
"""The place under which a passage counts all visits that come later in a journey."""

PASSAGES = schema(
    ("bucket", pa.int32()),
    (
        "place",
        WHOLE,
    ),  # of the visit in the journey: 0, 1, 2 … below LATER_PLACES, which stands for all later ones
    ("prev", TEXT),  # the visit before; null: it is the first
    ("node", TEXT),
    ("moves", WHOLE),  # how many visits
    ("people", WHOLE),  # of those, the customer's first from this one to that one, wherever in the journey
    ("seconds", REAL),  # since the visit before, added up
    ("since_first", REAL),  # since the first visit of the journey, added up
    ("last_time", TIME),
)
"""All journeys in short. One row for each place, visit before and visit, with its counts; and for the last visit of
each customer one row with `last_time`, when it was, whose counts are 0.
"""

OCCURRENCES = schema(
    ("bucket", pa.int32()),
    ("event", TEXT),
    ("event_hash", WHOLE),
    ("customer_number", WHOLE),
    ("seq", WHOLE),
    ("time", TIME),
    ("first", pa.bool_()),  # whether it is the customer's first of this event
)
"""The rows of `journeys` that name an event once more, with few columns: in each bucket those of one event together,
the customers' first ones before the others, each sorted by (customer_number, seq). What a question about some events
reads. `event_hash` is a number of the name, by whose ends an engine passes over groups of rows; two may share one.
"""

ANSWERS = schema(
    ("bucket", pa.int32()),  # 0 when unlinked
    ("customer", TEXT),  # null: nobody knows who said it
    ("account", TEXT),
    ("event_id", TEXT),
    ("source", TEXT),
    ("event", TEXT),
    ("kind", TEXT),
    ("channel", TEXT),
    ("touchpoint", TEXT),
    ("device", TEXT),
    ("product", TEXT),
    ("agent", TEXT),
    ("order_id", TEXT),
    ("time", TIME),
    ("local", TIME),
    ("score", REAL),
    ("scale", TEXT),
    ("scale_version", TEXT),
    ("feeling", REAL),  # the score on -2 … +2; null when the row has only text
    ("text", TEXT),
    ("language", TEXT),
    ("stage", TEXT),  # null: about no step of the map
    ("step", TEXT),
    ("about", TEXT),  # how the step was found; the words stand in `journeys/answers.py`
    ("first_time", TIME),
)
"""One row an answer, review or mention, with the step of one published map it is about.

Kept properties follow as `prop_<name>`.
"""

CUSTOMERS = schema(
    ("bucket", pa.int32()),
    ("customer", TEXT),
    ("account", TEXT),
    ("first_time", TIME),
    ("last_time", TIME),
    ("first_local", TIME),
    ("last_local", TIME),
    ("events", WHOLE),
    ("own_events", WHOLE),
    ("sessions", WHOLE),
    ("orders", WHOLE),
    ("revenue", MONEY),
    ("first_channel", TEXT),
    ("first_touchpoint", TEXT),
    ("first_campaign_source", TEXT),
    ("last_nps", REAL),
    ("last_stars", REAL),
)
"""One row a customer. Traits follow as text columns, the latest value known: those of the customer as `trait_<name>`,
those of their latest account as `account_<name>`."""

BUILDS = schema(
    ("build", TEXT),  # id, sortable by time; the data version of every result
    ("built_at", TIME),
    ("code", TEXT),  # version of desirepath
    ("buckets", pa.int32()),
    ("tables", TEXT),  # JSON: table -> Delta version
    ("maps", TEXT),  # JSON: map id -> sha256 of its published file
    ("settings", TEXT),  # sha256 of workspace.yaml
    ("complete_through", TEXT),  # JSON: source -> ISO time
    ("summary", TEXT),  # JSON: rows a table, seconds a phase
)
"""One row a finished build. Readers open tables only at the versions of the newest one."""

STORED = {
    "events": EVENTS,
    "traits": TRAITS,
    "quarantine": QUARANTINE,
    "identity_edges": IDENTITY_EDGES,
    "identities": IDENTITIES,
    "journeys": JOURNEYS,
    "customers": CUSTOMERS,
    "passages": PASSAGES,
    "occurrences": OCCURRENCES,
    "builds": BUILDS,
}
"""Tables with one fixed name. Each published map adds `steps_<map id>`, `passages_<map id>` and `answers_<map id>`."""


def widened(base: pa.Schema, kept: list[str], more: list[tuple[str, pa.DataType]] | None = None) -> pa.Schema:
    """A base schema with the kept properties of a workspace and further columns behind them."""
    extra = [pa.field(f"prop_{name}", TEXT) for name in kept]
    return pa.schema([*base, *extra, *(pa.field(name, kind) for name, kind in more or [])])
