"""Read a build with SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desirepath.errors import ConflictError
from desirepath.lake.builds import files_of, newest
from desirepath.lake.locked import read
from desirepath.lake.tables import STORED
from desirepath.services.workspace import Workspace

if TYPE_CHECKING:
    import pyarrow as pa


def read_sql(workspace: Workspace, query: str, *, limit: int = 200) -> pa.Table:
    """Rows of one SELECT over the tables of the newest build; anything but reading is refused.

    What a build does not hold, such as the quarantine, is read as it is now; a table that nothing was ever written
    to is empty, so that "no row was refused" is an answer and not an error.
    """
    lake = workspace.lake
    build = newest(lake)
    if build is None:
        raise ConflictError(
            f"{workspace.root} has not been built yet.",
            code="not_built",
            remedy="Run: desirepath import, build.",
        )
    tables = {name: files_of(lake, build, name) for name in build.tables}
    for name in STORED.keys() - tables.keys():
        tables[name] = (lake.files(name), lake.schema(name))
    return read(lake.root, tables, query, limit=limit)
