"""docs/reference/settings.md: every key of workspace.yaml."""

from typing import Any

from pydantic import BaseModel

from desirepath.domain.settings import Contract, ForecastSettings, Segment, Settings
from reference import MADE, table


def page() -> str:
    return "\n\n".join(
        [
            "# Settings of a workspace",
            MADE,
            "They stand in `workspace.yaml`. An unknown key or an impossible value is an error that names its line.",
            _table(Settings),
            "## A segment",
            "`segments` holds named filters on customers, used by `--segment` and by the bar of the map.",
            _table(Segment),
            "## A forecast",
            "`forecast` holds what [a forecast](../explanation/methods/churn.md) takes for granted.",
            _table(ForecastSettings),
            "`contract` in it says what starts, renews and ends one, as in "
            "`{start: [Submit Upgrade, {level: paid}], end: [Submit Downgrade], leaving: [Downgrade]}`.",
            _table(Contract),
            "## Example",
            "```yaml\ndesirepath: 1\nname: shop\ntimezone: Europe/Madrid\ncurrency: EUR\nsession_gap: 30m\n"
            'keep: [category]\nsegments:\n  loyal: {label: Loyal customers, where: "orders >= 3"}\n```',
        ]
    )


def _table(model: type[BaseModel]) -> str:
    schema = model.model_json_schema()
    rows: list[list[object]] = [
        [f"`{name}`", _type(part), _default(part), part.get("description", MEANING.get(name, ""))]
        for name, part in schema["properties"].items()
    ]
    return table(["key", "type", "default", "meaning"], rows)


def _type(part: dict[str, Any]) -> str:
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_type(one) for one in part["anyOf"]))
    if "enum" in part:
        return " or ".join(f"`{value}`" for value in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    if part.get("type") == "array":
        return f"list of {_type(part['items'])}"
    if part.get("type") == "object" or "$ref" in part:
        return "names with values"
    return {
        "null": "none",
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
    }.get(part.get("type", ""), "…")


def _default(part: dict[str, Any]) -> str:
    if "default" not in part:
        return "none" if part.get("type") in ("array", "object") or "$ref" in part else "needed"
    value = part["default"]
    return (
        "none" if value in (None, [], {}) else f"`{str(value).lower() if isinstance(value, bool) else value}`"
    )


MEANING = {
    "desirepath": "Version of this file's format",
    "name": "Name of the workspace, as shown on the map",
    "timezone": "Zone in which days, weeks and months are cut",
    "currency": "Currency in which money is counted, three letters",
    "session_gap": "A pause longer than this ends a session; a pause of exactly this length does not",
    "segments": "Named filters on customers",
    "label": "Words to show instead of the name",
    "where": "A boolean expression over customer columns and traits",
}
