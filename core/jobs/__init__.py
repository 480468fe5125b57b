"""Where runs run. A page asks `desk()` and never waits: it submits a recipe, and looks at it now and then.

Three rooms: `desk` decides, in the web process; `local` trains in processes of this machine; `cluster`
trains on machines of a dask cluster. `engine` says what the desk asks of the two, `active` is a run while it
is trained, the same for both.

Decisions:

- All decisions are the desk's: queue, quotas, fairness, who watches, what is trained again. An engine trains
  what it is given and reports; it is five methods, so that another one is a file and not a rebuild.
- A run is a pure function of its recipe. Two people with the same recipe share one training. A learning rate
  that was changed on the way is part of the recipe, so a run that was forked from a checkpoint is the whole
  run of the changed recipe, to the bit.
- Anything with a key, a number of steps and the name of its trainer can be a recipe (`engine.Recipe`); it
  travels as one pickle with its checkpoint and is read where it is trained, so what cannot be read fails
  that run alone.
- Checkpoints travel in the reports (weights, optimiser, generator, losses that were not handed over yet),
  about five a second and more rarely for large networks. A run whose process dies goes on elsewhere from the
  last one, to the same bits. Nothing is written to disk.
- A run gives up after three processes in a row were lost under it without coming further, so whoever shares
  a worker with a run that kills it does not suffer.
"""

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
