"""Drafts, versions, actions, reviews and the team in a database, on SQLite and on Postgres."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from desirepath.domain.access import Role
from desirepath.domain.action import Action
from desirepath.domain.review import Cadence, Decision, Period, Rhythm
from desirepath.domain.suggestion import Edit
from desirepath.errors import ConflictError, ExternalError, InputError, NotFoundError
from desirepath.workspace.actions import ActionBook
from desirepath.workspace.comments import CommentBook
from desirepath.workspace.database import open_database
from desirepath.workspace.drafts import FOLD_FROM, DraftLog
from desirepath.workspace.dump import dumped, load
from desirepath.workspace.reviews import ReviewBook
from desirepath.workspace.suggestions import SuggestionBook
from desirepath.workspace.tables import metadata
from desirepath.workspace.team import TeamBook
from desirepath.workspace.versions import VersionShelf

NOON = datetime.fromisoformat("2026-06-01T12:00")


def test_migrations_make_the_tables_that_the_program_uses(database: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert set(metadata.tables) < set(inspect(database).get_table_names())


def test_a_database_opens_again_with_what_it_holds(url: str) -> None:
    first = open_database(url)
    assert DraftLog(first).begin("main", None, b"one", "ana", NOON)
    first.dispose()
    again = open_database(url)
    assert [*DraftLog(again).updates("main").values()] == [b"one"]
    again.dispose()


@pytest.mark.parametrize(
    ("url", "error"),
    [("nonsense", InputError), ("sqlite:////nowhere/at/all/state.db", ExternalError)],
)
def test_a_database_that_cannot_be_opened_is_told_in_words(url: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="database"):
        open_database(url)


def test_of_two_who_begin_a_draft_at_once_one_does(database: Engine) -> None:
    log = DraftLog(database)
    assert log.begin("main", "sha", b"one", "ana", NOON)
    assert not log.begin("main", "sha", b"other", "ben", NOON)
    assert (log.maps(), [*log.updates("main").values()], log.base("main")) == (["main"], [b"one"], "sha")
    log.rebase("main", "sha2")
    assert (log.base("main"), log.base("nope")) == ("sha2", None)


def test_updates_come_back_in_order_and_a_long_log_is_folded(database: Engine) -> None:
    log = DraftLog(database)
    log.begin("main", None, b"0", "ana", NOON)
    log.append("main", [("ana", str(n).encode()) for n in range(1, FOLD_FROM)], NOON)
    log.append("main", [], NOON)
    log.begin("other", None, b"x", "ana", NOON)
    known = log.updates("main")
    assert [*known.values()] == [str(n).encode() for n in range(FOLD_FROM)]
    log.append("main", [("ben", b"late")], NOON)
    assert [*log.newer("main", known).values()] == [b"late"]
    log.fold("main", b"whole", known, NOON)
    assert sorted(log.updates("main").values()) == [b"late", b"whole"]
    assert [*log.newer("main", log.updates("main"))] == []
    assert [*log.updates("other").values()] == [b"x"]


def test_versions_are_numbered_by_map_and_come_newest_first(database: Engine) -> None:
    shelf = VersionShelf(database)
    one = shelf.add("main", {"map": {"map": {"title": "A"}}}, [], kind="published", author="ana", at=NOON)
    two = shelf.add(
        "main",
        {"map": {"map": {"title": "B"}}},
        ["Renamed."],
        kind="kept",
        author="ben",
        at=NOON,
        name="Before May",
    )
    other = shelf.add("other", {}, [], kind="published", author="ana", at=NOON)
    assert (one.number, two.number, other.number) == (1, 2, 1)
    assert shelf.all("main") == [two, one]
    assert shelf.records("main", 1) == {"map": {"map": {"title": "A"}}}
    assert shelf.records("main") == {"map": {"map": {"title": "B"}}}
    assert shelf.records("new") is None
    with pytest.raises(NotFoundError, match="no version 9"):
        shelf.records("main", 9)


def test_comments_go_with_their_thread(database: Engine) -> None:
    book = CommentBook(database)
    first = book.begin("main", "cards", "c-1", "one", author="ana", at=NOON)
    book.answer("main", first, "two", author="ben", at=NOON)
    book.resolve("main", first, author="ben", at=NOON)
    (thread,) = book.threads("main")
    assert (thread.resolved_by, [one.text for one in thread.answers]) == ("ben", ["two"])
    book.remove("main", first)
    assert book.threads("main") == []
    with pytest.raises(NotFoundError, match="no comment"):
        book.answer("main", first, "late", author="ana", at=NOON)


def test_actions_judgements_and_reviews_are_kept(database: Engine) -> None:
    actions, book = ActionBook(database), ReviewBook(database)
    kept = actions.add("main", Action(title="Show the fee"), author="ana", at=NOON)
    actions.change("main", kept.number, Action(title="Show it early", due=date(2026, 7, 1)), at=NOON)
    assert [one.action.title for one in actions.all()] == ["Show it early"]
    for value in (2.0, 4.0):
        actions.judge("main", "c-1", "effort", value)
    assert actions.judged("main") == {"c-1": {"effort": 4.0}}
    actions.judge("main", "c-1", "effort", None)
    assert actions.judged("main") == {}
    book.set_rhythm(Rhythm("main", Cadence.WEEKLY, date(2026, 6, 8), ["ana"]))
    period = Period(date(2026, 5, 25), date(2026, 5, 31))
    review = book.begin("main", period, author="ana", at=NOON)
    book.write("main", review.number, [Decision(text="Do it")], "note")
    book.close("main", review.number, {"finding": "x"}, at=NOON)
    assert book.get("main", 1).decisions == [Decision(text="Do it")]
    with pytest.raises(ConflictError, match="closed"):
        book.write("main", 1, [], "")
    assert book.begin("main", period, author="ana", at=NOON).number == 2


def test_sessions_and_invitations_end(database: Engine) -> None:
    team, later = TeamBook(database), NOON + timedelta(days=1)
    assert not team.is_there()
    invitation = team.invite("ana@shop.com", Role.OWNER, "hash", author="x", expires=later)
    assert team.invited("hash", NOON) == invitation
    assert team.invited("hash", later) is None
    person = team.join(invitation, "Ana", "secret", NOON)
    team.sign_in(person, "session", at=NOON, expires=later)
    found = team.by_session("session", NOON)
    assert found is not None
    assert (found.name, found.role) == ("Ana", Role.OWNER)
    assert team.by_session("session", later) is None
    with pytest.raises(ConflictError, match="owner"):
        team.change(person, role=None, disabled=True, disabled_at=NOON)
    assert team.by_session("session", NOON) == found


def test_everything_is_dumped_and_loaded_into_either_database(url: str, tmp_path: Path) -> None:
    source, target = (
        open_database(f"sqlite:///{tmp_path}/source.db"),
        open_database(url.replace("/state.", "/other.")),
    )
    DraftLog(source).begin("main", "sha", b"\x00\xff", "ana", NOON)
    first = CommentBook(source).begin("main", "cards", "c-1", "one", author="ana", at=NOON)
    CommentBook(source).answer("main", first, "two", author="ben", at=NOON)
    ReviewBook(source).set_rhythm(Rhythm("main", Cadence.WEEKLY, date(2026, 6, 8), ["ana"]))
    before = [(name, list(lines)) for name, lines in dumped(source)]
    load(target, before)
    assert [(name, list(lines)) for name, lines in dumped(target)] == before
    assert CommentBook(target).begin("main", "cards", "c-1", "three", author="ana", at=NOON) == 3
    with pytest.raises(ConflictError, match="already holds"):
        load(target, before)
    source.dispose()
    target.dispose()


def test_of_two_who_settle_a_suggestion_at_once_the_first_one_counts(database: Engine) -> None:
    book = SuggestionBook(database)
    edits = [Edit("cards", "c", "text", None, "Slow"), Edit("cards", "d", None, {"text": "x"}, None)]
    book.add("main", edits, ["Reworded."], "see mails", author="ben", at=NOON)
    book.add("other", edits, [], "", author="ben", at=NOON)
    (kept,) = book.all("main")
    assert (kept.edits, kept.words, kept.note, kept.state) == (edits, ["Reworded."], "see mails", "open")
    book.settle("main", kept.number, "accepted", "thanks", author="ana", at=NOON)
    with pytest.raises(ConflictError, match="accepted by ana already"):
        book.settle("main", kept.number, "rejected", author="zoe", at=NOON)
    assert (book.get("main", kept.number).state, book.get("main", kept.number).reply) == (
        "accepted",
        "thanks",
    )
    with pytest.raises(NotFoundError):
        book.settle("main", 99, "rejected", author="zoe", at=NOON)
