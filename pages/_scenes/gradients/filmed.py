"""What a film of three trainings says: what is left of the gradient at each word, step by step."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core import Network
from core.arrays import Floats
from core.spec import KINDS
from pages._scenes.gradients.back import Back
from pages._shell.caches.networks import profile_of, untrained
from pages._shell.lesson import findings

ARRIVES, RIGHT = 0.1, 0.5
"""From which share on a gradient is said to arrive, and from which on answers are called right."""

NEVER = "never"


class Measured(NamedTuple):
    """Of a step: the share of right answers, and the gradient norms (T,) along the memory."""

    step: int
    right: float
    norms: Floats


class Line(NamedTuple):
    """A line of the film: at each measured step the share at each word, and the share of right answers."""

    name: str
    steps: tuple[int, ...]
    shares: tuple[Floats, ...]
    right: tuple[float, ...]

    def arrives(self, begin: int) -> int | None:
        """Return the first step after which a tenth of the gradient is left at a word."""
        return self._first([of[begin] >= ARRIVES for of in self.shares])

    def half_right(self) -> int | None:
        """Return the first step after which half of the answers are right."""
        return self._first([of >= RIGHT for of in self.right])

    def _first(self, came: Sequence[bool]) -> int | None:
        return next((step for step, one in zip(self.steps, came, strict=True) if one), None)


def lines_of(learnt: Sequence[Network], filmed: Mapping[str, tuple[Measured, ...]], way: Back) -> list[Line]:
    """Return the line of each cell's memory: of an LSTM its cell state's; first of all before training.

    What the last step left is read from the network, as in the other scenes: to the same digit.
    """
    lines = []
    for network in learnt:
        kind = network.spec.model.kind
        taken = filmed.get(kind, ())
        ends = [untrained(network.spec), *([network] if taken else [])]
        first, *last = (_norms(one, way) for one in ends)
        norms = [first, *(one.norms for one in taken[:-1]), *last]
        lines.append(
            Line(
                findings.LINES["lstm-cell" if kind == "lstm" else kind],
                (0, *(one.step for one in taken)),
                tuple(of / of[-1] for of in norms),
                (0.0, *(one.right for one in taken)),
            )
        )
    return lines


def _norms(network: Network, way: Back) -> Floats:
    profile = profile_of(network, way.reading, way.target)
    return profile.hidden if profile.cell_state is None else profile.cell_state


def events(lines: Sequence[Line], begin: int) -> dict[str, str]:
    """Return the steps of each line in words, for the gaps of the prose."""
    found = {}
    for kind, line in zip(KINDS, lines, strict=True):
        found[f"{kind}_arrives"] = _said(line.arrives(begin))
        found[f"{kind}_right"] = _said(line.half_right())
    return found


def comes_first(arrives: int | None, right: int | None) -> str:
    """Return which comes first; what never comes is last."""
    late = float("inf")
    one, other = (late if step is None else step for step in (arrives, right))
    return "same" if one == other else "gradient" if one < other else "answers"


def _said(step: int | None) -> str:
    return NEVER if step is None else f"step {step}"
