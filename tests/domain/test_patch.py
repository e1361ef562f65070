"""A changed map over its previous text: comments stay with their part or are listed as lost."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desirepath.domain.map import Map
from desirepath.domain.mapfile import dump, load
from desirepath.domain.pairing import pairs
from desirepath.domain.patch import _patched, comments, patch
from desirepath.domain.references import broken
from desirepath.errors import InputError

from .plans import SMALL, maps

Edit = Callable[[dict[str, Any]], object]


def edited(edit: Edit, text: str = SMALL) -> Map:
    document = copy.deepcopy(load(text).model_dump())
    edit(document)
    return Map.model_validate(document)


def patched(edit: Edit, text: str = SMALL) -> tuple[str, list[str]]:
    plan = edited(edit, text)
    made, lost = patch(text, plan)
    assert load(made) == plan
    return made, lost


def difference(edit: Edit) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came."""
    made, _ = patched(edit)
    before, after = SMALL.splitlines(), made.splitlines()
    return [x for x in before if x not in after], [x for x in after if x not in before]


def product(document: dict[str, Any]) -> dict[str, Any]:
    step: dict[str, Any] = document["stages"][0]["steps"][0]
    return step


class TestUnchanged:
    def test_an_unchanged_map_gives_the_very_text(self) -> None:
        assert patch(SMALL, load(SMALL)) == (SMALL, [])

    @settings(max_examples=20, deadline=None)
    @given(maps)
    def test_any_written_map_patched_with_itself_is_its_text(self, plan: Map) -> None:
        text = dump(plan)
        assert patch(text, load(text)) == (text, [])


class TestCommentsStay:
    @pytest.mark.parametrize(
        "edit",
        [
            lambda d: d.update(title="Another"),
            lambda d: d.update(owner="ana", summary="two\nlines"),
            lambda d: d["stages"].reverse(),
            lambda d: d["stages"][0]["steps"].reverse(),
            lambda d: product(d).update(title="Looks", evidence="measured", moment_of_truth=True),
            lambda d: product(d)["cards"].reverse(),
            lambda d: product(d)["cards"][0].update(text="Sizes differ by brand", id="sizes"),
            lambda d: product(d)["cards"][1].update(source="call 18"),
            lambda d: product(d)["cards"].append({"lane": "gain", "text": "New", "id": "new"}),
            lambda d: d["stages"][0]["steps"][1].update(cards=[{"lane": "pain", "text": "slow"}]),
            lambda d: d["stages"][0]["kpis"].append({"measure": {"name": "nps"}}),
            lambda d: d["stages"][1]["steps"][0].update(title="Wears"),
            lambda d: d["stages"].insert(
                1, {"id": "new", "title": "New", "steps": [{"id": "x", "title": "X"}]}
            ),
            lambda d: d["stages"].append({"id": "new", "title": "New", "steps": [{"id": "x", "title": "X"}]}),
            lambda d: d["objectives"][0].update(target=0.5),
            lambda d: d["objectives"].insert(0, {"id": "n", "text": "New", "measure": {"name": "nps"}}),
            lambda d: d.update(touchpoints=[{"id": "shop", "name": "Shop"}, {"id": "app", "name": "App"}]),
        ],
    )
    def test_no_comment_is_lost_where_no_part_went(self, edit: Edit) -> None:
        made, lost = patched(edit)
        assert lost == []
        assert sorted(comments(made)) == sorted(comments(SMALL))

    def test_a_comment_moves_with_its_step(self) -> None:
        made, _ = patched(lambda d: d["stages"][0]["steps"].reverse())
        lines = [line.strip() for line in made.splitlines()]
        assert lines[lines.index("# they pay") + 1] == "- title: Pays"
        assert lines[lines.index("# they compare") + 1] == "- id: product"

    def test_a_comment_moves_with_its_stage(self) -> None:
        made, _ = patched(lambda d: d["stages"].reverse())
        assert made.index("# afterwards") < made.index("id: after") < made.index("# people look around")
        assert made.rstrip().endswith("# the end")

    def test_only_the_changed_line_changes(self) -> None:
        gone, came = difference(lambda d: d.update(title="So: this"))
        assert gone == ["title: From first visit to second order  # working title"]
        assert came == ['title: "So: this"  # working title']

    def test_a_value_written_although_default_stays_written(self) -> None:
        gone, came = difference(lambda d: product(d).update(title="Looks"))
        assert gone == ["        title: Compares products"]
        assert came == ["        title: Looks"]

    def test_a_new_key_stands_where_a_written_map_has_it(self) -> None:
        made, _ = patched(lambda d: product(d).update(feels={"believed": 1}))
        assert made.index("match:") < made.index("feels: {believed: 1}") < made.index("cards:")

    def test_windows_line_ends_stay(self) -> None:
        text = SMALL.replace("\n", "\r\n")
        made, lost = patch(text, edited(lambda d: d.update(title="B"), text))
        assert made.count("\n") == made.count("\r\n") > 30
        assert lost == []

    def test_a_text_without_a_final_line_end_is_patched(self) -> None:
        text = SMALL.rstrip("\n")
        made, lost = patch(text, edited(lambda d: d.update(owner="ana"), text))
        assert made.endswith("# the end\n")
        assert lost == []


