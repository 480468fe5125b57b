"""The wall: map and runs in the browser are core's, and what is said of them is what they do."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from core.experiments.lessons import exploding_wall as unit
from tests.stage.conftest import Modules

MODEL = {"timesteps": unit.TIMESTEPS, "begins": unit.BEGINS, "wanted": unit.WANTED, "rate": unit.RATE}
DATA: dict[str, Any] = {
    "model": MODEL,
    "weights": unit.WEIGHTS,
    "biases": unit.BIASES,
    "threshold": unit.THRESHOLD,
    "steps": unit.STEPS,
    "valley": unit.VALLEY,
}
WALK = "return m.walk(g[0], { weight: g[1], bias: g[2] }, g[3] ?? Infinity, g[4]);"
RUNS = """
  const { walk } = await stage("pictures/wall/unit");
  const { thrownAt } = await stage("pictures/wall/wall");
  const { model, weights, biases, threshold, steps } = g[0];
  const start = { weight: g[1], bias: g[2] };
  const [plain, cut] = [Infinity, threshold].map((most) => walk(model, start, most, steps));
  const thrown = thrownAt(plain, weights, biases);
"""


@pytest.mark.parametrize("threshold", [None, unit.THRESHOLD])
@pytest.mark.parametrize("start", [unit.START, (3.7, -3.2), (4.2, -1.2), (6.3, -1.6)])
def test_a_run_is_core_s(modules: Modules, start: tuple[float, float], threshold: float | None) -> None:
    """At the wall the last digit decides, so runs are compared up to where they come to it."""
    told = modules.run("pictures/wall/unit", WALK, MODEL, *start, threshold, unit.STEPS)
    wanted = unit.walk(*start, math.inf if threshold is None else threshold)
    assert len(told) == len(wanted) == unit.STEPS + 1
    steep = next((at for at, place in enumerate(wanted) if place.norm > 10), len(wanted))
    for name in ("weight", "bias", "error", "norm"):
        mine, right = (
            [float(one) for one in (run)]
            for run in ([place[name] for place in told], [getattr(place, name) for place in wanted])
        )
        np.testing.assert_allclose(mine[: min(20, steep + 1)], right[: min(20, steep + 1)], rtol=1e-6)


def test_the_map_has_core_s_errors(modules: Modules) -> None:
    """A layer has as many cells as core finds places where the output misses by more."""
    columns, rows, borders = 30, 20, [0.02, 0.2, 0.5]
    body = "return m.layersOf(g[0], { weights: g[1], biases: g[2] }, { columns: g[3], rows: g[4] }, g[5]);"
    layers = modules.run("pictures/wall/unit", body, MODEL, unit.WEIGHTS, unit.BIASES, columns, rows, borders)
    across = (np.arange(columns) + 0.5) / columns * np.ptp(unit.WEIGHTS) + unit.WEIGHTS[0]
    down = unit.BIASES[1] - (np.arange(rows) + 0.5) / rows * np.ptp(unit.BIASES)
    error, *_ = unit.surface(*np.meshgrid(across, down))
    for border, layer in zip(borders, layers, strict=True):
        cells = np.zeros((rows, columns), bool)
        for box in layer.split("M")[1:]:
            place, wide = box.split("h")[:2]
            x, y = map(int, place.split())
            cells[y, x : x + int(wide.removesuffix("v1"))] = True
        np.testing.assert_array_equal(cells, np.sqrt(error) > border)


def test_what_is_said_is_what_the_runs_do(modules: Modules) -> None:
    body = RUNS + "return [thrown, m.sentences(g[0], { plain, cut, thrown })];"
    thrown, said = modules.run("pictures/wall/told", body, DATA, *unit.START)
    plain, cut = unit.walk(*unit.START), unit.walk(*unit.START, unit.THRESHOLD)
    assert thrown == next(at for at, place in enumerate(plain) if not unit.on_map(place))
    before, there = plain[thrown - 1], plain[thrown]
    assert said["plain"] == [
        f"Step {thrown} is {before.norm:.0f} long; the map is 3 wide.",
        f"It lands at w = {there.weight:.0f}, b = {there.bias:.0f}.",
        f"Error {there.error:.2f}, gradient 0: it never comes back.",
    ]
    many = sum(bool(place.norm > unit.THRESHOLD) for place in cut[:-1])
    assert said["cut"] == [
        f"{many} of 200 steps were cut: same direction, shorter.",
        f"After 200 steps: error {cut[-1].error:.2g}, in the valley.",
    ]


def test_a_run_that_stays_is_not_thrown_away(modules: Modules) -> None:
    body = RUNS + "return [thrown, m.sentences(g[0], { plain, cut, thrown }).plain];"
    thrown, said = modules.run("pictures/wall/told", body, DATA, 3.7, -1.6)
    end = unit.walk(3.7, -1.6)[-1]
    assert thrown == 0
    assert len(said) == 1
    assert said[0].startswith("After 200 steps: error ")
    assert said[0].endswith("in the valley.")
    assert end.error < unit.VALLEY


def test_lengths_are_short(modules: Modules) -> None:
    told = modules.run(
        "pictures/wall/told", "return g[0].map(m.short);", [90.9, 4112.6, 0.00066, -2.345, 0, 1e-7]
    )
    assert told == ["91", "4,113", "0.00066", "−2.3", "0", "1.0·10⁻⁷"]
