"""Pages of docs/reference, each made from the part of the program that it describes."""

MADE = "<!-- made by `make docs`; edit the program, not this page -->"


def cell(text: object) -> str:
    """Text that may stand in one cell of a Markdown table."""
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;")


def table(head: list[str], rows: list[list[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell(part) for part in line) + " |" for line in lines)
