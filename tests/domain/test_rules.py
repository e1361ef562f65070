"""The filter language: what it understands, and what it refuses with which words."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.domain.map import Match
from desirepath.domain.rules import EVERYTHING, combine, match_rule, parse
from desirepath.domain.terms import Call, Name, Span, Value, kind_of
from desirepath.errors import InputError

NAMES = {
    "event": "string",
    "score": "float64",
    "revenue": "decimal(18, 2)",
    "time": "timestamp(6)",
    "first_time": "timestamp(6)",
    "ok": "boolean",
    "prop_category": "string",
    "prop_discount": "string",
    "prop_country": "string",
    "trait_country": "string",
    "trait_plan": "string",
    "Weird Name": "string",
    "products": "array<string>",
}


CODES = ("bad_rule", "unknown_name", "wrong_kind", "ambiguous_name")
VOCABULARY = """event score time category ok and or not in between like is null ( ) = < > + - * / , 'x' 1 interval day
date '2027-01-01' lower coalesce abs true ; case select [ ] { } :: . " % --"""


def outcome(text: str) -> str:
    """The kind of a filter that is understood, else the code of the error."""
    try:
        return parse(text, NAMES).term.kind
    except InputError as error:
        return error.code


def refused(text: str, names: dict[str, str] = NAMES) -> InputError:
    with pytest.raises(InputError) as caught:
        parse(text, names)
    return caught.value


def column_of(text: str) -> tuple[int | None, int | None]:
    place = refused(text).place
    assert place is not None
    return place.line, place.column


class TestNames:
    def test_a_kept_property_and_a_trait_may_be_written_by_their_plain_names(self) -> None:
        assert parse("category = 'gift' and plan = 'pro'", NAMES).names == {"prop_category", "trait_plan"}

    def test_the_stored_name_works_too(self) -> None:
        assert parse("prop_category = 'gift'", NAMES).names == {"prop_category"}

    def test_a_column_hides_a_property_of_the_same_name(self) -> None:
        names = {"channel": "string", "prop_channel": "string"}
        assert parse("channel = 'web'", names).names == {"channel"}

    def test_a_name_that_is_both_a_property_and_a_trait_is_refused(self) -> None:
        error = refused("country = 'PT'")
        assert error.code == "ambiguous_name"
        assert "prop_country or trait_country" in error.remedy

    def test_an_unknown_name_gets_the_nearest_one(self) -> None:
        error = refused("catgory = 'gift'")
        assert error.code == "unknown_name"
        assert error.remedy == 'Did you mean "category"?'

    def test_names_are_exact(self) -> None:
        assert refused("Event = 'x'").remedy == 'Did you mean "event"?'

    def test_quoted_names_may_hold_spaces(self) -> None:
        assert parse("\"Weird Name\" = 'x'", NAMES).names == {"Weird Name"}

    def test_text_in_double_quotes_is_explained(self) -> None:
        assert "single quotes" in refused('event = "Order Completed"').remedy

    def test_columns_of_other_kinds_cannot_be_named(self) -> None:
        assert refused("products = 'x'").code == "unknown_name"

    def test_the_line_and_column_of_a_wrong_name_are_told(self) -> None:
        assert column_of("event = 'x' and\n  foo = 2") == (2, 3)


class TestKinds:
    @pytest.mark.parametrize(
        ("text", "remedy"),
        [
            ("event = 3", "Put it in quotes to compare text: '3'."),
            ("score = '3'", "Write the number without quotes."),
            ("time > 5", "Write a time like this"),
            ("time = '2026-13-01'", "Write '2027-01-31'"),
            ("time > timestamp '2026-01-01 10:00:00+02:00'", "without a zone"),
            ("event", "Compare it with something"),
            ("event = 'x' and score", "Compare it with something"),
            ("event = null", "is null or is not null"),
            ("event in ('a', null)", "is null or is not null"),
            ("score + event > 1", "Use it on numbers."),
            ("lower(score) = 'x'", "Use it on text."),
            ("score like 'x%'", "Use it on text."),
            ("ok < true", "Use = or <>"),
            ("score < 1 < 2", "Compare text with text"),
            ("score > 1e999", "Write a smaller one."),
            ("event like 'a\\_%'", "Use % for any text"),
            ("time - first_time > 5", "interval 7 day"),
            ("time + time > first_time", "Add an interval to a time"),
            ("time > first_time + interval 5000 year", "At most 1000 years"),
            ("time - first_time > interval '7 fortnights'", ""),
            ("ok is true", "= true"),
        ],
    )
    def test_what_does_not_go_together_is_refused_with_a_remedy(self, text: str, remedy: str) -> None:
        error = refused(text)
        assert error.code in ("wrong_kind", "bad_rule")
        assert remedy in error.remedy

    def test_a_property_is_read_as_a_number_where_a_number_is_wanted(self) -> None:
        term = parse("discount > 0.2", NAMES).term
        assert term == Call(
            ">",
            (Call("number", (Name("prop_discount", "property"),), "number"), Value(0.2, "number")),
            "flag",
        )

    def test_a_property_stays_text_beside_text(self) -> None:
        term = parse("category = '3'", NAMES).term
        assert term == Call("=", (Name("prop_category", "property"), Value("3", "text")), "flag")

    def test_true_beside_a_property_is_the_word(self) -> None:
        term = parse("category = true", NAMES).term
        assert isinstance(term, Call)
        assert term.args[1] == Value("true", "text")

    def test_text_beside_a_time_is_a_time(self) -> None:
        term = parse("time >= '2027-01-31'", NAMES).term
        assert isinstance(term, Call)
        assert term.args[1] == Value(datetime(2027, 1, 31), "time")

    def test_a_difference_of_times_is_asked_as_a_shifted_time(self) -> None:
        later = parse("time - first_time > interval '7 days'", NAMES).term
        assert later == parse("interval 7 day < time - first_time", NAMES).term
        shifted = Call("shift", (Name("first_time", "time"), Value(Span(7, "day"), "span")), "time")
        assert later == Call(">", (Name("time", "time"), shifted), "flag")

    def test_a_minus_before_a_number_belongs_to_it(self) -> None:
        assert parse("score > -2", NAMES).term == Call(
            ">", (Name("score", "number"), Value(-2.0, "number")), "flag"
        )

    @pytest.mark.parametrize(
        ("name", "type_name", "kind"),
        [
            ("a", "string", "text"),
            ("a", "!string", "text"),
            ("prop_a", "large_string", "property"),
            ("a", "timestamp[us]", "time"),
            ("a", "timestamp('UTC', 6)", "time"),
            ("a", "date32[day]", "time"),
            ("a", "int32", "number"),
            ("a", "decimal128(18, 2)", "number"),
            ("a", "bool", "flag"),
            ("a", "struct<x: int64>", None),
        ],
    )
    def test_types_of_arrow_and_ibis_are_understood(
        self, name: str, type_name: str, kind: str | None
    ) -> None:
        assert kind_of(name, type_name) == kind


