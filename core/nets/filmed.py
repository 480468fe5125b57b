"""A run whose snapshots keep their weights, so that each can read other sentences afterwards."""

from dataclasses import replace

from .run import Run
from .snapshot import Snapshot


class FilmRun(Run):
    """The training of a `core.spec.FilmSpec`: the same as of its recipe, to the bit."""

    def snapshot(self) -> Snapshot:
        """Measure as `Run.snapshot` does, and keep the weights."""
        measured = super().snapshot()
        return replace(measured, kept=measured.weights)
