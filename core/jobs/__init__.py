"""Training in the background: pages submit specs to `desk()`, look at them now and then, and never wait."""

from __future__ import annotations

import atexit
import os
import threading

from .desk.admission import SHARE, Quotas, RunRefusedError, place_of
from .desk.desk import Desk
from .desk.job import HOUSE, RunView
from .engine import Engine, Recipe, State
from .local.crew import cores
from .local.engine import MEMORY, LocalEngine

__all__ = [
    "HOUSE",
    "SHARE",
    "Desk",
    "Engine",
    "LocalEngine",
    "Quotas",
    "Recipe",
    "RunRefusedError",
    "RunView",
    "State",
    "desk",
    "place_of",
]

_lock = threading.Lock()
_desk: Desk | None = None


def desk() -> Desk:
    """Return the desk of this process, started: all sessions of a server share it, as they share the machine.

    Settings by environment variables, whole numbers:
        UNROLLED_WORKERS: Processes that train; otherwise one a core, four at most.
        UNROLLED_WORKER_MEMORY: Megabytes each of them may use for its own data (1024); 0 sets no limit.
        UNROLLED_RUNS_ACTIVE: Runs of one visitor that are trained at the same time (2).
        UNROLLED_RUNS_WAITING: Runs that it may have waiting or paused beside these (6).
        UNROLLED_ENGINE: Address of a cluster that trains instead of this machine.
    """
    global _desk
    with _lock:
        if _desk is None:
            quotas = Quotas(_whole("UNROLLED_RUNS_ACTIVE", 2), _whole("UNROLLED_RUNS_WAITING", 6, least=0))
            _desk = Desk(_engine(), quotas).start()
            atexit.register(_desk.close)
        return _desk


def _engine() -> Engine:
    address = os.environ.get("UNROLLED_ENGINE", "")
    if address:
        from .cluster.engine import ClusterEngine

        return ClusterEngine(address)
    workers = _whole("UNROLLED_WORKERS", min(4, cores()))
    return LocalEngine(workers, memory=_whole("UNROLLED_WORKER_MEMORY", MEMORY, least=0))


def _whole(name: str, usual: int, least: int = 1) -> int:
    """Return a setting; what is no whole number or too small counts as not set."""
    said = os.environ.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and int(said) >= least else usual
