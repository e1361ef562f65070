"""The command line as a process of its own: exit code, output, and an end without a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

DESIREPATH = [sys.executable, "-m", "desirepath"]


def test_an_error_is_one_message_on_standard_error_and_exit_code_one(tmp_path: Path) -> None:
    done = subprocess.run([*DESIREPATH, "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr


def test_a_question_ends_cleanly(loam: Path) -> None:
    done = subprocess.run([*DESIREPATH, "check", "-w", loam], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_serve_prints_a_url_with_a_token_and_stops_on_ctrl_c(loam: Path) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        [*DESIREPATH, "serve", "--port", "0", "--no-browser", "-w", loam],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert server.stdout is not None
        url = next(word for line in server.stdout for word in line.split() if word.startswith("http"))
        assert "?token=" in url
        address, token = url.split("/?token=")
        asked = urllib.request.Request(
            f"{address}/api/v1/workspace", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(asked, timeout=20) as answer:
            assert b'"Loam"' in answer.read()
        with pytest.raises(urllib.error.HTTPError, match="401") as refused:
            urllib.request.urlopen(f"{address}/api/v1/workspace", timeout=20)
        refused.value.close()
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
    finally:
        server.kill()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


def test_help_is_there_at_once() -> None:
    started = time.perf_counter()
    done = subprocess.run([*DESIREPATH, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "living map" in done.stdout
    assert time.perf_counter() - started < 5  # the figure itself is measured by make figures-living-map
