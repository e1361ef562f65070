"""The file `workspace.yaml`: text into `Settings` and back."""

from __future__ import annotations

from desirepath.domain.settings import Settings
from desirepath.domain.validated import validated
from desirepath.domain.yamlfile import read
from desirepath.domain.yamltext import block


def load(content: bytes | str, file: str = "workspace.yaml") -> Settings:
    """The settings in a YAML text. Raises `FileError` (an InputError) that lists every problem.

    >>> load("desirepath: 1\\ntimezone: Europe/Lisbon\\n").timezone
    'Europe/Lisbon'
    """
    return validated(Settings, read(content, file, "the settings"))


def dump(settings: Settings) -> str:
    """Settings as YAML text that `load` turns into the same settings."""
    plain = {"desirepath": settings.desirepath, **settings.model_dump(exclude_defaults=True)}
    return "\n".join(block(plain, 0)) + "\n"
