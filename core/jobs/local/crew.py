"""The training processes of this machine: started, given runs, replaced when they die or hang.

A member is one process; `Mould` holds the process that members are copies of. Everything here belongs to
the engine's own thread.
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

from .wire import COPY, COPY_ID, Order, QuickEnd

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


@dataclass(eq=False)
class Member:
    """One training process: this side of its wire, and the orders it was given by ticket.

    `dropping` holds the tickets that it was told to drop, and until when it has to confirm that.
    """

    wire: QuickEnd
    pid: int = 0
    ready: bool = False
    heard: float = 0.0
    runs: dict[str, Order] = field(default_factory=dict)
    dropping: dict[str, float] = field(default_factory=dict)

    @property
    def load(self) -> int:
        """How many runs its process holds, those it has been told to drop included."""
        return len(self.runs) + len(self.dropping)

    def train(self, ticket: str, order: Order) -> None:
        """Hand it a run."""
        self.runs[ticket] = order
        self.wire.put(order)

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


class Mould:
    """The process that members are copies of.

    Not multiprocessing: its children import the main module of this process, which is Streamlit's.

    Args:
        run: The class that the copies train with, "module:class"; tests put one there that hangs or fails.
        megabytes: Memory that a copy may use for its own data; 0 sets no limit.
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
        self._asked: deque[Member] = deque()
        self.ready = False

    def copy(self) -> Member:
        """Ask for a new process; it hears at once what is sent on its wire, and answers when it lives."""
        here, there = socket.socketpair()
        with there, suppress(OSError):
            socket.send_fds(self.control, [COPY.pack(b"c", 0)], [there.fileno()])
        member = Member(QuickEnd(here))
        self._asked.append(member)
        return member

    def hear(self) -> bool:
        """Learn the id of the next process that was asked for; return False when the mould is gone."""
        answer = b""
        with suppress(OSError):
            answer = self.control.recv(COPY_ID.size, socket.MSG_WAITALL)
        if len(answer) < COPY_ID.size:
            return False
        self.ready = True
        (self._asked.popleft().pid,) = COPY_ID.unpack(answer)
        return True

    def end(self, member: Member) -> None:
        """End a process; it has nothing that is worth saving."""
        with suppress(OSError):
            self.control.sendall(COPY.pack(b"k", member.pid))

    def close(self) -> None:
        """End this process, and with it all copies."""
        self.control.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=ANSWER_WITHIN if self.ready else 0)
        self._process.kill()
        self._process.wait()


def cores() -> int:
    """Return how many processors this process may use: a container may have fewer than the machine."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(allowed(0)) if allowed else os.cpu_count() or 1


class Crew:
    """A fixed number of members, each replaced when it is gone."""

    def __init__(self, size: int, runs_each: int, run: str, megabytes: int) -> None:
        self._size, self._runs_each = size, runs_each
        self._run, self._megabytes = run, megabytes
        self._members: list[Member] = []
        self._start_again_at = 0.0
        self.mould: Mould | None = None
        self.failed_starts = 0

    def __iter__(self) -> Iterator[Member]:
        return iter(tuple(self._members))

    def fill(self) -> None:
        """Start the processes that are missing; later and later if they keep dying before they are ready."""
        if time.monotonic() < self._start_again_at:
            return
        if self.mould is None:
            self.mould = Mould(self._run, self._megabytes)
        while len(self._members) < self._size:
            self._members.append(self.mould.copy())

    def with_room(self) -> Member | None:
        """Return the member with the fewest runs, or None if all are full; one that is ready, if in doubt."""
        soon = self.mould is not None and self.mould.ready
        free = [member for member in self._members if member.load < self._runs_each]
        return min(
            free, key=lambda member: (not (soon or member.ready), member.load, not member.ready), default=None
        )

    def remove(self, member: Member) -> None:
        """End a member."""
        self._members.remove(member)
        member.wire.close()
        if self.mould is not None:
            self.mould.end(member)
        if self.mould is None or not self.mould.ready:
            self._kill(member)
        self.failed_starts = 0 if member.ready else self.failed_starts + 1
        if self.failed_starts:
            self._start_again_at = time.monotonic() + min(30.0, 0.1 * 2**self.failed_starts)

    def lose_mould(self) -> None:
        """Do without the mould, which has died; its copies go on, and the next one is made at once."""
        if self.mould is not None:
            self.mould.close()
            self.mould = None

    def close(self) -> None:
        """End all processes."""
        self.lose_mould()
        for member in self:
            self._members.remove(member)
            member.wire.close()
            self._kill(member)

    @staticmethod
    def _kill(member: Member) -> None:
        """End a process whose mould is gone, so that nobody else does."""
        if member.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(member.pid, signal.SIGKILL)
