"""What a guess depends on, as the picture of three readers finds and says it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from core import count_ngrams, stand_ins, sway
from core.arrays import Floats, Ints
from core.instruments import as_text
from tests.stage.conftest import Modules

TEXT = np.random.default_rng(5).integers(6, size=400).tolist()
SIZE = 6
IDS = TEXT[60:72]
NEAR = """
  const { NgramTable } = await stage("../net/instruments/ngrams");
  const [text, size, order, read] = g;
  const table = new NgramTable(text, size);
  return m.nearSways(table, order, read, (ids) => table.probabilities(ids, order));"""
FAR = """
  const { NgramTable } = await stage("../net/instruments/ngrams");
  const [text, size, ids, gap, early] = g;
  const table = new NgramTable(text, size);
  const guesses = (ids) => ids.map((_, t) => table.probabilities(ids.slice(Math.max(t - 1, 0), t + 1), 3));
  const far = new m.FarSways(table, ids, guesses, guesses(ids));
  let found = far.at(gap, () => {});
  const again = far.at(gap, () => {}) === found;
  if (early) far.end();
  await new Promise((resolve) => setTimeout(resolve, 60));
  return [again, found.map((one) => one ?? null)];"""
SAID = """
  const data = { order: 3, piece: "word", pieces: [], words: ["a", "b", "c"] };
  return g[0].map((sways) => m.dependsOn(sways.map((one) => one ?? undefined), 2, data));"""


def swayed(ids: Sequence[int], order: int) -> Floats:
    table = count_ngrams([TEXT], order, SIZE)

    def guess(rows: Ints) -> Floats:
        return np.array([table.probabilities(row[max(len(row) + 1 - order, 0) :]) for row in rows])

    return sway(guess, np.array(ids), stand_ins(count_ngrams([TEXT], 3, SIZE), np.array(ids)))


@pytest.mark.parametrize("order", [1, 2, 4])
def test_a_window_depends_on_its_pieces_as_core_says(modules: Modules, order: int) -> None:
    found = modules.run("pictures/looking/swayed", NEAR, as_text([TEXT]), SIZE, order, IDS)
    np.testing.assert_allclose(found, swayed(IDS, order), atol=1e-12)


def test_what_depends_on_the_whole_past_is_found_piece_by_piece(modules: Modules) -> None:
    again, found = modules.run("pictures/looking/swayed", FAR, as_text([TEXT]), SIZE, IDS, 7, False)
    assert again, "a gap is looked at once"
    np.testing.assert_allclose(found, swayed(IDS[:8], 3), atol=1e-12)


def test_no_more_is_found_when_the_picture_has_ended(modules: Modules) -> None:
    _, found = modules.run("pictures/looking/swayed", FAR, as_text([TEXT]), SIZE, IDS, 7, True)
    assert found == [None] * 8


def test_what_is_not_known_yet_is_not_said(modules: Modules) -> None:
    told = modules.run(
        "pictures/looking/said", SAID, [[0, 0.5, 0.2], [0.3, 0.5, 0], [None, 0.5, 0], [0, 0.001, 0]]
    )
    assert told == [
        "Depends most on “b”, 2 words back, on none further than 2 words back.",
        "Depends most on “b”, 2 words back.",
        "",
        "",
    ]
