"""Tables beside networks: each line has its numbers, and what is written says them."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from core.figures.guessing import better_orders, perplexity_figure, recall_figure, stored_figure

TABLE, WINDOW = (20.0, 10.0, 7.0, 5.5, 5.2, 5.6), (20.0, 10.1, 8.0, 7.1, 6.9, 6.95)
NETWORKS = {"rnn": 7.0, "gru": 7.2, "lstm": 6.9}


def lines(figure: go.Figure) -> dict[str, list[float]]:
    return {one.name: list(one.y) for one in figure.data}


def written(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_every_model_has_its_line() -> None:
    figure = perplexity_figure(TABLE, WINDOW, NETWORKS, (6.8, 7.2))
    assert lines(figure)["Table"] == list(TABLE)
    assert lines(figure)["Window network"] == list(WINDOW)
    assert lines(figure)["GRU"] == [7.2, 7.2]
    assert "RNN, GRU,<br>LSTM:<br>6.8 to 7.2" in written(figure)


def test_what_is_alike_is_written_once() -> None:
    texts = written(perplexity_figure(TABLE, WINDOW, NETWORKS, (6.8, 7.2)))
    assert [text for text in texts if "20.00" in text] == ["table 20.00"]
    assert "10.10" not in texts
    assert "window network<br>8.00" in texts
    assert {"7.10", "6.90", "6.95"} <= set(texts)


def test_the_table_wins_where_it_is_below_every_network() -> None:
    def shaded(**networks: float) -> list[float]:
        figure = perplexity_figure(TABLE, WINDOW, networks, (6.8, 7.2))
        return [shape.x0 + 0.5 for shape in figure.layout.shapes[1:]]

    assert shaded(**NETWORKS) == [4, 5, 6]
    assert shaded(lstm=5.4) == [5]
    assert shaded(lstm=5.0) == []
    assert "<b>table better</b>" not in written(perplexity_figure(TABLE, WINDOW, {"lstm": 5.0}, (6.8, 7.2)))


def test_numbers_that_are_written_alike_are_no_better() -> None:
    figure = perplexity_figure((1.004, 1.001), (1.1, 1.002), {"lstm": 1.003}, None)
    assert "<b>table better</b>" not in written(figure)
    assert better_orders((120.4, 119.0), (120.2,)) == [2]


def test_without_other_seeds_there_is_no_band_and_each_network_has_its_number() -> None:
    networks = {"rnn": 101.2, "gru": 101.1, "lstm": 13.25}
    figure = perplexity_figure((87.0, 40.0), (88.0, 120.0), networks, piece="word")
    assert not figure.layout.shapes
    beside = {note.text: note.y for note in figure.layout.annotations if note.xref == "paper"}
    assert list(beside) == ["LSTM 13.25", "GRU 101", "RNN 101"]
    low, high = figure.layout.yaxis.range
    assert np.diff(list(beside.values())).min() > 0.06 * (high - low)
    assert low < np.log10(13.25) < np.log10(120) < high
    assert max(beside.values()) < high
    assert "per word" in figure.layout.yaxis.title.text


@pytest.mark.parametrize(
    ("table", "window", "named"),
    [
        ((9.0, 5.0), (9.0, 4.0), "4.00<br>window network"),
        ((9.0, 5.0), (9.0, 6.0), "window network<br>6.00"),
        ((1.0, 1.0), (1.0, 1.0), "window network"),
    ],
)
def test_a_window_network_is_named_wherever_its_line_lies(
    table: tuple[float, ...], window: tuple[float, ...], named: str
) -> None:
    texts = written(perplexity_figure(table, window, {"lstm": 3.0}))
    assert named in texts
    assert sum("window network" in text for text in texts) == 1


@pytest.mark.parametrize(("last", "beneath"), [(30_000, 2), (5000, 1)])
def test_the_window_network_is_named_where_no_table_is_below(last: int, beneath: int) -> None:
    figure = stored_figure((50, last), (4000, 7000), {"rnn": 9500})
    (name,) = [note for note in figure.layout.annotations if note.text == "window network 7,000"]
    assert name.x == beneath


def test_names_of_what_is_stored_lie_inside_the_plot_for_a_short_text() -> None:
    figure = stored_figure((29, 86, 156), (3500, 4500, 5500), {"rnn": 8000, "gru": 18_000, "lstm": 23_000})
    low, high = figure.layout.yaxis.range
    assert all(low < note.y <= high for note in figure.layout.annotations)


def test_shares_are_percent_and_the_lines_are_named_once() -> None:
    figure = recall_figure((0, 0.1, 0.14), (0, 0.2, 0.09), {"gru": 1.0, "lstm": 1.0, "rnn": 0.45}, 1 / 8)
    assert lines(figure)["Window network"] == pytest.approx([0, 20, 9])
    texts = written(figure)
    assert texts.count("0") == 1
    assert "table<br>14" in texts
    assert "window network<br>20" in texts
    assert {"GRU, LSTM<br>100 %", "RNN<br>45 %", "chance<br>12.5 %"} <= set(texts)


def test_what_is_stored_is_written_beside_its_line() -> None:
    figure = stored_figure((50, 900, 7000, 30_000), (4000, 5000, 6000, 7000), {"rnn": 9500, "lstm": 25_285})
    assert lines(figure)["Table"] == [50, 900, 7000, 30_000]
    assert {"50", "900", "30k", "4,000", "window network 7,000", "LSTM 25k"} <= set(written(figure))
    assert "7,000" not in written(figure), "there is no room for a number between two lines"


def test_words_beside_lines_do_not_lie_on_one_another() -> None:
    figure = stored_figure((50, 900, 7000), (4000, 5000, 6000), {"rnn": 9000, "gru": 9001, "lstm": 9002})
    beside = sorted(
        note.y for note in figure.layout.annotations if note.text.endswith(" 9,00" + note.text[-1])
    )
    assert len(beside) == 3
    assert np.diff(beside).min() > 0.25
