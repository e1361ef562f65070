"""Proposals: which column is what, by name and by content, on made and on real files."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any

import pytest

from desirepath.errors import InputError
from desirepath.ingest.profile import Dates, dates, is_epoch, number
from desirepath.ingest.propose import ProposedRecipe, propose
from desirepath.ingest.recipe import Recipe, Ref, recipe_document
from desirepath.ingest.vocabulary import fit

from .conftest import Bench

DATA = Path(
    os.environ.get("DESIREPATH_TEST_DATA", Path(__file__).resolve().parents[2].parent / "shared" / "data")
)


def proposal(bench: Bench, name: str, content: str, **options: Any) -> ProposedRecipe:
    return propose([bench.write(name, content)], **options)[0]


def chosen(proposed: ProposedRecipe, at: int = 0) -> dict[str, Any]:
    """The choices of a rule: column names, and texts after "="."""
    rule = proposed.recipe.events[at]
    found = {}
    for name in type(rule).model_fields:
        held = getattr(rule, name)
        if isinstance(held, Ref):
            found[name] = held.column or f"={held.value}"
        elif held and name in ("event_id", "when"):
            found[name] = held
    return found


def days(count: int = 30) -> list[str]:
    return [f"2024-03-{n % 28 + 1:02} 10:{n % 60:02}:00" for n in range(count)]


def table(header: str, rows: list[str], mark: str = ",") -> str:
    return "\n".join([header.replace(",", mark), *(row.replace("|", mark) for row in rows)]) + "\n"


class TestFiles:
    def test_a_log_of_events(self, bench: Bench) -> None:
        rows = [
            f"e{n}|{t}|u{n % 7}|{'Viewed' if n % 2 else 'Bought'}|web|{n}.50" for n, t in enumerate(days())
        ]
        found = chosen(
            proposal(bench, "log.csv", table("event_id,timestamp,user_id,event,channel,revenue", rows))
        )
        assert found == {
            "event": "event", "time": "timestamp", "event_id": ["event_id"], "user_id": "user_id",
            "revenue": "revenue", "channel": "channel", "kind": "=behaviour", "actor": "=customer",
        }  # fmt: skip

    @pytest.mark.parametrize("named", ["What happened", "Vorgang", "status change"])
    def test_an_event_is_known_by_the_words_people_head_it_with(self, bench: Bench, named: str) -> None:
        rows = [f"{t}|u{n % 7}|{'Order placed' if n % 2 else 'Parcel sent'}" for n, t in enumerate(days())]
        found = chosen(proposal(bench, "export.csv", table(f"When,Who,{named}", rows)))
        assert (found["event"], found["time"]) == (named, "When")

    def test_a_file_of_orders_is_named_after_itself(self, bench: Bench) -> None:
        rows = [f"o{n}|c{n % 9}|{t}|{n}.00" for n, t in enumerate(days())]
        proposed = proposal(
            bench, "orders.csv", table("order_id,customer_id,created_at,total", rows), currency="EUR"
        )
        found = chosen(proposed)
        assert (found["event"], found["kind"]) == ("=Order placed", "=order")
        assert (found["order_id"], found["event_id"], found["user_id"], found["revenue"]) == (
            "order_id", ["order_id"], "customer_id", "total")  # fmt: skip
        assert proposed.recipe.currency == "EUR"

    @pytest.mark.parametrize(
        ("shipped", "delivered"),
        [
            ("Shipped", "Delivered"),
            ("Ship Date", "Delivery Date"),
            ("fecha envío", "fecha entrega"),
            ("Versanddatum", "Zugestellt am"),
            ("expédié le", "livré le"),
        ],
    )
    def test_further_times_of_an_order_are_known_in_several_languages(
        self, bench: Bench, shipped: str, delivered: str
    ) -> None:
        rows = [f"o{n}|c{n % 9}|{t}|{t}|{t}|{t}|{n}.00" for n, t in enumerate(days())]
        names = f"order_id,customer_id,ordered_at,{shipped},{delivered},Expected delivery,total"
        rules = proposal(bench, "orders.csv", table(names, rows)).recipe.events
        assert [(rule.event.value, rule.time.column) for rule in rules] == [
            ("Order placed", "ordered_at"),
            ("Order shipped", shipped),
            ("Order delivered", delivered),
        ]

    def test_a_spanish_file_with_semicolons_and_commas(self, bench: Bench) -> None:
        rows = [f"p{n}|c{n % 9}|{n % 28 + 1}/03/2024|1.{n + 100},50|buena compra {n}" for n in range(30)]
        proposed = proposal(
            bench, "pedidos.csv", table("pedido_id,cliente_id,fecha,importe,comentario", rows, ";")
        )
        found = chosen(proposed)
        assert (found["order_id"], found["user_id"], found["time"], found["revenue"], found["text"]) == (
            "pedido_id", "cliente_id", "fecha", "importe", "comentario")  # fmt: skip
        assert proposed.recipe.csv.delimiter == ";"
        assert proposed.recipe.decimal == ","
        assert proposed.recipe.date_format == ["%d/%m/%Y"]
        assert found["event"] == "=Order placed"

    def test_a_german_file_in_its_old_encoding(self, bench: Bench) -> None:
        rows = [f"K{n % 9}|{n % 28 + 1:02}.03.2024 10:00|{n % 5 + 1}|Gerät geht gut {n}" for n in range(30)]
        content = table("Kundennummer,Datum,Bewertung,Kommentar", rows, ";")
        old = propose([bench.write("bewertungen.csv", content.encode("cp1252"))])[0]
        found = chosen(proposal(bench, "bewertungen.csv", content))
        assert chosen(old) == found
        assert (found["user_id"], found["score"], found["scale"], found["text"], found["kind"]) == (
            "Kundennummer", "Bewertung", "=stars", "Kommentar", "=review")  # fmt: skip
        assert (
            'csv: {delimiter: ";", encoding: cp1252}  # as found in the first lines; its letters' in old.text
        )
        assert any('as in "Gerät geht gut 0"' in warning for warning in old.warnings)

    def test_french_and_portuguese_names(self, bench: Bench) -> None:
        rows = [f"c{n % 9}|2024-03-01|{n},10|mot {n}" for n in range(30)]
        assert (
            chosen(proposal(bench, "ventes.csv", table("client,date,montant,commentaire", rows, ";")))[
                "revenue"
            ]
            == "montant"
        )
        assert (
            chosen(proposal(bench, "vendas.csv", table("cliente,data,valor,mensagem", rows, ";")))["user_id"]
            == "cliente"
        )

    def test_anonymous_ids_and_addresses(self, bench: Bench) -> None:
        rows = [f"a{n % 8}|{'u1' if n % 2 else ''}|ana{n}@example.org|{t}|Seen" for n, t in enumerate(days())]
        proposed = proposal(bench, "web.csv", table("anonymousId,userId,mail,time,event", rows))
        found = chosen(proposed)
        assert (found["anonymous_id"], found["user_id"], found["email"]) == ("anonymousId", "userId", "mail")
        assert any("empty in 50%" in warning for warning in proposed.warnings)

    def test_json_lines(self, bench: Bench) -> None:
        rows = "".join(
            f'{{"ts": {1_700_000_000_000 + n}, "user": {{"id": 1}}, "userId": "u{n}", "event": "A"}}\n'
            for n in range(30)
        )
        found = chosen(proposal(bench, "log.jsonl", rows))
        assert (found["time"], found["user_id"], found["event"]) == ("ts", "userId", "event")

    def test_rows_without_times_are_attributes(self, bench: Bench) -> None:
        proposed = proposal(
            bench, "crm.csv", table("customer_id,plan,city", [f"c{n}|free|Lyon" for n in range(20)])
        )
        assert proposed.recipe.kind == "traits"
        assert list(proposed.recipe.traits[0].columns.columns) == ["plan", "city"]
        assert proposed.warnings

    def test_a_file_without_times_or_people_is_refused(self, bench: Bench) -> None:
        with pytest.raises(InputError, match="no column holds dates"):
            proposal(bench, "x.csv", "a,b\n1,2\n")

    def test_promised_and_birth_dates_are_never_the_time(self, bench: Bench) -> None:
        rows = [f"2030-01-01|1980-01-01|{t}|u1" for t in days()]
        assert (
            chosen(proposal(bench, "x.csv", table("estimated_date,birth_date,happened,user", rows)))["time"]
            == "happened"
        )

    def test_day_or_month_first_is_a_guess_that_is_told(self, bench: Bench) -> None:
        proposed = proposal(
            bench, "x.csv", table("date,user,event", [f"0{n % 9 + 1}/02/2024|u{n}|A" for n in range(20)])
        )
        assert any("day first or month first" in warning for warning in proposed.warnings)
        assert "# Check:" in proposed.text

    def test_two_files_of_one_name_are_two_sources(self, bench: Bench) -> None:
        (bench.data / "b").mkdir()
        rows = table("time,user,event", [f"{t}|u1|A" for t in days()])
        paths = [bench.write("log.csv", rows), bench.write("b/log.csv", rows)]
        assert [p.recipe.source for p in propose(paths)] == ["log", "log-2"]

    def test_odd_names_of_files_and_columns_survive_the_yaml(self, bench: Bench, here: None) -> None:
        rows = table('"user: id","#time","event","yes","a ""b""","[x]"', [f"u1|{t}|A|1|2|3" for t in days()])
        proposed = proposal(bench, "log [1].csv", rows)
        assert proposed.recipe == recipe_document(proposed.text, "x")[0]
        assert bench.run(proposed.recipe).added == 30

    def test_a_proposal_can_be_imported_as_it_stands(self, bench: Bench, here: None) -> None:
        rows = [f"o{n}|c{n % 9}|{t}|{t}|{n}.00" for n, t in enumerate(days())]
        proposed = proposal(
            bench, "orders.csv", table("order_id,customer_id,created_at,shipped_at,total", rows)
        )
        assert [rule.event.value for rule in proposed.recipe.events] == ["Order placed", "Order shipped"]
        assert bench.run(proposed.recipe).added == 60
        assert len(proposed.reasons) > 5


