"""Weights against the length of the sentence: a recurrent network beside one that sees all words at once.

The other network is the simplest that reads a window of T words: their vectors stand side by side, one layer
of as many units makes a state of them, and the same read-out follows (Bengio et al. 2003). So the two differ
in nothing but how they read.
"""

from typing import Any

from ..network import Network


def window_weights(network: Network, count: int) -> int:
    """Return how many weights a network of the same sizes has that sees `count` words at once.

    Embedding, (count · E) x H weights and H biases, and the read-out with its biases.
    """
    model = network.spec.model
    embedding, hidden = model.embedding_size, model.hidden_size
    read_out = hidden * len(network.classes) + len(network.classes)
    return len(network.vocabulary) * embedding + count * embedding * hidden + hidden + read_out


def growth(network: Network, longest: int) -> dict[str, Any]:
    """Return the weights of both for sentences of 0 to `longest` words.

    Returns:
        "recurrent": of the network, at every length; "window": of the other, by length; "smaller": up to how
        many words the other has fewer, 0 if it never has.
    """
    window = [window_weights(network, count) for count in range(longest + 1)]
    smaller = max((count for count in range(1, longest + 1) if window[count] < network.size), default=0)
    return {"recurrent": network.size, "window": window, "smaller": smaller}
