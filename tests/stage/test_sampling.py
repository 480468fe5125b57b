"""A draw in the browser is core's: temperature, top-k, top-p, the number on the line."""

from __future__ import annotations

import numpy as np
import pytest

from core import drawn, reshaped
from core.instruments.sampling import without
from tests.stage.conftest import Modules

ASK = "../net/instruments/sampling"
BODY = """
  return g[0].map(([row, temperature, topK, topP, number]) => {
    const kept = m.reshaped(row, { temperature, topK, topP });
    return [[...kept], m.drawn(kept, number)];
  });"""


def test_a_draw_is_core_s(modules: Modules) -> None:
    rng = np.random.default_rng(0)
    asked = []
    for trial in range(300):
        row = rng.dirichlet(np.full(1 + trial % 9, 0.4))
        row[rng.random(len(row)) < 0.2] = 0
        row[0] += 0.01
        k = [None, 1, 3][trial % 3]
        asked.append(
            (row.tolist(), [0, 0.3, 1, 2, 100][trial % 5], k, [1.0, 0.9, 0.4][trial % 7 % 3], rng.random())
        )
    for (row, temperature, k, p, number), (kept, piece) in zip(
        asked, modules.run(ASK, BODY, asked), strict=True
    ):
        wanted = reshaped(row, temperature, k, p)
        np.testing.assert_allclose(kept, wanted, atol=1e-12)
        assert piece == drawn(wanted, number)


@pytest.mark.parametrize("number", [0.0, 0.5, 1 - 2**-53])
def test_what_has_no_probability_is_never_drawn(modules: Modules, number: float) -> None:
    row = [0.0, 0.5, 0.0, 0.5, 0.0]
    assert modules.run(ASK, "return m.drawn(g[0], g[1]);", row, number) == drawn(row, number)


@pytest.mark.parametrize("row", [[0.5, 0.2, 0.3], [0.7, 0.0, 0.0], [0.0, 1.0, 0.0]])
def test_a_piece_that_is_never_drawn_is_core_s(modules: Modules, row: list[float]) -> None:
    kept = modules.run(ASK, "return [...m.without(g[0], 0)];", row)
    assert kept == without(row, 0).tolist()
    assert kept[0] == 0 or not any(row[1:]), "where there is no other piece, it is drawn"
    assert kept[1:] == row[1:]
