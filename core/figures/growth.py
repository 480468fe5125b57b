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


def growth(network: Network, longest: int) -> dict[str, Any]:
    """Return the weights of both for sentences of 0 to `longest` words, all of which the window sees.

    Returns:
        "recurrent": of the network, at every length; "window": of the other, by length; "smaller": up to how
        many words the other has fewer, 0 if it never has.
    """
    window = [weights_at_once(network, count) for count in range(longest + 1)]
    smaller = max((count for count in range(1, longest + 1) if window[count] < network.size), default=0)
    return {"recurrent": network.size, "window": window, "smaller": smaller}
