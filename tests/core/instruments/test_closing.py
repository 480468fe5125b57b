"""Which words pass, and what the lowest gates drop: counted by hand on a drawn network."""

from __future__ import annotations

import numpy as np
import pytest

from core.experiments.drawing import drawn
from core.instruments.closing import KEPT, WRITTEN, Neutral, dropped, neutral, neutral_words_pass


@pytest.mark.parametrize("seed", range(5))
def test_neutral_words_are_all_others_after_the_first(seed: int) -> None:
    trace = drawn(seed)
    telling = set(trace.words[::2])
    places = [at for at, word in enumerate(trace.words) if at and word.lower() not in telling]
    found = neutral(trace, telling)
    assert found.words == len(places)
    if places:
        assert found.kept == trace["forget_gate"][places].mean(axis=1).min()
        assert found.written == trace["input_gate"][places].mean(axis=1).max()
    passes = len(places) >= 3 and found.kept >= KEPT and found.written <= WRITTEN
    assert neutral_words_pass(trace, telling) == passes


@pytest.mark.parametrize(
    ("words", "kept", "written", "passes"),
    [(3, 0.7, 0.3, True), (2, 0.9, 0.1, False), (3, 0.69, 0.1, False), (3, 0.9, 0.31, False)],
)
def test_what_lets_a_word_pass(words: int, kept: float, written: float, passes: bool) -> None:
    assert (Neutral(words, kept, written).room >= 0) == passes


@pytest.mark.parametrize("seed", range(5))
def test_what_is_dropped_is_the_most_that_any_unit_drops_where_gates_are_lowest(seed: int) -> None:
    trace = drawn(seed)
    found = dropped(trace)
    means = trace["forget_gate"].mean(axis=1)
    assert means[found.at] == means[1:].min()
    lost = np.abs(trace["cell_state"][found.at - 1] * (1 - trace["forget_gate"][found.at]))
    assert lost[found.unit] == lost.max()
    assert found.kept == pytest.approx(found.held * found.gate)
    assert sum(found.writers.values()) == pytest.approx(1)
    for after in range(1, len(trace)):
        assert means[dropped(trace, after).at] == means[after:].min()
    assert dropped(trace, after=len(trace)).at == len(trace) - 1
