"""The pictures of vanishing gradients: what they compute in the browser is what the equations say."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from core import default_run, gradient_profile, initial_network, record, shares_by_radius, task
from core.arrays import Floats
from core.equations.squash import sigmoid
from core.experiments.lessons import resting
from core.network import Network
from core.spec.model import Activation
from pages._shell.caches.gradients import way_of
from tests.stage.conftest import Modules

SQUASH: dict[str, Callable[[Floats], Floats]] = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda a: np.maximum(a, 0),
}


def test_a_unit_passes_back_powers_of_its_weight(modules: Modules) -> None:
    powers = modules.run("pictures/gradients/unit", "return m.powers(g[0]);", 1.1)
    assert len(powers) == 51
    assert math.isclose(powers[50], 1.1**50)


@pytest.mark.parametrize("weight", [0.5, 0.9, 1.0, 1.25, 1.5])
def test_a_tanh_unit_rests_where_core_s_does_and_passes_back_as_much(modules: Modules, weight: float) -> None:
    """What is left is the derivative of the last state by the first, too: a nudge shows it."""
    body = "return m.STARTS.map((start) => [start, m.statesOf(g[0], start), m.leftOf(g[0], start)]);"
    for start, states, left in modules.run("pictures/gradients/resting", body, weight):
        np.testing.assert_allclose(states, resting.states(weight, start), rtol=1e-9, atol=1e-15)
        np.testing.assert_allclose(left, resting.left(weight, start), rtol=1e-7)
        nudged = resting.states(weight, start + 1e-7) - resting.states(weight, start - 1e-7)
        np.testing.assert_allclose(left[:6], nudged[:6] / 2e-7, rtol=1e-4, atol=1e-7)
    rest = modules.run("pictures/gradients/resting", "return m.restOf(g[0]);", weight)
    assert math.isclose(rest, resting.rest(weight), abs_tol=1e-12)
    assert math.isclose(rest, math.tanh(weight * rest), abs_tol=1e-12), "a step more changes nothing"
    assert (rest > 0) == (weight > 1)


def test_names_of_lines_keep_their_distance_inside_the_picture(modules: Modules) -> None:
    heights = modules.run(
        "pictures/gradients/chart", "return m.apart(g[0], g[1], g[2]);", [5, 5, 90], 20, [0, 95]
    )
    assert heights == [5, 25, 90]
    low = modules.run(
        "pictures/gradients/chart", "return m.apart(g[0], g[1], g[2]);", [94, 95, 95], 20, [0, 95]
    )
    assert low == [55, 75, 95]


def test_names_stand_where_no_line_goes_through_them_and_none_meet(modules: Modules) -> None:
    """Two lines that nearly touch have their names on either side; a name leaves the side of another line."""
    room = {"column": 40, "size": 14, "ends": [0, 200]}
    names = [{"line": line, "wide": 80} for line in range(3)]
    lines = [[100] * 5, [104] * 5, [130, 128, 126, 124, 122]]
    at = modules.run("parts/names", "return m.placed(g[0], g[1], g[2]);", names, lines, room)
    boxes = [(foot - 12.5, foot) for foot in at]
    assert boxes[0][1] < 100
    assert boxes[1][0] > 104
    assert all(top > 132 or foot < 122 for top, foot in boxes)
    assert all(one[1] <= other[0] + 2 for one, other in zip(sorted(boxes), sorted(boxes)[1:], strict=False))
    beside = [names[0] | {"side": "below"}, names[1] | {"side": "above"}]
    lower, upper = modules.run("parts/names", "return m.placed(g[0], g[1], g[2]);", beside, lines[:2], room)
    assert upper < 104 < 100 + 12 < lower, "a side that is asked for counts more"
    (low,) = modules.run("parts/names", "return m.placed(g[0], g[1], g[2]);", names[:1], [[195] * 5], room)
    assert low < 195, "there is no room below"


def test_of_many_words_those_are_named_that_have_room_first_the_one_asked_about(modules: Modules) -> None:
    def named(words: list[str], asked: int, column: float, ends: bool = True) -> list[int]:
        room = {"column": column, "size": 14, "ends": ends}
        found: list[int] = modules.run(
            "pictures/gradients/words", "return m.fitting(g[0], g[1], g[2]);", words, asked, room
        )
        return found

    assert named(["the", "dog", "sat"], 1, 60) == [0, 1, 2]
    assert named(["a"], 0, 500) == [0]
    assert named(["the", "a", "fluffy"], 0, 44) == [0, 2], (
        "a last word that ends at its place takes it from another"
    )
    assert named(["the", "a", "fluffy"], 0, 44, ends=False) == [0, 1, 2]
    many = named(["horse"] * 128, 1, 8)
    assert {1, 127} <= set(many)
    assert all(8 * (later - one) >= 6 * 0.55 * 14 for one, later in itertools.pairwise(many))


def test_the_gap_takes_the_middle_of_the_networks_and_names_lines_that_end_alike_together(
    modules: Modules,
) -> None:
    looks = {kind: {"name": kind.upper(), "hue": kind} for kind in ("rnn", "gru", "lstm")}
    middle, ends = modules.run(
        "pictures/gradients/gap",
        "return [[m.middleOf([3, 1, 2]), m.middleOf([4, 1, 2, 3])], m.endsOf(g[0], g[1])];",
        looks,
        {"rnn": [62, 31.25], "gru": [100, 99.8], "lstm": [100, 100]},
    )
    assert middle == [2, 2.5]
    named = [(one["end"], [look["name"] for look in one["named"]]) for one in ends]
    assert named == [(31, ["RNN"]), (100, ["GRU", "LSTM"])]
    assert [look["hue"] for look in ends[1]["named"]] == ["gru", "lstm"]


@pytest.mark.parametrize("activation", get_args(Activation))
@pytest.mark.parametrize("radius", [0.0, 0.5, 1.1, 2.0])
def test_a_cloud_of_gradients_goes_back_as_core_s_do(
    modules: Modules, activation: Activation, radius: float
) -> None:
    """Of each class the size at each word is what core keeps of its gradient there."""
    untrained = initial_network(default_run("rnn", "recall"))
    model = replace(untrained.spec.model, activation=activation)
    network = Network(replace(untrained.spec, model=model), 0, untrained.weights)
    recall = task(network.spec.task)
    rnn = way_of(network, recall.read(recall.probe))
    found = modules.run(
        "pictures/gradients/cloud", "return m.cloudOf(g[0], g[1], g[2]);", rnn, radius, activation
    )
    rows = [list(row.values()) if isinstance(row, dict) else row for row in found["sizes"]]
    sizes = np.array(rows, np.float64)  # what is no number comes as None
    assert sizes.shape == (14, len(network.classes))
    np.testing.assert_allclose(sizes[0][np.isfinite(sizes[0])], 1)
    for target in (network.classes.index("tail"), 3):
        (shares,) = shares_by_radius(network, recall.probe, target, [radius])
        np.testing.assert_allclose(sizes[::-1, target], shares, rtol=5e-3, atol=1e-12)
    alone = modules.run(
        "pictures/gradients/cloud",
        "return m.cloudOf(g[0], g[1], g[2], 3).sizes.map((row) => [row[3], row[2]]);",
        rnn,
        radius,
        activation,
    )
    assert alone == [[pytest.approx(size), None] for size in sizes[:, 3]], "one class alone is the same"


@pytest.mark.parametrize(
    ("share", "steps", "power"),
    [
        (0.00021, 12, "0.49¹²"),
        (0.065, 12, "0.80¹²"),
        (0.25, 2, "0.50²"),
        (8.0, 3, "2.00³"),
        (1.0, 127, "1.00¹²⁷"),
        (0.5, 1, None),
        (0.5, 0, None),
        (0.0, 12, None),
        (math.nan, 12, None),
        (math.inf, 12, None),
    ],
)
def test_what_is_left_is_a_power_of_what_a_step_leaves(
    modules: Modules, share: float, steps: int, power: str | None
) -> None:
    """Its base is the root that stands before it; a single step, nothing, and no number have none."""
    said = modules.run(
        "score/staves/way_back",
        "return m.aStep(Number(g[0]), g[1]);",
        str(share).replace("inf", "Infinity"),
        steps,
    )
    if power is None:
        assert said is None
    else:
        assert said == {"factor": f"{share ** (1 / steps):.2f}", "power": power}


def test_exponents_are_raised_digit_by_digit_with_their_sign(modules: Modules) -> None:
    raised = modules.run("parts/words", "return g[0].map(m.raised);", [0, 7, 12, 109, -3, -4568])
    assert raised == ["⁰", "⁷", "¹²", "¹⁰⁹", "⁻³", "⁻⁴⁵⁶⁸"]


def test_the_factors_of_the_steps_multiply_to_what_is_left(modules: Modules) -> None:
    """On the first sample they are those that core's gradient has, and none beyond the word asked about."""
    network = initial_network(default_run("rnn", "recall"))
    recall = task(network.spec.task)
    profile = gradient_profile(record(network, recall.probe), network.classes.index(recall.probe_answer))
    shares = (profile.hidden / profile.hidden[-1]).tolist()
    factors = modules.run("score/staves/way_back", "return m.factorsOf(g[0], g[1]);", shares, 1)
    assert len(factors) == len(shares) - 2
    assert math.isclose(math.prod(factors), shares[1])
    assert math.isclose(factors[-1], shares[-2])
    assert (
        modules.run("score/staves/way_back", "return m.factorsOf(g[0], g[1]);", shares, len(shares) - 1) == []
    )


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("a", [-3.5, -0.5, 0.5, 2.0])
def test_a_tangent_touches_its_function_and_is_as_steep(modules: Modules, name: str, a: float) -> None:
    body = "return [m.tangentAt(g[0], g[1]), m.slopeAt(g[0], g[1])];"
    ((left, low), (right, high)), slope = modules.run("pictures/gradients/curves", body, name, a)
    value = SQUASH[name](np.array(a))
    nudged = (SQUASH[name](np.array(a + 1e-6)) - SQUASH[name](np.array(a - 1e-6))) / 2e-6
    assert slope == pytest.approx(float(nudged), abs=1e-8)
    assert (left + right) / 2 == pytest.approx(a)
    assert (low + high) / 2 == pytest.approx(float(value))
    assert (high - low) / (right - left) == pytest.approx(slope)


def test_a_chain_works_out_with_the_digits_that_are_written(modules: Modules) -> None:
    said = modules.run(
        "pictures/gradients/curves",
        "return g[0].map(([slope, steps]) => m.chain(slope, steps));",
        [[0.2350037, 12], [1, 12], [0.786448, 2], [0.25, 1], [0, 12]],
    )
    assert said == [
        f"0.235 × 0.235 × 0.235 × … = 0.235¹² = {0.235**12 * 1e8:.1f}·10⁻⁸",
        "1 × 1 × 1 × … = 1¹² = 1",
        f"0.786 × 0.786 = {0.786**2:.2g}",
        "0.25 = 0.25",
        "0 × 0 × 0 × … = 0¹² = 0",
    ]