class TestRefused:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "event = 'a'; drop table x",
            "event in (select 1)",
            "event in (event)",
            "event in ()",
            "exists (select 1)",
            "event::int = 2",
            "md5(event) = 'x'",
            "read_csv('x') = 1",
            "current_date > time",
            "time > now()",
            "event || 'x' = 'ax'",
            "event ~ 'x'",
            "event glob 'x'",
            "event similar to 'x'",
            "score % 2 = 0",
            "score between symmetric 1 and 2",
            "event = :p",
            "event = ?",
            "event = $1",
            "t.event = 'x'",
            "* = 1",
            "[1] = 1",
            "{'a': 1} = 1",
            "case when ok then ok end",
            "event like 'x' escape '!'",
            "ok is not distinct from ok",
            "(event, score) = ('x', 1)",
            "count(*) > 1",
            "score > 'abc",
            "event = 'x') or (1 = 1",
            "lower(event",
            "event =",
            "select 1",
            "event = 'x' \0",
            "coalesce() = 1",
            "interval 1 day = interval 1 day",
        ],
    )
    def test_everything_else_is_an_input_error_with_a_place(self, text: str) -> None:
        error = refused(text)
        assert error.place is not None
        assert error.place.line is not None
        assert error.place.column is not None

    def test_the_column_is_where_the_wrong_part_begins(self) -> None:
        assert column_of("event = 'x' and md5(event) = '1'") == (1, 17)

    def test_deep_brackets_are_refused_and_long_chains_are_not(self) -> None:
        assert "deeply" in refused("(" * 500 + "ok" + ")" * 500).message
        assert "deeply" in refused("not " * 100 + "ok").message
        assert len(parse(" or ".join(["event = 'x'"] * 1000), NAMES).names) == 1
        assert "longer" in refused(" or ".join(["event = 'x'"] * 5000)).message

    @given(st.text(max_size=40))
    def test_no_text_at_all_ends_in_another_error(self, text: str) -> None:
        assert outcome(text) in ("flag", *CODES)

    @given(st.lists(st.sampled_from(VOCABULARY.split()), max_size=12))
    def test_no_mixture_of_words_ends_in_another_error(self, words: list[str]) -> None:
        assert outcome(" ".join(words)) in ("flag", *CODES)


class TestCombined:
    def test_a_match_joins_its_lists_and_its_condition(self) -> None:
        names = {**NAMES, "channel": "string", "touchpoint": "string"}
        match = Match(event=["it's", "b"], channel=["web"], where="score > 1 or score is null")
        rule = match_rule(match, names)
        assert rule.names == {"event", "channel", "score"}
        assert (
            rule.text == "(event in ('it''s', 'b')) and (channel in ('web')) and (score > 1 or score is null)"
        )
        assert parse(rule.text, names).term == rule.term

    def test_a_match_of_one_part_is_that_part(self) -> None:
        assert match_rule(Match(where="score > 1"), NAMES) == parse("score > 1", NAMES)

    def test_nothing_combined_keeps_everything(self) -> None:
        assert combine([]) == EVERYTHING
        assert combine([EVERYTHING, parse("ok", NAMES)]) == parse("ok", NAMES)

    def test_an_error_in_a_match_carries_the_label(self) -> None:
        with pytest.raises(InputError, match=r"step product:1:1: there is nothing called") as caught:
            match_rule(Match(where="foo = 1"), NAMES, label="step product")
        assert caught.value.code == "unknown_name"
