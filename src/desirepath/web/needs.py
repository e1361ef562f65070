"""What an address needs: a role, and for guests by link the very map they were sent.

Every route names its need, and a test walks all routes: what names none does not pass. What a guest may see says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, Header, Request

from desirepath.domain.access import Role, Who
from desirepath.errors import DesirePathError

SOMEBODY = "You"
MARK = "need"


class NotAllowedError(DesirePathError):
    """Somebody who is known, but may not."""

    family = "not_allowed"


def needs(role: Role, *, guests: bool = False) -> Any:
    """A dependency of a route: let in who has this role; `guests`: also who looks at this map by a link.

    A guest sees the map as it is shown to all: questions of their own (segment, dates) are refused.
    """

    # Not to be run in a thread of their own, as FastAPI does with what is not `async`: they wait for nothing.
    async def check(request: Request) -> None:
        who: Who | None = request.state.who
        if who is None:
            raise NotAllowedError("Nobody is signed in.", code="sign_in_needed", remedy="Sign in first.")
        if who.map is not None and not (
            guests and request.path_params.get("map_id") == who.map and not request.query_params
        ):
            raise NotAllowedError(
                "A link shows one map and nothing else.", code="guests_may_not", remedy="Ask to be invited."
            )
        if not who.role.covers(role):
            raise NotAllowedError(
                f"This needs the role {role.value}; you are {who.role.value}.",
                code="role_needed",
                remedy="Ask an owner for it.",
            )

    setattr(check, MARK, role)
    return Depends(check)


def everybody() -> Any:
    """A dependency of a route that needs nobody: it lets people in."""

    async def check() -> None:
        return None

    setattr(check, MARK, None)
    return Depends(check)


Given = Annotated[
    str | None,
    Header(
        alias="x-desirepath-name", max_length=400, description="Who does it, percent-encoded; default: You"
    ),
]


async def _author(request: Request, given: Given = None) -> str:
    who: Who | None = request.state.who
    if who is not None and who.kind == "person":
        return who.name
    name = named(given)
    return f"{name} (guest)" if who is not None and who.kind == "guest" else name


Author = Annotated[str, Depends(_author)]
"""Who does it. Somebody who is signed in has their own name; at the own machine, and for guests, the page tells one."""


def named(given: str | None) -> str:
    """The name that somebody gave, or a stand-in."""
    return unquote(given or "").strip()[:200] or SOMEBODY


def need_of(dependencies: list[Callable[..., Any]]) -> Role | str | None:
    """The need that a route's dependencies name; "none named" when they name none."""
    return next((getattr(one, MARK) for one in dependencies if hasattr(one, MARK)), "none named")
