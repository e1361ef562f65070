#!/usr/bin/env bash
# Writes the pinned requirements with hashes and without any download address.
# run.txt is what the program and the build of its page need; dev.txt adds tests and checks and never differs from it.
# published.txt holds the packages whose data sets tests read; they are unpacked, never imported, and so need no others.
# Versions stay as they are unless asked: `make lock ARGS=--upgrade`.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header "$@"
}
lock requirements/dev.in pyproject.toml --extra spark --extra postgres --extra lightgbm --output-file requirements/dev.txt "$@"
lock requirements/run.in pyproject.toml --constraint requirements/dev.txt --output-file requirements/run.txt "$@"
# Peers that benchmarks measure, each in an environment of its own.
for peer in retentioneering pm4py; do
    lock "requirements/peer-$peer.in" --output-file "requirements/peer-$peer.txt" "$@"
done
lock requirements/published.in --no-deps --output-file requirements/published.txt "$@"
if grep -nE '://' requirements/*.txt; then
    echo "The pinned requirements must not name download addresses." >&2
    exit 1
fi
