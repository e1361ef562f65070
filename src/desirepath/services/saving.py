"""Write an answer to a file; the ending says as what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desirepath.errors import ExternalError, InputError
from desirepath.export.tables import result_csv
from desirepath.export.workbook import result_xlsx
from desirepath.measures.result import Result

WRITERS: dict[str, Callable[[Result], bytes]] = {
    ".csv": lambda result: result_csv(result).encode(),
    ".xlsx": result_xlsx,
    ".json": lambda result: result.model_dump_json(indent=2).encode(),
}


def save_result(result: Result, path: Path) -> Path:
    """Raises InputError for an ending that no table has, ExternalError where it cannot be written."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise InputError(
            f'"{path.name}" does not say as what the table is written.',
            code="unknown_table_format",
            remedy=f"Give it one of the endings {', '.join(WRITERS)}.",
        )
    content = write(result)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ExternalError(
            f"{path} cannot be written: {error.strerror}.",
            code="table_not_written",
            remedy="Choose another folder, or make room.",
        ) from error
    return path
