"""Depth instead of time: layers on each other, with nothing around them or with a way past each of them.

Trained as in *Gradients or luck?*: eight short sentences, all in every step, plain gradient descent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np

from ...arrays import Floats
from ...instruments import gradient_profile, record
from ...network import Network, initial_network
from ...recipes import default_run
from ...spec import Connection, RunSpec
from ...tasks.recall import ANSWERS
from ..experiment import Experiment, Line, Trained
from .learning_search import by_gradient

CONNECTIONS: Final[tuple[Connection, ...]] = ("plain", "residual", "highway", "dense")
DEPTHS: Final = (2, 4, 8)
DEEP: Final = 8
UNITS, STEPS = 16, 240
SENTENCE, ANSWER = "the dog had a big", "tail"
"""One of the eight sentences, and what comes after it; the shares are measured on it."""

CASES: Final[tuple[tuple[Connection, int], ...]] = (
    ("plain", 1),
    *((connection, layers) for connection in CONNECTIONS for layers in DEPTHS),
)
"""What is trained: the connection, and how many layers; a single layer stands alone."""


def deep(connection: Connection, layers: int, seed: int) -> RunSpec:
    """Return the recipe of a deep RNN."""
    usual = default_run("rnn", "recall", seed)
    model = replace(
        usual.model, embedding_size=UNITS, hidden_size=UNITS, layers=layers, connection=connection
    )
    return replace(usual, model=model)


def arriving(network: Network) -> Floats:
    """Return which share of the gradient above the top layer arrives below each layer, (layers + 1,).

    Norms over all words of the derivative by what a layer reads, from the words up; the last one is the
    derivative by what the readout sees.
    """
    trace = record(network, SENTENCE)
    profile = gradient_profile(trace, ANSWER)
    stack = trace.forward.stack
    slope = trace.forward.unpooled(profile.gradients.pooled)
    norms = [float(np.linalg.norm(slope))]
    for layer in reversed(range(network.spec.model.layers)):
        past, by_states, _ = stack.around[layer].backward(slope)
        scan = stack.scans[layer, False]
        through = scan.backward(by_states).from_input @ scan.weights.weight_ih
        slope = through if past is None else through + past
        norms.append(float(np.linalg.norm(slope)))
    return np.array(norms[::-1]) / norms[0]


def shares(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return the share that arrives below eight layers before training, by connection."""
    return tuple(
        float(arriving(initial_network(deep(connection, DEEP, seed)))[0]) for connection in CONNECTIONS
    )


def right(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many of eight answers are right after training, of each case."""
    found = []
    for connection, layers in CASES:
        steps = by_gradient(initial_network(deep(connection, layers, seed)))
        found.append(float(next(islice(steps, STEPS - 1, None))))
    return tuple(found)


def past_plain(found: Sequence[float]) -> float:
    """Return how many times the plain network's share the smallest other one is."""
    return min(found[1:]) / found[0]


def _deep(values: Sequence[float], connection: Connection) -> float:
    return values[CASES.index((connection, DEEP))]


def ways_train(values: Sequence[float]) -> float:
    """Return how many answers eight plain layers get wrong, if those with a way past get none wrong."""
    plain, *others = (_deep(values, connection) for connection in CONNECTIONS)
    return len(ANSWERS) - plain if min(others) == len(ANSWERS) else 0.0


def shallow_trains(values: Sequence[float]) -> float:
    """Return how many answers the worst of one and two plain layers has right."""
    return min(values[CASES.index(case)] for case in (("plain", 1), ("plain", 2)))


_LOOKS = {"plain": "rnn", "residual": "lstm", "highway": "gru", "dense": "cell_state"}
_LINES = tuple(
    Line(f"{connection}, {layers} layer{'s' * (layers > 1)}", _LOOKS[connection])
    for connection, layers in CASES
)
_NETWORKS = "RNNs of 16 units a layer, the same eight sentences of five words"
_ALIKE = (
    f"{_NETWORKS}, 240 steps of plain gradient descent with rate 1, cut to norm 1; only the random start "
    "changes."
)
EXPERIMENTS = (
    Experiment(
        "gradients/depth",
        "Before training, a way past each of eight layers lets at least twice as much of the gradient "
        "through to the words.",
        f"{_NETWORKS}; only the random start changes.",
        tuple(Line(connection, _LOOKS[connection]) for connection in CONNECTIONS),
        shares,
        past_plain,
        2.0,
        unit="share of the gradient below eight layers",
        scale="log",
        said="Skip connections let gradients through deep networks.",
        source="He et al. 2016",
    ),
    Experiment(
        "gradients/depth/right",
        "After the same training, eight layers with any of the three ways past them get all eight answers "
        "right; eight plain ones do not.",
        _ALIKE,
        _LINES,
        right,
        ways_train,
        1.0,
        unit="right answers of 8",
        slow=True,
        trains=True,
        said="Deep networks need connections that skip layers.",
        source="He et al. 2016; Srivastava et al. 2015",
    ),
    Experiment(
        "gradients/depth/shallow",
        "One and two plain layers get all eight answers right after the same training.",
        _ALIKE,
        _LINES,
        right,
        shallow_trains,
        8.0,
        unit="right answers of 8",
        slow=True,
        trains=True,
        said="A few layers learn without skip connections.",
        source="He et al. 2016",
    ),
)
