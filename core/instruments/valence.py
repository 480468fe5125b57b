"""Good and bad words in the embedding of a network that was trained to tell good sentences from bad ones."""

from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from ..network import Network
from ..tasks.everyday import RATED
from ..vectors import WordVectors, principal_axes

GOOD, BAD = "good", "bad"
TELLING = 60
"""Words with a rating that are looked at, the most used ones."""

GRAMMAR = ("not", "never", "no", "nothing", "very", "really", "but", "although")
NEUTRAL = ("the", "a", "of", "to", "was", "is", "and", "it", "table", "water")


class Valences(NamedTuple):
    """Words with their vectors, and the plane in which those spread most, (d, 2).

    The second axis is the one of the two that follows people's ratings more, upwards for good ones;
    `correlation` says how closely.
    """

    vectors: WordVectors
    axes: Floats
    correlation: float


def valences(network: Network) -> Valences:
    """Return the vectors of rated, grammatical and neutral words of a network on everyday English."""
    telling = tuple(word for word in network.vocabulary if word in RATED)[:TELLING]
    words = (*dict.fromkeys((*telling, GOOD, BAD)), *GRAMMAR, *NEUTRAL)
    matrix = network.weights["embedding.weight"].astype(float)
    vectors = WordVectors(words, matrix[[network.vocabulary.index(word) for word in words]])
    axes = principal_axes(vectors.matrix)
    rated = [place for place, word in enumerate(words) if word in RATED]
    ratings = [RATED[words[place]] for place in rated]
    found = [float(np.corrcoef(along[rated], ratings)[0, 1]) for along in (vectors.matrix @ axes).T]
    up = int(np.argmax(np.abs(found)))
    axes = np.stack([axes[:, 1 - up], np.sign(found[up]) * axes[:, up]], axis=1)
    return Valences(vectors, axes, abs(found[up]))


def apart(vectors: WordVectors) -> float:
    """Return the distance of "good" and "bad", in distances of two different words on average."""
    differences = vectors.matrix[:, None] - vectors.matrix[None]
    mean = np.linalg.norm(differences, axis=2).sum() / (len(vectors.words) * (len(vectors.words) - 1))
    return vectors.distance(GOOD, BAD) / float(mean)
