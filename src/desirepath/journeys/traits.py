"""Attributes of customers and accounts: the latest value known of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from desirepath.identity.identities import Identities
from desirepath.identity.nodes import KINDS

if TYPE_CHECKING:
    import duckdb

ACCOUNT = ("account", "account_id")
"""Names under which a customer's trait says which account they belong to."""


@dataclass(frozen=True)
class Traits:
    """What is known of customers and accounts besides the events."""

    customers: pa.Table | None = None  # code, customer, known_account, trait_<name>; sorted by code
    accounts: pa.Table | None = None  # account, account_<name>
    strangers: int = 0  # ids with traits that no event knows

    @property
    def columns(self) -> list[str]:
        """Columns that the table `customers` has from here: `trait_<name>`, then `account_<name>`."""
        customers = self.customers.column_names if self.customers else []
        accounts = self.accounts.column_names if self.accounts else []
        return [*(c for c in customers if c.startswith("trait_")), *accounts[1:]]

    def of(self, bucket: int, who: Identities) -> Traits:
        """The same of one bucket's customers alone."""
        if self.customers is None:
            return self
        codes = self.customers["code"].to_numpy()
        ends = np.searchsorted(who.customers["bucket"].to_numpy(), [bucket, bucket + 1])
        first, after = np.searchsorted(codes, ends)
        return replace(self, customers=self.customers.slice(first, after - first))


def latest_traits(files: list[str], who: Identities) -> Traits:
    """The latest value of every trait of every customer that has events, and of every account.

    A trait names its customer by any id: users are looked up first, then e-mails, then anonymous ids.
    Of several values the one with the newest valid_from counts, then the largest text.
    """
    if not files:
        return Traits()
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE latest AS SELECT of, id, name, "
            "  arg_max(value, (valid_from, value)) FILTER (value IS NOT NULL) AS value, max(valid_from) AS since "
            "FROM read_parquet(?, union_by_name = true) GROUP BY of, id, name",
            [files],
        )
        accounts = _pivot(
            connection, "SELECT id AS account, name, value, since FROM latest WHERE of = 'account'"
        )
        for kind in KINDS:
            connection.register(f"known_{kind}", who.codes[kind])
        connection.register("customers", who.customers)
        connection.execute(
            "CREATE TABLE said AS SELECT t.*, coalesce(u.code, e.code, a.code) AS code FROM latest t "
            "LEFT JOIN known_user u ON t.id = u.id "
            "LEFT JOIN known_email e ON lower(trim(t.id)) = e.id "
            "LEFT JOIN known_anonymous a ON t.id = a.id WHERE t.of = 'customer'"
        )
        strangers = connection.execute("SELECT count(DISTINCT id) FROM said WHERE code IS NULL").fetchone()
        table = _pivot(connection, "SELECT code, name, value, since FROM said WHERE code IS NOT NULL")
    return Traits(
        customers=_of_customers(table, who) if table else None,
        accounts=_named(table=accounts, prefix="account_") if accounts else None,
        strangers=strangers[0] if strangers else 0,
    )


def _pivot(connection: duckdb.DuckDBPyConnection, told: str) -> pa.Table | None:
    """One row a key, sorted, one column a trait under its own name; None when nothing is told.

    told : SQL of a key, name, value and since when it holds.
    """
    rows = connection.execute(f"SELECT DISTINCT name FROM ({told}) ORDER BY name").fetchall()
    if not rows:
        return None
    names = [row[0] for row in rows]
    values = ", ".join(
        f"arg_max(value, (since, value)) FILTER (name = ? AND value IS NOT NULL) AS c{n}"
        for n in range(len(names))
    )
    found = connection.execute(
        f"SELECT COLUMNS(c -> c NOT IN ('name', 'value', 'since')), {values} FROM ({told}) GROUP BY 1 ORDER BY 1",
        names,
    ).to_arrow_table()
    return found.rename_columns([found.column_names[0], *names])


def _of_customers(table: pa.Table, who: Identities) -> pa.Table:
    customer = who.customers["customer"].combine_chunks().take(table["code"].combine_chunks())
    named = [name for name in ACCOUNT if name in table.column_names]
    account = table[named[0]] if named else pa.nulls(len(table), pa.string())
    traits = _named(table, "trait_")
    return traits.add_column(1, "customer", customer).add_column(2, "known_account", account)


def _named(table: pa.Table, prefix: str) -> pa.Table:
    """Traits under their column names; the first column is the key."""
    key, *names = table.column_names
    return table.rename_columns([key, *(prefix + name for name in names)])
