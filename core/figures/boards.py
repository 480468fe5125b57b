"""Boards: which staves stand on a page, for one network or for several on the same sentence."""

from collections.abc import Sequence
from typing import Any

from ..network import Network
from .score import score
from .staves import heat_stave, lines_stave, profile_stave, readout_stave, unrolled_stave

LINES = "lines-"


def board(
    network: Network,
    sentence: str,
    parts: Sequence[str],
    *,
    name: str,
    readout: str,
    lens: bool = True,
    against: Network | None = None,
) -> dict[str, Any]:
    """Return the score of one network on one sentence.

    Args:
        network: The network.
        sentence: What it reads, as text.
        parts: Staves from top to bottom: "unrolled", "readout", "lines-<signal>" or a signal.
        name: Of the picture, for files.
        readout: Label of the readout's stave.
        lens: Whether the equations stand beside it.
        against: Another network on the same sentence; each of its signals stands below its twin.
    """
    staves = []
    for part in parts:
        staves.append(_stave(network, part, readout))
        if against is not None:
            staves.append(_named(_stave(against, part, readout), against))
    networks = [network] if against is None else [network, against]
    return score(networks, sentence, staves, name=name, lens=network if lens else None)


def gradient_board(
    networks: Sequence[Network], sentence: str, *, name: str, target: float | None = None
) -> dict[str, Any]:
    """Return the gradient norms of several networks on one sentence, and their hidden states below.

    `target` is the class or number that the loss asks for at the last word, see `score`.
    """
    states = [
        _named(heat_stave(network, "hidden"), network, network.spec.model.kind.upper())
        for network in networks
    ]
    return score(networks, sentence, [profile_stave(networks), *states], name=name, target=target)


def _stave(network: Network, part: str, readout: str) -> dict[str, Any]:
    if part == "unrolled":
        return unrolled_stave(network)
    if part == "readout":
        return readout_stave(network, readout)
    if part.startswith(LINES):
        return lines_stave(network, part.removeprefix(LINES))
    return heat_stave(network, part)


def _named(stave: dict[str, Any], network: Network, name: str = "") -> dict[str, Any]:
    """Tell a stave from its twin of another network."""
    name = name or ("untrained" if network.step == 0 else "other")
    named = stave | {"id": f"{stave['id']}-{name.lower()}", "note": "", "hint": ""}
    return named | {text: f"{stave[text]}, {name}" for text in ("label", "rolled") if text in stave}
