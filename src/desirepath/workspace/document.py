"""The live document of a draft: records as Yjs data, which several people edit at once and which merge by themselves.

The one place that knows pycrdt's types. A record is created once and then only its fields are set: to put a new record
in its place would take with it what a colleague just wrote into the old one.
"""

from __future__ import annotations

from typing import Any

from pycrdt import Doc, Map, Text

from desirepath.domain.records import MAP, TEXTS, Record, Records

EXACT = 2**53


def records_in(doc: Doc[Any]) -> Records:
    """The records that a document holds."""
    found: Records = {}
    for kind in TEXTS:
        held: dict[str, Any] = doc.get(kind, type=Map).to_py() or {}
        found[kind] = {MAP: _plain(held)} if kind == MAP else {n: _plain(r) for n, r in held.items()}
    return found


def set_records(doc: Doc[Any], records: Records) -> None:
    """Edit a document until it holds these records, touching nothing that is the same already."""
    with doc.transaction():
        for kind, texts in TEXTS.items():
            held = doc.get(kind, type=Map)
            wanted = records.get(kind, {})
            if kind == MAP:
                _set_fields(held, wanted.get(MAP, {}), texts)
                continue
            for name in set(held.to_py() or {}) - set(wanted):
                del held[name]
            for name, record in wanted.items():
                if name not in held:
                    held[name] = Map({})
                _set_fields(held[name], record, texts)


def _set_fields(held: Map[Any], record: Record, texts: tuple[str, ...]) -> None:
    before = _plain(held.to_py() or {})
    for field in [field for field in before if field not in record]:
        del held[field]
    for field, value in record.items():
        if field in before and before[field] == value:
            continue
        text = held[field] if field in before else None
        if field not in texts:
            held[field] = _storable(value)
        elif isinstance(text, Text):
            _rewrite(text, before[field], str(value))
        else:
            held[field] = Text(str(value))


def _rewrite(text: Text, old: str, new: str) -> None:
    """Change only what lies between the common beginning and the common end. Places in a text count bytes."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    most -= start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    first = len(old[:start].encode())
    gone = len(old[start : len(old) - end].encode())
    if gone:
        del text[first : first + gone]
    come = new[start : len(new) - end]
    if come:
        text.insert(first, come)


def _storable(value: Any) -> Any:
    """Numbers as browsers know them: whole ones beyond 53 bits lose their last digits rather than the edit."""
    if isinstance(value, dict):
        return {key: _storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return float(value) if isinstance(value, int) and abs(value) > EXACT else value


def _plain(value: Any) -> Any:
    """Numbers come out of a document as floats; whole ones are whole again."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
