"""How far back a gradient reaches is counted from the last word."""

from __future__ import annotations

from tests.stage.conftest import Modules


def test_a_tenth_is_counted_back_from_the_last_word_as_far_as_none_is_missing(modules: Modules) -> None:
    def back(*shares: float) -> int:
        matrix = """const at = (row, col) => g[0][col];
            return m.reached({ rows: g[0].length, at });"""
        return int(modules.run("pictures/gradients/reach", matrix, list(shares)))

    assert back(1) == 0, "a sentence of one word"
    assert back(0.5, 0.09, 0.1, 0.3, 1) == 2
    assert back(0.2, 0.3, 1) == 2