STATUSES = ("placed", "shipped", "delivered")


def changes(more: str = "") -> list[str]:
    """Rows of ten orders of three customers, each placed, shipped and delivered: order, customer, time, status."""
    lines = [(n, at) for n in range(10) for at in range(3)]
    return [f"o{n}|c{n % 3}|2024-03-{n + 1:02} 1{at}:00|{STATUSES[at]}{more}" for n, at in lines]


class TestStatus:
    @pytest.mark.parametrize(
        "name", ["Status", "order_status", "Bestellstatus", "estado", "state", "new_status"]
    )
    def test_a_status_that_changes_is_the_event(self, bench: Bench, here: None, name: str) -> None:
        proposed = proposal(bench, "x.csv", table(f"order_id,customer_id,changed_at,{name}", changes()))
        assert chosen(proposed)["event"] == name
        assert "# the same id has several of its values in turn" in proposed.text
        assert any(
            "one name for all, as in `event: Order placed`" in warning for warning in proposed.warnings
        )
        bench.run(proposed.recipe)
        assert sorted(bench.events("event")) == sorted(STATUSES * 10)

    def test_a_status_beside_an_event_could_be_the_event_too(self, bench: Bench) -> None:
        rows = changes("|Seen")
        proposed = proposal(bench, "x.csv", table("order_id,customer_id,time,Status,event", rows))
        assert chosen(proposed)["event"] == "event"
        assert '; "Status" could be the event too' in proposed.text
        assert any('"Status" could be the event too' in reason for reason in proposed.reasons)
        assert list(proposed.recipe.events[0].properties.columns) == ["Status"]

    def test_the_type_of_a_ticket_is_not_its_event(self, bench: Bench) -> None:
        rows = [row.replace("o", "t", 1) + f"|{'bug' if row < 'o5' else 'question'}" for row in changes()]
        proposed = proposal(bench, "tickets.csv", table("ticket_id,customer,updated_at,Status,Type", rows))
        assert chosen(proposed)["event"] == "Status"
        assert any('`event: {column: "Type"}`' in warning for warning in proposed.warnings)

    def test_a_type_that_changes_stays_the_event(self, bench: Bench) -> None:
        rows = [f"{row}|{'AB'[n % 2]}" for n, row in enumerate(changes())]
        assert (
            chosen(proposal(bench, "x.csv", table("order_id,user,time,Status,type", rows)))["event"] == "type"
        )

    @pytest.mark.parametrize("name", ["order_id", "id", "receipt"])
    def test_the_last_status_of_an_order_is_not_its_event_though_a_customer_has_several(
        self, bench: Bench, name: str
    ) -> None:
        rows = [f"o{n}|c{n % 3}|{t}|{STATUSES[n % 2]}|9.50" for n, t in enumerate(days())]
        proposed = proposal(bench, "x.csv", table(f"{name},customer_id,ordered_at,Status,total", rows))
        assert chosen(proposed)["event"] == "=Order placed"
        assert "could be" not in proposed.text

    def test_lines_of_one_order_at_one_time_are_not_its_changes(self, bench: Bench) -> None:
        rows = [f"o{n // 3}|c1|2024-03-{n // 3 + 1:02}|{STATUSES[n % 3]}|9.50" for n in range(30)]
        proposed = proposal(bench, "orders.csv", table("order_id,customer_id,ordered_at,Status,total", rows))
        assert chosen(proposed)["event"] == "=Order placed"

    def test_a_status_that_may_be_the_event_is_named_where_nothing_else_is(self, bench: Bench) -> None:
        rows = [f"{n}|c{n % 3}|{t}|{STATUSES[n % 2]}" for n, t in enumerate(days())]
        proposed = proposal(bench, "history.csv", table("id,customer_id,changed_at,Status", rows))
        assert chosen(proposed)["event"] == "=History"
        assert any('"Status" could name them: `event: {column: "Status"}`' in w for w in proposed.warnings)


