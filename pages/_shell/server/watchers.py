"""Names under which sessions watch runs. This server issues them, and knows no others.

A name is "place.number.signature". The place is a digest of the network address that the session came from;
what one place may use is bounded (`core.jobs.place_of`). The signature is made with a secret of this process,
so nobody can invent names, and nothing has to be remembered of those that were issued.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache


class Watchers:
    """Issues names and recognises them.

    Args:
        secret: What signatures are made with; a new one for each process by default.
    """

    def __init__(self, secret: bytes = b"") -> None:
        self._secret = secret or secrets.token_bytes(32)

    def issue(self, address: str) -> str:
        """Return a new name for a session that came from a network address; "" is this machine."""
        begin = f"{self._digest(address, 8)}.{secrets.token_hex(8)}"
        return f"{begin}.{self._digest(begin)}"

    def knows(self, name: str) -> bool:
        """Return whether this object issued a name."""
        begin, _, signature = name.rpartition(".")
        return hmac.compare_digest(signature.encode(), self._digest(begin).encode())

    def _digest(self, text: str, letters: int = 16) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:letters]


@cache
def watchers() -> Watchers:
    """Return the names of this process: one set for all sessions."""
    return Watchers()
