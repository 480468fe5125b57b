"""The unrolled RNN and the first page: a step, a loop, and how long a subject can be read from the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...instruments import record
from ...instruments.by_hand import by_hand
from ...network import initial_network
from ...recipes import default_run
from ...spec import Activation, RunSpec
from ...vectors.window import window_weights
from ..drawing import drawn
from ..experiment import Experiment, Line, Trained

SHORTEST, LONGEST = 14, 60
"""Words of the sentences that a network with a window is to see at once."""

EMBEDDING, UNITS = 3, 4
"""Numbers in a word's vector and units of the small RNN: few enough to be read."""

STEPS = 400
"""Half of the training steps that the task usually gets.

Of four seeds (0, 100, 101, 102), 30 to 55 % of all values in the first sentence stand beyond 0.99 after 800
steps, 14 to 34 % after 400.
"""

_SMALLEST = 1e-17
"""An axis of powers of ten has no 0: a difference that is exactly 0 is told as this."""


def small(seed: int, units: int = UNITS, activation: Activation = "tanh") -> RunSpec:
    """Return the recipe of an RNN that is small enough for all of its numbers to be read."""
    usual = default_run("rnn", "recall", seed)
    model = replace(usual.model, hidden_size=units, embedding_size=EMBEDDING, activation=activation)
    return replace(usual, model=model, train=replace(usual.train, steps=STEPS))


def of_step(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of the small RNN."""
    return (small(seed),)


def weights(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many weights the RNN has, and a network that sees a sentence of a drawn length at once."""
    network = initial_network(default_run("rnn", "recall"))
    model = network.spec.model
    words = int(np.random.default_rng(seed).integers(SHORTEST, LONGEST + 1))
    sizes = (model.embedding_size, model.hidden_size, len(network.vocabulary), len(network.classes))
    return float(network.size), float(window_weights(words, *sizes))


def exactness(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return largest differences of a drawn RNN: of one matrix from two, of a loop by hand from the layer."""
    from ...nets.parity import largest_difference

    trace = drawn(seed, "rnn", "recall")
    of = {name: np.asarray(array, np.float64) for name, array in trace.network.weights.items()}
    one = np.hstack([of["rnn.weight_hh_l0"], of["rnn.weight_ih_l0"]])
    before = np.vstack([trace.top.initial_hidden, trace.hidden[:-1]])
    part = trace.top.parts["hidden"]
    matrices = np.abs(np.hstack([before, trace.inputs]) @ one.T - (part.recurrent + part.input)).max()
    loop = np.abs(by_hand(trace) - trace.hidden).max() + largest_difference(trace)
    return max(float(matrices), _SMALLEST), max(float(loop), _SMALLEST)


def after_others(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how far the states after the same word are apart at most, read after other words."""
    ends = [record(trained[0].network, text).hidden[-1] for text in ("the dog a", "had a")]
    return (float(np.abs(ends[0] - ends[1]).max()),)


def times(found: Sequence[float]) -> float:
    """Return how many times the first the second is."""
    return found[1] / found[0]


def digits(differences: Sequence[float]) -> float:
    """Return to how many digits after the point the first is right."""
    return float(-np.log10(differences[0]))


def digits_of_loop(differences: Sequence[float]) -> float:
    """Return to how many digits after the point the second is right."""
    return float(-np.log10(differences[1]))


def first(found: Sequence[float]) -> float:
    """Return the first number."""
    return found[0]


_EXACT = ("one matrix, or two", "by hand, or built in")
EXPERIMENTS = (
    Experiment(
        "unrolled/roll",
        "A network that sees 14 words or more at once has over 1.5 times the weights of the RNN.",
        "The same numbers in a word's vector, units, words and answers; each seed draws a length.",
        (Line("RNN, any length", "rnn"), Line("sees all words at once")),
        weights,
        times,
        1.5,
        unit="weights",
        drawn="drawn lengths",
        said="A longer sentence costs an RNN no weights: it uses the same ones at each word.",
        source="Elman 1990",
    ),
    Experiment(
        "unrolled/step",
        "One matrix for the old state and the word gives what two matrices give, to 12 digits.",
        "Random sizes, weights and sentences, in double precision; an exact 0 is drawn as 10⁻¹⁷.",
        (Line(_EXACT[0], "rnn", 1e-12), Line(_EXACT[1], aside=True)),
        exactness,
        digits,
        12.0,
        unit="largest difference",
        scale="log",
        drawn="random networks",
        said="Some books write W [h, x], others W_h h + W_x x.",
    ),
    Experiment(
        "unrolled/loop",
        "A loop over the words written by hand gives the states of torch.nn.RNN, to 12 digits.",
        "Random sizes, weights and sentences, in double precision; an exact 0 is drawn as 10⁻¹⁷.",
        (Line(_EXACT[0], aside=True), Line(_EXACT[1], "rnn", 1e-12)),
        exactness,
        digits_of_loop,
        12.0,
        unit="largest difference",
        scale="log",
        drawn="random networks",
        said="A recurrent layer is a loop.",
    ),
    Experiment(
        "unrolled/step/old",
        "The same word gives another state where other words were read before it.",
        "The small RNN's own recipe; only the random start changes.",
        (Line("“a” after “the dog” and after “had”", "rnn", 0.01),),
        after_others,
        first,
        0.01,
        of_step,
        unit="largest difference of a unit",
        said="The state is made of the word and of the old state.",
        source="Elman 1990",
    ),
)
