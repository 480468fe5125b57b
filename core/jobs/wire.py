"""The two ends of a training process: starting it, and what the two sides say to each other.

A socket pair carries pickled tuples. When one end is closed or its process dies, the other reads the end of
the file; that alone keeps the house clean, whichever way either process ends.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, TypeAlias

DEFAULT_RUN = "core.nets.run:Run"
ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    ),
    "1",
)

State: TypeAlias = Literal["queued", "running", "done", "stopped", "diverged", "failed"]

# To the worker: train this (ticket, RunSpec as plain values), or drop it.
Order: TypeAlias = tuple[Literal["train"], str, dict[str, Any]] | tuple[Literal["cancel"], str]
# From the worker: it can begin; snapshots of a run in order, weights on the last; a run is over (ticket,
# state, sentence).
Report: TypeAlias = (
    tuple[Literal["ready"]]
    | tuple[Literal["snapshots"], str, list[Any]]
    | tuple[Literal["ended"], str, State, str]
)


def start_worker(run: str = DEFAULT_RUN) -> tuple[subprocess.Popen[bytes], Connection]:
    """Start a training process and return it with this side of the connection.

    Not multiprocessing.Process: that would import the main module of this process, which is Streamlit's.

    Args:
        run: What the worker trains with, "module:class"; the tests put runs there that hang or fail.
    """
    here, there = socket.socketpair()
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    with there:
        process = subprocess.Popen(
            [sys.executable, "-m", "core.jobs.worker", str(there.fileno()), run],
            pass_fds=(there.fileno(),),
            stdin=subprocess.DEVNULL,
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
        )
    return process, Connection(here.detach())
