"""Why is somebody thought to stay away? What raises the chance most, in words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from desirepath.insights.forecast.moments import FEATURES, LATELY
from desirepath.science.arrays import Floats

MOST = 3
SLIGHT = 0.05
"""Less than so much of log odds is no reason."""


def days(value: float) -> str:
    return "1 day" if round(value) == 1 else f"{value:,.0f} days"


def _on(what: str, none: str) -> Callable[[float], str]:
    return lambda value: f"{what} on {days(value)} of {LATELY}" if value else f"{none} in {LATELY} days"


def _acts(value: float) -> str:
    return "active only once so far" if value == 1 else f"active on {days(value)} so far"


def _seen(value: float) -> str:
    return f"not seen for {days(value)}" if value > 1 else "seen just now"


def _seen_lately(value: float) -> str:
    return f"seen on {days(value)} of 30" if value else "not seen in 30 days"


def _answers(value: float) -> str:
    sign = "−" if round(value, 1) < 0 else "+"
    return f"answers of {sign}{abs(value):.1f} on the scale from −2 to +2"


WORDS: dict[str, tuple[str, Callable[[float], str]]] = {
    "silent": ("Time since the last one that counts", lambda value: f"silent for {days(value)}"),
    "known": ("Time since the first one", lambda value: f"first active {days(value)} ago"),
    "acts": ("How often so far", _acts),
    "usual": ("The usual pause", lambda value: f"usually comes back after {days(value)}"),
    "slower": (
        "The pause now against the usual one",
        lambda value: f"the pause is {value:.1f} times the usual one",
    ),
    "worth": ("What an order is worth", lambda value: f"orders of {value:,.0f} on average"),
    "unseen": ("Time since last seen at all", _seen),
    "seen_30": ("Days seen of the last 30", _seen_lately),
    "seen_90": (f"Days seen of the last {LATELY}", _on("seen", "not seen")),
    "mail_90": (f"Days with a mail opened, of {LATELY}", _on("opened mails", "opened no mail")),
    "support_90": (f"Days with support, of {LATELY}", _on("asked support", "no contact with support")),
    "refund_90": (
        f"Days with a refund or cancellation, of {LATELY}",
        _on("a refund or cancellation", "no refund"),
    ),
    "feeling_90": (f"Answers of {LATELY} days", _answers),
}
"""What each feature is, and what one value of it says."""


def reasons(x: Floats, pushes: Floats) -> list[list[str]]:
    """For each row what raises its chance most, the strongest first."""
    found = []
    for values, parts in zip(x, pushes, strict=True):
        order = np.argsort(-parts, kind="stable")[:MOST]
        told = [at for at in order if parts[at] > SLIGHT]
        found.append([_said(FEATURES[at], float(values[at])) for at in told])
    return found


def _said(name: str, value: float) -> str:
    what, words = WORDS[name]
    return f"{what.lower()} is not known" if np.isnan(value) else words(value)
