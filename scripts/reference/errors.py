"""docs/reference/errors.md: every error code in the source, with what it says and what to do next."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desirepath import errors as tree
from reference import MADE, table


@dataclass(frozen=True)
class Raised:
    """One place in the source where an error is made."""

    code: str
    kind: str
    says: str
    file: str


KINDS = {
    name: kind
    for name, kind in vars(tree).items()
    if isinstance(kind, type) and issubclass(kind, tree.DesirePathError)
}


def kinds(trees: Mapping[Path, ast.AST]) -> dict[str, str]:
    """Class name -> family class, for errors that a module derives from one of the families too."""
    known = {name: name for name in KINDS}
    for node in (node for parsed in trees.values() for node in ast.walk(parsed)):
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                if ast.unparse(base) in KINDS and node.name not in KINDS:
                    known[node.name] = ast.unparse(base)
    return known


def raised(src: Path) -> Iterator[Raised]:
    """Every error with a code that the source makes, in order of files and lines."""
    trees = {file: ast.parse(file.read_text("utf-8"), str(file)) for file in sorted(src.rglob("*.py"))}
    known = kinds(trees)
    for file, parsed in trees.items():
        for node in ast.walk(parsed):
            if not isinstance(node, ast.Call):
                continue
            codes = [word.value for word in node.keywords if word.arg == "code"]
            if not codes or not isinstance(codes[0], ast.Constant) or not isinstance(codes[0].value, str):
                continue
            name = ast.unparse(node.func).split(".")[-1]
            message = next(
                (w.value for w in node.keywords if w.arg == "message"), node.args[0] if node.args else None
            )
            yield Raised(
                codes[0].value, known.get(name, name), words(message), file.relative_to(src).as_posix()
            )


def words(message: ast.expr | None) -> str:
    """The text of a message as it stands in the source; what is filled in stands as …"""
    if isinstance(message, ast.Constant):
        return str(message.value)
    if isinstance(message, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in message.values)
    if isinstance(message, ast.BinOp):
        return words(message.left) + words(message.right)
    return "…"


def page(src: Path) -> str:
    by_code: dict[str, list[Raised]] = {}
    for one in raised(src):
        by_code.setdefault(one.code, []).append(one)
    parts = [
        "# Errors",
        MADE,
        "Every error carries a stable code. The command line prints the message and what to do next and exits with 1; "
        'the API sends the same as `{"error": {family, code, message, remedy, place}}`; in Python they are the '
        "classes of `desirepath.errors`. Nobody needs to read the message text in a program: the code is the contract. "
        "In the messages below, … stands for what you gave.",
    ]
    for name, kind in KINDS.items():
        codes = {
            code: ones for code, ones in sorted(by_code.items()) if any(one.kind == name for one in ones)
        }
        if not codes:
            continue
        parts.append(f"## {name}\n\n{(kind.__doc__ or FAMILIES[name]).strip()}")
        rows: list[list[object]] = [
            [f"`{code}`", " / ".join(dict.fromkeys(one.says for one in ones if one.kind == name))]
            for code, ones in codes.items()
        ]
        parts.append(table(["code", "what it says"], rows))
    return "\n\n".join(parts)


FAMILIES = {
    "InputError": "Something you wrote cannot be used. Also a `ValueError`.",
    "NotFoundError": "A thing you named is not there.",
    "ConflictError": "The thing is there, but in a state that forbids this.",
    "DataQualityError": "Stored or imported data break a promise.",
    "LimitError": "A bound on time, memory or size was reached.",
    "ExternalError": "The system outside failed: disk, permission, port, engine.",
}