PEOPLE = ("José Muñoz", "Inés Álvarez", "Jürgen Groß", "Zoë Müller – 5 €")


@pytest.mark.parametrize(
    ("encoding", "written"),
    [("utf-8", None), ("utf-8-sig", None), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
def test_the_encoding_is_found_and_letters_come_out_right(
    bench: Bench, here: None, encoding: str, written: str | None
) -> None:
    rows = [f"{t}|u{n}|{PEOPLE[n % 4]}" for n, t in enumerate(days(24))]
    file = bench.write("log.csv", table("time,user,event", rows).encode(encoding))
    (proposed,) = propose([file])
    assert proposed.recipe.csv.encoding == written
    assert ("encoding" in proposed.text) == (written is not None)
    bench.run(proposed.recipe)
    assert sorted(bench.events("event")) == sorted(PEOPLE * 6)


def test_a_first_accent_at_the_end_of_a_large_file_tells_its_encoding(bench: Bench, here: None) -> None:
    rows = [f"2024-03-01 10:00:00|u{n}|Seen" for n in range(20_000)]
    content = table("time,user,event", [*rows, "2024-03-02|u1|Café"]).encode("cp1252")
    (packed,) = propose([bench.write("log.csv.gz", gzip.compress(content))])
    assert packed.recipe.csv.encoding == "cp1252"
    bench.run(packed.recipe)
    assert bench.events("event")[-1] == "Café"
    assert bench.refused() == []


def test_a_packed_file_that_was_cut_off_is_told_though_its_beginning_is_whole(bench: Bench) -> None:
    rows = [f"2024-03-01 10:00:00|{n * 7919 % 100_003}|Seen" for n in range(20_000)]
    packed = gzip.compress(table("time,user,event", rows).encode())
    with pytest.raises(InputError, match="cannot be unpacked"):
        propose([bench.write("log.csv.gz", packed[:-50])])


def test_a_few_broken_lines_do_not_turn_a_utf_8_file_into_another(bench: Bench) -> None:
    rows = [f"{t}|u{n}|Café" for n, t in enumerate(days(9))]
    content = table("time,user,event", rows).encode() + b"2024-04-01,u1,Caf\xe9\n"
    assert propose([bench.write("log.csv", content)])[0].recipe.csv.encoding is None


@pytest.mark.parametrize(
    ("name", "role", "is_it"),
    [
        ("customer_unique_id", "user_id", True), ("CustomerID", "user_id", True), ("customer_name", "user_id", False),
        ("id_cliente", "user_id", True), ("Kunden-Nr", "user_id", True), ("customer_city", "user_id", False),
        ("orderNumber", "order_id", True), ("utm_source", "campaign_source", True), ("Survey date", "time", True),
        ("order_estimated_delivery_date", "time", False), ("valor_total", "revenue", True), ("NPS", "score", True),
        ("What happened", "event", True), ("what", "event", True), ("Vorgang", "event", True),
        ("Status change", "event", True), ("happening", "event", True), ("Qué pasó", "event", True),
        ("Vorgangsnummer", "event", False), ("What they said", "event", False),
        ("uuid", "event_id", True), ("deviceId", "anonymous_id", True), ("Überschrift", "user_id", False),
    ],
)  # fmt: skip
def test_a_name_tells_its_role(name: str, role: str, is_it: bool) -> None:
    assert (fit(role, name) is not None) == is_it


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["2024-01-02", "2024-01-03T10:00:00Z"], Dates(None, "is written as 2024-12-31")),
        (["1541105830796"], Dates(None, "counts from 1970")),
        (["20240131"], Dates("%Y%m%d", "is written as 20241231")),
        (["31/12/24", "01/12/24"], Dates("%d/%m/%y", "the day stands first")),
        (["12/31/2024 1:30 PM"], Dates("%m/%d/%Y %I:%M %p", "the month stands first")),
        (["31.12.2024", "30.12.2024 10:00"], Dates("day first", "the day stands first")),
        (["1", "2"], None),
        (["17.99", "12.50"], None),
        ([], None),
    ],
)
def test_times_are_recognised_by_how_they_are_written(values: list[str], found: Dates | None) -> None:
    assert dates(values) == found


