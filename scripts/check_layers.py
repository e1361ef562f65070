"""Check that imports point one way: every layer uses only the layers that it may use.

Usage: python scripts/check_layers.py [folder]; prints each import that breaks a rule, then exits 1.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

EVERYBODY = ("desirepath.domain", "desirepath.errors", "desirepath.progress", "desirepath.__version__")
CHAIN = ("lake", "identity", "journeys", "measures", "insights")


def below(*layers: str) -> tuple[str, ...]:
    """A layer of the chain may use all that lie under it, and so may what stands above the chain."""
    return tuple(f"desirepath.{layer}" for layer in layers)


MAY_USE = {
    "errors": (),
    "domain": (),
    "science": (),
    "workspace": (),
    "lake": (),
    "ingest": below("lake"),
    "identity": below("lake"),
    "journeys": below(*CHAIN[:2]),
    "measures": below(*CHAIN[:3], "science"),
    "insights": below(*CHAIN[:4], "science"),
    "export": (
        "desirepath.insights.measured_map",
        "desirepath.measures.result",
        "desirepath.measures.comparing.result",
    ),
    "services": below(*CHAIN, "science", "ingest", "export", "workspace"),
    "web": below("services", *CHAIN, "export"),
    "cli": below("services", "web", *CHAIN, "ingest", "export"),
}


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything of our own that a file imports, inside functions too."""
    package = list(file.with_suffix("").parts[file.parts.index("desirepath") : -1])
    for node in ast.walk(ast.parse(file.read_text("utf-8"), str(file))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            whole = ".".join(part for part in (base, node.module or "") if part)
            names = [f"{whole}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == "desirepath")


def broken(root: Path) -> list[str]:
    """One line for each import that points the wrong way."""
    found = []
    for file in [*sorted(root.glob("desirepath/*/**/*.py")), root / "desirepath/errors.py"]:
        layer = file.relative_to(root).with_suffix("").parts[1]
        if layer not in MAY_USE:
            found.append(f'{file}: "{layer}" is no known layer; add it to MAY_USE in scripts/check_layers.py')
            continue
        may = (*EVERYBODY, *MAY_USE[layer], f"desirepath.{layer}")
        found += [
            f"{file}:{line}: {layer} may not use {name}"
            for line, name in imports(file)
            if not any(name == prefix or name.startswith(prefix + ".") for prefix in may)
        ]
    return found


if __name__ == "__main__":
    lines = broken(Path(sys.argv[1] if len(sys.argv) > 1 else "src"))
    print("\n".join(lines) or "layers: every import points the right way")
    sys.exit(1 if lines else 0)