class TestCommentsLost:
    def test_comments_of_a_removed_card_are_listed(self) -> None:
        _, lost = patched(lambda d: product(d)["cards"].pop(0))
        assert lost == ["# sizes!", "# told in interviews"]

    def test_comments_of_a_removed_stage_are_listed_and_no_others(self) -> None:
        made, lost = patched(lambda d: d["stages"].pop(1))
        assert lost == ["# afterwards"]
        assert "# the end" in made

    def test_comments_inside_a_rewritten_value_are_listed(self) -> None:
        text = SMALL.replace("[Product Viewed]}", "[Product Viewed,  # old\n          Product Clicked]}")
        plan = edited(lambda d: product(d)["match"].update(event=["Product Viewed"]), text)
        made, lost = patch(text, plan)
        assert load(made) == plan
        assert lost == ["# old"]

    def test_a_previous_text_that_is_no_map_is_an_error(self) -> None:
        with pytest.raises(InputError, match="empty"):
            patch("", load(SMALL))


@settings(max_examples=25, deadline=None)
@given(maps, maps)
def test_a_map_patched_over_any_other_is_that_map(old: Map, new: Map) -> None:
    assert patch(dump(old), new)[0] == _patched(dump(old), old, new)
    assert load(patch(dump(old), new)[0]) == new


@settings(max_examples=30, deadline=None)
@given(maps, st.randoms(use_true_random=False))
def test_in_a_shuffled_map_every_comment_stays_before_its_own_line(plan: Map, random: Any) -> None:
    text = dump(plan)
    ids = [step.id for step in plan.steps()]
    assume(len(ids) > 1)
    lines = []
    for line in text.splitlines():
        if line.startswith("      - id: "):
            lines.append("      # of " + line.split(": ")[1])
        lines.append(line)
    document = plan.model_dump()
    random.shuffle(document["stages"])
    for stage in document["stages"]:
        random.shuffle(stage["steps"])
    new = Map.model_validate(document)
    made, lost = patch("\n".join(lines) + "\n", new)
    assert lost == []
    assert load(made) == new
    after = made.splitlines()
    for at, line in enumerate(after):
        if line.startswith("      # of "):
            assert after[at + 1] == "      - id: " + line.removeprefix("      # of ")


def test_comments_are_not_found_inside_text() -> None:
    assert comments("a: 'x # y'  # one\nb: x#y\nc: |\n  # text\n# two\nd: \"#\" # three\n") == [
        "# one",
        "# two",
        "# three",
    ]


def test_items_without_ids_are_paired_only_when_as_many_came_as_went() -> None:
    assert pairs([{"a": 1}], [{"a": 2}]) == {0: 0}
    assert pairs([{"a": 1}], [{"a": 2}, {"a": 3}]) == {}
    assert pairs([{"id": None, "a": 1}], [{"id": "x", "a": 1}, {"id": "y", "a": 1}]) == {0: 0}
    assert pairs([1, 1], [1]) == {0: 0}


def commented(text: str, random: Random) -> str:
    """The text with numbered comments above many lines and behind many, but not inside text of several lines."""
    made: list[str] = []
    count, literal = 0, None
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if literal is not None and (not line.strip() or indent > literal):
            made.append(line)
            continue
        literal = indent + 2 * line.lstrip().startswith("- ") if line.endswith((": |", ": |-")) else None
        if random.random() < 0.3:
            count += 1
            made.append(" " * indent + f"# above {count}")
        if literal is None and random.random() < 0.3:
            count += 1
            line += f"  # behind {count}"
        made.append(line)
    return "\n".join(made) + "\n"


def meddled(part: dict[str, Any], random: Random) -> dict[str, Any]:
    """The same document with entries moved, taken out and changed."""
    for key, value in part.items():
        if isinstance(value, dict):
            meddled(value, random)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            random.shuffle(value)
            if random.random() < 0.2 and (len(value) > 1 or key not in ("stages", "steps")):
                value.pop()
            for inner in value:
                meddled(inner, random)
        elif key in ("title", "text", "owner", "detail", "name") and random.random() < 0.2:
            part[key] = random.choice(["new", "x: y", "a\nb", "# z"])
        elif key in ("optional", "moment_of_truth") and random.random() < 0.2:
            part[key] = not value
    return part


@settings(max_examples=25, deadline=None)
@given(maps, st.integers(0, 10**9))
def test_after_any_change_every_comment_is_in_the_text_or_on_the_list(plan: Map, number: int) -> None:
    random = Random(number)
    text = commented(dump(plan), random)
    new = Map.model_validate(meddled(plan.model_dump(), random))
    assume(new != plan and not broken(new))  # what was taken out may be meant elsewhere
    made, lost = patch(text, new)
    assert made == _patched(text, plan, new)
    assert load(made) == new
    assert Counter(comments(made)) + Counter(lost) == Counter(comments(text))
