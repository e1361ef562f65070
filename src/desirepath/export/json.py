"""The measured map as JSON: the very document that the page and the paper draw."""

from __future__ import annotations

from desirepath.insights.measured_map import MeasuredMap


def json(document: MeasuredMap) -> str:
    """The document, indented; `MeasuredMap.model_validate_json` reads it back."""
    return document.model_dump_json(indent=2) + "\n"
