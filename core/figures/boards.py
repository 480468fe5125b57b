"""Boards: which staves stand on a page, for one network or for several on the same sentence."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from ..equations.signals import signals_of
from ..instruments.layer_trace import check_layer
from ..network import Network
from .gradient_staves import (
    contributions_stave,
    jacobian_stave,
    paths_stave,
    reach_stave,
)
from .score import score
from .staves import (
    apart_stave,
    as_read,
    below_stave,
    carousel_stave,
    heat_stave,
    hide,
    ledger_stave,
    lines_stave,
    means_stave,
    memory_stave,
    outcomes_stave,
    probe_stave,
    profile_stave,
    readout_stave,
    shares_stave,
    unrolled_stave,
    written_stave,
)

LINES, MEAN = "lines-", "mean-"
WHOLE: Mapping[str, Callable[[Network], dict[str, Any]]] = {
    "unrolled": unrolled_stave,
    "memory": memory_stave,
    "outcomes": outcomes_stave,
    "memory-below": below_stave,
    "carousel": carousel_stave,
    "ledger": ledger_stave,
    "written": written_stave,
    "paths": paths_stave,
    "reach": reach_stave,
}
"""Staves of the network as such, by the word for them."""


def board(
    network: Network,
    sentence: str,
    parts: Sequence[str],
    *,
    name: str,
    readout: str,
    lens: bool = True,
    against: Network | None = None,
    hidden: Collection[str] = (),
    revealed: Collection[str] = (),
) -> dict[str, Any]:
    """Return the score of one network on one sentence.

    Args:
        network: The network.
        sentence: What it reads, as text.
        parts: Staves from top to bottom: "apart", "unrolled", "readout", "memory", "outcomes",
            "memory-below", "carousel", "ledger", "written", "paths", "reach", "lines-<signal>",
            "mean-<gate>" or a signal.
        name: Of the picture, for files.
        readout: Label of the readout's stave.
        lens: Whether the equations stand beside it.
        against: Another network on the same sentence; each of its signals stands below its twin.
        hidden: Parts that are not shown until the reader asks for them.
        revealed: Signals that show no column before its word is read.
    """
    staves = []
    networks = [network] if against is None else [network, against]
    for part in parts:
        if part == "apart":
            staves.append(apart_stave(networks))
            continue
        drawn = [_stave(network, part, readout)]
        if against is not None:
            drawn.append(_named(_stave(against, part, readout), against))
        drawn = [as_read(stave) for stave in drawn] if part in revealed else drawn
        staves += [hide(stave) for stave in drawn] if part in hidden else drawn
    return score(networks, sentence, staves, name=name, lens=network if lens else None)


def own_board(
    network: Network, sentence: str, *, name: str, readout: str, layer: int = -1, reverse: bool = False
) -> dict[str, Any]:
    """Return the score of a network of any layers and directions: all signals of one of its layers.

    The lens, and what goes back through time, are about the top layer reading from the start: they are there
    where that one is shown.

    Args:
        network: The network.
        sentence: What it reads, as text.
        name: Of the picture, for files.
        readout: Label of the readout's stave.
        layer: Whose signals are shown, -1 for the top one.
        reverse: Whether of the direction that reads from the end.

    Raises:
        ValueError: if the network has no such layer or direction.
    """
    model = network.spec.model
    check_layer(model, layer, reverse)
    top = layer % model.layers == model.layers - 1 and not reverse
    gated, memory = model.kind != "rnn", model.kind == "lstm"
    staves = [apart_stave([network])]
    if model.width == model.hidden_size and model.layers == 1 and not model.decoder:
        staves.append(unrolled_stave(network))
    staves.append(readout_stave(network, readout))
    if memory:
        staves += map(hide, (ledger_stave(network, layer, reverse), written_stave(network, layer, reverse)))
    for signal in signals_of(model):
        staves.append(heat_stave(network, signal.name, layer, reverse))
        if signal.name == "cell_state":
            staves.append(lines_stave(network, signal.name, layer, reverse))
    if top:
        staves.append(hide(profile_stave([network])))
        staves += [hide(paths_stave(network))] if gated else []
        staves += map(hide, (contributions_stave([network]), jacobian_stave([network])))
    staves.append(hide(reach_stave(network, layer, reverse)))
    return score([network], sentence, staves, name=name, lens=network if top else None)


def gradient_board(
    networks: Sequence[Network],
    sentence: str,
    *,
    name: str,
    target: float | None = None,
) -> dict[str, Any]:
    """Return the shares of the gradient that networks keep on one sentence.

    What a reader may ask for is hidden at first: above, what can still be read of the subject, where the task
    has one; below, norms, paths, parts, reach, Jacobians and the hidden states. While the sentence has a
    twin, what is left of the difference stands on top.

    Args:
        networks: The networks, of different cells.
        sentence: What they read, as text.
        name: Of the picture, for files.
        target: The class or number that the loss asks for at the last word, see `score`.
    """
    read = [hide(probe_stave(network)) for network in networks if network.spec.task.name == "recall"]
    below = [
        _named(heat_stave(network, "hidden"), network, network.spec.model.kind.upper())
        for network in networks
    ]
    gated = [network for network in networks if network.spec.model.kind != "rnn"]
    instruments = [
        profile_stave(networks),
        *(paths_stave(network) for network in gated),
        contributions_stave(networks),
        *(reach_stave(network) for network in networks),
        jacobian_stave(networks),
    ]
    staves = [apart_stave(networks), *read, shares_stave(networks), *map(hide, [*instruments, *below])]
    return score(networks, sentence, staves, name=name, target=target)


def _stave(network: Network, part: str, readout: str) -> dict[str, Any]:
    if part == "readout":
        return readout_stave(network, readout)
    if part in WHOLE:
        return WHOLE[part](network)
    if part.startswith(LINES):
        return lines_stave(network, part.removeprefix(LINES))
    if part.startswith(MEAN):
        return means_stave(network, part.removeprefix(MEAN))
    return heat_stave(network, part)


def _named(stave: dict[str, Any], network: Network, name: str = "") -> dict[str, Any]:
    """Tell a stave from its twin of another network."""
    name = name or ("untrained" if network.is_untrained else "other")
    named = stave | {"id": f"{stave['id']}-{name.lower()}", "note": ""}
    return named | {text: f"{stave[text]}, {name}" for text in ("label", "rolled") if text in stave}
