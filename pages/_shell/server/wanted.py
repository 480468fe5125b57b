"""What the pictures of each page fetch beside their common modules, as seen when it was shown to others.

Which picture stands on a page its script says, once it is run: the browser would fetch the picture's own
modules and style sheet only then, one after the other. The next visitor's start page names them in its head.
What a page names and does not use costs its reader a few kilobytes and nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from typing import Final

from pages._shell.story import PAGES

MOST: Final = 8
"""Files that are noted of a scene; none shows half as many."""


class Wanted:
    """The files that were fetched for the pictures of each page and scene of the story."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: dict[tuple[str, str], list[str]] = {}

    def note(self, page: str, scene: str, names: Sequence[str]) -> None:
        """Note that files were needed, by their paths below `assets/stage`, where a scene was shown."""
        with self._lock:
            known = self._files.setdefault((page, scene), [])
            known += [name for name in dict.fromkeys(names) if name not in known][: MOST - len(known)]

    def at(self, page: str, scene: str) -> tuple[str, ...]:
        """Return what an address was seen to need; it does not name the first page, nor a first scene."""
        row = next((one for one in PAGES if one.name == page), PAGES[0])
        first = row.scenes[0].name if row.scenes else ""
        with self._lock:
            return tuple(self._files.get((row.name, scene or first), ()))


@cache
def wanted() -> Wanted:
    """Return what was noted in this process: by one session for all."""
    return Wanted()
