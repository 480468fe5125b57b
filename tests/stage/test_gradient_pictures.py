"""The pictures of vanishing gradients: what they compute in the browser is what the equations say."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from core import default_run, initial_network, shares_by_radius, task
from core.network import Network
from core.spec.model import Activation
from pages._shell.caches.gradients import way_of
from tests.stage.conftest import Modules


def test_a_unit_passes_back_powers_of_its_weight_and_a_tanh_unit_its_slopes_too(modules: Modules) -> None:
    powers, measured, plain = modules.run(
        "pictures/gradients/unit", "return [m.powers(g[0]), m.measured(g[0], 0.3), m.measured(g[0], 0)];", 1.1
    )
    assert math.isclose(powers[50], 1.1**50)
    assert [round(one, 9) for one in plain] == [round(one, 9) for one in powers], "at 0 tanh has slope 1"
    hidden, slopes = 0.0, []
    for _ in range(50):
        hidden = math.tanh(1.1 * hidden + 0.3)
        slopes.append(1.1 * (1 - hidden**2))
    assert math.isclose(measured[50], math.prod(slopes))


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
