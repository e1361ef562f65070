"""Values of kept properties, out of the JSON of an event."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from desirepath.journeys.columns import as_one


def property_texts(properties: pa.ChunkedArray, names: Sequence[str]) -> list[pa.Array]:
    """For each name the property's value as text; null where it is missing.

    Text stands without quotation marks, everything else as its JSON. DuckDB reads it, inside the kernel, beside
    every engine. The JSON was validated at import.
    """
    if not names:
        return []
    if properties.null_count == len(properties):
        return [pa.nulls(len(properties), pa.string())] * len(names)
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("rows", pa.table({"properties": as_one(properties)}))
        columns = ", ".join(f"json_extract_string(properties, '$.\"{name}\"')" for name in names)
        found = connection.execute(f"SELECT {columns} FROM rows").to_arrow_table()
    return [as_one(column) for column in found.columns]
