"""Experiments as values: what bears a claim, and what so many seeds say of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from core.experiments import Experiment, Line
from tests.core.experiments.toys import DRAWN, TRAINED, seed_itself


def verdict(bears: int, count: int, of: Experiment = DRAWN) -> str:
    found = of.verdict([(3.0,)] * bears + [(1.0,)] * (count - bears))
    assert (found.bears, found.count) == (bears, count)
    assert 0 <= found.low <= bears / max(count, 1) <= found.high <= 1
    return f"{found.word}: {found.text}"


@pytest.mark.parametrize(
    ("bears", "count", "said"),
    [
        (20, 20, "holds: Holds on 20 of 20 random starts"),
        (19, 20, "holds: Holds on 19 of 20 random starts"),
        (18, 20, "mostly: Holds on most, not on all: 18 of 20 random starts"),
        (15, 20, "mostly: Holds on most, not on all: 15 of 20 random starts"),
        (14, 20, "fails: Does not hold here: 14 of 20 random starts"),
        (0, 20, "fails: Does not hold here: 0 of 20 random starts"),
        (0, 0, "fails: Not measured yet"),
    ],
)
def test_a_verdict_says_on_how_many_seeds_a_claim_holds(bears: int, count: int, said: str) -> None:
    assert verdict(bears, count) == said


def test_a_verdict_names_its_margin_and_what_a_seed_is() -> None:
    said = verdict(20, 20, replace(DRAWN, within="5 points", drawn="random networks"))
    assert said == "holds: Holds within 5 points on 20 of 20 random networks"


def test_the_range_is_wilson_s() -> None:
    found = DRAWN.verdict([(3.0,)] * 19 + [(1.0,)])
    assert (found.low, found.high) == pytest.approx((0.764, 0.991), abs=0.001)  # tables of Brown et al. 2001
    assert DRAWN.verdict([(3.0,)] * 20).high == 1.0


def test_what_is_not_finite_bears_nothing() -> None:
    assert [DRAWN.holds((value,)) for value in (float("nan"), float("inf"), 2.0, 1.9)] == [
        *(False, False, True, False)
    ]


def test_experiments_that_measure_the_same_share_a_fingerprint_and_no_others_do() -> None:
    same = replace(DRAWN, id="gradients/other", claim="Something else.", least=7.0)
    assert same.fingerprint == DRAWN.fingerprint
    others = [
        replace(DRAWN, lines=(Line("other"),)),
        replace(DRAWN, measure=partial(seed_itself, _trained=())),
        replace(DRAWN, recipes=TRAINED.recipes),
        TRAINED,
    ]
    assert len({DRAWN.fingerprint, *(one.fingerprint for one in others)}) == 5


def test_an_experiment_knows_its_lesson_and_scene() -> None:
    assert (TRAINED.lesson, TRAINED.scene) == ("gradients", "gradients/trained")
