"""The networks that visitors brought: kept by this server under their keys, the oldest go first.

A key is a hash of the weights, so only who has the link, or the file, comes upon a network. They are kept in
memory: a server that starts again has none, and a link to one that is gone says so.
"""

import threading
from collections import OrderedDict
from functools import cache
from typing import Final

from core import Network
from core.network.imports import Imports

MOST: Final = 40
"""Networks that are kept."""
MOST_BYTES: Final = 100_000_000
"""Of weights and words."""


class ImportedNetworks:
    """The networks that came last: at most `most`, at most `most_bytes` of weights; and always the newest."""

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Imports] = OrderedDict()

    def put(self, brought: Imports) -> None:
        """Keep a network under its key; the oldest make room."""
        with self._lock:
            self._kept[brought.network.key] = brought
            self._kept.move_to_end(brought.network.key)
            while len(self._kept) > 1 and (len(self._kept) > self._most or self._bytes() > self._most_bytes):
                self._kept.popitem(last=False)

    def get(self, key: str) -> Imports | None:
        """Return what is kept under a key, None if it is not there, or not any more."""
        with self._lock:
            return self._kept.get(key)

    def _bytes(self) -> int:
        return sum(_size(one.network) for one in self._kept.values())


@cache
def imported_networks() -> ImportedNetworks:
    """Return the networks of this process: one set for all sessions."""
    return ImportedNetworks()


def _size(network: Network) -> int:
    words = sum(len(word) + 60 for word in network.vocabulary)
    return 4 * network.size + words
