"""The wall's unit: its derivatives are those of its error, and a cut step is as long as is allowed."""

from __future__ import annotations

import itertools

import numpy as np

from core.experiments.lessons.exploding_wall import (
    BIASES,
    RATE,
    START,
    STEPS,
    THRESHOLD,
    WEIGHTS,
    both,
    on_map,
    surface,
    walk,
)

NUDGE = 1e-6


def test_derivatives_are_those_of_the_error() -> None:
    draw = np.random.default_rng(0)
    weight, bias = draw.uniform(*WEIGHTS, 40), draw.uniform(*BIASES, 40)
    _, by_weight, by_bias = surface(weight, bias)
    nudged = [surface(weight + NUDGE, bias)[0] - surface(weight - NUDGE, bias)[0]]
    nudged += [surface(weight, bias + NUDGE)[0] - surface(weight, bias - NUDGE)[0]]
    for told, difference in zip((by_weight, by_bias), nudged, strict=True):
        np.testing.assert_allclose(told, difference / (2 * NUDGE), rtol=1e-3, atol=1e-8)


def test_no_step_is_longer_than_allowed_and_others_are_as_they_are() -> None:
    places = walk(*START, THRESHOLD)
    assert len(places) == STEPS + 1
    for place, after in itertools.pairwise(places):
        far = np.hypot(after.weight - place.weight, after.bias - place.bias)
        np.testing.assert_allclose(far, RATE * np.minimum(place.norm, THRESHOLD), rtol=1e-9)


def test_many_runs_at_once_are_each_its_own() -> None:
    weights, biases = np.array([3.7, START[0], 6.0]), np.array([-1.6, START[1], -1.2])
    together = walk(weights, biases, THRESHOLD, 20)
    for at, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        alone = walk(weight, bias, THRESHOLD, 20)
        np.testing.assert_allclose([place.weight[at] for place in together], [one.weight for one in alone])
        np.testing.assert_allclose([place.error[at] for place in together], [one.error for one in alone])


def test_not_cut_the_start_s_run_is_thrown_off_the_map_and_rests_there() -> None:
    places = walk(*START)
    off = [not on_map(place) for place in places]
    thrown = off.index(True)
    assert all(off[thrown:])
    assert places[thrown - 1].norm > 10 * np.ptp(WEIGHTS)
    assert places[-1].weight == places[thrown].weight
    cut, plain, left = both(100, ())
    assert cut == 1
    assert plain < 1 - 0.8 * left
