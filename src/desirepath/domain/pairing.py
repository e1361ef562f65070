"""Which item of a list is which after somebody changed the list?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def pairs(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Positions in the new list with the position each item had in the old one; new items are left out.

    Items are the same when their ids are, else when they are equal, else when only an id was given to them. Items
    without id that are left over are taken in order, if as many went as came: then they were edited.

    >>> pairs([{"id": "a"}, {"id": "b"}], [{"id": "b", "n": 1}, {"id": "c"}, {"id": "a"}])
    {0: 1, 2: 0}
    >>> pairs(["web", "app"], ["app", "shop"])
    {0: 1, 1: 0}
    """
    found: dict[int, int] = {}
    for same in (_same_id, _equal, _named_since):
        _take(old, new, same, found)
    left_old = [at for at, was in enumerate(old) if at not in found.values() and _id(was) is None]
    left_new = [at for at in range(len(new)) if at not in found]
    if len(left_old) == len(left_new):
        found.update(zip(left_new, left_old, strict=True))
    return dict(sorted(found.items()))


def _take(old: list[Any], new: list[Any], same: Callable[[Any, Any], bool], found: dict[int, int]) -> None:
    taken = set(found.values())
    for at, now in enumerate(new):
        if at in found:
            continue
        was = next((n for n, item in enumerate(old) if n not in taken and same(item, now)), None)
        if was is not None:
            found[at] = was
            taken.add(was)


def _id(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None


def _same_id(was: Any, now: Any) -> bool:
    return _id(was) is not None and _id(was) == _id(now)


def _equal(was: Any, now: Any) -> bool:
    return bool(was == now)


def _named_since(was: Any, now: Any) -> bool:
    return isinstance(was, dict) and isinstance(now, dict) and _id(was) is None and {**now, "id": None} == was
