"""A real server in a process of its own, for the tests and the benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RunningServer:
    """`streamlit run app.py` on a free loopback port, started from a folder that is not the repository.

    Args:
        log: Where its output goes.
        settings: Environment variables beside those of this process.
        port: Where it listens; a free one without it.
        base: The path that it is told to be at, such as "/unrolled".
    """

    def __init__(
        self, log: Path, settings: dict[str, str] | None = None, port: int = 0, base: str = ""
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}{base}"
        self.log = log
        self.started = time.monotonic()
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, "--server.address", "127.0.0.1", "--server.port", str(self.port)],
                cwd=log.parent,
                env={**os.environ, "STREAMLIT_SERVER_BASE_URL_PATH": base, **(settings or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        """Process id of the web process."""
        return self.process.pid

    def wait(self, seconds: float = 60.0) -> float:
        """Wait until it answers; return the seconds since it was started."""
        deadline = self.started + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"The server ended at once:\n{self.log.read_text()}")
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5):
                    return time.monotonic() - self.started
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.02)
        raise RuntimeError(f"The server did not answer within {seconds:g} s:\n{self.log.read_text()}")

    def workers(self) -> list[int]:
        """Return the process ids of its training processes (Linux)."""
        return [worker for template in self.templates() for worker in children(template)]

    def templates(self) -> list[int]:
        """Return the process ids of the processes that training processes are copied from (Linux)."""
        return [pid for pid in children(self.pid) if b"core.jobs.local.template" in _command(pid)]

    def stop(self) -> None:
        """End it as `kill` does, and by force after ten seconds."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def children(pid: int) -> list[int]:
    """Return the process ids of the children of a process (Linux)."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, task.read_text().split())
    return found


def is_alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and is not yet collected does not (Linux)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of a process in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
