"""The figure of the probe shows the scores' own numbers: line, band, chance."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from core import ProbeScore, fit_probe, initial_network, judge_probe
from core.arrays import Floats
from core.figures.palette import NETWORKS, SIGNALS
from core.figures.probe import probe_figure, probe_in_words
from core.instruments.labelled import State
from core.recipes import default_run
from core.spec import Kind


@cache
def measured(kind: Kind, state: State = "hidden", seed: int = 0) -> ProbeScore:
    net = initial_network(default_run(kind, "recall", seed))
    return judge_probe(fit_probe(net, "subject", state=state, sentences=80), net)


def made(kind: Kind, share: list[float], chance: float = 0.25, lags: list[int] | None = None) -> ProbeScore:
    """Return a score with these shares, at lags 0, 1, … or others."""
    size = len(share)
    return ProbeScore(
        label="subject",
        kind=kind,
        state="hidden",
        lags=np.array(lags or range(size), np.int64),
        counts=np.full(size, 4),
        share=np.array(share),
        chance=np.full(size, chance),
        promised=np.ones(size),
        by_class={},
        network="",
        steps=0,
    )


def drawn(values: object) -> Floats:
    return np.array(values, float)


def test_a_line_for_each_cell_and_state() -> None:
    scores = [measured("rnn"), measured("lstm"), measured("lstm", "cell_state")]
    figure = probe_figure(scores)
    assert [line.name for line in figure.data] == ["RNN", "LSTM", "LSTM, cell state"]
    hues = [NETWORKS["rnn"].hue, NETWORKS["lstm"].hue, SIGNALS["cell_state"]]
    assert [line.line.color for line in figure.data] == hues
    for line, score in zip(figure.data, scores, strict=True):
        assert list(line.x) == list(score.lags)
        np.testing.assert_allclose(drawn(line.y), 100 * score.share)
    assert figure.layout.yaxis.range == (-4, 106)
    assert figure.layout.xaxis.title.text == "lag (words since “subject” last changed)"


def test_seeds_are_a_mean_and_a_band_from_the_lowest_to_the_highest() -> None:
    seeds = [made("rnn", [1, 0.5, 0.25]), made("rnn", [0.5, 0.5, 1]), made("rnn", [0.75, 0.2])]
    low, high, line = probe_figure(seeds).data
    np.testing.assert_allclose(drawn(low.y), [50, 20, 25])
    np.testing.assert_allclose(drawn(high.y), [100, 50, 100])
    np.testing.assert_allclose(drawn(line.y), [75, 40, 62.5])
    assert high.fill == "tonexty"
    assert [one.showlegend for one in (low, high, line)] == [False, False, None]
    assert len(probe_figure(seeds[:1]).data) == 1


def test_untrained_networks_are_dashed_and_have_no_band() -> None:
    figure = probe_figure([made("gru", [1, 1])], [made("gru", [1, 0.5]), made("gru", [1, 0.3])])
    trained, untrained = figure.data
    assert (trained.name, untrained.name) == ("GRU", "GRU, untrained")
    assert (trained.line.dash, untrained.line.dash) == (None, "dash")
    assert untrained.marker.symbol == f"{trained.marker.symbol}-open"
    np.testing.assert_allclose(drawn(untrained.y), [100, 40])
    assert (trained.showlegend, untrained.showlegend) == (None, False)
    assert "untrained" in [note.text for note in figure.layout.annotations]
    alone = probe_figure([], [made("gru", [1, 0.5])])
    assert [line.showlegend for line in alone.data] == [True]


def test_chance_is_the_best_single_answer_at_each_lag() -> None:
    score = measured("gru")
    figure = probe_figure([score], longest=10)
    path = figure.layout.shapes[0].path
    points = [tuple(map(float, point.split(","))) for point in path.removeprefix("M ").split(" L ")]
    kept = score.lags <= 10
    np.testing.assert_allclose(points, np.column_stack([score.lags, 100 * score.chance])[kept], rtol=1e-3)
    assert max(figure.data[0].x) == 10
    assert "chance 12.5 %" in [note.text for note in figure.layout.annotations]
    both = probe_figure([made("rnn", [1, 1], 0.25), made("gru", [1, 1], 0.5)])
    assert "chance 37.5 %" in [note.text for note in both.layout.annotations]


def test_a_single_lag_has_its_chance_drawn() -> None:
    figure = probe_figure([made("rnn", [0.5])])
    assert figure.layout.shapes[0].path == "M -1,25 L 1,25"
    assert figure.layout.xaxis.range == (-0.03, 1.04)


def test_what_is_not_finite_leaves_a_gap() -> None:
    (line,) = probe_figure([made("rnn", [1, np.nan, 0.5])]).data
    np.testing.assert_allclose(drawn(line.y), [100, np.nan, 50])
    low, high, line = probe_figure([made("rnn", [1, np.nan]), made("rnn", [0.5, 0.25])]).data
    assert (drawn(low.y)[1], drawn(high.y)[1], drawn(line.y)[1]) == (25, 25, 25)


def test_the_figure_in_words() -> None:
    said = probe_in_words([made("rnn", [1, 0.5, 0.25]), made("rnn", [0.5, 0.5, 0.75]), made("gru", [1])])
    assert "RNN 75 % at lag 0, 50 % at lag 2; GRU 100 % at lag 0." in said
    assert "None yet" in probe_in_words([])


def test_scores_of_several_labels_are_not_drawn_together() -> None:
    other = fit_probe(initial_network(default_run("rnn", "brackets")), "depth", sentences=40)
    depth = judge_probe(other, initial_network(default_run("rnn", "brackets")))
    with pytest.raises(ValueError, match="scores of 2 labels"):
        probe_figure([measured("rnn")], [depth])
    with pytest.raises(ValueError, match="scores of 0 labels"):
        probe_figure([])
