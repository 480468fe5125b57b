"""The messages between the web process and its training processes: pickled tuples on a socket.

When one end is closed or its process dies, the other reads the end of the file. That alone makes sure that no
process is left behind, however either of them ends. The worker's end waits; the web process's end never does,
so a worker that stands still in the middle of a message holds up nobody.
"""

from __future__ import annotations

import pickle
import socket
import struct
import threading
from typing import Final, Literal, TypeAlias

from ..engine import Report

# To the worker: train this (ticket, a packed `core.jobs.active.Assignment`), or drop it.
Order: TypeAlias = tuple[Literal["train"], str, bytes] | tuple[Literal["drop"], str]
# From the worker: a report, or that it is alive.
News: TypeAlias = Report | tuple[Literal["alive"]]

TO_TEMPLATE: Final = struct.Struct("!cq")
"""b"f" and a socket with it: fork a worker that talks on it. b"k" and a process id: end that worker."""
FROM_TEMPLATE: Final = struct.Struct("!q")
"""The process id of the worker that was asked for, or `ALIVE`."""
ALIVE: Final = 0

_LENGTH: Final = struct.Struct("!Q")
_PIECE: Final = 1 << 18


class WaitingEnd:
    """The worker's end. `receive` belongs to one thread; any may `send`."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._sending = threading.Lock()

    def fileno(self) -> int:
        """Return its number, to wait for it."""
        return self._end.fileno()

    def send(self, news: News) -> None:
        """Send it; wait if the other side is busy."""
        message = _packed(news)
        with self._sending:
            self._end.sendall(message)

    def receive(self) -> Order:
        """Wait for an order.

        Raises:
            EOFError: when the other side is gone.
        """
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
        order: Order = pickle.loads(self._read(length))  # noqa: S301 - from the process that started this one
        return order

    def _read(self, size: int) -> bytes:
        read = bytearray()
        while len(read) < size:
            piece = self._end.recv(min(size - len(read), _PIECE))
            if not piece:
                raise EOFError
            read += piece
        return bytes(read)


class QuickEnd:
    """The web process's end: it takes what has come and sends what the other side can take now."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._come, self._going = bytearray(), bytearray()

    def fileno(self) -> int:
        """Return its number, to wait for it."""
        return self._end.fileno()

    @property
    def unsent(self) -> bool:
        """Whether something is still to be sent."""
        return bool(self._going)

    def put(self, order: Order) -> None:
        """Send an order, or keep it until the other side can take it."""
        self._going += _packed(order)
        self.flush()

    def flush(self) -> None:
        """Send what can be sent now. Messages to a dead process are dropped."""
        try:
            while self._going:
                del self._going[: self._end.send(memoryview(self._going)[:_PIECE].tobytes())]
        except BlockingIOError:
            pass
        except OSError:
            self._going.clear()

    def fetch(self) -> list[News]:
        """Return what has come completely.

        Raises:
            EOFError: when the other side is gone and all it said was fetched.
            Exception: when it sends what cannot be read.
        """
        ended = not self._pull()
        found: list[News] = []
        while len(self._come) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._come)
            if len(self._come) < _LENGTH.size + length:
                break
            with memoryview(self._come) as view:
                found.append(pickle.loads(view[_LENGTH.size : _LENGTH.size + length]))  # noqa: S301 - our own
            del self._come[: _LENGTH.size + length]
        if ended and not found:
            raise EOFError
        return found

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    def _pull(self) -> bool:
        """Read once; return whether there may be more."""
        try:
            piece = self._end.recv(_PIECE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._come += piece
        return bool(piece)


def _packed(message: Order | News) -> bytes:
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body
