"""Tables beside networks: each line has its numbers and its name, and what is written says them."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from core.figures.guessing import perplexity_figure, recall_figure, standings
from core.figures.orders import WIDE, Name, named
from core.figures.stored import stored_figure

TABLE, WINDOW = (20.0, 10.0, 7.0, 5.5, 5.2, 5.6), (20.0, 10.1, 8.0, 7.1, 6.9, 6.95)
NETWORKS = {"rnn": 7.0, "gru": 7.2, "lstm": 6.9}
BAND = (6.8, 7.2)


def lines(figure: go.Figure) -> dict[str, list[float]]:
    return {one.name: list(one.y) for one in figure.data}


def written(figure: go.Figure, *, beside: bool | None = None) -> list[str]:
    """Return what is written; `beside` the plot, or in it."""
    return [
        note.text
        for note in figure.layout.annotations
        if beside is None or beside == (note.xref == "paper" and note.x == 1)
    ]


def test_every_model_has_its_line_and_its_name_at_the_end() -> None:
    figure = perplexity_figure(TABLE, WINDOW, NETWORKS, BAND)
    assert lines(figure)["Table"] == list(TABLE)
    assert lines(figure)["Window network"] == list(WINDOW)
    assert lines(figure)["GRU"] == [7.2, 7.2]
    names = ["table", "window<br>network", "RNN, GRU,<br>LSTM<br>6.8 to 7.2"]
    assert written(figure, beside=True) == names
    stored = stored_figure((50, 166_000), (4000, 9500), {"lstm": 25_000})
    assert written(stored, beside=True) == ["window<br>network 9,500", "LSTM 25k", "table 166k"]


def test_what_is_alike_is_written_once() -> None:
    texts = written(perplexity_figure(TABLE, WINDOW, NETWORKS, BAND), beside=False)
    assert [text for text in texts if "20.00" in text] == ["20.00"]
    assert "10.10" not in texts
    assert {"8.00", "7.10", "6.90", "6.95"} <= set(texts)


def test_where_there_is_little_room_the_best_number_of_the_table_is_left() -> None:
    figure = perplexity_figure(TABLE, (20.0, 5.0, *WINDOW[2:]), NETWORKS, BAND)
    kept = [note.text for note in figure.layout.annotations if note.yref != "paper" and note.name != WIDE]
    assert [text for text in kept if text[0].isdigit()] == ["5.20"]
    twice = perplexity_figure((9.0, 5.0, 5.0), (9.0, 9.0, 9.0), {"lstm": 6.0})
    assert [note.text for note in twice.layout.annotations if note.name != WIDE].count("5.00") == 1


def test_the_axes_say_what_n_counts_and_what_is_better() -> None:
    figure = perplexity_figure(TABLE, WINDOW, NETWORKS, BAND)
    assert figure.layout.xaxis.title.text == "N: it sees N − 1 letters and guesses the Nth"
    assert (
        figure.layout.yaxis.title.text
        == "perplexity: as if it chose among<br>so many letters; less is better"
    )
    for one in (figure, stored_figure((50, 900), (4000, 5000), {"lstm": 25_000})):
        assert "log axis" in written(one)
        assert one.layout.yaxis.type == "log"
    shares = recall_figure((0, 0.1), (0, 0.2), {"lstm": 1.0}, 0.125)
    assert shares.layout.xaxis.title.text == "N: it sees N − 1 words and guesses the Nth"
    assert "log axis" not in written(shares)


def test_the_table_wins_below_every_network_and_ties_inside_the_band() -> None:
    assert standings(TABLE, [*NETWORKS.values(), *WINDOW], BAND) == ("worse", "worse", "tie", *["better"] * 3)
    assert standings(TABLE, [5.4], BAND)[3:] == ("tie", "better", "tie")
    assert standings(TABLE, [5.0], BAND)[3:] == ("tie",) * 3
    figure = perplexity_figure(TABLE, WINDOW, NETWORKS, BAND)
    band, *won = figure.layout.shapes
    assert (band.y0, band.y1) == BAND
    assert [shape.x0 + 0.5 for shape in won] == [4, 5, 6]
    (tie,) = [note for note in figure.layout.annotations if note.text == "<b>tie</b>"]
    (wins,) = [note for note in figure.layout.annotations if note.text == "<b>table wins</b>"]
    assert (tie.x, wins.x) == (3, 5)
    assert tie.y != wins.y, "neighbours on a phone"
    assert not any("wins" in text for text in written(perplexity_figure(TABLE, WINDOW, {"lstm": 5.0}, BAND)))


def test_without_other_starts_three_percent_are_a_tie() -> None:
    assert standings([9.0, 7.2, 7.0, 6.8, 6.7], [7.0, 8.0]) == ("worse", "tie", "tie", "tie", "better")


def test_numbers_that_are_written_alike_are_equal() -> None:
    assert standings([120.4, 116.0], [120.2], (120.3, 121.0)) == ("tie", "better")
    assert standings([1.004], [1.003], (1.003, 1.003)) == ("tie",)


def test_without_other_starts_there_is_no_band_and_each_network_has_its_number() -> None:
    networks = {"rnn": 101.2, "gru": 101.1, "lstm": 13.25}
    figure = perplexity_figure((87.0, 40.0), (88.0, 120.0), networks, piece="word")
    assert not figure.layout.shapes
    beside = {note.text: note.y for note in figure.layout.annotations if note.xref == "paper" and note.x == 1}
    assert list(beside) == ["LSTM 13.25", "table", "GRU 101", "RNN 101", "window<br>network"]
    low, high = figure.layout.yaxis.range
    assert np.diff(list(beside.values())).min() > 0.06 * (high - low)
    assert low < np.log10(13.25) < np.log10(120) < high
    assert max(beside.values()) < high
    assert "so many words" in figure.layout.yaxis.title.text


def test_names_lie_at_their_lines_as_far_as_none_lies_on_another() -> None:
    notes, top = named([Name(1, "b<br>c"), Name(1.2, "d"), Name(0, "a"), Name(9, "e")], 0.5)
    places = {note["text"]: note["y"] for note in notes}
    assert places == {"a": 0, "b<br>c": 1, "d": 1.75, "e": 9}
    assert top == 9.25


def test_names_of_what_is_stored_lie_inside_the_plot_for_a_short_text() -> None:
    figure = stored_figure((29, 86, 156), (3500, 4500, 5500), {"rnn": 8000, "gru": 18_000, "lstm": 23_000})
    low, high = figure.layout.yaxis.range
    assert all(low < note.y <= high for note in figure.layout.annotations if note.yref != "paper")


def test_shares_are_percent_and_the_lines_are_named_once() -> None:
    figure = recall_figure((0, 0.1, 0.14), (0, 0.2, 0.09), {"gru": 1.0, "lstm": 1.0, "rnn": 0.45}, 1 / 8)
    assert lines(figure)["Window network"] == pytest.approx([0, 20, 9])
    assert written(figure, beside=False) == ["0", "10", "20"]
    assert set(written(figure, beside=True)) == {
        "GRU, LSTM<br>100 %",
        "RNN<br>45 %",
        "chance 12.5 %",
        "table 14 %",
        "window<br>network 9 %",
    }


def test_what_is_stored_is_written_at_its_points_where_there_is_room() -> None:
    figure = stored_figure((50, 900, 7000, 30_000), (4000, 5000, 6000, 7000), {"rnn": 9500, "lstm": 25_285})
    assert lines(figure)["Table"] == [50, 900, 7000, 30_000]
    assert written(figure, beside=False) == ["50", "900", "log axis"], "no number between two lines"
