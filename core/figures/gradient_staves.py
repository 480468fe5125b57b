"""Staves of the way back beside the profile: two ways, parts of a shared gradient, reach, one step's factor.

Pure functions of networks; nothing is computed here. "about" is the sentence to take away.
"""

from collections.abc import Sequence
from typing import Any

from ..instruments.layer_trace import check_layer
from ..network import Network
from ..spec import KINDS
from .palette import NETWORKS, SHARED_WEIGHTS, SIGNALS

INSTRUMENTS = (
    "profile",
    *(f"paths-{kind}" for kind in KINDS if kind != "rnn"),
    "contributions",
    *(f"reach-{kind}" for kind in KINDS),
    "jacobian",
)
"""The ids of these staves; they say what the shares say, in other pictures."""


def paths_stave(network: Network) -> dict[str, Any]:
    """Return the gradient split into the way straight through the memory, and the rest, with the whole.

    Raises:
        ValueError: if it is an RNN, which has no gated memory.
    """
    kind = network.spec.model.kind
    if kind == "rnn":
        raise ValueError("An RNN has no gated memory, so no straight path. Choose a GRU or an LSTM.")
    look, state = NETWORKS[kind], "c" if kind == "lstm" else "h"
    return {
        "type": "paths",
        "id": f"paths-{kind}",
        "label": f"two ways back, {look.name}",
        "symbol": state,
        "about": f"A gradient comes back straight along {state} and through W_h: the higher line is its way.",
        "network": network,
        "hues": {
            "total": SIGNALS["hidden"],
            "straight": SIGNALS["cell_state"] if kind == "lstm" else look.hue,
            "rest": SHARED_WEIGHTS["W_h"],
        },
    }


def contributions_stave(networks: Sequence[Network]) -> dict[str, Any]:
    """Return what each word adds to the gradient of W_h of the top layer: a row of bars for each network."""
    return {
        "type": "contributions",
        "id": "contributions",
        "label": "parts of W_h’s gradient",
        "about": "The gradient of the one shared matrix W_h is a sum: each word adds its part.",
        "series": [
            {
                "name": NETWORKS[network.spec.model.kind].name,
                "network": network,
                "hue": NETWORKS[network.spec.model.kind].hue,
                "weight": f"rnn.weight_hh_l{network.spec.model.layers - 1}",
            }
            for network in networks
        ],
    }


def reach_stave(network: Network, layer: int = -1, reverse: bool = False) -> dict[str, Any]:
    """Return how much of each answer's gradient arrives at each word, words × words; of an LSTM at its c.

    Raises:
        ValueError: if the network has no such layer or direction.
    """
    model = network.spec.model
    check_layer(model, layer, reverse)
    look, cell = NETWORKS[model.kind], model.kind == "lstm"
    return {
        "type": "reach",
        "id": f"reach-{model.kind}",
        "label": f"reach, {look.name}",
        "symbol": "c" if cell else "h",
        "about": "How far back each answer reaches: a column fades towards the words that teach nothing.",
        "hue": SIGNALS["cell_state"] if cell else look.hue,
        "network": network,
        "layer": layer % model.layers,
        "reverse": reverse,
    }


def jacobian_stave(networks: Sequence[Network]) -> dict[str, Any]:
    """Return by how much one step back stretches a gradient at most: a line a network, of an LSTM [h, c]."""
    looks = [NETWORKS[network.spec.model.kind] for network in networks]
    return {
        "type": "jacobian",
        "id": "jacobian",
        "label": "one step back",
        "about": "One step back multiplies a gradient at most by this: below 1 it must shrink.",
        "series": [
            {
                "name": f"{look.name} h and c" if look is NETWORKS["lstm"] else look.name,
                "network": network,
                "hue": look.hue,
                "dash": look.dash,
                "mark": look.mark,
            }
            for network, look in zip(networks, looks, strict=True)
        ],
    }
