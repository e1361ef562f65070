"""Attributes of customers and accounts: the latest value known of each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from desirepath.identity.identities import Identities
from desirepath.identity.nodes import KINDS

ACCOUNT = ("account", "account_id")
"""Names under which a customer's trait says which account they belong to."""


@dataclass(frozen=True)
class Traits:
    """What is known of customers besides their events."""

    names: list[str] = field(default_factory=list)
    table: pa.Table | None = None  # customer, code, known_account, trait_<name>; sorted by code
    strangers: int = 0  # ids with traits that no event knows

    def of(self, bucket: int, who: Identities) -> pa.Table | None:
        """The rows of one bucket's customers."""
        if self.table is None:
            return None
        codes = self.table["code"].to_numpy()
        ends = np.searchsorted(who.customers["bucket"].to_numpy(), [bucket, bucket + 1])
        first, after = np.searchsorted(codes, ends)
        return self.table.slice(first, after - first).drop_columns(["code"])


def latest_traits(files: list[str], who: Identities) -> Traits:
    """The latest value of every trait of every customer that has events.

    A trait names its customer by any id: users are looked up first, then e-mails, then anonymous ids.
    Of several values the one with the newest valid_from counts, then the largest text.
    """
    if not files:
        return Traits()
    import duckdb

    with duckdb.connect() as connection:
        for kind in KINDS:
            connection.register(f"known_{kind}", who.codes[kind])
        connection.register("customers", who.customers)
        connection.execute(
            "CREATE TABLE latest AS SELECT id, name, "
            "  arg_max(value, (valid_from, value)) FILTER (value IS NOT NULL) AS value, max(valid_from) AS since "
            "FROM read_parquet(?, union_by_name = true) WHERE of = 'customer' GROUP BY id, name",
            [files],
        )
        connection.execute(
            "CREATE TABLE said AS SELECT t.*, coalesce(u.code, e.code, a.code) AS code FROM latest t "
            "LEFT JOIN known_user u ON t.id = u.id "
            "LEFT JOIN known_email e ON lower(trim(t.id)) = e.id "
            "LEFT JOIN known_anonymous a ON t.id = a.id"
        )
        strangers = connection.execute("SELECT count(DISTINCT id) FROM said WHERE code IS NULL").fetchone()
        names = [
            row[0]
            for row in connection.execute(
                "SELECT DISTINCT name FROM said WHERE code IS NOT NULL ORDER BY name"
            ).fetchall()
        ]
        parameters = [value for name in names for value in (name,)]
        columns = ", ".join(
            f"arg_max(value, (since, value)) FILTER (name = ? AND value IS NOT NULL) AS c{n}"
            for n in range(len(names))
        )
        if not names:
            return Traits(strangers=strangers[0] if strangers else 0)
        table = connection.execute(
            f"SELECT code, {columns} FROM said WHERE code IS NOT NULL GROUP BY code ORDER BY code", parameters
        ).to_arrow_table()
    customer = who.customers["customer"].combine_chunks().take(table["code"].combine_chunks())
    account = next((table[f"c{names.index(name)}"] for name in ACCOUNT if name in names), None)
    out = pa.table(
        {
            "code": table["code"],
            "customer": customer,
            "known_account": account if account is not None else pa.nulls(len(table), pa.string()),
            **{f"trait_{name}": table[f"c{n}"] for n, name in enumerate(names)},
        }
    )
    return Traits(names, out, strangers[0] if strangers else 0)
