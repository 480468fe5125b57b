"""The figure over seeds draws every network, before and after training, and says the ends of each row."""

from __future__ import annotations

import math

from core.figures.seeds import ROWS, seeds_figure, seeds_in_words

BEFORE = {line: [0.001, 0.002] for line in ROWS}
AFTER = {line: [0.0003, 0.45] for line in ROWS}


def test_every_network_is_a_dot_and_the_ends_are_written() -> None:
    made = seeds_figure(BEFORE, AFTER)
    drawn = [list(trace.x) for trace in made.data]
    assert drawn == [found for line in ROWS for found in (BEFORE[line], AFTER[line])]
    assert {trace.marker.symbol for trace in made.data} == {"circle-open", "circle"}
    assert [note.text for note in made.layout.annotations[:-1]] == ["0.0003 to 0.45"] * len(ROWS)
    assert made.layout.xaxis.type == "log"
    assert "RNN 0.0003 to 0.45; GRU" in seeds_in_words(AFTER)


def test_the_least_that_gates_let_pass_is_marked_across_the_rows() -> None:
    after = AFTER | {"gru": [0.5, 0.9], "lstm-cell": [0.14, 1.2]}
    made = seeds_figure(BEFORE, after)
    assert [line.x0 for line in made.layout.shapes] == [0.14]
    assert made.layout.annotations[-1].text == "dashed: GRU, LSTM c at least 0.14"
    ends = dict(zip(ROWS, made.layout.annotations[:-1], strict=True))
    for line in ("rnn", "lstm"):
        assert ends[line].xanchor == "right", "a text as wide as its row would cross the line"
        assert ends[line].x < math.log10(0.14)
    assert seeds_in_words(after).endswith("GRU and LSTM c never keep less than 0.14.")
