"""Who somebody is to a workspace, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    VIEWER = "viewer"  # look at maps, boards and reviews
    COMMENTER = "commenter"  # comment besides
    EDITOR = "editor"  # edit, publish, decide, bring data, and see single customers
    OWNER = "owner"  # say who may do what

    def covers(self, needed: Role) -> bool:
        """Whether this role is enough.

        >>> Role.EDITOR.covers(Role.COMMENTER), Role.VIEWER.covers(Role.EDITOR)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True)
class Who:
    """Somebody who asks. `map`: a guest by link sees this one map and nothing else."""

    kind: Literal["token", "person", "guest"]
    name: str
    role: Role
    person: int | None = None
    map: str | None = None


LOCAL = Who("token", "You", Role.OWNER)
"""Whoever holds the token that the server printed: the person at the machine."""


@dataclass(frozen=True)
class Person:
    """A member of the team. Times are UTC."""

    number: int
    email: str
    name: str
    role: Role
    made_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True)
class Invitation:
    """An invitation that nobody has used yet."""

    number: int
    email: str
    role: Role
    made_by: str
    expires: datetime


@dataclass(frozen=True)
class ShareLink:
    """A link by which guests see one map. The link itself is told once and kept only as a hash."""

    number: int
    map: str
    may: Role
    label: str
    made_by: str
    made_at: datetime
    expires: datetime | None
    has_password: bool
    opened: int
