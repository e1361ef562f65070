"""Run npm as the build of the page does: from PATH where Node is new enough, else from the Python package.

Usage: python scripts/npm.py --prefix frontend run test
"""

import subprocess
import sys

from build_page import npm

if __name__ == "__main__":
    command, environment = npm()
    sys.exit(subprocess.run([*command, *sys.argv[1:]], env=environment, check=False).returncode)
