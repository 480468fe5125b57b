"""The process whose copies train: `python -m core.jobs.local.template <socket> <run> <memory>`.

It imports torch once, which takes seconds, and then does nothing but copy itself when it is told to: a copy
is ready in a few hundredths of a second and shares the memory of what was imported. So a worker that dies is
replaced at once, and a few workers need little more memory than one. It has one thread and trains nothing
itself, which is what makes copying it safe.
"""

from __future__ import annotations

import gc
import importlib
import os
import resource
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn

from .wire import COPY, COPY_ID
from .worker import Worker

if TYPE_CHECKING:
    from ...nets.run import Run

_REAP_EVERY: Final = 1.0


class Template:
    """Makes copies and ends them; `copies` are those that it has not buried yet."""

    def __init__(self, control: socket.socket, run_class: type[Run], megabytes: int) -> None:
        self._control, self._run_class, self._megabytes = control, run_class, megabytes
        self._copies: set[int] = set()

    def serve(self) -> None:
        """Obey until the other side is gone; then end all copies."""
        while True:
            if not select.select([self._control], [], [], _REAP_EVERY)[0]:
                self._bury()
                continue
            told, sockets = self._told()
            if not told:
                break
            what, number = COPY.unpack(told)
            if what == b"c":
                self._copy(socket.socket(fileno=sockets[0]))
            elif number in self._copies:
                os.kill(number, signal.SIGKILL)
            self._bury()
        for copy in self._copies:
            os.kill(copy, signal.SIGKILL)
        for copy in self._copies:
            os.waitpid(copy, 0)

    def _told(self) -> tuple[bytes, list[int]]:
        told, sockets = b"", []
        with suppress(ConnectionError):
            while len(told) < COPY.size:
                piece, come, _, _ = socket.recv_fds(self._control, COPY.size - len(told), 1)
                sockets += come
                if not piece:
                    return b"", []
                told += piece
        return told, sockets

    def _copy(self, end: socket.socket) -> None:
        with end:
            copy = os.fork()
            if copy == 0:
                self._control.close()
                self._live(end)
            self._copies.add(copy)
        with suppress(OSError):
            self._control.sendall(COPY_ID.pack(copy))

    def _live(self, end: socket.socket) -> NoReturn:
        """Be a worker; never come back."""
        try:
            if self._megabytes:
                most = self._megabytes << 20
                resource.setrlimit(resource.RLIMIT_DATA, (most, most))
            Worker(end, self._run_class).serve()
        except BaseException:  # noqa: BLE001 - a copy must not go on as a template
            traceback.print_exc()
        os._exit(1)

    def _bury(self) -> None:
        """Collect the copies that have ended."""
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                self._copies.discard(ended)


def load(name: str) -> Any:
    """Return what "module:attribute" names."""
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


def main() -> None:
    """Prepare the process and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the web server; this ends when that one does
    control = socket.socket(fileno=int(sys.argv[1]))
    run_class = load(sys.argv[2])
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    gc.collect()
    gc.freeze()  # a collection in a copy would write to, and so copy, every page
    Template(control, run_class, int(sys.argv[3])).serve()


if __name__ == "__main__":
    main()
