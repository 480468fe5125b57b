"""The table in the browser counts and smooths as core's does, and is moved by the same pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from core import count_ngrams, stand_ins, sway
from core.arrays import Floats, Ints
from core.instruments import as_text
from tests.stage.conftest import Modules

RNG = np.random.default_rng(3)
CASES: Mapping[str, tuple[Sequence[Sequence[int] | Ints], int]] = {
    "letters": ([RNG.integers(7, size=300), RNG.integers(7, size=200)], 8),
    "one piece again and again": ([[1] * 12], 2),
    "one piece": ([[0]], 1),
    "short stretches": ([[0, 1, 2], [2], [1, 1, 0]], 3),
    "many pieces": ([RNG.integers(900, size=2000)], 1000),
}
ROWS = """
  const table = new m.NgramTable(g[0], g[1]);
  return g[2].map(([ids, order]) => [...table.probabilities(ids, order)]);"""
SWAY = """
  const { swayOf, standIns } = await stage("../net/instruments/sway");
  const [text, size, order, ids] = g;
  const table = new m.NgramTable(text, size);
  const guesses = (ids) => ids.map((_, t) => table.probabilities(ids.slice(0, t + 1), order));
  const own = guesses(ids);
  return ids.map((_, at) => [...swayOf(guesses, ids, own, at, standIns(table, ids, at))]);"""


@pytest.mark.parametrize("name", CASES)
def test_probabilities_are_core_s(modules: Modules, name: str) -> None:
    stretches, size = CASES[name]
    longest = min(4, max(map(len, stretches)))
    table = {order: count_ngrams(stretches, order, size) for order in range(1, longest + 1)}
    asked = [
        ([int(one) for one in np.random.default_rng(at).integers(size, size=at % 6)], 1 + at % longest)
        for at in range(24)
    ]
    asked += [([int(one) for one in stretches[0][:at]], longest) for at in range(1, 7)]
    found = modules.run("../net/instruments/ngrams", ROWS, as_text(stretches), size, asked)
    for (ids, order), row in zip(asked, found, strict=True):
        np.testing.assert_allclose(row, table[order].probabilities(ids), rtol=1e-12)


def test_what_a_guess_hangs_on_is_core_s(modules: Modules) -> None:
    stretches, size = CASES["letters"]
    ids = np.asarray(stretches[0][40:52])
    table = count_ngrams(stretches, 3, size)

    def guess(rows: Ints) -> Floats:
        return np.array([table.probabilities(row) for row in rows])

    asked = (as_text(stretches), size, 3, ids.tolist())
    found = np.array(modules.run("../net/instruments/ngrams", SWAY, *asked))
    for t in range(len(ids)):
        begun = ids[: t + 1]
        np.testing.assert_allclose(found[: t + 1, t], sway(guess, begun, stand_ins(table, begun)), atol=1e-12)


def test_it_falls_back_on_the_longest_context_that_was_seen(modules: Modules) -> None:
    body = "return new m.NgramTable(g[0], 4).known(g[1], 4);"
    text = as_text([[0, 1, 2, 0, 1]])
    ask = "../net/instruments/ngrams"
    assert modules.run(ask, body, text, [0, 1, 2]) == [0, 1, 2]
    assert modules.run(ask, body, text, [3, 1, 2]) == [1, 2]
    assert modules.run(ask, body, text, [2, 0, 3]) == []
