"""The recipes of a workspace: which source each brings, from which file, and whether choices can change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desirepath.domain.problems import FileError
from desirepath.domain.yamltext import block
from desirepath.errors import ConflictError
from desirepath.ingest.profile import glob_safe
from desirepath.ingest.recipe import Recipe, load_recipe
from desirepath.lake.inventory import sources as stored_sources
from desirepath.services.choices import Choices, choices_of, plain_recipe
from desirepath.services.workspace import Workspace

HEAD = "# Made on the page Bring data.\n"


def recipe_files(workspace: Workspace) -> list[Path]:
    """Every recipe file, also those that cannot be read."""
    return sorted((workspace.root / "recipes").glob("*.yaml"))


def readable(workspace: Workspace) -> dict[Path, Recipe]:
    """The recipes that can be read, by their files."""
    return {path: found for path in recipe_files(workspace) if isinstance(found := loaded(path), Recipe)}


def loaded(path: Path) -> Recipe | FileError:
    """A recipe, or what is wrong with its file."""
    try:
        return load_recipe(path)
    except FileError as error:
        return error


def taken_sources(workspace: Workspace) -> list[str]:
    """Names that a new source cannot have: of recipes, their files, and what is stored."""
    recipes = readable(workspace)
    stored = [str(row["source"]) for row in stored_sources(workspace.lake)]
    return sorted(
        {
            *(path.stem for path in recipe_files(workspace)),
            *(recipe.source for recipe in recipes.values()),
            *stored,
        }
    )


def of_file(workspace: Workspace, file: str, source: str | None) -> Recipe | None:
    """The recipe of a source, or the one that brings just this file; None when nobody wrote one."""
    for recipe in readable(workspace).values():
        if recipe.source == source or (source is None and recipe.files == {"files": [glob_safe(file)]}):
            return recipe
    return None


def by_hand(recipe: Recipe) -> bool:
    """Whether a recipe says more than choices can, such as a query."""
    return choices_of(recipe) is None


@contextmanager
def saved(workspace: Workspace, choices: Choices) -> Iterator[str]:
    """Write the recipe that choices mean; yields its name. An import that fails leaves the recipe as it was before."""
    old = next((p for p, r in readable(workspace).items() if r.source == choices.source), None)
    if old is not None and by_hand(load_recipe(old)):
        raise ConflictError(
            f"The recipe of “{choices.source}” was written by hand.",
            code="recipe_by_hand",
            remedy=f"Change {old.relative_to(workspace.root)} in an editor, then run: desirepath import.",
        )
    path = old or workspace.root / "recipes" / f"{choices.source}.yaml"
    before = path.read_bytes() if path.exists() else None
    path.write_text(HEAD + "\n".join(block(plain_recipe(choices), 0)) + "\n", "utf-8")
    try:
        yield path.stem
    except BaseException:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        raise
