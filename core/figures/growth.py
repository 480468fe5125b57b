"""Weights against the length of the sentence: a recurrent network beside one that sees all words at once.

The other one is the network with a fixed window of T words (`core.vectors.window`), of the same sizes, with
the same read-out. So the two differ in nothing but how they read.
"""

from typing import Any

from ..network import Network
from ..vectors.window import window_weights


def weights_at_once(network: Network, count: int) -> int:
    """Return how many weights a window network of a network's sizes has that sees `count` words."""
    model, size, classes = network.spec.model, len(network.vocabulary), len(network.classes)
    return window_weights(count, model.embedding_size, model.hidden_size, size, classes)


_PARTS = {
    "embedding.weight": "word vectors",
    "rnn.weight_ih_l0": "W_x",
    "rnn.weight_hh_l0": "W_h",
    "readout.weight": "W_y",
    "rnn.weight_ch_l0": "peepholes",
}
"""What the large arrays of a network of one layer are called."""


def weights_by_part(network: Network) -> dict[str, int]:
    """Return how many weights each part of a network of one layer has; they add up to its size.

    What is neither one of these nor a bias (a learnt first state) is called "others".
    """
    counts = dict.fromkeys([*_PARTS.values(), "biases", "others"], 0)
    for name, array in network.weights.items():
        counts[_PARTS.get(name, "biases" if "bias" in name else "others")] += array.size
    return {part: count for part, count in counts.items() if count}


def growth(network: Network, longest: int) -> dict[str, Any]:
    """Return the weights of both for sentences of 0 to `longest` words, all of which the window sees.

    Returns:
        "recurrent": of the network, at every length, and its "parts" (`weights_by_part`); "window": of the
        other, by length; "smaller": up to how many words the other has fewer, 0 if it never has.
    """
    window = [weights_at_once(network, count) for count in range(longest + 1)]
    smaller = max((count for count in range(1, longest + 1) if window[count] < network.size), default=0)
    parts = [*weights_by_part(network).items()]
    return {"recurrent": network.size, "parts": parts, "window": window, "smaller": smaller}
