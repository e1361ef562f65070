"""All detectors, in the order in which they look; the page and the reference read what they say from here."""

from __future__ import annotations

from desirepath.insights.pains.conditions import Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors.contact import CHANNELS, MATTER, REPLY, RESOLUTION
from desirepath.insights.pains.detectors.felt import FELT
from desirepath.insights.pains.detectors.recent import AGAIN, FAILED, RETURNED, SUPPORT
from desirepath.insights.pains.detectors.silence import SILENCE
from desirepath.insights.pains.detectors.slow import SLOW
from desirepath.insights.pains.detectors.told import TOLD
from desirepath.insights.pains.detectors.wrote import WROTE

DETECTORS: tuple[Detector, ...] = (
    TOLD,
    SLOW,
    SILENCE,
    AGAIN,
    SUPPORT,
    REPLY,
    RESOLUTION,
    MATTER,
    CHANNELS,
    FAILED,
    RETURNED,
    FELT,
    WROTE,
)


def makers(split: Split) -> list[Detector]:
    """Who made its conditions: of a pair two, the first of them named, the other told by the names of its columns."""
    first = next(one for one in DETECTORS if one.name == split.detector)
    others = (one for one in DETECTORS if any(name.startswith(f"{one.name}_") for name in split.columns))
    return list(dict.fromkeys((first, *others)))
