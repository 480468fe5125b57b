"""What is shown of one trace, and of two: which staves, and what stands beside what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..equations.signals import signals_of
from ..figures.boards import LOOKS, board, gradient_board, own_board
from ..instruments import Operation, Trace
from ..network import Network
from .operations import by_hand

if TYPE_CHECKING:
    from .widget import ScoreWidget


@dataclass(frozen=True)
class Comparison:
    """Two traces beside one another: one network on two sentences, or two networks on one."""

    one: Trace
    other: Trace

    def show(self) -> ScoreWidget:
        """Return both as one score for a notebook; see `show` for what is raised."""
        first, second = self.one.network, self.other.network
        twin = " ".join(self.other.words) if first.key == second.key else None
        sentence = " ".join(self.one.words)
        if twin is not None:
            return _widget(_alone(first, sentence), (first,), self.one.operations, twin)
        return _widget(_beside(first, second, sentence), (first, second), self.one.operations)


def compare(one: Trace, other: Trace) -> Comparison:
    """Put two traces beside one another.

    Raises:
        ValueError: if networks and sentences differ both, so that nothing could be said of either; if two
            sentences of one network have no word or all words in common; or if what was done to them differs.
    """
    if one.operations != other.operations:
        raise ValueError("The two traces were recorded with different operations; record both with the same.")
    if one.network.key != other.network.key and one.words != other.words:
        raise ValueError(
            "Networks and sentences differ; compare one network on two sentences, or two on one."
        )
    if one.network.key == other.network.key and one.words == other.words:
        raise ValueError("Both traces are the same; compare two sentences or two networks.")
    return Comparison(one, other)


def show(trace: Trace) -> ScoreWidget:
    """Return a trace as a score for a notebook.

    Raises:
        ModuleNotFoundError: if anywidget is not installed.
        FileNotFoundError: if the modules of the browser are not there: the package was installed alone.
    """
    return _widget(_alone(trace.network, " ".join(trace.words)), (trace.network,), trace.operations)


def _alone(network: Network, sentence: str) -> dict[str, Any]:
    """Return the score of one network: its gates first, what else there is waits."""
    gated = any(signal.name.endswith("_gate") for signal in signals_of(network.spec.model))
    look = "gates" if gated else "unrolled" if _unrolled(network) else ""
    return own_board(network, sentence, name="trace", readout="answer", look=look if look in LOOKS else "")


def _unrolled(network: Network) -> bool:
    model = network.spec.model
    return model.width == model.hidden_size and model.layers == 1 and not model.decoder


def _beside(one: Network, other: Network, sentence: str) -> dict[str, Any]:
    names = [[signal.name for signal in signals_of(network.spec.model)] for network in (one, other)]
    if names[0] == names[1]:
        return board(one, sentence, ("readout", *names[0]), name="compared", readout="answer", against=other)
    return gradient_board([one, other], sentence, name="compared")


def _widget(
    told: dict[str, Any],
    networks: Sequence[Network],
    operations: Sequence[Operation],
    twin: str | None = None,
) -> ScoreWidget:
    hand = {"operations": by_hand(operations), "twin": twin}
    try:
        from .widget import ScoreWidget
    except ModuleNotFoundError as missing:
        if missing.name != "anywidget":
            raise
        raise ModuleNotFoundError(
            "Scores in a notebook need anywidget: pip install 'unrolled[notebook]'.", name="anywidget"
        ) from None
    return ScoreWidget.of(told, networks, hand)
