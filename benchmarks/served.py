"""A server over a sample shop of its own, on loopback, that ends with the run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOKEN = "figures"


@dataclass(frozen=True)
class Served:
    """Where a server listens, and how to ask it."""

    folder: Path
    port: int

    def address(self, path: str) -> str:
        return f"http://localhost:{self.port}/{path}"

    def live(self, map_id: str = "main") -> str:
        return f"ws://localhost:{self.port}/api/v1/drafts/{map_id}/live?token={TOKEN}"


def sample(folder: Path, customers: int = 2_000) -> Path:
    """A sample shop, built."""
    command = [sys.executable, "-m", "desirepath", "demo", "--folder", os.fspath(folder), "--no-serve"]
    subprocess.run([*command, "--customers", str(customers)], check=True, capture_output=True)
    return folder


def build(folder: Path) -> None:
    """Build a shop anew, after maps were written into it."""
    command = [sys.executable, "-m", "desirepath", "build", "-w", os.fspath(folder)]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a workspace until the block ends."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    command = [sys.executable, "-m", "desirepath", "serve", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--token", TOKEN, "-w", os.fspath(folder)], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Served(folder, port)
    finally:
        server.terminate()
        server.wait()
