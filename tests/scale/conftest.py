"""Two shops, imported once, that are built and asked by one engine or the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desirepath.domain import settingsfile
from desirepath.services.bringing import import_data
from desirepath.services.workspace import Workspace, open_workspace

EXAMPLES = Path(__file__).parents[2] / "examples"

Shop = Callable[[str], Path]


@pytest.fixture(scope="session")
def imported(loam: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Shop:
    """The folder of a shop by its name, "loam" or "olist", with its events and nothing built."""
    made: dict[str, Path] = {}

    def shop(name: str) -> Path:
        if name not in made:
            folder = tmp_path_factory.mktemp("imported") / name
            if name == "loam":
                shutil.copytree(loam, folder, ignore=_built)
            else:
                data = request.getfixturevalue("real_data")
                shutil.copytree(EXAMPLES / name, folder)
                (folder / "data").symlink_to(data)
                import_data(open_workspace(folder))
            made[name] = folder
        return made[name]

    return shop


def _built(folder: str, names: list[str]) -> set[str]:
    """What a build writes, and what is kept of answers."""
    derived = ("identities", "journeys", "customers", "builds", "steps_", "answers_")
    inside = Path(folder).name
    if inside == "lake":
        return {name for name in names if name.startswith(derived)}
    return {"cache"} & set(names)


def copy_on(shop: Path, folder: Path, engine: str, **spark: str) -> Workspace:
    """A copy of a shop whose workspace names this engine."""
    shutil.copytree(shop, folder, symlinks=True)
    chosen = open_workspace(folder).settings.model_copy(update={"engine": engine, "spark": spark})
    (folder / "workspace.yaml").write_text(settingsfile.dump(chosen), "utf-8")
    return open_workspace(folder)
