"""How far back a gradient reaches is counted from the last word; an LSTM's two ways are core's."""

from __future__ import annotations

import pytest

from core import default_run, gradient_profile, initial_network, paths, record, task
from tests.stage.conftest import Modules, file_of


def test_a_tenth_is_counted_back_from_the_last_word_as_far_as_none_is_missing(modules: Modules) -> None:
    def back(*shares: float) -> int:
        matrix = """const at = (row, col) => g[0][col];
            return m.reached({ rows: g[0].length, at });"""
        return int(modules.run("pictures/gradients/reach", matrix, list(shares)))

    assert back(1) == 0, "a sentence of one word"
    assert back(0.5, 0.09, 0.1, 0.3, 1) == 2
    assert back(0.2, 0.3, 1) == 2


@pytest.mark.parametrize("words", [14, 1])
def test_the_two_ways_of_an_lstm_are_core_s(modules: Modules, words: int) -> None:
    network = initial_network(default_run("lstm", "recall"))
    sentence = " ".join(task(network.spec.task).probe.split()[:words])
    target = network.classes.index("tail")
    found = modules.run(
        "pictures/gradients/roads",
        """const { fromFile } = await stage("../net/file");
        return m.roadsOf(fromFile(Uint8Array.from(Buffer.from(g[0], "base64"))), g[1], g[2]);""",
        file_of(network),
        sentence,
        target,
    )
    split = paths(gradient_profile(record(network, sentence), target))
    whole = split.total_norms[-1]
    assert found["words"] == sentence.split()
    assert found["straight"] == pytest.approx(split.straight_norms / whole)
    assert found["rest"] == pytest.approx(split.rest_norms / whole, abs=1e-12)