def test_numbers_are_read_in_both_spellings() -> None:
    assert [number(text) for text in ("1.5", "1,5", "1.234,56", "1,234.56", "x", "€ 3")] == [
        1.5,
        1.5,
        1234.56,
        1234.56,
        None,
        3,
    ]
    assert not is_epoch("2017")


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="no DESIREPATH_TEST_DATA")
class TestRealFiles:
    def proposed(self, name: str) -> ProposedRecipe:
        path = DATA / f"{name}.parquet"
        if not path.exists():
            pytest.skip(f"{name} is not there")
        return propose([path])[0]

    def found(self, name: str) -> dict[str, Any]:
        return chosen(self.proposed(name))

    def test_olist_orders(self) -> None:
        proposed = self.proposed("olist/olist_orders_dataset")
        found = chosen(proposed)
        assert (found["event"], found["time"], found["order_id"], found["user_id"]) == (
            "=Order placed", "order_purchase_timestamp", "order_id", "customer_id")  # fmt: skip
        later = [chosen(proposed, at) for at in (1, 2, 3)]
        assert [(rule["event"], rule["time"]) for rule in later] == [
            ("=Order approved", "order_approved_at"),
            ("=Order shipped", "order_delivered_carrier_date"),
            ("=Order delivered", "order_delivered_customer_date"),
        ]

    def test_olist_reviews(self) -> None:
        found = self.found("olist/olist_order_reviews_dataset")
        assert {k: found[k] for k in ("event", "kind", "time", "score", "scale", "text", "order_id", "event_id")} == {
            "event": "=Review written", "kind": "=review", "time": "review_answer_timestamp", "score": "review_score",
            "scale": "=stars", "text": "review_comment_message", "order_id": "order_id",
            "event_id": ["review_id", "order_id"],
        }  # fmt: skip

    def test_sparkify(self) -> None:
        found = self.found("sparkify/log_data")
        assert (found["event"], found["time"], found["user_id"]) == ("page", "ts", "userId")

    def test_cdnow(self) -> None:
        found = self.found("cdnow/cdnow_master")
        assert (found["event"], found["time"], found["user_id"], found["revenue"]) == (
            "=Order placed", "date", "customer_id", "dollar_value")  # fmt: skip

    def test_nps(self) -> None:
        proposed = self.proposed("nps/NPStimeseries")
        found = chosen(proposed)
        assert (found["time"], found["score"], found["scale"], found["kind"]) == (
            "Survey date",
            "NPS",
            "=nps",
            "=survey",
        )
        assert proposed.recipe.date_format == ["%d/%m/%y"]

    def test_a_survey_without_dates_is_refused(self) -> None:
        with pytest.raises(InputError, match="no column holds dates"):
            self.found("nps/Pesquisa_NPS")


