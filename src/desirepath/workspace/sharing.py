"""Where share links and approvals are kept. Links come here only as hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, RowMapping, delete, func, insert, or_, select, update

from desirepath.domain.access import Role, ShareLink
from desirepath.errors import NotFoundError
from desirepath.workspace.tables import approvals, links


@dataclass(frozen=True)
class SharingBook:
    """The share links of a workspace's maps, and who approved of drafts."""

    engine: Engine

    def any(self) -> bool:
        with self.engine.connect() as connection:
            return bool(connection.scalar(select(func.count()).select_from(links)))

    def of_map(self, map_id: str) -> list[ShareLink]:
        wanted = select(links).where(links.c.map == map_id).order_by(links.c.number)
        with self.engine.connect() as connection:
            return [_link(row) for row in connection.execute(wanted).mappings()]

    def add(
        self,
        map_id: str,
        token: str,
        *,
        may: Role,
        label: str,
        author: str,
        at: datetime,
        expires: datetime | None,
        password: str | None,
    ) -> ShareLink:
        values = {"map": map_id, "may": may.value, "label": label, "made_by": author, "made_at": at}
        with self.engine.begin() as connection:
            kept = {**values, "token": token, "expires": expires, "password": password, "opened": 0}
            key = connection.execute(insert(links).values(**kept)).inserted_primary_key
            assert key is not None
        return ShareLink(int(key[0]), map_id, may, label, author, at, expires, password is not None, 0)

    def revoke(self, map_id: str, number: int) -> None:
        with self.engine.begin() as connection:
            here = (links.c.map == map_id, links.c.number == number)
            if not connection.execute(delete(links).where(*here)).rowcount:
                raise NotFoundError(
                    f'The map "{map_id}" has no link {number}.',
                    code="unknown_link",
                    remedy="It may be revoked already; load the links again.",
                )

    def by_token(self, token: str, at: datetime) -> tuple[ShareLink, str | None] | None:
        """The link with this hash, and the hash of its password; None when it has ended."""
        holds = or_(links.c.expires.is_(None), links.c.expires > at)
        with self.engine.connect() as connection:
            row = connection.execute(select(links).where(links.c.token == token, holds)).mappings().first()
        return (_link(row), row["password"]) if row else None

    def opened(self, number: int) -> None:
        with self.engine.begin() as connection:
            more = {"opened": links.c.opened + 1}
            connection.execute(update(links).where(links.c.number == number).values(**more))

    def approve(self, map_id: str, state: str, *, author: str, at: datetime) -> None:
        """Say that a draft is good as it stands; saying it twice is saying it once."""
        here = (approvals.c.map == map_id, approvals.c.state == state, approvals.c.author == author)
        with self.engine.begin() as connection:
            connection.execute(delete(approvals).where(*here))
            connection.execute(insert(approvals).values(map=map_id, state=state, author=author, at=at))

    def approved_by(self, map_id: str, state: str) -> list[str]:
        """Who approved of exactly this state."""
        wanted = select(approvals.c.author).where(approvals.c.map == map_id, approvals.c.state == state)
        with self.engine.connect() as connection:
            return list(connection.scalars(wanted.order_by(approvals.c.at, approvals.c.author)))


def _link(row: RowMapping) -> ShareLink:
    fields = {
        name: row[name] for name in ("number", "map", "label", "made_by", "made_at", "expires", "opened")
    }
    return ShareLink(**fields, may=Role(row["may"]), has_password=row["password"] is not None)
