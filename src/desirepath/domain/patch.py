"""A changed map written over the file it came from: what did not change keeps its text, comments stay with their part.

The previous text is cut into regions, one for each entry of a mapping and each item of a list, with the comment
lines above it. Unchanged regions are copied as they are, in the new order; changed ones are entered; only the
smallest changed values are written anew. Items of lists are recognised by id. The result is read again before it is
handed out: should it ever not be the map, the map is written without the old text and all comments count as lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from desirepath.domain.map import Map
from desirepath.domain.mapfile import dump, open_map, plain
from desirepath.domain.pairing import pairs
from desirepath.domain.yamlfile import compose
from desirepath.domain.yamltext import BLOCKS, entry, item
from desirepath.errors import InputError


def patch(previous: str, plan: Map) -> tuple[str, list[str]]:
    """The file of a changed map, and the comments of the previous text that found no place in it.

    previous : text of the map file as it stands, in any format that can be read.
    Raises InputError when the previous text is no map.

    >>> old = '''desirepath: 1
    ... title: A   # working title
    ... stages:
    ...   - id: start
    ...     title: Start
    ...     steps: [{id: visit, title: Visits}]
    ... '''
    >>> text, lost = patch(old, open_map(old).map.model_copy(update={"title": "B"}))
    >>> text.splitlines()[1], lost
    ('title: B  # working title', [])
    """
    file = open_map(previous)
    if file.map == plan:
        return previous, []
    ending = "\r\n" if "\r\n" in previous else "\n"
    text = previous.replace("\r\n", "\n").removeprefix("\ufeff")
    made = _patched(text, file.map, plan) if file.document.data.get("desirepath") == plan.desirepath else None
    if made is None:
        made = dump(plan)
    kept = Counter(comments(made))
    lost = []
    for comment in comments(text):
        kept[comment] -= 1
        if kept[comment] < 0:
            lost.append(comment)
    return made.replace("\n", ending), lost


def _patched(text: str, old: Map, new: Map) -> str | None:
    """The patched text, or None when it would not be the map."""
    root = compose(text, "map.yaml")
    assert isinstance(root, MappingNode)
    patcher = _Patcher(text.removesuffix("\n").split("\n"))
    change = Change(old.model_dump(), new.model_dump(), plain(new))
    lines = patcher.mapping(root, 0, len(patcher.lines), change)
    made = "\n".join(lines) + "\n"
    try:
        return made if open_map(made).map == new else None
    except InputError:
        return None


def comments(text: str) -> list[str]:
    """All comments of a YAML text, in order."""
    spans = sorted(_spans(compose(text, "map.yaml")))
    found, at, offset = [], 0, 0
    for line in text.split("\n"):
        for column, sign in enumerate(line):
            place = offset + column
            while at < len(spans) and spans[at][1] <= place:
                at += 1
            inside = at < len(spans) and spans[at][0] <= place
            if sign == "#" and not inside and (column == 0 or line[column - 1] in " \t"):
                found.append(line[column:].rstrip())
                break
        offset += len(line) + 1
    return found


def _spans(node: Node | None) -> list[tuple[int, int]]:
    """Where text stands that is no comment, whatever it holds."""
    if isinstance(node, ScalarNode):
        return [(node.start_mark.index, node.end_mark.index)]
    if isinstance(node, MappingNode):
        return [span for pair in node.value for part in pair for span in _spans(part)]
    return [span for part in node.value for span in _spans(part)] if node is not None else []


@dataclass(frozen=True)
class Change:
    """A value before and after, with defaults, and the new one as it is written: without."""

    old: Any
    new: Any
    short: Any

    def at(self, key: str) -> Change:
        return Change(self.old.get(key), self.new.get(key), self.short.get(key))


@dataclass(frozen=True)
class Region:
    """The lines of one entry: comments above it from `lead`, itself from `start`, everything before `end`."""

    lead: int
    start: int
    last: int
    end: int


@dataclass(frozen=True)
class _Patcher:
    """Copies regions of the old lines and writes what changed."""

    lines: list[str]

    def mapping(self, node: MappingNode, start: int, end: int, change: Change) -> list[str]:
        """The new lines of a block mapping that fills the lines from start to end."""
        column = node.start_mark.column
        spots = [(key.start_mark.line, _last_line(value, key.start_mark.line)) for key, value in node.value]
        stop = self.own_end(spots[-1][1], end, column)
        regions = self.regions(spots, start, stop, column)
        written: dict[str, list[str]] = {}
        for (key_node, value), region in zip(node.value, regions, strict=True):
            key = str(key_node.value)
            if change.old.get(key) == change.new.get(key):
                written[key] = self.lines[region.lead : region.end]
            elif key in change.short:
                written[key] = self.entry(key, value, region, column, change.at(key))
        order = list(written)
        for at, key in enumerate(change.short):
            if key not in written:
                before = [k for k in list(change.short)[:at] if k in order]
                order.insert(order.index(before[-1]) + 1 if before else 0, key)
                written[key] = entry(key, change.short[key], column)
        return [*(line for key in order for line in written[key]), *self.lines[stop:end]]

    def entry(self, key: str, value: Node, region: Region, column: int, change: Change) -> list[str]:
        """The new lines of one changed `key: value`."""
        above = self.lines[region.lead : region.start]
        if _enterable(value, change.short) and value.start_mark.line > region.start:
            head = self.lines[region.start]
            return [*above, head, *self.inner(key, value, region.start + 1, region.end, change)]
        made = entry(key, change.short, column)
        return [*above, *self.commented(made, value), *self.lines[region.last + 1 : region.end]]

    def inner(self, key: str, value: Node, start: int, end: int, change: Change) -> list[str]:
        if isinstance(value, MappingNode):
            return self.mapping(value, start, end, change)
        assert isinstance(value, SequenceNode)
        return self.sequence(value, start, end, change, apart=key in BLOCKS)

    def sequence(self, node: SequenceNode, start: int, end: int, change: Change, apart: bool) -> list[str]:
        """The new lines of a block list that fills the lines from start to end."""
        column = node.start_mark.column
        spots = []
        for child in node.value:
            dash = child.start_mark.line
            while self.lines[dash][column : column + 1] != "-" or self.lines[dash][:column].strip():
                dash -= 1
            spots.append((dash, _last_line(child, dash)))
        stop = self.own_end(spots[-1][1], end, column)
        regions = self.regions(spots, start, stop, column)
        found = pairs(change.old, change.new)
        groups = []
        for at, new in enumerate(change.new):
            was = found.get(at)
            if was is None:
                groups.append(item(change.short[at], column, apart))
            elif change.old[was] == new:
                groups.append(self.lines[regions[was].lead : regions[was].end])
            else:
                part = Change(change.old[was], new, change.short[at])
                groups.append(self.item(node.value[was], regions[was], column, part, apart))
        return [*(line for group in groups for line in group), *self.lines[stop:end]]

    def item(self, node: Node, region: Region, column: int, change: Change, apart: bool) -> list[str]:
        """The new lines of one changed `- …`."""
        above = self.lines[region.lead : region.start]
        inside = node.start_mark.line == region.start and _enterable(node, change.short)
        if inside and isinstance(node, MappingNode):
            first = self.lines[region.start]
            blank = first[:column] + " " + first[column + 1 :]
            dashless = _Patcher([*self.lines[: region.start], blank, *self.lines[region.start + 1 :]])
            made = dashless.mapping(node, region.start, region.end, change)
            at = next(n for n, line in enumerate(made) if line.strip() and not line.lstrip().startswith("#"))
            made[at] = made[at][:column] + "-" + made[at][column + 1 :]
            return [*above, *made]
        made = item(change.short, column, apart)
        return [*above, *self.commented(made, node), *self.lines[region.last + 1 : region.end]]

    def own_end(self, last: int, end: int, column: int) -> int:
        """Where the lines of a block end: comments after it that are set further out are not its own."""
        for at in range(last + 1, end):
            bare = self.lines[at].lstrip()
            if bare.startswith("#") and len(self.lines[at]) - len(bare) < column:
                return at
        return end

    def regions(self, spots: list[tuple[int, int]], start: int, end: int, column: int) -> list[Region]:
        """Cut the lines from start to end: a comment belongs to what follows, unless it is set further in."""
        leads = [start]
        for (_, last), (following, _) in pairwise(spots):
            lead = last + 1
            for at in range(last + 1, following):
                bare = self.lines[at].lstrip()
                if bare.startswith("#") and len(self.lines[at]) - len(bare) > column:
                    lead = at + 1
            leads.append(lead)
        ends = [*leads[1:], end]
        return [
            Region(lead, first, last, stop)
            for lead, (first, last), stop in zip(leads, spots, ends, strict=True)
        ]

    def commented(self, made: list[str], node: Node) -> list[str]:
        """New lines with the comment that stood behind the old value."""
        if isinstance(node, CollectionNode) and not node.flow_style:
            return made
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return made
        mark = node.end_mark
        rest = self.lines[mark.line][mark.column :].strip() if mark.line < len(self.lines) else ""
        return [f"{made[0]}  {rest}", *made[1:]] if rest.startswith("#") else made


def _enterable(node: Node, new: Any) -> bool:
    """Is this a block whose entries can be patched one by one?"""
    if not isinstance(node, CollectionNode) or node.flow_style or not new:
        return False
    return isinstance(new, dict if isinstance(node, MappingNode) else list)


def _last_line(node: Node, start: int) -> int:
    """The last line that belongs to a value."""
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        child = node.value[-1]
        if isinstance(child, tuple):
            return _last_line(child[1], child[0].start_mark.line)
        return _last_line(child, child.start_mark.line)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.line - (node.end_mark.column == 0))
    if isinstance(node, ScalarNode) and not node.value and node.style is None:
        return start
    return int(node.end_mark.line)
