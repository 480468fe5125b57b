"""The web process: small, without torch, and with no child left when it ends, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, RunningServer, is_alive, resident_megabytes
from tests.waiting import until

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]


def test_the_web_process_has_no_torch_and_is_small_and_the_workers_have_it(tmp_path: Path) -> None:
    """A fresh server: the shared one has seen hundreds of visits by now."""
    with RunningServer(tmp_path / "server.log") as server:
        until(lambda: bool(server.workers()) and all("libtorch" in maps(pid) for pid in server.workers()))
        assert "libtorch" not in maps(server.pid)
        assert resident_megabytes(server.pid) < 160


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_the_server(tmp_path: Path, how: signal.Signals) -> None:
    with RunningServer(tmp_path / "server.log") as server:
        until(lambda: bool(server.workers()))
        workers = server.workers() + server.templates()
        server.process.send_signal(how)
        server.process.wait(timeout=20)
        until(lambda: not any(is_alive(pid) for pid in workers), seconds=15)


def test_the_web_process_has_one_thread_of_blas_however_it_is_started() -> None:
    """What counts is what the library says: it does not read the environment any more once it is loaded."""
    program = (
        "import app, ctypes, re; from pathlib import Path; "
        "found = re.search(r'\\S*openblas\\S*', Path('/proc/self/maps').read_text())[0]; "
        "print(ctypes.CDLL(found).scipy_openblas_get_num_threads64_())"
    )
    bare = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.split()[-1] == "1"


def test_the_server_says_where_it_is(server: RunningServer) -> None:
    assert f"http://localhost:{server.port}" in server.log.read_text()


def maps(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return ""
