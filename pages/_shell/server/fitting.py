"""The probes of the lessons, fitted as soon as their networks are trained: no visitor waits for a fit.

A fit takes 0.3 s of a processor. It is done in a thread beside the pages, while other networks are still
being trained. Those of untrained networks, which one lesson shows beside them, come last.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from core import RunSpec
from core.jobs import Desk
from pages._shell.caches.networks import untrained
from pages._shell.caches.probes import probe_of

PROBED = "recall"
"""The task with a subject."""


class Fitting:
    """Fits the probes of some runs once each has ended; `end` lets it stop before."""

    def __init__(self, desk: Desk, specs: Iterable[RunSpec]) -> None:
        self._desk = desk
        self._specs = [spec for spec in specs if spec.task.name == PROBED]
        self._told, self._ended = threading.Event(), False

    def start(self) -> None:
        """Work in a thread that does not hold up the end of the process."""
        threading.Thread(target=self.work, name="probes", daemon=True).start()

    def work(self) -> None:
        """Fit the probe of each network as it comes; return once all runs have ended."""
        listening_ends = self._desk.listen([spec.key for spec in self._specs], self._told.set)
        try:
            missing: Sequence[RunSpec] = self._specs
            while missing and not self._ended:
                self._told.clear()
                missing = self._fit(missing)
                if missing and not self._ended:
                    self._told.wait()
        finally:
            listening_ends()
        for spec in self._specs:
            if not self._ended:
                probe_of(untrained(spec))

    def end(self) -> None:
        """Stop after the fit that is under way."""
        self._ended = True
        self._told.set()

    def _fit(self, specs: Sequence[RunSpec]) -> list[RunSpec]:
        """Fit the probes of those runs that have ended with a network; return those that go on."""
        views, missing = self._desk.known(), []
        for spec in specs:
            view = views.get(spec.key)
            if view is not None and (view.active or view.state == "paused"):
                missing.append(spec)
            elif view is not None and view.network is not None and not self._ended:
                probe_of(view.network)
        return missing
