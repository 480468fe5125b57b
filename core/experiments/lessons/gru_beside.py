"""GRU beside LSTM: how far the LSTM's forget and input gates are from adding up to 1, as a GRU's do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...arrays import Floats
from ...instruments import record_batch
from ...recipes import default_run
from ...spec import RunSpec
from ...tasks import task
from ..experiment import Experiment, Line, Trained

APART = 0.25
"""So far from 1 the two gates together are no longer those of a GRU."""

OPEN, SHUT = 0.7, 0.3
"""A gate from the first on is open, up to the second shut."""


def recipes(seed: int) -> tuple[RunSpec, ...]:
    """Return the recipe of an LSTM that reads everyday English."""
    return (default_run("lstm", "everyday", seed),)


def pairs(_seed: int, trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return of all pairs of gates which share is far from 1 together, both open, and both shut.

    A pair is the forget and the input gate of a unit at a word, on all test sentences.
    """
    network = trained[0].network
    known = task(network.spec.task)
    texts = [
        [known.vocabulary[one] for one in ids]
        for point in known.exam_points
        for ids in known.exam(point).ids.tolist()
    ]
    traces = record_batch(network, texts)
    forget, written = (np.concatenate([trace[gate] for trace in traces]) for gate in _GATES)
    both: Floats = forget + written
    return (
        float((np.abs(both - 1) > APART).mean()),
        float(((forget >= OPEN) & (written >= OPEN)).mean()),
        float(((forget <= SHUT) & (written <= SHUT)).mean()),
    )


def far_from_one(shares: Sequence[float]) -> float:
    """Return the share of the pairs that are far from 1 together."""
    return shares[0]


_GATES = ("forget_gate", "input_gate")
EXPERIMENTS = (
    Experiment(
        "gru/beside",
        "At least a quarter of an LSTM's pairs of gates are set as a GRU's cannot be: "
        f"f + i is more than {APART} away from 1.",
        "One task, one recipe, all test sentences; only the random start changes.",
        (
            Line(f"f + i more than {APART} from 1", "lstm", 0.25),
            Line(f"both {OPEN} or more", "forget_gate"),
            Line(f"both {SHUT} or less", "input_gate"),
        ),
        pairs,
        far_from_one,
        0.25,
        recipes,
        unit="share of all units and words",
        scale="percent",
        slow=True,
        said="A GRU is an LSTM whose input gate is what its forget gate leaves.",
        source="Greff et al. 2017",
    ),
)
