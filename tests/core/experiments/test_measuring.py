"""Measuring from Python: here, or in processes of one's own, with the same numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.experiments import measure, measured
from tests.core.experiments.toys import DRAWN, TRAINED, seed_itself


def test_what_needs_no_training_is_measured_here() -> None:
    assert [(one.seed, one.values) for one in measure(DRAWN, (3, 1, 3))] == [(3, (3.0,)), (1, (1.0,))]
    with pytest.raises(ArithmeticError, match="five"):
        list(measure(DRAWN, [5]))


@pytest.mark.slow
def test_processes_give_what_this_one_gives_and_end_when_nobody_asks_on() -> None:
    found = {one.seed: one for one in measure(TRAINED, range(3), workers=2)}
    assert {seed: one.values for seed, one in found.items()} == {
        seed: measured(TRAINED, seed) for seed in range(3)
    }
    assert all(one.seconds > 0 for one in found.values())
    some = measure(TRAINED, range(50), workers=1)
    next(some)
    some.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_seed_that_cannot_be_measured_is_a_sentence() -> None:
    failing = replace(TRAINED, measure=seed_itself, lines=DRAWN.lines)
    with pytest.raises(RuntimeError, match=r"seed 5: The training met an error: .*five cannot be measured"):
        list(measure(failing, [5], workers=1))
