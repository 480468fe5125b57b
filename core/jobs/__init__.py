"""Where runs run. A page asks `desk()` and never waits: it submits a spec, and looks at it now and then."""

from __future__ import annotations

import atexit
import os
import threading

from core.jobs.desk import Desk, RunRefusedError
from core.jobs.job import HOUSE, RunView
from core.jobs.wire import State

__all__ = ["HOUSE", "Desk", "RunRefusedError", "RunView", "State", "desk"]

_lock = threading.Lock()
_desk: Desk | None = None


def desk() -> Desk:
    """Return the desk of this process, started: all sessions of a server share it, as they share the machine.

    UNROLLED_WORKERS sets how many processes train; otherwise one a core, four at most.
    """
    global _desk
    with _lock:
        if _desk is None:
            _desk = Desk(workers=_workers()).start()
            atexit.register(_desk.close)
        return _desk


def _workers() -> int:
    asked = os.environ.get("UNROLLED_WORKERS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    return min(4, os.cpu_count() or 1)
