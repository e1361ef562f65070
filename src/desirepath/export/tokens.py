"""The colours of the paper, light and dark, under the names the page uses for them.

A scene names a colour by its role; only a writer turns the role into a value, so one scene serves both themes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from desirepath.errors import InputError, nearest

Theme = Literal["light", "dark"]

COLOURS: Mapping[str, tuple[str, str]] = {
    "paper": ("#FAFAF7", "#14181D"),
    "paper-sunk": ("#F2F1EB", "#0F1317"),
    "card": ("#FFFFFF", "#1C2229"),
    "ink": ("#1B1F24", "#ECEFF2"),
    "ink-2": ("#3C444D", "#C9D0D8"),
    "muted": ("#57606A", "#A3ADB8"),
    "hairline": ("#E3E2DB", "#2A323B"),
    "rule": ("#C9C8C0", "#3C4650"),
    "control": ("#858E98", "#77828E"),
    "on-ink": ("#FFFFFF", "#14181D"),
    "on-stage": ("#FFFFFF", "#FFFFFF"),
    "stage-1": ("#12304F", "#274F78"),
    "stage-2": ("#1F6FB2", "#1F6FB2"),
    "stage-3": ("#0E7C66", "#0E7C66"),
    "stage-4": ("#8A2F6B", "#943A75"),
    "stage-5": ("#B0481A", "#B0481A"),
    "stage-6": ("#6A4A2F", "#7C5A3B"),
    "stage-1-tint": ("#F3F5F7", "#181F27"),
    "stage-2-tint": ("#F0F6FA", "#172129"),
    "stage-3-tint": ("#EFF6F3", "#17221F"),
    "stage-4-tint": ("#F8F2F6", "#221B24"),
    "stage-5-tint": ("#FAF3ED", "#231D1B"),
    "stage-6-tint": ("#F5F2ED", "#201E1C"),
    "emo-n2": ("#A63A00", "#FF9A5C"),
    "emo-n1": ("#D55E00", "#F2B27A"),
    "emo-0": ("#6B7280", "#A8B0BA"),
    "emo-p1": ("#3288C6", "#7CC0F0"),
    "emo-p2": ("#005A8F", "#4FA9E8"),
    "persona-1": ("#6B3FA0", "#C3A5EC"),
    "persona-2": ("#0B6B58", "#5CC9AE"),
    "persona-3": ("#7A5212", "#D9B26A"),
    "persona-4": ("#9A2C62", "#EE9CC2"),
    "pain": ("#D55E00", "#FF9A5C"),
    "pain-text": ("#A63A00", "#FFB07E"),
    "opp": ("#1F6FB2", "#7CC0F0"),
    "opp-text": ("#14568E", "#9BD0F5"),
    "carried": ("#2F5D86", "#6FA9DB"),
    "lost": ("#DDDCD4", "#353E47"),
}

STAGES = 6
"""So many stages have a colour of their own; a seventh starts again at the first."""


def stage_colour(position: int) -> str:
    """Name of the colour of the stage at this position, counted from 0.

    >>> stage_colour(0), stage_colour(6)
    ('stage-1', 'stage-1')
    """
    return f"stage-{position % STAGES + 1}"


PERSONAS = 4
"""So many personas have a colour of their own; a fifth starts again at the first, with its name beside its line."""


def persona_colour(position: int) -> str:
    """Name of the colour of the persona at this position, counted from 0.

    >>> persona_colour(0), persona_colour(4)
    ('persona-1', 'persona-1')
    """
    return f"persona-{position % PERSONAS + 1}"


def theme(name: str) -> Theme:
    """The theme with this name."""
    if name == "light":
        return "light"
    if name == "dark":
        return "dark"
    raise InputError(
        f'"{name}" is not a theme.', code="unknown_theme", remedy=nearest(name, ["light", "dark"])
    )


def colour(role: str, theme: Theme) -> str:
    """The value of a colour role.

    >>> colour("ink", "light"), colour("ink", "dark")
    ('#1B1F24', '#ECEFF2')
    """
    light, dark = COLOURS[role]
    return light if theme == "light" else dark
