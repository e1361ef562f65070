"""Worked maps to begin with: one a trade, each with objectives, personas, beliefs and measures.

Everything in them is assumed: they are somebody else's journey until you have looked at your own. Rules name events
as they are usually called in the trade; rename them to yours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from desirepath.errors import NotFoundError, nearest


@dataclass(frozen=True)
class Template:
    """A worked map: the name to ask for it by, what it is about, and the text of its file."""

    name: str
    title: str
    text: str


TITLES = {
    "fashion": "Loam: a shop for clothes that last",
    "software": "Relay: team software from trial to renewal",
    "streaming": "Wavelength: music from free to paid",
    "rides": "Hop: the first ride and the second",
}

BRANDS = {title.partition(":")[0].lower(): name for name, title in TITLES.items()}
"""Templates by the business they tell of: loam, relay, wavelength, hop."""


@cache
def template(name: str) -> Template:
    """The template of this name, or of this business; raises NotFoundError with the nearest one.

    >>> template("fashion").title, template("hop").name
    ('Loam: a shop for clothes that last', 'rides')
    """
    name = BRANDS.get(name.lower(), name)
    if name not in TITLES:
        raise NotFoundError(
            f'There is no template "{name}".', code="unknown_template", remedy=nearest(name, TITLES)
        )
    text = (files(__name__) / f"{name}.yaml").read_text("utf-8")
    return Template(name, TITLES[name], text)


def template_text(name: str) -> str:
    """The text of a template, ready to be written as a map file."""
    return template(name).text


def templates() -> list[Template]:
    """All templates."""
    return [template(name) for name in TITLES]
