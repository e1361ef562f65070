"""The API of access: sign in and out, the team, invitations, and share links."""

from __future__ import annotations

import asyncio
from datetime import datetime

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from desirepath.domain.access import Invitation, Person, Role, ShareLink, Who
from desirepath.domain.row_number import Number
from desirepath.services import access
from desirepath.services.clock import as_stored, now
from desirepath.web.needs import Author, everybody, needs
from desirepath.web.security import cookie, remember
from desirepath.web.state import desk_of, door_of, hub_of

router = APIRouter(prefix="/api/v1")


class SigningIn(BaseModel):
    email: str = Field(max_length=254)
    password: str = Field(max_length=200)


class Joining(BaseModel):
    invitation: str = Field(max_length=100)
    name: str = Field(min_length=1, max_length=200)
    password: str = Field(max_length=200)


class Inviting(BaseModel):
    email: str = Field(max_length=254)
    role: Role = Role.EDITOR


class Invited(BaseModel):
    invitation: Invitation
    secret: str = Field(description="Told once: the page makes the link of it")


class Changing(BaseModel):
    role: Role | None = None
    disabled: bool | None = None


class Sharing(BaseModel):
    may: Role = Role.VIEWER
    label: str = Field("", max_length=200, description="Whom it is for")
    expires: datetime | None = None
    password: str | None = Field(None, max_length=200)


class Shared(BaseModel):
    link: ShareLink
    secret: str = Field(description="Told once: the page makes the link of it")


class Opening(BaseModel):
    link: str = Field(max_length=100)
    password: str | None = Field(None, max_length=200)


class Team(BaseModel):
    people: list[Person]
    invitations: list[Invitation]


class Me(BaseModel):
    who: Who | None
    team: bool = Field(description="Whether anybody can sign in")


def _count(request: Request, account: str) -> None:
    """Count a try, by account and by where it comes from."""
    address = request.client.host if request.client else ""
    door_of(request).count(f"{account}\n{address}", now())


@router.get("/me", dependencies=[everybody()])
def me(request: Request) -> Me:
    """Who asks; null for somebody who has to sign in first."""
    return Me(who=request.state.who, team=desk_of(request).team.is_there())


@router.post("/sign-in", dependencies=[everybody()])
def sign_in(request: Request, response: Response, given: SigningIn) -> Person:
    """Sign in to the team."""
    _count(request, given.email.strip().lower())
    person, secret = access.sign_in(desk_of(request), given.email, given.password, now())
    remember(request, response, secret, "session")
    return person


@router.post("/sign-out", dependencies=[needs(Role.VIEWER)])
def sign_out(request: Request, response: Response) -> None:
    """Sign out in this browser."""
    secret = request.cookies.get(cookie(request, "session"))
    if secret:
        desk_of(request).team.sign_out(access.kept(secret))
    response.delete_cookie(cookie(request, "session"), path="/")


@router.post("/join", dependencies=[everybody()])
def join(request: Request, response: Response, given: Joining) -> Me:
    """Make an account of an invitation, or choose a new password with it, and sign in."""
    _count(request, "join")
    secret = access.join(desk_of(request), given.invitation, given.name, given.password, now())
    remember(request, response, secret, "session")
    return Me(who=access.person_of(desk_of(request), secret, now()), team=True)


@router.post("/open-link", dependencies=[everybody()])
def open_link(request: Request, response: Response, given: Opening) -> ShareLink:
    """Look at a map by a link."""
    if given.password:
        _count(request, access.kept(given.link))
    link = access.open_link(desk_of(request), given.link, given.password, now())
    remember(request, response, given.link, "link")
    return link


@router.get("/team", dependencies=[needs(Role.OWNER)])
def team(request: Request) -> Team:
    """Who belongs to the team, and who is invited."""
    book = desk_of(request).team
    return Team(people=book.everybody(), invitations=book.invitations(now()))


@router.post("/team/invitations", dependencies=[needs(Role.OWNER)])
def invite(request: Request, given: Inviting, author: Author) -> Invited:
    """Invite somebody. The link is told once."""
    invitation, secret = access.invite(desk_of(request), given.email, given.role, author=author, at=now())
    return Invited(invitation=invitation, secret=secret)


@router.post("/team/{number}/invitation", dependencies=[needs(Role.OWNER)])
def invite_again(request: Request, number: Number, author: Author) -> Invited:
    """Let somebody who has lost the password choose a new one. The link is told once."""
    invitation, secret = access.invite_again(desk_of(request), number, author=author, at=now())
    return Invited(invitation=invitation, secret=secret)


@router.delete("/team/invitations/{number}", dependencies=[needs(Role.OWNER)])
def withdraw(request: Request, number: Number) -> Team:
    """Withdraw an invitation."""
    desk_of(request).team.withdraw(number)
    return team(request)


@router.patch("/team/{number}", dependencies=[needs(Role.OWNER)])
async def change(request: Request, number: Number, given: Changing) -> Team:
    """Change what somebody may do, at once also in maps they have open."""

    def work() -> Team:
        desk_of(request).team.change(number, role=given.role, disabled=given.disabled, disabled_at=now())
        return team(request)

    found = await asyncio.to_thread(work)
    await hub_of(request).send_away(number)
    return found


@router.get("/maps/{map_id}/links", dependencies=[needs(Role.EDITOR)])
def links(request: Request, map_id: str) -> list[ShareLink]:
    """The links by which guests see a map."""
    return desk_of(request).sharing.of_map(map_id)


@router.post("/maps/{map_id}/links", dependencies=[needs(Role.EDITOR)])
def share(request: Request, map_id: str, given: Sharing, author: Author) -> Shared:
    """A new link. It is told once."""
    link, secret = access.share(
        desk_of(request),
        map_id,
        may=given.may,
        label=given.label,
        author=author,
        at=now(),
        expires=as_stored(given.expires) if given.expires else None,
        password=given.password,
    )
    return Shared(link=link, secret=secret)


@router.delete("/maps/{map_id}/links/{number}", dependencies=[needs(Role.EDITOR)])
def revoke(request: Request, map_id: str, number: Number) -> list[ShareLink]:
    """End a link, also for who has it open."""
    desk_of(request).sharing.revoke(map_id, number)
    return desk_of(request).sharing.of_map(map_id)
