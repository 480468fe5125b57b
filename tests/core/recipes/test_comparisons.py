"""The comparisons show what they are about, on seeds that they were not chosen on."""

from __future__ import annotations

import pytest

from core.nets.run import Run
from core.nets.snapshot import Snapshot
from core.recipes import default_run
from core.recipes.comparisons import COMPARISONS
from core.spec import RunSpec

pytestmark = pytest.mark.slow

FRESH = 4100


def runs(name: str, seed: int = FRESH) -> tuple[RunSpec, ...]:
    return COMPARISONS[name].runs(default_run("lstm", "recall", seed))


def last(spec: RunSpec) -> Snapshot:
    return Run(spec).advance(spec.train.steps)


def test_without_clipping_the_gradient_explodes_and_with_it_it_does_not() -> None:
    for seed in range(FRESH, FRESH + 4):
        free, clipped = map(last, runs("clipping", seed))
        assert free.diverged
        assert free.step < 20
        assert clipped.diverged is None
        assert clipped.losses[-20:].mean() < 1 < max(clipped.losses)


def test_gates_matter_in_the_middle_of_learning() -> None:
    none, *others, every = (last(spec).score for spec in runs("gates"))
    assert none < every - 0.05
    assert every > 0.85
    assert others[2] < max(others[0], others[1]), "the output gate alone does least"


def test_a_forget_gate_that_starts_open_learns_a_long_gap() -> None:
    shut, usual, open_, wide_open = (last(spec).score for spec in runs("bias"))
    assert max(shut, usual) < min(open_, wide_open) - 0.1


def test_the_second_direction_knows_who_teddy_is() -> None:
    one, both = (last(spec).score for spec in runs("directions"))
    assert 0.4 < one < 0.6
    assert both > 0.95
