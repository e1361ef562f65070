"""From a file that nobody has seen to a drafted map, as the page does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from desirepath.errors import ConflictError, InputError
from desirepath.ingest.recipe import load_recipe
from desirepath.services.choices import Choices, recipe_of
from desirepath.services.faults import faults
from desirepath.services.glances import Glances, look, preview
from desirepath.services.sources import bring, list_sources, refused_csv
from desirepath.services.starting import start_workspace
from desirepath.services.workspace import Workspace


@pytest.fixture(scope="module")
def glances() -> Iterator[Glances]:
    kept = Glances()
    yield kept
    kept.close()


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    return start_workspace(tmp_path / "shop", name="shop", timezone="Europe/Madrid")


def put(shop: Workspace, name: str, text: str | bytes) -> str:
    (shop.data / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def orders(sep: str = ",", rows: int = 40, broken: bool = False) -> str:
    """Orders with their delivery; every tenth has no readable date when broken."""
    lines = [sep.join(["order_no", "customer", "ordered_at", "delivered_at", "total", "size"])]
    for n in range(1, rows + 1):
        day = datetime(2025, 1, 1) + timedelta(days=n)
        when = "soon" if broken and n % 10 == 0 else f"{day:%Y-%m-%d %H:%M}"
        there = f"{day + timedelta(days=3):%Y-%m-%d}" if n % 4 else ""
        lines.append(sep.join([f"o{n}", f"c{n % 13}", when, there, f"{n}.50", "M"]))
    return "\n".join(lines) + "\n"


def with_role(choices: Choices, column: str, role: str) -> Choices:
    changed = [c.model_copy(update={"role": role}) if c.name == column else c for c in choices.columns]
    return choices.model_copy(update={"columns": changed})


def test_a_proposal_is_a_table_of_roles_with_examples_and_reasons(shop: Workspace, glances: Glances) -> None:
    found = look(shop, glances, put(shop, "orders.csv", orders()))
    assert {c.name: c.role for c in found.choices.columns} == {
        "order_no": "order_id",
        "customer": "user_id",
        "ordered_at": "time",
        "delivered_at": "later",
        "total": "revenue",
        "size": "property",
    }
    assert (found.choices.event, found.choices.kind) == ("Order placed", "order")
    assert found.choices.event_id == ["order_no"]
    assert next(c for c in found.choices.columns if c.role == "later").event == "Order delivered"
    total = next(c for c in found.columns if c.name == "total")
    assert total.examples == ["1.50", "2.50", "3.50", "4.50"]
    assert total.why is not None
    assert "amounts" in total.why
    assert faults(found.choices) == []


def test_a_preview_shows_the_events_and_beside_them_what_is_refused(
    shop: Workspace, glances: Glances
) -> None:
    found = look(shop, glances, put(shop, "orders.csv", orders(broken=True)))
    shown = preview(shop, glances, found.choices)
    assert (shown.rows, shown.refused) == (40, 4)
    assert shown.reasons == {"time cannot be read": 4}
    assert [(bad.line, bad.reason) for bad in shown.bad][:2] == [
        (11, "time cannot be read"),
        (21, "time cannot be read"),
    ]
    assert "soon" in shown.bad[0].row
    assert shown.columns[:4] == ["Line", "Event", "Time", "Customer"]
    assert shown.table[0][:4] == ["2", "Order placed", "2025-01-02 00:00:00", "c1"]


def test_a_preview_follows_a_changed_choice(shop: Workspace, glances: Glances) -> None:
    put(shop, "visits.csv", "when,page,visitor\n" + "".join(f"0{n}/02/2025,Home,v{n}\n" for n in range(1, 9)))
    found = look(shop, glances, "visits.csv")
    first = preview(shop, glances, found.choices.model_copy(update={"date_format": ["day first"]}))
    second = preview(shop, glances, found.choices.model_copy(update={"date_format": ["month first"]}))
    assert first.table[0][2] == "2025-02-01 00:00:00"
    assert second.table[0][2] == "2025-01-02 00:00:00"


def test_a_preview_looks_at_the_first_rows_only(shop: Workspace, glances: Glances) -> None:
    found = look(shop, glances, put(shop, "orders.csv", orders(rows=3_000)))
    shown = preview(shop, glances, found.choices)
    assert shown.rows == 1_000
    assert len(shown.table) == 100


@pytest.mark.parametrize(
    ("column", "role", "place"),
    [("ordered_at", "property", "time"), ("customer", "property", "who"), ("size", "user_id", "size")],
)
def test_what_is_missing_is_said_by_column_or_choice(
    shop: Workspace, glances: Glances, column: str, role: str, place: str
) -> None:
    found = look(shop, glances, put(shop, "orders.csv", orders()))
    wrong = with_role(found.choices, column, role)
    shown = preview(shop, glances, wrong)
    assert place in [fault.column or fault.field for fault in shown.faults]
    assert shown.table == []
    with pytest.raises(InputError):
        bring(shop, wrong)
    assert not list((shop.root / "recipes").iterdir())


def test_bringing_a_file_imports_builds_and_drafts_the_first_map(shop: Workspace, glances: Glances) -> None:
    found = look(shop, glances, put(shop, "orders.csv", orders(broken=True)))
    phases: list[str] = []
    done = bring(shop, found.choices, progress=lambda phase, *_: phases.append(phase))
    assert (done.rows, done.rejected) == (40, {"time cannot be read": 4})
    assert (done.map, done.drafted) == ("main", True)
    assert done.built.customers == 13
    assert {"read", "draft"} <= set(phases)
    assert [step.title for step in shop.published("main").map.steps()] == ["Order placed", "Order delivered"]
    assert load_recipe(shop.root / "recipes" / "orders.yaml") == recipe_of(found.choices)
    again = bring(shop, found.choices)
    assert (again.added, again.drafted) == (0, False)


def test_a_file_out_of_which_nothing_comes_leaves_no_recipe(shop: Workspace, glances: Glances) -> None:
    found = look(shop, glances, put(shop, "orders.csv", orders()))
    with pytest.raises(InputError, match="readable date"):
        bring(shop, found.choices.model_copy(update={"date_format": ["%d of %m"]}))
    assert list_sources(shop).empty


def test_a_newer_file_is_read_as_its_source_is_and_adds_what_is_new(
    shop: Workspace, glances: Glances
) -> None:
    first = look(shop, glances, put(shop, "orders.csv", orders(rows=40)))
    bring(shop, with_role(first.choices, "size", "ignore"))
    newer = look(shop, glances, put(shop, "orders-2.csv", orders(rows=50)), source="orders")
    assert newer.known_source
    assert newer.choices.column("property") is None
    done = bring(shop, newer.choices)
    assert done.repeated > 40
    assert 10 <= done.added <= 20
    card = list_sources(shop).sources[0]
    assert (card.source, card.files) == ("orders", ["orders-2.csv"])


def test_choices_that_were_wrong_are_replaced_with_all_rows(shop: Workspace, glances: Glances) -> None:
    found = look(shop, glances, put(shop, "orders.csv", orders()))
    bring(shop, found.choices.model_copy(update={"timezone": "UTC"}))
    done = bring(shop, found.choices, replace=True)
    assert done.removed > 0
    assert done.added == done.removed


def test_a_recipe_that_says_more_is_by_hand_and_stays(shop: Workspace, glances: Glances) -> None:
    put(shop, "orders.csv", orders())
    path = shop.root / "recipes" / "orders.yaml"
    path.write_text(
        "source: orders\nfiles: {o: orders.csv}\nsql: SELECT * FROM o\n"
        "events:\n  - {event: Order, time: ordered_at, user_id: customer}\n"
    )
    assert [card.by_hand for card in list_sources(shop).sources] == [True]
    mine = look(shop, glances, "orders.csv").choices
    assert mine.source == "orders-2"
    with pytest.raises(ConflictError, match="written by hand"):
        bring(shop, mine.model_copy(update={"source": "orders"}))
    assert "SELECT" in path.read_text()


def test_sources_tell_rows_newest_event_and_what_was_refused(shop: Workspace, glances: Glances) -> None:
    bring(shop, look(shop, glances, put(shop, "orders.csv", orders(broken=True))).choices)
    card = list_sources(shop).sources[0]
    assert (card.source, card.files, card.rejected) == ("orders", ["orders.csv"], 4)
    assert card.events > 36
    assert card.newest is not None
    assert card.newest.date().isoformat() >= "2025-02-10"
    told = refused_csv(shop, "orders").splitlines()
    assert told[0] == "file,line,reason,row"
    assert len(told) == 5


def test_what_is_known_of_customers_is_brought_the_same_way(shop: Workspace, glances: Glances) -> None:
    bring(shop, look(shop, glances, put(shop, "orders.csv", orders())).choices)
    crm = put(shop, "crm.csv", "customer_id,plan,city\n" + "".join(f"c{n},gold,Lugo\n" for n in range(13)))
    found = look(shop, glances, crm)
    assert found.choices.rows == "traits"
    assert preview(shop, glances, found.choices).columns == ["Line", "Id", "What", "Value"]
    assert bring(shop, found.choices).added == 26


def test_a_workbook_is_brought_like_any_file(shop: Workspace, glances: Glances) -> None:
    book = Workbook()
    book.active.append(["order id", "customer id", "order date", "total"])
    for n in range(1, 31):
        book.active.append([n, 100 + n % 5, datetime(2025, 1, n, 9, 30), n * 1.5])
    book.create_sheet("notes").append(["nothing", "here"])
    book.save(shop.data / "orders.xlsx")
    found = look(shop, glances, "orders.xlsx")
    assert found.sheets == ["Sheet", "notes"]
    shown = preview(shop, glances, found.choices)
    assert shown.table[0][:3] == ["2", "Order placed", "2025-01-01 09:30:00"]
    assert bring(shop, found.choices).added == 30


def test_a_file_without_dates_waits_for_a_person(shop: Workspace, glances: Glances) -> None:
    found = look(shop, glances, put(shop, "things.csv", "colour,shape\nred,round\nblue,square\n"))
    assert "no column holds dates" in found.warnings[0].lower()
    assert {column.role for column in found.choices.columns} == {"property"}
    assert [fault.field for fault in faults(found.choices)] == ["time", "event", "who"]
