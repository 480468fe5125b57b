"""An LSTM beside PyTorch's own: equal where it is left alone, and seen where it is not."""

from __future__ import annotations

import pytest

from core import Clamp, record
from core.experiments.drawing import drawn
from core.nets.parity import largest_difference


@pytest.mark.parametrize("seed", range(3))
def test_states_are_those_of_pytorch(seed: int) -> None:
    assert largest_difference(drawn(seed)) < 1e-13


@pytest.mark.parametrize("gate", ["forget_gate", "input_gate", "output_gate", "candidate"])
def test_a_gate_that_is_held_at_one_word_is_noticed(gate: str) -> None:
    trace = drawn(1)
    last = len(trace) - 1
    held = record(trace.network, trace.words, operations=[Clamp(gate, 0.5, (0,), last, None)])
    assert largest_difference(held) > 1e-3
