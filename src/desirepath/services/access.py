"""Let people in: sign in, join by invitation, look by a link. Secrets are made here and told once."""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from desirepath.domain.access import Invitation, Person, Role, ShareLink, Who
from desirepath.errors import ConflictError, InputError, LimitError
from desirepath.services.editing import Desk

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SESSION_LASTS = timedelta(days=14)
INVITATION_LASTS = timedelta(days=7)
GUEST_SESSION = timedelta(days=1)
TRIES, TRIES_WITHIN = 5, timedelta(minutes=1)
SHORTEST, LONGEST = 10, 200
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
HASHING = threading.Semaphore(2)
"""Argon2 takes memory by design: more than two at once would let a flood of sign-ins take the machine's."""


class RefusedError(ConflictError):
    """Not let in. It never says which part was wrong."""


@dataclass
class Doorkeeper:
    """Counts tries by account and address, so that passwords cannot be guessed one after the other."""

    tries: dict[str, list[datetime]] = field(default_factory=dict)

    def count(self, key: str, at: datetime) -> None:
        """Raise LimitError when this key was tried too often; forgets what lies back longer."""
        recent = [one for one in self.tries.get(key, []) if at - one < TRIES_WITHIN]
        if len(recent) >= TRIES:
            raise LimitError(
                "Too many tries.", code="too_many_tries", remedy="Wait a minute, then try once more."
            )
        self.tries = {k: times for k, times in self.tries.items() if at - times[-1] < TRIES_WITHIN}
        self.tries[key] = [*recent, at]


@cache
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash([Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1)])


@cache
def _nobody_s() -> str:
    """A hash that no password has: who is not there takes as long to refuse as who is."""
    return _hasher().hash(secrets.token_urlsafe(32))


def kept(secret: str) -> str:
    """What is stored of a secret of 256 random bits: nobody can find it by trying."""
    return sha256(secret.encode()).hexdigest()


def sign_in(desk: Desk, email: str, password: str, at: datetime) -> tuple[Person, str]:
    """Somebody of the team and the secret of their session; RefusedError otherwise."""
    found = desk.team.secret_of(email.strip().lower())
    if not _right(password, found[1] if found else None) or found is None:
        raise RefusedError("The address or the password is wrong.", code="not_signed_in", remedy="Try again.")
    return found[0], _session(desk, found[0].number, at)


def _session(desk: Desk, person: int, at: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    desk.team.sign_in(person, kept(secret), at=at, expires=at + SESSION_LASTS)
    return secret


def _right(password: str, hashed: str | None) -> bool:
    with HASHING:
        return _hasher().verify(password[:LONGEST], hashed or _nobody_s()) and hashed is not None


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            f"The password has {len(password)} characters.",
            code="bad_password",
            remedy=f"Take {SHORTEST} to {LONGEST}; a few words that nobody would put together are good.",
        )
    with HASHING:
        return _hasher().hash(password)


def invite(desk: Desk, email: str, role: Role, *, author: str, at: datetime) -> tuple[Invitation, str]:
    """An invitation, and the secret that is sent: it is not told again."""
    address = email.strip().lower()
    if not EMAIL.match(address):
        raise InputError(
            f'"{email}" is no e-mail address.', code="bad_email", remedy="Write it as ana@shop.com."
        )
    secret = secrets.token_urlsafe(32)
    return desk.team.invite(address, role, kept(secret), author=author, expires=at + INVITATION_LASTS), secret


def invite_again(desk: Desk, number: int, *, author: str, at: datetime) -> tuple[Invitation, str]:
    """The same for somebody of the team who has lost the password: with it they choose a new one."""
    secret = secrets.token_urlsafe(32)
    expires = at + INVITATION_LASTS
    return desk.team.invite_again(number, kept(secret), author=author, expires=expires), secret


def join(desk: Desk, secret: str, name: str, password: str, at: datetime) -> str:
    """Make an account of an invitation, or give one a new password; returns the secret of the session."""
    invitation = desk.team.invited(kept(secret), at)
    if invitation is None:
        raise RefusedError(
            "This invitation does not hold any more.", code="no_invitation", remedy="Ask for a new one."
        )
    person = desk.team.join(invitation, name.strip(), _hashed(password), at)
    return _session(desk, person, at)


def person_of(desk: Desk, secret: str, at: datetime) -> Who | None:
    """Who holds this session."""
    found = desk.team.by_session(kept(secret), at)
    return Who("person", found.name, found.role, person=found.number) if found else None


def share(
    desk: Desk,
    map_id: str,
    *,
    may: Role,
    label: str,
    author: str,
    at: datetime,
    expires: datetime | None,
    password: str | None,
) -> tuple[ShareLink, str]:
    """A link to one map, and its secret: it is not told again."""
    if may not in (Role.VIEWER, Role.COMMENTER):
        raise InputError(
            "A link lets people look or comment, no more.", code="bad_role", remedy="Invite them instead."
        )
    desk.workspace.published(map_id)
    secret = secrets.token_urlsafe(32)
    link = desk.sharing.add(
        map_id,
        kept(secret),
        may=may,
        label=label.strip(),
        author=author,
        at=at,
        expires=expires,
        password=_hashed(password) if password else None,
    )
    return link, secret


def open_link(desk: Desk, secret: str, password: str | None, at: datetime) -> ShareLink:
    """The link that a guest opens; RefusedError when it has ended, or the password is missing or wrong."""
    found = desk.sharing.by_token(kept(secret), at)
    if found is None:
        raise RefusedError("This link does not hold any more.", code="no_link", remedy="Ask for a new one.")
    link, hashed = found
    if hashed is not None and not password:
        raise RefusedError(
            "This link has a password.", code="password_needed", remedy="Give the password you were told."
        )
    if hashed is not None and not _right(password or "", hashed):
        raise RefusedError("The password is wrong.", code="not_signed_in", remedy="Try again.")
    desk.sharing.opened(link.number)
    return link


def guest_of(desk: Desk, secret: str, at: datetime) -> Who | None:
    """Who looks by this link."""
    found = desk.sharing.by_token(kept(secret), at)
    return Who("guest", found[0].label or "Guest", found[0].may, map=found[0].map) if found else None


def is_shared(desk: Desk) -> bool:
    """Whether anybody but the person at the machine may come: then the page itself is shown to all."""
    return desk.team.is_there() or desk.sharing.any()
