"""Where the forget gate starts: what is left of a word is the product of the forget gates since then."""

from __future__ import annotations

import numpy as np
import pytest

from core import initial_network, record
from core.experiments.lessons.lstm_start import BIASES, opening, recipe
from pages._scenes.lstm.start import PROBE
from tests.stage.conftest import Modules, file_of

BODY = """
  const { fromFile } = await stage("../net/file");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  const { words, at, left } = m.leftOf(network, g[1], g[2], g[3]);
  return [words, at, left];"""


@pytest.mark.parametrize("peepholes", [False, True])
@pytest.mark.parametrize("bias", [*BIASES, 2.3])
def test_what_is_left_is_the_product_of_the_gates_of_that_start(
    modules: Modules, bias: float, peepholes: bool
) -> None:
    usual = initial_network(recipe(1.0, 0, peepholes=peepholes))
    gates = record(initial_network(recipe(bias, 0, peepholes=peepholes)), PROBE)["forget_gate"]
    words, at, left = modules.run("pictures/start/numbers", BODY, file_of(usual), PROBE, ["cat", "dog"], bias)
    assert (words, at, left[0]) == (PROBE.split(), 1, None)
    expected = np.concatenate([[1.0], np.cumprod(gates[2:], axis=0).mean(axis=1)])
    np.testing.assert_allclose(left[1:], expected, rtol=1e-6)


def test_without_the_animal_the_first_word_is_meant(modules: Modules) -> None:
    network = file_of(initial_network(recipe(1.0, 0)))
    _, at, left = modules.run("pictures/start/numbers", BODY, network, "the river", ["dog"], 0)
    assert (at, left[0]) == (0, 1)


def test_an_opening_is_the_sigmoid_of_the_bias(modules: Modules) -> None:
    told = modules.run("pictures/start/numbers", "return [0, 1, 2, 3].map(m.opening);")
    assert told == pytest.approx([opening(bias) for bias in BIASES])