def test_the_model_and_the_text_agree(bench: Bench) -> None:
    proposed = proposal(
        bench, "log.csv", table("time,user,event", [f"{t}|u1|A" for t in days()]), timezone="Europe/Madrid"
    )
    assert isinstance(proposed.recipe, Recipe)
    assert proposed.recipe.timezone == "Europe/Madrid"


def test_addresses_are_e_mail_whatever_the_column_is_called(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    lines = [f"r{n},person{n}@example.org,2026-05-{1 + n % 28:02d},{n % 11}" for n in range(40)]
    file.write_text("\n".join(["Response,Respondent,Answered at,NPS", *lines]))
    (proposed,) = propose([file])
    assert "email: Respondent" in proposed.text


def test_cancellations_and_refunds_have_the_names_that_measures_of_money_know(bench: Bench) -> None:
    rows = "".join(
        f"o{n},c{n},2026-03-{n + 1:02d} 10:00,{n}.50,{f'2026-04-{n + 1:02d} 10:00' if n % 4 == 0 else ''},\n"
        for n in range(20)
    )
    text = "order_id,customer_id,ordered_at,total,cancelled_at,refunded_at\n" + rows.replace(
        ",\n", ",2026-05-01 10:00\n", 3
    )
    names = [rule.event.value for rule in proposal(bench, "orders.csv", text).recipe.events if rule.event]
    from desirepath.measures.revenue import RevenueParams

    assert {*RevenueParams().cancellations, *RevenueParams().refunds} <= set(names)


def test_times_of_later_events_that_are_written_otherwise_are_read_too(tmp_path: Path) -> None:
    rows = "".join(
        f"o{n},c{n % 7},{n % 28 + 1:02}.01.2025 10:00,{n % 28 + 1:02}.02.2025,{n}\n" for n in range(1, 60)
    )
    file = tmp_path / "orders.csv"
    file.write_text("order_id,customer_id,order_date,delivered_at,total\n" + rows)
    recipe = propose([file])[0].recipe
    assert recipe.date_format == ["%d.%m.%Y %H:%M", "%d.%m.%Y"]
    assert [rule.event.value for rule in recipe.events] == ["Order placed", "Order delivered"]
