"""Reading YAML that people write: values, and the line and column of every one of them.

The text is composed into nodes that know where they stand; values are made from the nodes here, so that a
date that does not exist, a key that stands twice or an alias is reported at its place, with all the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from desirepath.domain.problems import FileError, Problem
from desirepath.errors import Place

LONGEST = 4_000_000
"""Characters in the largest file that is read; maps that people write are a hundredth of it."""

KeyPath = tuple[str | int, ...]
"""Where a value stands in a document: keys of mappings and positions in lists."""

HINTS = {
    "\\t": "Indent with spaces; YAML allows no tabs there.",
    "mapping values are not allowed": 'Put text that holds a colon and a space into quotes: "so: this".',
    "undefined alias": "A word that begins with * is an alias; put the text into quotes.",
    "found unexpected end of stream": "A quotation mark or bracket that is opened here is never closed.",
    "got '<stream end>'": "A bracket that is opened here is never closed.",
    "expected <block end>": "The lines before may be indented differently.",
    "another document": 'Keep one document in a file, without further "---" lines.',
}


@dataclass(frozen=True)
class Document:
    """A YAML file as data, with the place of every value."""

    file: str
    text: str
    data: dict[str, Any]
    marks: dict[KeyPath, tuple[int, int]] = field(repr=False)

    def place(self, path: KeyPath) -> Place:
        """The place of a value; of the nearest one above when it does not stand in the file itself."""
        while path not in self.marks:
            path = path[:-1]
        line, column = self.marks[path]
        return Place(self.file, line + 1, column + 1)


def decoded(content: bytes | str, file: str) -> str:
    """The text of a file: UTF-8, with or without a byte order mark."""
    if isinstance(content, bytes):
        raw = content
        try:
            content = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n")
            problem = Problem(
                Place(file, line + 1),
                f"this is not UTF-8 text: byte {raw[error.start]:#04x} cannot be read.",
                "Save the file with the encoding UTF-8.",
                "bad_encoding",
            )
            raise FileError([problem]) from error
    text = content.removeprefix("\ufeff")
    if len(text) > LONGEST:
        message = f"the file has {len(text)} characters; at most {LONGEST} are read."
        raise FileError([Problem(Place(file), message, "Split it into several files.", "too_large")])
    return text


def compose(text: str, file: str) -> Node | None:
    """The nodes of a text; None when it holds nothing but comments."""
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        told = str(error.problem)
        hint = next((hint for part, hint in HINTS.items() if part in told), "")
        raise FileError([Problem(place, f"this is not YAML: {told}.", hint, "bad_yaml")]) from error
    except YAMLError as error:
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        told = str(error).splitlines()[0]
        raise FileError([Problem(Place(file, line), f"this is not YAML: {told}.", "", "bad_yaml")]) from error
    except RecursionError as error:
        problem = Problem(Place(file), "this YAML is nested too deeply.", "", "bad_yaml")
        raise FileError([problem]) from error
    return root


def read(content: bytes | str, file: str, what: str) -> Document:
    """A YAML file that holds a mapping; `what` names it in messages ("a map", "the settings")."""
    text = decoded(content, file)
    root = compose(text, file)
    if root is None:
        told = f"the file is empty; {what} should stand here."
        raise FileError([Problem(Place(file, 1, 1), told, "", "empty_file")])
    if not isinstance(root, MappingNode):
        problem = Problem(
            Place(file, root.start_mark.line + 1, root.start_mark.column + 1),
            f"{what} should be a mapping, with lines such as `title: …`; this is {_kind(root)}.",
            "",
            "not_a_mapping",
        )
        raise FileError([problem])
    builder = _Builder(file)
    data = builder.value(root, ())
    if builder.problems:
        raise FileError(builder.problems)
    return Document(file, text, data, builder.marks)


class _Builder:
    """Makes values of nodes and remembers where each stands and what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[KeyPath, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.scalars = SafeConstructor()
        self.scalars.loader = YAML(typ="safe", pure=True)

    def value(self, node: Node, path: KeyPath) -> Any:
        self.marks.setdefault(path, (node.start_mark.line, node.start_mark.column))
        if id(node) in self.seen:
            return self.complain(node, "aliases (*name) are not read here.", "Write the value out.")
        self.seen.add(id(node))
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            return self.complain(node, f"tags such as {node.tag} are not read here.", "Leave the tag out.")
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        return [self.value(item, (*path, at)) for at, item in enumerate(node.value)]

    def mapping(self, node: MappingNode, path: KeyPath) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                self.complain(key_node, "a key should be a word.", "")
                continue
            key = str(key_node.value)
            if key in made:
                self.complain(
                    key_node, f'the key "{key}" stands here twice.', "Keep one of them.", "double_key"
                )
                continue
            self.marks[(*path, key)] = (key_node.start_mark.line, key_node.start_mark.column)
            made[key] = self.value(value_node, (*path, key))
        return made

    def scalar(self, node: ScalarNode) -> Any:
        make = SafeConstructor.yaml_constructors.get(node.tag)
        if node.tag is None or make is None:
            return self.complain(node, f"tags such as {node.tag} are not read here.", "Leave the tag out.")
        try:
            return make(self.scalars, node)
        except (ValueError, OverflowError, YAMLError):
            return self.complain(
                node, f"{node.value[:40]!r} cannot be read.", "Put text in quotes.", "bad_value"
            )

    def complain(self, node: Node, message: str, remedy: str, code: str = "bad_yaml") -> None:
        place = Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
        self.problems.append(Problem(place, message, remedy, code))


def _kind(node: Node) -> str:
    return "a list" if isinstance(node, SequenceNode) else "a single value"
