"""Where the team is kept: people, their sessions, and invitations. Secrets come here only as hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update

from desirepath.domain.access import Invitation, Person, Role
from desirepath.errors import ConflictError, NotFoundError
from desirepath.workspace.tables import invitations, people, sessions


@dataclass(frozen=True)
class TeamBook:
    """The team of a workspace."""

    engine: Engine

    def everybody(self) -> list[Person]:
        with self.engine.connect() as connection:
            return [
                _person(r) for r in connection.execute(select(people).order_by(people.c.number)).mappings()
            ]

    def is_there(self) -> bool:
        """Whether anybody has an account or an invitation: then the page lets people sign in."""
        with self.engine.connect() as connection:
            return any(connection.scalar(select(func.count()).select_from(t)) for t in (people, invitations))

    def secret_of(self, email: str) -> tuple[Person, str] | None:
        """Somebody with this address, and the hash of their password; None for nobody and for who is disabled."""
        wanted = select(people).where(people.c.email == email, people.c.disabled_at.is_(None))
        with self.engine.connect() as connection:
            row = connection.execute(wanted).mappings().first()
        return (_person(row), row["password"]) if row else None

    def sign_in(self, person: int, token: str, *, at: datetime, expires: datetime) -> None:
        values = {"token": token, "person": person, "made_at": at, "expires": expires}
        with self.engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= at))
            connection.execute(insert(sessions).values(**values))

    def sign_out(self, token: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == token))

    def by_session(self, token: str, at: datetime) -> Person | None:
        """Who holds this session; the role is the one they have now."""
        wanted = (
            select(people)
            .join(sessions, sessions.c.person == people.c.number)
            .where(sessions.c.token == token, sessions.c.expires > at, people.c.disabled_at.is_(None))
        )
        with self.engine.connect() as connection:
            row = connection.execute(wanted).mappings().first()
        return _person(row) if row else None

    def invite(self, email: str, role: Role, token: str, *, author: str, expires: datetime) -> Invitation:
        """Invite somebody who is not in the team yet."""
        with self.engine.begin() as connection:
            if connection.scalar(select(people.c.number).where(people.c.email == email)):
                raise ConflictError(
                    f"{email} is in the team already.",
                    code="already_in_team",
                    remedy="Change their role, or let them choose a new password.",
                )
            return _invite(connection, email, role, token, author=author, expires=expires)

    def invite_again(self, number: int, token: str, *, author: str, expires: datetime) -> Invitation:
        """Let somebody of the team choose a new password; the old one holds until they do."""
        with self.engine.begin() as connection:
            found = connection.execute(select(people).where(people.c.number == number)).mappings().first()
            if found is None:
                raise _unknown(number)
            role = Role(found["role"])
            return _invite(connection, found["email"], role, token, author=author, expires=expires)

    def invitations(self, at: datetime) -> list[Invitation]:
        wanted = select(invitations).where(invitations.c.expires > at).order_by(invitations.c.number)
        with self.engine.connect() as connection:
            return [_invitation(row) for row in connection.execute(wanted).mappings()]

    def withdraw(self, number: int) -> None:
        with self.engine.begin() as connection:
            connection.execute(delete(invitations).where(invitations.c.number == number))

    def invited(self, token: str, at: datetime) -> Invitation | None:
        wanted = select(invitations).where(invitations.c.token == token, invitations.c.expires > at)
        with self.engine.connect() as connection:
            row = connection.execute(wanted).mappings().first()
        return _invitation(row) if row else None

    def join(self, invitation: Invitation, name: str, password: str, at: datetime) -> int:
        """Make an account of an invitation, which is used up.

        Who is in the team already gets the new name and password, and is signed out everywhere else.
        """
        named = {"name": name, "password": password}
        with self.engine.begin() as connection:
            gone = delete(invitations).where(invitations.c.number == invitation.number)
            if not connection.execute(gone).rowcount:
                raise ConflictError(
                    "This invitation was used or withdrawn.",
                    code="invitation_used",
                    remedy="Ask for a new one.",
                )
            known = connection.scalar(select(people.c.number).where(people.c.email == invitation.email))
            if known is not None:
                connection.execute(update(people).where(people.c.number == known).values(**named))
                connection.execute(delete(sessions).where(sessions.c.person == known))
                return int(known)
            account = {"email": invitation.email, "role": invitation.role.value, "made_at": at, **named}
            key = connection.execute(insert(people).values(**account)).inserted_primary_key
            assert key is not None
            return int(key[0])

    def change(
        self, number: int, *, role: Role | None, disabled_at: datetime | None, disabled: bool | None
    ) -> None:
        """Change what somebody may do. Who is disabled is signed out everywhere; one owner always stays."""
        values: dict[str, Any] = {} if role is None else {"role": role.value}
        if disabled is not None:
            values["disabled_at"] = disabled_at if disabled else None
        with self.engine.begin() as connection:
            if (
                not values
                or not connection.execute(
                    update(people).where(people.c.number == number).values(**values)
                ).rowcount
            ):
                raise _unknown(number)
            owners = select(people.c.number).where(
                people.c.role == Role.OWNER.value, people.c.disabled_at.is_(None)
            )
            if not connection.execute(owners).first():
                raise ConflictError(
                    "A team needs an owner.", code="last_owner", remedy="Make somebody else an owner first."
                )
            if disabled:
                connection.execute(delete(sessions).where(sessions.c.person == number))


def _invite(
    connection: Connection, email: str, role: Role, token: str, *, author: str, expires: datetime
) -> Invitation:
    """Keep an invitation; an earlier one to the same address no longer holds."""
    connection.execute(delete(invitations).where(invitations.c.email == email))
    values = {"email": email, "role": role.value, "token": token, "made_by": author, "expires": expires}
    key = connection.execute(insert(invitations).values(**values)).inserted_primary_key
    assert key is not None
    return Invitation(int(key[0]), email, role, author, expires)


def _unknown(number: int) -> NotFoundError:
    return NotFoundError(
        f"There is no person {number}.", code="unknown_person", remedy="Load the team again."
    )


def _person(row: RowMapping) -> Person:
    fields = {name: row[name] for name in ("number", "email", "name", "made_at", "disabled_at")}
    return Person(**fields, role=Role(row["role"]))


def _invitation(row: RowMapping) -> Invitation:
    fields = {name: row[name] for name in ("number", "email", "made_by", "expires")}
    return Invitation(**fields, role=Role(row["role"]))
