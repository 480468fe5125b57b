r"""How well a text was predicted, in the three forms of the textbooks, and the probability of a sentence.

$$\exp\Bigl(-\frac1T \sum_t \log P_t\Bigr) = \Bigl(\prod_t \frac1{P_t}\Bigr)^{1/T} = 2^H,
\qquad H = -\frac1T \sum_t \log_2 P_t$$

where $P_t$ is the probability that the piece which did come was given. The perplexity of characters and the
one of words are different measures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import frexp

import numpy as np

from ..arrays import Floats
from .trace import Trace


@dataclass(frozen=True, slots=True)
class Perplexity:
    """A text's perplexity, computed in three ways; infinite where a piece had probability 0.

    Attributes:
        cross_entropy: The mean of −log P, in nats.
        bits: H, the mean of −log₂ P.
        from_cross_entropy: exp of the mean cross-entropy.
        from_product: The T-th root of the product of all 1 / P.
        from_bits: 2 to the power of H.
    """

    cross_entropy: float
    bits: float
    from_cross_entropy: float
    from_product: float
    from_bits: float


def perplexity(probabilities: Sequence[float] | Floats) -> Perplexity:
    """Return the perplexity of a text whose pieces were given these probabilities, (T,).

    Raises:
        ValueError: if there is none, or one is not from 0 to 1.
    """
    given = np.asarray(probabilities, np.float64).ravel()
    if not given.size:
        raise ValueError("There is no probability; give one for each piece of the text.")
    wrong = given[~((given >= 0) & (given <= 1))]
    if len(wrong):
        raise ValueError(f"One probability is {wrong[0]:g}; expected numbers from 0 to 1.")
    if not given.all():
        return Perplexity(*(float("inf"),) * 5)
    nats, bits = float(-np.log(given).mean()), float(-np.log2(given).mean())
    with np.errstate(over="ignore"):
        return Perplexity(nats, bits, float(np.exp(nats)), _root_of_product(given), float(np.exp2(bits)))


def next_log_probabilities(trace: Trace) -> Floats:
    """Return log P of the second word of a sentence and of each later one, after those before it, (T − 1,).

    Their sum is the log-probability of the sentence, given its first word. Natural logarithm; an unknown word
    counts with the probability of the unknown piece.

    Raises:
        ValueError: if the network does not answer with a next word.
    """
    network = trace.network
    if network.classes != network.vocabulary or network.spec.model.decoder:
        raise ValueError("This network does not answer with a next word: a sentence has no probability.")
    logits = np.asarray(trace.logits[:-1], np.float64)
    top = logits.max(axis=1, keepdims=True)
    spread = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
    own = logits[np.arange(len(logits)), trace.ids[1:]]
    return np.asarray(own - spread)


def _root_of_product(given: Floats) -> float:
    """Return the root of the product of 1 / P; the product is kept as a fraction and a power of two."""
    fraction, power = 1.0, 0
    for one in given:
        fraction, moved = frexp(fraction * float(one))
        power += moved
    root = 1 / len(given)
    with np.errstate(over="ignore"):
        return float(np.float64(fraction) ** -root * np.exp2(-power * root))
