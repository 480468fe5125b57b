"""A score on paper: how many words a system has."""

from __future__ import annotations

import math

import pytest

from tests.stage.conftest import Modules


@pytest.mark.parametrize("column", [30.0, 58.5, 400.0, 900.0])
@pytest.mark.parametrize("length", [1, 2, 11, 12, 31, 128])
def test_systems_hold_all_words_and_have_about_as_many(modules: Modules, length: int, column: float) -> None:
    room = 700.0
    words = modules.run("score/systems", "return m.wordsASystem(...g);", length, room, column)
    systems = math.ceil(length / words)
    last = length - (systems - 1) * words
    assert 1 <= last <= words
    assert words * column <= room or words == 1, "a word wider than the paper stands alone"
    most = max(1, math.floor(room / column))
    assert systems == math.ceil(length / most), "no more than there must be"
    assert words - last < systems
