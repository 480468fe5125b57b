"""The pictures of vanishing gradients: what they compute in the browser is what the equations say."""

from __future__ import annotations

import math

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
