"""Desire Path: the journey you planned and the journeys customers actually take, on one living map.

import desirepath as dp
ws = dp.open("shop")
ws.measure("reach").to_pandas()
ws.map("main")              # shows itself in a notebook
dp.journeys(df, customer="user", event="event", time="at")   # no workspace needed
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "journeys", "open"]

if TYPE_CHECKING:
    from desirepath.journeys.frame import journeys_from_frame as journeys
    from desirepath.services.notebook import open_workspace_for_python as open  # noqa: A004

_LAZY = {
    "journeys": ("desirepath.journeys.frame", "journeys_from_frame"),
    "open": ("desirepath.services.notebook", "open_workspace_for_python"),
}


def __getattr__(name: str) -> Any:
    """Heavy libraries load when they are used, so that `desirepath --help` is instant."""
    if name in _LAZY:
        module, member = _LAZY[name]
        return getattr(import_module(module), member)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
