"""GRU and relatives: the ways to write a GRU, and how many weights each cell has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...arrays import Floats
from ...equations.cells import cell_of
from ...equations.weights import LayerWeights
from ...instruments import weight_count
from ...spec import ModelSpec
from ..experiment import Experiment, Line, Trained

_SEEDS = 1000
"""Weights are drawn from seeds from here on, inputs from those before."""


def _drawn(seed: int, sign: float = 1.0) -> LayerWeights:
    """Return the weights of a GRU of six units that reads four numbers; those of z with this sign."""
    rng = np.random.default_rng(_SEEDS + seed)
    rows = [rng.normal(size=(18, columns)) for columns in (4, 6, 1, 1)]
    for each in rows:
        each[6:12] *= sign
    ih, hh, b_ih, b_hh = rows
    return LayerWeights(ih, hh, b_ih[:, 0], b_hh[:, 0])


def _states(seed: int, sign: float = 1.0, **options: Any) -> Floats:
    """Return the states of a GRU with drawn weights on twelve drawn inputs, (13, 1, 6)."""
    inputs = np.random.default_rng(seed).normal(size=(12, 1, 4))
    return cell_of(ModelSpec("gru", **options)).forward(inputs, _drawn(seed, sign)).hidden


def _apart(one: Floats, other: Floats) -> float:
    return float(np.abs(one - other).max())


def conventions(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return by how much the states differ at most: of z with the other sign, and of the other reset gate."""
    other_sign = max(
        _apart(_states(seed, reset_gate=reset), _states(seed, -1, reset_gate=reset, update_gate="writes"))
        for reset in ("after", "before")
    )
    return other_sign, _apart(_states(seed, reset_gate="after"), _states(seed, reset_gate="before"))


def times(seed: int, _trained: tuple[Trained, ...]) -> tuple[float, ...]:
    """Return how many times the weights of an RNN's cell GRU and LSTM have, for sizes that are drawn."""
    vector, units, layers = map(int, np.random.default_rng(seed).integers(1, 400, 3))
    counts = [
        weight_count(
            ModelSpec(kind, layers=1 + layers % 8), 5, 0, embedding_size=vector, hidden_size=units
        ).part("matrices", "biases")
        for kind in ("rnn", "gru", "lstm")
    ]
    return counts[1] / counts[0], counts[2] / counts[0]


def signs_alike(apart: Sequence[float]) -> float:
    """Return minus how far apart z and 1 - z are."""
    return -apart[0]


def resets_differ(apart: Sequence[float]) -> float:
    """Return how far apart the two places of the reset gate are."""
    return apart[1]


def exactly(ratios: Sequence[float]) -> float:
    """Return minus by how much 3 and 4 are missed."""
    return -abs(ratios[0] - 3) - abs(ratios[1] - 4)


_DIFFERENCE = (Line("z with the other sign", "update_gate"), Line("reset gate elsewhere", "reset_gate"))
_APART = "largest difference of a state"
_ONE_GRU = "A GRU of six units with drawn weights and inputs, in all ways to write it."

EXPERIMENTS = (
    Experiment(
        "gru/conventions",
        "A GRU whose z keeps is one whose z takes, with the other sign of z's weights.",
        _ONE_GRU,
        _DIFFERENCE,
        conventions,
        signs_alike,
        -1e-12,
        unit=_APART,
        drawn="drawn networks",
        said="Books write the update gate in two ways, which mean the same.",
    ),
    Experiment(
        "gru/conventions/reset",
        "The reset gate before the product makes another network than after it.",
        _ONE_GRU,
        _DIFFERENCE,
        conventions,
        resets_differ,
        0.01,
        unit=_APART,
        drawn="drawn networks",
        said="Libraries put the reset gate in two places.",
        source="Cho et al. 2014",
    ),
    Experiment(
        "gru/weights",
        "A GRU's cell has exactly 3 times, an LSTM's 4 times the weights of an RNN's.",
        "The same numbers in a word's vector, units and layers, drawn.",
        (Line("GRU", "gru"), Line("LSTM", "lstm")),
        times,
        exactly,
        -1e-12,
        unit="times the weights of an RNN's cell",
        drawn="drawn sizes",
        said="A GRU is smaller than an LSTM.",
        source="Cho et al. 2014",
    ),
)
