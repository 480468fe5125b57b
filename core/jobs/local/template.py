"""The process that workers are copies of: `python -m core.jobs.local.template <socket> <run> <memory>`.

It imports torch once, which takes seconds, and then does nothing but fork when it is told to: a worker is
ready in a few hundredths of a second and shares the memory of what was imported. So a worker that dies is
replaced at once, and a few workers need little more memory than one. It has one thread and trains nothing
itself, which is what makes forking safe. Once a second it says that it is alive.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import Final, NoReturn

from ..active import load
from .wire import ALIVE, FROM_TEMPLATE, TO_TEMPLATE
from .worker import Worker

_ALIVE_EVERY: Final = 1.0


class Template:
    """Makes workers and ends them. `_workers` are the ids of those that it has not collected yet."""

    def __init__(self, control: socket.socket, megabytes: int) -> None:
        self._control, self._megabytes = control, megabytes
        self._workers: set[int] = set()
        self._come = select.poll()  # not select(): the number of the socket may be above 1,023
        self._come.register(control, select.POLLIN)

    def serve(self) -> None:
        """Obey until the other side is gone; then end all workers."""
        self._say(ALIVE)
        while True:
            if not self._come.poll(1000 * _ALIVE_EVERY):
                self._say(ALIVE)
                self._bury()
                continue
            order, sockets = self._order()
            if not order:
                break
            what, number = TO_TEMPLATE.unpack(order)
            if what == b"f":
                self._fork(socket.socket(fileno=sockets[0]))
            elif number in self._workers:
                os.kill(number, signal.SIGKILL)
            self._bury()
        for worker in self._workers:
            os.kill(worker, signal.SIGKILL)
        for worker in self._workers:
            os.waitpid(worker, 0)

    def _order(self) -> tuple[bytes, list[int]]:
        """Return the next order and the socket that came with it; nothing when the other side is gone."""
        order, sockets = b"", []
        with suppress(ConnectionError):
            while len(order) < TO_TEMPLATE.size:
                piece, come, _, _ = socket.recv_fds(self._control, TO_TEMPLATE.size - len(order), 1)
                sockets += come
                if not piece:
                    return b"", []
                order += piece
        return order, sockets

    def _fork(self, end: socket.socket) -> None:
        with end:
            worker = os.fork()
            if worker == 0:
                self._control.close()
                self._live(end)
            self._workers.add(worker)
        self._say(worker)

    def _say(self, number: int) -> None:
        with suppress(OSError):
            self._control.sendall(FROM_TEMPLATE.pack(number))

    def _live(self, end: socket.socket) -> NoReturn:
        """Be a worker; never come back."""
        try:
            if self._megabytes:
                most = self._megabytes << 20
                resource.setrlimit(resource.RLIMIT_DATA, (most, most))
            Worker(end).serve()
        except BaseException:  # noqa: BLE001 - a worker must not go on as a template
            traceback.print_exc()
        os._exit(1)

    def _bury(self) -> None:
        """Collect the workers that have ended."""
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                self._workers.discard(ended)


def main() -> None:
    """Prepare the process and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the web server; this ends when that one does
    control = socket.socket(fileno=int(sys.argv[1]))
    load(sys.argv[2])
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)
    gc.collect()
    gc.freeze()  # a collection in a worker would write to, and so copy, every page
    Template(control, int(sys.argv[3])).serve()


if __name__ == "__main__":
    main()
