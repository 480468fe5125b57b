"""Boards: which staves stand on a page, for one network or for several on the same sentence."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from ..equations.signals import signals_of
from ..instruments.layer_trace import check_layer
from ..network import Network
from ..spec import ModelSpec
from ..spec.limits import shown
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
    lanes_stave,
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
    "lanes": lanes_stave,
    "ledger": ledger_stave,
    "written": written_stave,
    "paths": paths_stave,
    "reach": reach_stave,
}
"""Staves of the network as such, by the word for them."""
LOOKS: Mapping[str, tuple[str, ...]] = {
    "unrolled": ("unrolled", "readout", "hidden"),
    "gates": ("readout", MEAN, "gate", "candidate", "cell_state", "hidden"),
    "memory": ("readout", "memory", "carousel", "ledger"),
    "gradient": ("profile", "paths", "contributions", "reach"),
}
"""Which staves of a visitor's network stand there at first, as the lessons show theirs; others wait."""
_WAITING = (
    "memory", "carousel", "ledger", "written", MEAN, "profile", "paths", "contributions", "jacobian", "reach"
)  # fmt: skip
"""Which of them wait where all signals are shown."""


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
            "memory-below", "carousel", "lanes", "ledger", "written", "paths", "reach",
            "lines-<signal>", "mean-<gate>" or a signal.
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


def looks_of(model: ModelSpec) -> tuple[str, ...]:
    """Return in which of `LOOKS` something can be seen of such a network."""
    fits = {
        "unrolled": _is_unrolled(model),
        "gates": any(signal.name.endswith("_gate") for signal in signals_of(model)),
        "memory": model.kind == "lstm",
        "gradient": True,
    }
    return tuple(look for look in LOOKS if fits[look])


def own_board(
    network: Network,
    sentence: str,
    *,
    name: str,
    readout: str,
    layer: int = -1,
    reverse: bool = False,
    look: str = "",
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
        look: Which of `LOOKS` says what is shown at first; "" for all signals.

    Raises:
        ValueError: if the network has no such layer or direction, or there is no such look.
    """
    if look and look not in looks_of(network.spec.model):
        raise ValueError(f"look is {shown(look)}; choose from {', '.join(looks_of(network.spec.model))}.")
    model = network.spec.model
    check_layer(model, layer, reverse)
    top = layer % model.layers == model.layers - 1 and not reverse
    staves = [apart_stave([network])]
    for part, stave in _own_parts(network, readout, layer, reverse, top):
        stands = part in LOOKS[look] if look else part not in _WAITING
        staves.append(stave if stands else hide(stave))
    return score([network], sentence, staves, name=name, lens=network if top else None)


def _own_parts(
    network: Network, readout: str, layer: int, reverse: bool, top: bool
) -> list[tuple[str, dict[str, Any]]]:
    """Return the staves of a visitor's network, each with the word that `LOOKS` has for it."""
    model = network.spec.model
    at = (network, layer, reverse)
    parts = [("unrolled", unrolled_stave(network))] if _is_unrolled(model) else []
    parts.append(("readout", readout_stave(network, readout)))
    if model.kind == "lstm":
        parts.append(("memory", memory_stave(*at)))
        parts += [("carousel", carousel_stave(network))] if top else []
        parts += [("ledger", ledger_stave(*at)), ("written", written_stave(*at))]
    for signal in signals_of(model):
        is_gate = signal.name.endswith("_gate")
        if is_gate and top:
            parts.append((MEAN, means_stave(network, signal.name)))
        parts.append(("gate" if is_gate else signal.name, heat_stave(network, signal.name, layer, reverse)))
        if signal.name == "cell_state":
            parts.append((LINES, lines_stave(network, signal.name, layer, reverse)))
    if top:
        parts.append(("profile", profile_stave([network])))
        parts += [("paths", paths_stave(network))] if model.kind != "rnn" else []
        parts.append(("contributions", contributions_stave([network])))
        parts.append(("jacobian", jacobian_stave([network])))
    return [*parts, ("reach", reach_stave(*at))]


def _is_unrolled(model: ModelSpec) -> bool:
    """Return whether one unrolled network shows it: one layer, one direction, no decoder."""
    return model.width == model.hidden_size and model.layers == 1 and not model.decoder


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
