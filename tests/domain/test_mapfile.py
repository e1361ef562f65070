"""Reading and writing map files: what is wrong is told at its place, and nothing changes on the way."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from desirepath.domain.map import Map
from desirepath.domain.mapfile import dump, load, open_map, plain
from desirepath.domain.problems import FileError
from desirepath.domain.yamltext import scalar
from desirepath.errors import Place

from .plans import SMALL, maps


def wrong(content: bytes | str) -> FileError:
    with pytest.raises(FileError) as caught:
        load(content, "maps/main.yaml")
    return caught.value


def told(content: bytes | str) -> list[tuple[int | None, int | None, str]]:
    return [(p.place.line, p.place.column, p.code) for p in wrong(content).problems]


def changed(*pairs: tuple[str, str]) -> str:
    text = SMALL
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


class TestProblems:
    def test_every_problem_of_the_file_is_told_in_order_with_line_and_column(self) -> None:
        text = changed(
            ("title: Consideration", "titel: Consideration"),
            ("lane: pain", "lane: pian"),
            ("target: 0.25", "target: much"),
            ("touchpoints: [shop]", "touchpoints: shop"),
        )
        assert told(text) == [
            (13, 5, "unknown_key"),
            (14, 61, "wrong_type"),
            (19, 9, "wrong_type"),
            (25, 14, "bad_choice"),
        ]

    def test_the_error_starts_with_the_first_place_and_lists_all(self) -> None:
        error = wrong(changed(("title: Consideration", "name: Consideration")))
        assert error.place == Place("maps/main.yaml", 12, 5)
        assert str(error).splitlines() == [
            "maps/main.yaml:12:5: 2 things in this file cannot be used.",
            "  maps/main.yaml:12:5: `title` is missing. Add a line `title: …` here.",
            '  maps/main.yaml:13:5: unknown key "name". Allowed: id, kpis, steps, title.',
        ]

    def test_a_misspelt_key_is_not_told_as_missing_too(self) -> None:
        assert told(changed(("title: Consideration", "titel: Consideration"))) == [(13, 5, "unknown_key")]

    def test_one_problem_is_the_error_itself(self) -> None:
        error = wrong(changed(("lane: pain", "lane: pian")))
        assert str(error) == (
            'maps/main.yaml:25:14: `stages[0].steps[0].cards[0].lane` cannot be "pian".\nDid you mean "pain"?'
        )

    def test_the_api_gets_every_problem(self) -> None:
        envelope = json.loads(json.dumps(wrong(changed(("id: pay", "id: product"))).envelope()))
        assert envelope["error"]["family"] == "input"
        assert envelope["error"]["problems"][0]["place"] == {
            "file": "maps/main.yaml",
            "line": 37,
            "column": 9,
        }

    @pytest.mark.parametrize(
        ("before", "after", "place", "words"),
        [
            ("id: pay", "id: product", (37, 9), 'the id "product" is already used'),
            ("id: pay", "id: consider", (37, 9), 'the id "consider" is already used'),
            ("touchpoints: [shop]", "touchpoints: [shp]", (19, 23), 'Did you mean "shop"?'),
            ("match: {event: [Product Viewed]}", "expect: {next: [pya]}", (21, 25), 'Did you mean "pay"?'),
            ("match: {event: [Product Viewed]}", "match: {event: []}", (21, 9), "would match every event"),
            (
                "target: 0.30",
                "moves: [shop, use, nowhere]",
                (7, 106),
                'no stage, step or touchpoint "nowhere"',
            ),
            ("owner: ana", "backed_by: [n1]", (25, 58), 'there is no field note "n1"'),
            (
                "# the end",
                "field_notes: [{id: a, text: b, steps: [pya]}]",
                (43, 40),
                'Did you mean "pay"?',
            ),
            ("owner: ana", "answers: p1", (25, 46), 'there is no card "p1"'),
            ("target: 0.30", "due: 2027-02-30", (7, 92), "cannot be read"),
            ("target: 0.30", "due: soon", (7, 87), "should be a date"),
            ("title: After", "title: 2027", (41, 5), "Put it in quotes"),
            ("id: after", "id: After", (40, 5), "lower-case letters"),
            (
                "match: {event: [Product Viewed]}",
                "expect: {within: 7}",
                (21, 18),
                "a whole number and a unit",
            ),
            (
                "match: {event: [Product Viewed]}",
                "feels: {believed_for: {ines: 1}}",
                (21, 32),
                'there is no persona "ines"',
            ),
            ("match: {event: [Product Viewed]}", "feels: {believed: 3}", (21, 17), "less than or equal to 2"),
            ("match: {event: [Product Viewed]}", "feels: {believed: .nan}", (21, 17), "a number"),
            ("title: After", "title: After\n    title: Again", (42, 5), "stands here twice"),
            (
                "text: Sizes differ,",
                "text: Sizes, or fits, differ,",
                (25, 39),
                "put the whole text in quotes",
            ),
            ("title: After", "title: *after", (41, 12), "alias"),
            ("title: After", "title: !shout After", (41, 12), "tags"),
        ],
    )
    def test_a_problem_has_its_place_and_remedy(
        self, before: str, after: str, place: tuple[int, int], words: str
    ) -> None:
        text = changed((before, after))
        error = wrong(text)
        assert error.place is not None
        assert (error.place.line, error.place.column) == place
        assert words in str(error)

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("", "empty_file"),
            ("# only a comment\n", "empty_file"),
            ("- a\n- b\n", "not_a_mapping"),
            ("just text", "not_a_mapping"),
            ("title: [1", "bad_yaml"),
            ("title: so: this", "bad_yaml"),
            ("\ttitle: x", "bad_yaml"),
            ("a: 1\n---\nb: 2", "bad_yaml"),
            ("a: \0", "bad_yaml"),
            ("a: " + "[" * 1500, "bad_yaml"),
            ("? [a]\n: 1", "bad_yaml"),
            ("title: x\n", "no_format"),
            ("desirepath: one\ntitle: x", "no_format"),
            ("desirepath: 0\ntitle: x", "no_format"),
            ("desirepath: true\ntitle: x", "no_format"),
            ("desirepath: 99\ntitle: x", "newer_format"),
            ("title: é".encode("latin-1"), "bad_encoding"),
            ("title: x".encode("utf-16"), "bad_encoding"),
            ("a" * 4_000_001, "too_large"),
        ],
    )
    def test_a_file_that_is_no_map_is_one_clear_problem(self, content: bytes | str, code: str) -> None:
        error = wrong(content)
        assert error.code == code
        assert error.place is not None

    def test_a_byte_order_mark_does_no_harm(self) -> None:
        assert load(SMALL.encode("utf-8-sig")) == load(SMALL)
        assert load("\ufeff" + SMALL) == load(SMALL)

    def test_a_map_without_stages_or_a_stage_without_steps_is_refused(self) -> None:
        assert told("desirepath: 1\ntitle: x\nstages: []\n") == [(3, 1, "bad_value")]
        assert told("desirepath: 1\ntitle: x\nstages:\n  - {id: a, title: A, steps: []}\n") == [
            (4, 23, "bad_value")
        ]

    @settings(max_examples=200)
    @given(st.text(max_size=60) | st.binary(max_size=60))
    def test_no_content_ends_in_another_error(self, content: bytes | str) -> None:
        with pytest.raises(FileError) as caught:
            load(content)
        assert caught.value.problems


class TestPlaces:
    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ((), (3, 1)),
            (("stages", "consider", "steps", "product", "match"), (21, 9)),
            (("stages", 0, "steps", 0, "cards", 1, "source"), (31, 13)),
            (("stages", "after", "steps", "use"), (42, 13)),
            (("stages", "consider", "steps", "product", "feels"), (17, 9)),
            (("stages", "nowhere"), (10, 1)),
            (("objectives", "repeat", "target"), (7, 87)),
        ],
    )
    def test_a_part_is_found_by_position_or_id(
        self, path: tuple[str | int, ...], place: tuple[int, int]
    ) -> None:
        found = open_map(SMALL, "m.yaml").place(path)
        assert (found.line, found.column) == place


class TestWriting:
    @settings(max_examples=80, deadline=None)
    @given(maps)
    def test_a_map_that_is_written_and_read_is_the_same_map(self, plan: Map) -> None:
        assert load(dump(plan)) == plan

    @settings(max_examples=25, deadline=None)
    @given(maps)
    def test_ruamels_own_reader_sees_the_same_data(self, plan: Map) -> None:
        seen = YAML(typ="safe", pure=True).load(dump(plan))
        assert Map.model_validate(seen) == plan

    def test_defaults_are_left_out_and_short_things_stay_in_one_line(self) -> None:
        text = dump(load(SMALL))
        assert "evidence" not in text
        assert "  - {id: shop, name: Web shop, channel: web}\n" in text
        assert text.startswith("desirepath: 1\ntitle: From first visit to second order\n")
        assert max(map(len, text.splitlines())) <= 100

    def test_texts_of_several_lines_are_literal_blocks(self) -> None:
        assert "text: |\n              many # not a comment\n              lines\n" in dump(load(SMALL))

    def test_writing_twice_changes_nothing(self) -> None:
        once = dump(load(SMALL))
        assert dump(load(once)) == once

    def test_plain_data_begin_with_the_format(self) -> None:
        assert list(plain(load(SMALL)))[:2] == ["desirepath", "title"]

    @given(st.text(max_size=20))
    def test_any_text_survives_as_a_scalar(self, text: str) -> None:
        assert YAML(typ="safe", pure=True).load(f"a: {scalar(text)}") == {"a": text}
        assert YAML(typ="safe", pure=True).load(f"[{scalar(text)}, 1]") == [text, 1]

    def test_what_has_no_yaml_form_is_a_bug_and_not_a_guess(self) -> None:
        with pytest.raises(TypeError, match="set has no YAML form"):
            scalar({1})
