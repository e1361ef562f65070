"""Pains that were planted in the sample shop against what is found and priced: one shop a seed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desirepath.insights.pains.found import FoundPain, FoundPains
from desirepath.services.demo import make_demo
from desirepath.services.pains import pains_of
from desirepath.services.workspace import open_workspace
from figure import Figure

PLANTED = {
    "size-doubt": ("size", "brand “Tejo”"),
    "late-fee": ("delivery", "fee 4.9 or more"),
    "late-first-parcel": ("unpack", "late “yes”"),
    "return-pain": ("return", "days to refund"),
}
"""The step and the condition by which each planted pain can be found."""
IN_PART = "return-pain"
"""A slow refund is one of three parts of it: its money is no price of the whole."""
TELL_PLANTED = ("brand “Tejo”", "fee ", "late “yes”", "days to refund", "label “printed”")
"""Conditions that tell of something planted, at whichever step: who looks at the odd brand doubts its sizes later."""
CHOSEN = ("delivery “green”", "Verde Cargo", "topic", "purpose")
"""What confounded pains are told by: slow green delivery, many promotions."""
SEEDS = int(os.environ.get("FIGURES_SEEDS", "20"))
CUSTOMERS = int(os.environ.get("FIGURES_CUSTOMERS", "20000"))
TOP = 3


@dataclass(frozen=True)
class Shop:
    """What one seed showed; `top` is whether the first finds tell of something planted."""

    seed: int
    priced: dict[str, bool]
    inside: dict[str, bool]
    told: dict[str, str]
    top: bool
    confounded_priced: int
    clear: int
    finds: int


def shops(seeds: Iterator[int], customers: int, effects: bool = True) -> Iterator[Shop]:
    for seed in seeds:
        folder = Path(tempfile.mkdtemp(prefix="loam-"))
        try:
            make_demo(folder / "loam", customers=customers, seed=seed, effects=effects)
            found = pains_of(open_workspace(folder / "loam"), "main")
            yield _shop(seed, found, _truth(folder / "loam"))
        finally:
            shutil.rmtree(folder)


def _truth(folder: Path) -> dict[str, float]:
    told = json.loads((folder / "truth.json").read_text())
    every = [*told["drop_off"]["causes"], *told["pains"], told["early_experience"]]
    return {one["id"]: -one["money_per_quarter"] for one in every}


def _shop(seed: int, found: FoundPains, truth: dict[str, float]) -> Shop:
    at = {name: _place(found, *where) for name, where in PLANTED.items()}
    items = {name: found.items[rank - 1] for name, rank in at.items() if rank is not None}
    clear = [one for one in found.items if _is_clear(one)]
    return Shop(
        seed=seed,
        priced={name: _is_clear(one) for name, one in items.items()},
        inside={name: _holds(one, truth[name]) for name, one in items.items() if one.cost.money},
        told={name: f"{_told(one)}, truth {truth[name]:,.0f}" for name, one in items.items()},
        top=all(one.condition.startswith(TELL_PLANTED) for one in found.items[:TOP]),
        confounded_priced=sum(any(word in one.condition for word in CHOSEN) for one in clear),
        clear=len(clear),
        finds=len(found.items),
    )


def _place(found: FoundPains, step: str, words: str) -> int | None:
    fits = (n for n, one in enumerate(found.items, 1) if one.step == step and one.condition.startswith(words))
    return next(fits, None)


def _is_clear(one: FoundPain) -> bool:
    return one.cost.money is not None and one.cost.word == "clear"


def _holds(one: FoundPain, truth: float) -> bool:
    money = one.cost.money
    return money is not None and (money.low or 0.0) <= truth <= (money.high or 0.0)


def _told(one: FoundPain) -> str:
    money = one.cost.money
    return (
        f"{money.value:,.0f} ({money.low:,.0f} to {money.high:,.0f})" if money else f"grade {one.cost.grade}"
    )


def planted_pains() -> Iterator[Figure]:
    """Found, priced and right? One shop a seed, with everything that was planted."""
    seen = []
    for shop in shops(iter(range(1, SEEDS + 1)), CUSTOMERS):
        seen.append(shop)
        yield Figure(f"planted pains, seed {shop.seed}", "told", shop.told, True)
    top = sum(one.top for one in seen)
    yield _of(f"shops whose first {TOP} finds tell of planted pains", top, len(seen), 0.9)
    clear = [is_clear for one in seen for is_clear in one.priced.values()]
    yield _of("planted pains with grade C and a clear price", sum(clear), len(PLANTED) * len(seen), 0.75)
    inside = [held for one in seen for name, held in one.inside.items() if name != IN_PART]
    yield _of("true money inside the interval, of whole pains priced", sum(inside), len(inside), 0.85)
    confounded = sum(one.confounded_priced for one in seen)
    yield Figure("confounded pains with a clear price", "0", confounded, confounded == 0)


def no_pains() -> Iterator[Figure]:
    """Nothing planted: how many finds still get a clear price?"""
    seen = list(shops(iter(range(1, SEEDS + 1)), CUSTOMERS, effects=False))
    clear, finds = sum(one.clear for one in seen), sum(one.finds for one in seen)
    share = clear / max(finds, 1)
    yield Figure(
        "with all effects off, finds with a clear price", "at most 5 %", f"{clear} of {finds}", share <= 0.05
    )


def _of(name: str, found: int, of: int, share: float) -> Figure:
    return Figure(name, f"at least {share:.0%}", f"{found} of {of}", found >= share * of)
