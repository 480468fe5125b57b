"""The scores of ten networks that the lesson on shapes keeps are those that a new training has."""

from __future__ import annotations

import pytest

from core import task
from core.recipes import default_run
from pages._scenes.shapes.examples import EXAMPLES
from pages._scenes.shapes.kept import SCORES
from tests.bench.examples import kept

SEED = 3
LEAST = 0.01


@pytest.mark.slow
@pytest.mark.parametrize("name", SCORES)
def test_a_kept_score_is_measured_again(name: str) -> None:
    """On another kind of processor a training goes another way, as far as another seed would take it."""
    allowed = max(max(SCORES[name]) - min(SCORES[name]), LEAST)
    assert kept(name, SEED) == pytest.approx(SCORES[name][SEED], abs=allowed)


def test_every_task_of_a_shape_that_counts_right_answers_has_its_ten_scores() -> None:
    counted = {
        name for name, one in EXAMPLES.items() if task(default_run(one.kind, one.task).task).scale == "share"
    }
    assert set(SCORES) == counted
    assert {len(scores) for scores in SCORES.values()} == {10}
