"""Check that no file holds what must not be kept: secrets, unfinished marks, download addresses, heavy data.

Usage: python scripts/check_files.py [file …]; without files it reads all that git tracks.
"""

import re
import subprocess
import sys
from pathlib import Path

HEAVIEST = 2_000_000

RULES = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an access key": re.compile(
        r"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abp]-[A-Za-z0-9-]{20,}"
    ),
    "a merge left undone": re.compile(r"^(<{7}|>{7}) ", re.M),
    "an unfinished mark": re.compile(r"\b(TO" r"DO|FIX" r"ME)\b"),
    "a path of one machine": re.compile(r"(?<![\w.])/(root|home/\w+|Users/\w+|work)/(?!\.\.\.)[\w.-]"),
}
LOCKED = re.compile(r'"resolved": *"http|://\S+\.(whl|tgz|tar\.gz)\b|^--(extra-)?index-url', re.M)


def found(file: Path) -> list[str]:
    """One line for each thing in a file that must not be there."""
    if not file.is_file():
        return []
    if file.stat().st_size > HEAVIEST:
        return [f"{file}: {file.stat().st_size:,} bytes is too heavy to keep; at most {HEAVIEST:,}"]
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        return []
    lines = [
        f"{file}: holds {what}: {rule.search(text)[0]!r}" for what, rule in RULES.items() if rule.search(text)
    ]
    if file.name == "package-lock.json" or file.parent.name == "requirements":
        lines += [f"{file}: names a download address: {match[0]!r}" for match in LOCKED.finditer(text)][:1]
    return lines


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.split("\0") if name]


if __name__ == "__main__":
    lines = [line for file in ([Path(name) for name in sys.argv[1:]] or tracked()) for line in found(file)]
    print("\n".join(lines) or "files: nothing that must not be kept")
    sys.exit(1 if lines else 0)
