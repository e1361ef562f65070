"""docs/reference/measures.md: every measure of the registry, with its question, parameters and limits."""

from collections.abc import Iterator
from typing import Any

from desirepath.measures import registry
from desirepath.measures.measure import Measure
from reference import MADE, table

INTRODUCTION = """
Every number is one of these questions. All of them take the same filters: `--where` (events), `--segment` (customers),
`--from` and `--to` (local days, both included), and `--by` (a unit or a breakdown). Ask one with
`desirepath measure NAME -p parameter=value`, or in Python with `ws.measure("NAME", parameter=value)`.
A result carries with each value its numerator, denominator, n, a 95 % interval where one exists, and what may be drawn;
see [how numbers are counted](../explanation/counting.md).
""".strip()

BETTER = {"high": "higher", "low": "lower", None: "neither: more is only more"}


def page() -> str:
    measures = [registry.get(name) for name in registry.names()]
    rows: list[list[object]] = [[f"[{one.name}](#{one.anchor})", one.question] for one in measures]
    parts = ["# Measures", MADE, INTRODUCTION, table(["measure", "question"], rows)]
    for measure in measures:
        parts += _measure(measure)
    return "\n\n".join(parts)


def _measure(measure: Measure) -> Iterator[str]:
    yield f'<a id="{measure.anchor}"></a>\n\n## {measure.name}'
    yield f"**{measure.title}.** {measure.question}"
    yield table(
        ["", ""],
        [
            ["unit", measure.unit],
            ["better", BETTER[measure.better]],
            ["what is counted", measure.unit_of_observation],
            ["one row for each", ", ".join(f"`{key}`" for key in measure.keys) or "the whole range"],
            ["units for `--by`", ", ".join(measure.units)],
            ["when nobody entered", measure.when_empty],
            ["small numbers", measure.small_n],
            ["does not answer", measure.does_not_answer],
            ["source", measure.source],
        ],
    )
    fields = measure.params.model_json_schema(by_alias=True).get("properties", {})
    if fields:
        rows: list[list[object]] = [
            [f"`{name}`", _type(part), _default(part), part.get("description", "")]
            for name, part in fields.items()
        ]
        yield table(["parameter", "type", "default", "meaning"], rows)
    if measure.more:
        yield "Further columns:"
        yield table(["column", "meaning"], [[f"`{name}`", text] for name, text in measure.more.items()])
    given = [f'-p "{name}={value}"' for name, value in measure.example.items()]
    given += [f"--by {name}" for name in measure.example_by]
    yield f"```sh\n{' '.join(['desirepath measure', measure.name, *given])}\n```"


def _type(part: dict[str, Any]) -> str:
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_type(one) for one in part["anyOf"] if one.get("type") != "null"))
    if "enum" in part:
        return " or ".join(f"`{value}`" for value in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if part.get("type") == "array":
        return f"list of {_type(part.get('items', {}))}"
    if str(part.get("pattern", "")).endswith("(s|m|h|d|w)$"):
        return "length of time, as in 30d"
    kinds = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    return kinds.get(part.get("type", ""), "text")


def _default(part: dict[str, Any]) -> str:
    if "default" not in part:
        return "needed"
    return "" if part["default"] in (None, [], ()) else f"`{part['default']}`"
