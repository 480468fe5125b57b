"""The training processes of this machine: started, given runs, replaced when they die or hang.

The processes themselves are `template.Template` and `worker.Worker`; a handle is this side of one. Everything
here belongs to the engine's own thread.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..active import Assignment
from .wire import ALIVE, FROM_TEMPLATE, TO_TEMPLATE, QuickEnd

ROOT = Path(__file__).resolve().parents[3]
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
ANSWER_WITHIN: Final = 2.0
SILENT_FOR: Final = 10.0
START_WITHIN: Final = 120.0


@dataclass(eq=False)
class WorkerHandle:
    """The web process's side of one worker: its wire, and what it was given to train, by ticket.

    `template` made it. `dropping` holds the tickets that it was told to drop, and until when it has to
    confirm.
    """

    wire: QuickEnd
    template: TemplateHandle
    pid: int = 0
    ready: bool = False
    heard: float = 0.0
    runs: dict[str, Assignment] = field(default_factory=dict)
    dropping: dict[str, float] = field(default_factory=dict)

    @property
    def load(self) -> int:
        """How many runs its process holds, those it has been told to drop included."""
        return len(self.runs) + len(self.dropping)

    def train(self, ticket: str, assignment: Assignment) -> None:
        """Hand it a run."""
        self.runs[ticket] = assignment
        self.wire.put(("train", ticket, assignment.packed()))

    def drop(self, ticket: str) -> None:
        """Tell it to drop a run, if it has it; it must confirm within `ANSWER_WITHIN` seconds."""
        if self.runs.pop(ticket, None) is not None:
            self.dropping[ticket] = time.monotonic() + ANSWER_WITHIN
            self.wire.put(("drop", ticket))

    def greet(self) -> None:
        """Note that it has started; what it was told meanwhile it has to confirm from now on."""
        self.ready = True
        self.dropping = dict.fromkeys(self.dropping, time.monotonic() + ANSWER_WITHIN)

    @property
    def hangs(self) -> bool:
        """Whether it has not confirmed something in time, or gives no sign of life."""
        now = time.monotonic()
        late = any(deadline < now for deadline in self.dropping.values())
        return self.ready and (late or now - self.heard > SILENT_FOR)


class TemplateHandle:
    """The web process's side of the template, the process that workers are copies of.

    Not multiprocessing: its children import the main module of this process, which is Streamlit's.

    Args:
        run: What is imported before the first worker is made, "module:class".
        megabytes: Memory that a worker may use for its own data; 0 sets no limit.
    """

    def __init__(self, run: str, megabytes: int) -> None:
        self.control, there = socket.socketpair()
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
        module = f"{__package__}.template"
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, str(there.fileno()), run, str(megabytes)],
                pass_fds=(there.fileno(),),
                stdin=subprocess.DEVNULL,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
            )
        self._asked: deque[WorkerHandle] = deque()
        self._ending: list[int] = []
        self._heard = time.monotonic()
        self.ready = False

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def hangs(self) -> bool:
        """Whether it gives no sign of life; before the first one it imports torch, which may take a while."""
        return time.monotonic() - self._heard > (SILENT_FOR if self.ready else START_WITHIN)

    def fork(self) -> WorkerHandle:
        """Ask for a new worker; it hears at once what is sent on its wire, and answers when it lives."""
        here, there = socket.socketpair()
        with there, suppress(OSError):
            socket.send_fds(self.control, [TO_TEMPLATE.pack(b"f", 0)], [there.fileno()])
        worker = WorkerHandle(QuickEnd(here), self)
        self._asked.append(worker)
        return worker

    def hear(self) -> bool:
        """Take a sign of life, or the id of the next worker that was asked for; False when it is gone."""
        answer = b""
        with suppress(OSError):
            answer = self.control.recv(FROM_TEMPLATE.size, socket.MSG_WAITALL)
        if len(answer) < FROM_TEMPLATE.size:
            return False
        self.ready, self._heard = True, time.monotonic()
        (number,) = FROM_TEMPLATE.unpack(answer)
        if number == ALIVE:
            self._ending.clear()  # it has done what it was told
        else:
            self._asked.popleft().pid = number
        return True

    def end(self, worker: WorkerHandle) -> None:
        """End a worker; it has nothing that is worth saving."""
        self._ending.append(worker.pid)
        with suppress(OSError):
            self.control.sendall(TO_TEMPLATE.pack(b"k", worker.pid))

    def close(self) -> None:
        """End it, and with it all its workers, as long as it obeys."""
        obeys = self.ready and not self.hangs
        self.control.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=ANSWER_WITHIN if obeys else 0)
        self._process.kill()
        self._process.wait()
        for pid in self._ending:
            kill(pid)


def kill(pid: int) -> None:
    """End a worker without its template; 0 is one whose id is not known, which ends with its wire."""
    if pid:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def cores() -> int:
    """Return how many processors this process may use: a container may have fewer than the machine."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed else os.cpu_count() or 1


class Crew:
    """A fixed number of workers, each replaced when it is gone."""

    def __init__(self, size: int, runs_each: int, run: str, megabytes: int) -> None:
        self._size, self._runs_each = size, runs_each
        self._run, self._megabytes = run, megabytes
        self._workers: list[WorkerHandle] = []
        self._start_again_at = 0.0
        self.template: TemplateHandle | None = None
        self.failed_starts = 0

    def __iter__(self) -> Iterator[WorkerHandle]:
        return iter(tuple(self._workers))

    def fill(self) -> None:
        """Start the processes that are missing; later and later if they keep dying before they are ready."""
        if time.monotonic() < self._start_again_at:
            return
        if self.template is None:
            self.template = TemplateHandle(self._run, self._megabytes)
        while len(self._workers) < self._size:
            self._workers.append(self.template.fork())

    def with_room(self) -> WorkerHandle | None:
        """Return the worker with the fewest runs, or None if all are full; one that is ready, if in doubt."""
        soon = self.template is not None and self.template.ready
        free = [worker for worker in self._workers if worker.load < self._runs_each]
        return min(
            free, key=lambda worker: (not (soon or worker.ready), worker.load, not worker.ready), default=None
        )

    def remove(self, worker: WorkerHandle) -> None:
        """End a worker, whether it is dead already, hangs, or never got ready."""
        self._workers.remove(worker)
        worker.wire.close()
        if worker.template is self.template:
            worker.template.end(worker)  # it knows whether that process still is its child
        else:
            kill(worker.pid)  # it outlived its template, and the one of now does not know it
        self.failed_starts = 0 if worker.ready else self.failed_starts + 1
        if self.failed_starts:
            self._start_again_at = time.monotonic() + min(30.0, 0.1 * 2**self.failed_starts)

    def lose_template(self) -> None:
        """Do without a template that is dead or hangs; its workers go on, and another is made at once."""
        if self.template is not None:
            self.template.close()
            self.template = None

    def close(self) -> None:
        """End all processes."""
        self.lose_template()
        for worker in self:
            self._workers.remove(worker)
            worker.wire.close()
            kill(worker.pid)
