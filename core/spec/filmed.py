"""The recipe of a film: a training like any other, of which the weights of every snapshot are kept."""

import hashlib
from typing import Self

from .run import RunSpec


class FilmSpec(RunSpec):
    """A recipe that is trained once more, so that what was learnt at each measured step can be asked later.

    A history keeps the weights of its last snapshot only; a film's takes about forty times as much memory.
    """

    __slots__ = ()

    @classmethod
    def of(cls, spec: RunSpec) -> Self:
        """Return the film of a recipe."""
        return cls(spec.model, spec.task, spec.train, spec.seed)

    @property
    def key(self) -> str:
        """16 hex digits, other ones than the recipe's own."""
        return hashlib.sha256(f"film {super().key}".encode()).hexdigest()[:16]

    @property
    def trainer(self) -> str:
        """What trains it and keeps the weights."""
        return f"{__package__.rpartition('.')[0]}.nets.filmed:FilmRun"
