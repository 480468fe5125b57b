"""Words coloured by units: the values are core's, and where a unit falls its colours are turned round."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.making.traces import trace_of
from tests.stage.conftest import Modules, file_of

SENTENCE = "the film was not good but lovely"


def test_a_unit_is_read_as_core_reads_it(modules: Modules) -> None:
    trace = trace_of("lstm", "sentiment", SENTENCE)
    body = """
      const { fromFile } = await stage("../net/file");
      const held = m.heldBy(fromFile(Uint8Array.from(Buffer.from(g[0], "base64"))), g[1]);
      return [held.words, held.of(1)];"""
    words, values = modules.run("pictures/units/numbers", body, file_of(trace.network), SENTENCE)
    assert words == list(trace.words)
    np.testing.assert_allclose(values, trace["cell_state"][:, 1], rtol=1e-10)


@pytest.mark.parametrize(
    ("value", "r", "colour"),
    [(2, 0.9, 0), (5, 0.9, 1), (3.5, 0.9, 0.5), (3.5, -0.9, -0.5), (900, 0.9, 1), (-900, 0.9, -1)],
)
def test_a_colour_is_full_one_and_a_half_deviations_from_the_mean(
    modules: Modules, value: float, r: float, colour: float
) -> None:
    unit = {"unit": 0, "r": r, "middle": 2, "spread": 2}
    said = modules.run("pictures/units/numbers", "return m.coloured(g[0], g[1]);", value, unit)
    assert said == pytest.approx(colour)


def test_a_label_goes_from_one_end_of_the_colours_to_the_other(modules: Modules) -> None:
    body = "return [0, 1, 2, 4, 9].map((depth) => m.between(depth, [0, 4]));"
    assert modules.run("pictures/units/numbers", body) == [-1, -0.5, 0, 1, 1]


def test_what_is_no_number_has_no_colour(modules: Modules) -> None:
    unit = {"unit": 0, "r": 1, "middle": 0, "spread": 1}
    said = modules.run("pictures/units/numbers", "return [String(m.coloured(NaN, g[0]))];", unit)
    assert math.isnan(float(said[0]))
