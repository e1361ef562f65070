"""A standalone Spark cluster on this machine: a master and workers of the pyspark package, on loopback alone.

As a program it runs until it is interrupted and prints the address for `engine:` in workspace.yaml:
    python scripts/spark_cluster.py [workers]
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

HOST = "127.0.0.1"
PATIENCE = 120.0
ENVIRONMENT = {"SPARK_LOCAL_IP": HOST, "SPARK_DAEMON_MEMORY": "512m", "PYSPARK_PYTHON": sys.executable}
"""What the processes of the cluster need, and the one that sends them work too: all names resolve to loopback."""


@contextmanager
def cluster(workers: int = 2, cores: int = 1, memory: str = "1g") -> Iterator[str]:
    """The master's address, until the block ends; then exactly the processes that were started end."""
    with tempfile.TemporaryDirectory(prefix="desirepath-spark-") as made, ExitStack() as running:
        folder = Path(made)
        master = _started(folder / "master", ["master.Master", *_where()], running)
        address = _said(folder / "master/said", r"Starting Spark master at (spark://\S+)", master)
        for number in range(workers):
            place = folder / f"worker-{number}"
            size = ["--cores", str(cores), "--memory", memory, "--work-dir", str(place / "work")]
            worker = _started(place, ["worker.Worker", *_where(), *size, address], running)
            _said(place / "said", r"(Successfully registered with master)", worker)
        yield address


def _where() -> list[str]:
    """On loopback, at ports that the system chooses."""
    return ["--host", HOST, "--port", "0", "--webui-port", "0"]


def _started(folder: Path, words: list[str], running: ExitStack) -> "subprocess.Popen[bytes]":
    import pyspark

    folder.mkdir(parents=True)
    home = Path(pyspark.__file__).parent
    name, *rest = words
    command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{name}", *rest]
    environment = {
        **os.environ,
        **ENVIRONMENT,
        "SPARK_HOME": str(home),
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    said = running.enter_context((folder / "said").open("wb"))
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)
    running.callback(_ended, process)
    return process


def _ended(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _said(path: Path, pattern: str, process: "subprocess.Popen[bytes]") -> str:
    """What a process writes about itself, as soon as it does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        found = re.search(pattern, path.read_text("utf-8", "replace"))
        if found:
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"Spark did not start:\n{path.read_text('utf-8', 'replace')[-2000:]}")


if __name__ == "__main__":
    with cluster(int(sys.argv[1]) if sys.argv[1:] else 2) as address:
        print(address, flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            sys.exit(0)
