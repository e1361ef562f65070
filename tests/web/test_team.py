"""Who may do what: roles, sessions, invitations and share links, for every address of the API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from desirepath.domain.access import Role
from desirepath.services.workspace import open_workspace
from desirepath.web.app import ROUTERS, create_app
from desirepath.web.needs import need_of

from .live import HEADERS, TOKEN, Browser

PASSWORD = "correct horse battery"
LIVE = "ws://localhost/api/v1/drafts/main/live"
ROUTES = [
    (
        sorted(route.methods)[0],
        route.path,
        need_of([d.dependency for d in route.dependencies if d.dependency]),
    )
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
]


class Shop:
    """A served workspace: `owner` has the token, everybody else a browser of their own."""

    def __init__(self, folder: Path) -> None:
        self.app = create_app(open_workspace(folder), token=TOKEN)
        self.owner = self.browser(headers=HEADERS)

    def browser(self, **more: Any) -> TestClient:
        return TestClient(self.app, base_url="http://localhost", **more)

    def joined(self, role: Role, name: str) -> TestClient:
        """Somebody who was invited, and joined."""
        answer = self.owner.post("/api/v1/team/invitations", json={"email": f"{name}@shop.com", "role": role})
        assert answer.status_code == 200, answer.text
        somebody = self.browser()
        body = {"invitation": answer.json()["secret"], "name": name, "password": PASSWORD}
        assert somebody.post("/api/v1/join", json=body).json()["who"]["role"] == role
        return somebody

    def guest(self, **link: Any) -> TestClient:
        """Somebody who looks by a link to the main map."""
        secret = self.owner.post("/api/v1/maps/main/links", json=link).json()["secret"]
        somebody = self.browser()
        body = {"link": secret, "password": link.get("password")}
        assert somebody.post("/api/v1/open-link", json=body).status_code == 200
        return somebody


@pytest.fixture
def shop(loam_copy: Path) -> Iterator[Shop]:
    made = Shop(loam_copy)
    with made.owner:
        yield made


def asked(client: TestClient, method: str, path: str) -> int:
    address = path.format(
        map_id="main",
        step="visit",
        customer="nobody",
        name="reach",
        pain="none",
        suffix="json",
        number=99,
        id="x",
        source="x",
        job_id="x",
    )
    return client.request(method, address, json={} if method != "GET" else None).status_code


def test_every_address_names_what_it_needs() -> None:
    assert len(ROUTES) > 40
    assert [path for _, path, need in ROUTES if need == "none named"] == []


def test_each_role_passes_where_it_is_enough_and_nowhere_else(shop: Shop) -> None:
    people = {role: shop.joined(role, role.value) for role in (Role.VIEWER, Role.COMMENTER, Role.EDITOR)}
    nobody = shop.browser()
    for method, path, need in ROUTES:
        if not isinstance(need, Role) or path.endswith("/sign-out"):
            continue
        assert asked(nobody, method, path) in (401, 403), path
        for role, person in people.items():
            refused = asked(person, method, path) == 403
            assert refused is not role.covers(need), (method, path, role)


def test_a_guest_sees_the_map_of_the_link_and_nothing_else(shop: Shop) -> None:
    guest = shop.guest(may="viewer", label="Board")
    shown = []
    for method, path, need in ROUTES:
        if isinstance(need, Role):
            status = asked(guest, method, path)
            if status != 403:
                shown.append((method, path))
    assert shown == [
        ("GET", "/api/v1/maps/{map_id}"),
        ("GET", "/api/v1/maps/{map_id}/export.{suffix}"),
        ("GET", "/api/v1/maps/{map_id}/comments"),
        ("GET", "/api/v1/maps/{map_id}/images/{name}"),
    ]
    for wider in ("?segment=x", "?start=2026-01-01", "?where=1"):
        assert guest.get(f"/api/v1/maps/main{wider}").status_code == 403
    assert guest.get("/api/v1/maps/other").status_code == 403
    with guest.websocket_connect(LIVE) as socket, pytest.raises(Exception) as closed:  # noqa: PT011
        socket.receive_bytes()
    assert getattr(closed.value, "code", None) == 4401


def test_a_commenting_guest_comments_under_a_name_that_says_so(shop: Shop) -> None:
    guest = shop.guest(may="commenter")
    comment = {"part": "steps", "part_id": "visit", "text": "I never saw this."}
    threads = guest.post(
        "/api/v1/maps/main/comments", json=comment, headers={"x-desirepath-name": "Lu"}
    ).json()
    assert threads[0]["first"]["author"] == "Lu (guest)"
    assert shop.guest(may="viewer").post("/api/v1/maps/main/comments", json=comment).status_code == 403


def test_a_link_ends_when_it_is_revoked_or_out_of_date_and_its_password_is_asked(shop: Shop) -> None:
    guest = shop.guest(may="viewer", password=PASSWORD)
    (link,) = shop.owner.get("/api/v1/maps/main/links").json()
    assert (link["opened"], link["has_password"]) == (1, True)
    assert "secret" not in link
    assert shop.owner.delete(f"/api/v1/maps/main/links/{link['number']}").json() == []
    assert guest.get("/api/v1/maps/main").status_code in (401, 403)
    old = shop.owner.post("/api/v1/maps/main/links", json={"expires": "2020-01-01T00:00:00Z"}).json()
    locked = shop.owner.post("/api/v1/maps/main/links", json={"password": PASSWORD}).json()
    stranger = shop.browser()
    for body, code in (
        ({"link": old["secret"]}, "no_link"),
        ({"link": "guess"}, "no_link"),
        ({"link": locked["secret"]}, "password_needed"),
        ({"link": locked["secret"], "password": "wrong horse battery"}, "not_signed_in"),
    ):
        assert stranger.post("/api/v1/open-link", json=body).json()["error"]["code"] == code
    assert shop.owner.post("/api/v1/maps/main/links", json={"may": "editor"}).status_code == 422


def test_secrets_are_stored_as_hashes_alone(shop: Shop, loam_copy: Path) -> None:
    ana = shop.joined(Role.EDITOR, "ana")
    shop.guest(may="viewer", password=PASSWORD)
    link = shop.owner.post("/api/v1/maps/main/links", json={}).json()["secret"]
    secrets = [PASSWORD, link, *ana.cookies.values()]
    assert len(secrets) == 3
    stored = b"".join(path.read_bytes() for path in loam_copy.glob("state.db*"))
    assert stored
    for secret in secrets:
        assert secret.encode() not in stored
    assert b"$argon2id$v=19$m=19456,t=2,p=1$" in stored


def test_signing_in_tells_nothing_and_is_slowed_down(shop: Shop) -> None:
    shop.joined(Role.EDITOR, "ana")
    browser = shop.browser()
    right = {"email": " ANA@shop.com", "password": PASSWORD}
    assert browser.post("/api/v1/sign-in", json=right).json()["name"] == "ana"
    assert browser.get("/api/v1/me").json()["who"]["role"] == "editor"
    assert browser.post("/api/v1/sign-out").status_code == 200
    assert browser.get("/api/v1/me").json()["who"] is None
    told = {
        browser.post("/api/v1/sign-in", json={"email": email, "password": "no"}).text
        for email in ("ana@shop.com", "nobody@shop.com")
    }
    assert len(told) == 1
    codes = [browser.post("/api/v1/sign-in", json={**right, "password": "no"}).status_code for _ in range(5)]
    assert codes[-1] == 503
    assert browser.post("/api/v1/sign-in", json=right).json()["error"]["code"] == "too_many_tries"


def test_a_role_that_is_taken_away_is_gone_at_once_and_an_owner_stays(shop: Shop) -> None:
    ana, boss = shop.joined(Role.EDITOR, "ana"), shop.joined(Role.OWNER, "boss")
    assert ana.get("/api/v1/drafts/main").status_code == 200
    shop.owner.patch("/api/v1/team/1", json={"role": "viewer"})
    assert ana.post("/api/v1/drafts/main/publish", json={}).status_code == 403
    shop.owner.patch("/api/v1/team/1", json={"disabled": True})
    assert ana.get("/api/v1/drafts/main").status_code == 401
    assert boss.patch("/api/v1/team/2", json={"role": "editor"}).json()["error"]["code"] == "last_owner"
    assert boss.patch("/api/v1/team/9", json={"role": "editor"}).status_code == 404
    again = {"email": "ana@shop.com", "role": "editor"}
    assert (
        shop.owner.post("/api/v1/team/invitations", json=again).json()["error"]["code"] == "already_in_team"
    )


def test_who_has_lost_the_password_chooses_a_new_one_and_is_signed_out_elsewhere(shop: Shop) -> None:
    ana = shop.joined(Role.EDITOR, "ana")
    told = shop.owner.post("/api/v1/team/1/invitation").json()
    assert (told["invitation"]["email"], told["invitation"]["role"]) == ("ana@shop.com", "editor")
    assert ana.get("/api/v1/me").json()["who"]["name"] == "ana"  # nothing changes until the link is used
    new = {"invitation": told["secret"], "name": "Ana Ruiz", "password": "a quite different horse"}
    phone = shop.browser()
    assert phone.post("/api/v1/join", json=new).json()["who"]["name"] == "Ana Ruiz"
    assert ana.get("/api/v1/me").json()["who"] is None
    (only,) = shop.owner.get("/api/v1/team").json()["people"]
    assert (only["name"], only["role"]) == ("Ana Ruiz", "editor")
    sign_in = {"email": "ana@shop.com", "password": PASSWORD}
    assert ana.post("/api/v1/sign-in", json=sign_in).json()["error"]["code"] == "not_signed_in"
    assert ana.post("/api/v1/sign-in", json=sign_in | {"password": new["password"]}).status_code == 200
    assert shop.browser().post("/api/v1/join", json=new).json()["error"]["code"] == "no_invitation"
    assert shop.owner.post("/api/v1/team/99/invitation").json()["error"]["code"] == "unknown_person"


def test_an_invitation_holds_once(shop: Shop) -> None:
    secret = shop.owner.post("/api/v1/team/invitations", json={"email": "lu@shop.com"}).json()["secret"]
    body = {"invitation": secret, "name": "Lu", "password": "short"}
    assert shop.browser().post("/api/v1/join", json=body).json()["error"]["code"] == "bad_password"
    body["password"] = PASSWORD
    assert shop.browser().post("/api/v1/join", json=body).status_code == 200
    assert shop.browser().post("/api/v1/join", json=body).json()["error"]["code"] == "no_invitation"
    other = shop.owner.post("/api/v1/team/invitations", json={"email": "mo@shop.com"}).json()
    shop.owner.delete(f"/api/v1/team/invitations/{other['invitation']['number']}")
    body["invitation"] = other["secret"]
    assert shop.browser().post("/api/v1/join", json=body).json()["error"]["code"] == "no_invitation"
    wrong = shop.owner.post("/api/v1/team/invitations", json={"email": "nobody"})
    assert wrong.json()["error"]["code"] == "bad_email"


@contextmanager
def live(client: TestClient) -> Iterator[Browser]:
    with client.websocket_connect(LIVE) as socket:
        yield Browser(socket)


def test_a_viewer_s_write_over_the_socket_is_dropped(shop: Shop) -> None:
    editor, viewer = shop.joined(Role.EDITOR, "ed"), shop.joined(Role.VIEWER, "vi")
    with live(editor) as ed:
        ed.until_saved()
        with live(viewer) as vi:
            while "compare" not in vi.records.get("steps", {}):
                vi.hear()
            vi.type("steps", "compare", "title", "Mine ")
            ed.type("steps", "visit", "title", "Ours ")
            ed.until_saved()
            vi.until("steps", "visit", "title", ed.records["steps"]["visit"]["title"])
        assert "Mine" not in ed.records["steps"]["compare"]["title"]
    words = [change["words"] for change in shop.owner.get("/api/v1/drafts/main").json()["changes"]]
    assert len(words) == 1
    assert "Ours" in words[0]


def test_a_draft_needs_the_approval_of_others_as_it_stands(loam_copy: Path) -> None:
    settings = loam_copy / "workspace.yaml"
    settings.write_text(settings.read_text("utf-8") + "approvals: 1\n", "utf-8")
    shop = Shop(loam_copy)
    with shop.owner:
        ana, ben = shop.joined(Role.EDITOR, "ana"), shop.joined(Role.COMMENTER, "ben")
        with live(ana) as editing:
            editing.until_saved()
            assert ben.post("/api/v1/drafts/main/approve").json()["approved_by"] == ["ben"]
            editing.type("steps", "visit", "title", "Later ")
            editing.until_saved()
        card = ana.post("/api/v1/drafts/main/approve").json()
        assert (card["approved_by"], card["approvals_needed"]) == (["ana"], 1)
        assert ana.post("/api/v1/drafts/main/publish", json={}).json()["error"]["code"] == "not_approved"
        ben.post("/api/v1/drafts/main/approve")
        published = ana.post("/api/v1/drafts/main/publish", json={}).json()
        assert published["version"]["author"] == "ana"
