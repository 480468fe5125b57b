"""Figures of training, by looking at their data: every number was measured, every range is fixed."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import default_run, task
from core.figures.accuracy import accuracy_figure, accuracy_in_words
from core.figures.continuation import continuation_figure, continuation_in_words
from core.figures.palette import NETWORKS, PLOTLY_DASH
from core.figures.training import MOST_POINTS, Course, gradient_norm_figure, loss_figure, thin
from core.instruments.continuation import continuation
from core.network import initial_network
from core.spec import KINDS, TASKS, TaskName
from core.tasks.series import Series

LOSSES = np.array([3.0, 2.0, np.nan, 0.5])
RECALL = task(default_run("lstm", "recall").task)
CURVES = {"rnn": ((3, 1.0), (40, 0.0)), "lstm": ((3, 1.0), (40, 0.75))}


def course(kind: str, values: Any = LOSSES) -> Course:
    return Course(kind, np.arange(1, len(values) + 1), np.asarray(values))


@pytest.mark.parametrize("make", [loss_figure, gradient_norm_figure])
def test_a_course_is_drawn_as_measured(make: Any) -> None:
    figure = make([course(kind) for kind in KINDS], 500)
    assert [trace.name for trace in figure.data] == [NETWORKS[kind].name for kind in KINDS]
    for kind, trace in zip(KINDS, figure.data, strict=True):
        assert list(trace.x) == [1, 2, 3, 4]
        np.testing.assert_array_equal(np.asarray(trace.y, float), LOSSES)
        assert (trace.line.color, trace.line.dash) == (NETWORKS[kind].hue, PLOTLY_DASH[NETWORKS[kind].dash])
    assert tuple(figure.layout.xaxis.range) == (0, 500), "all the steps, from the first moment on"
    assert figure.layout.yaxis.type == "log"
    assert figure.layout.xaxis.title.text
    assert figure.layout.yaxis.title.text


def test_what_is_not_finite_is_a_gap_and_travels_as_null() -> None:
    figure = loss_figure([course("rnn", [1.0, np.inf, np.nan, 2.0])], 4)
    sent = json.loads(figure.to_json(), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert np.isnan(np.asarray(figure.data[0].y, float)).tolist() == [False, True, True, False]
    assert sent["data"][0]["name"] == "RNN"


def ground(figure: go.Figure) -> list[go.layout.Shape]:
    """Return the shapes in the plot; the others are the key above it."""
    return [shape for shape in figure.layout.shapes if shape.xsizemode != "pixel"]


def test_nothing_measured_yet_is_an_empty_figure_with_the_same_axes() -> None:
    empty, full = loss_figure([], 500), loss_figure([course("rnn")], 500)
    assert len(empty.data) == 0
    assert empty.layout.xaxis == full.layout.xaxis
    assert empty.layout.yaxis.type == "log"
    assert len(accuracy_figure({}, RECALL).data) == 0
    assert len(ground(accuracy_figure({}, RECALL))) == 2, "chance and what was trained, from the start"


def test_accuracy_is_in_percent_on_a_fixed_axis() -> None:
    figure = accuracy_figure(CURVES, RECALL)
    assert [(trace.name, list(trace.x), list(trace.y)) for trace in figure.data] == [
        ("RNN", [3, 40], [100, 0]),
        ("LSTM", [3, 40], [100, 75]),
    ]
    low, high = figure.layout.yaxis.range
    assert low <= 0
    assert high >= 100
    assert figure.layout.xaxis.range[1] >= max(RECALL.exam_points)
    assert [trace.marker.symbol for trace in figure.data] == [NETWORKS["rnn"].mark, NETWORKS["lstm"].mark]
    assert [trace.line.color for trace in figure.data] == [NETWORKS["rnn"].hue, NETWORKS["lstm"].hue]


@pytest.mark.parametrize("name", TASKS)
def test_accuracy_says_chance_and_what_was_trained(name: TaskName) -> None:
    this = task(default_run("lstm", name).task)
    figure = accuracy_figure(CURVES, this)
    if this.scale == "perplexity":
        (line,) = ground(figure)
        assert figure.layout.yaxis.type == "log"
        assert line.y0 == line.y1 == this.chance
        assert [note.text for note in figure.layout.annotations] == [f"chance {this.chance:.3g}"]
        assert list(figure.data[0].y) == [value for _, value in CURVES["rnn"]]
        assert "Perplexity by context" in accuracy_in_words(CURVES, this)
        return
    if isinstance(this, Series):
        ends = {(shape.x1, shape.y1) for shape in figure.layout.shapes if shape.xsizemode != "pixel"}
        drawn = [this.baselines[rule] for rule in ("last season", "last value")]
        assert ends == {point for curve in drawn for point in curve[1:]}
        assert figure.layout.yaxis.title.text == "error"
        assert figure.layout.yaxis.range[0] == 0
        assert list(figure.data[0].y) == [value for _, value in CURVES["rnn"]]
        return
    line, *rest = ground(figure)
    assert (line.y0, line.y1) == (100 * this.chance, 100 * this.chance)
    if this.point_names:
        assert not rest
        assert list(figure.layout.xaxis.tickvals) == list(this.exam_points)
        assert list(figure.layout.xaxis.ticktext) == list(this.point_names)
        last = ((this.exam_points[-1], 1.0),)
        assert accuracy_in_words({"rnn": last}, this).endswith(f"100 % at {this.point_names[-1]}.")
        return
    (area,) = rest
    assert (area.x0, area.x1) == (this.spec.shortest, this.spec.longest)
    notes = [note.text for note in figure.layout.annotations]
    assert notes == [f"chance {round(100 * this.chance, 1):g} %", f"trained on {this.trained_span}"]
    assert figure.layout.xaxis.title.text == f"{this.curve_name} ({this.curve_unit})"


def test_a_perplexity_worse_than_the_axis_makes_it_longer() -> None:
    this = task(default_run("lstm", "characters").task)
    for worst, top in ((this.chance, 2 * this.chance), (9 * this.chance, 9.9 * this.chance)):
        figure = accuracy_figure({"rnn": ((8, worst), (16, 1.5), (32, float("inf")))}, this)
        assert 10 ** figure.layout.yaxis.range[1] == pytest.approx(top)
    assert "RNN 1.55 at 16" in accuracy_in_words({"rnn": ((8, 2.0), (16, 1.553))}, this)


def test_accuracy_is_said_in_words_too() -> None:
    said = accuracy_in_words(CURVES, RECALL)
    assert "RNN 0 % at 40" in said
    assert "LSTM 75 % at 40" in said
    assert accuracy_in_words({}, RECALL)


def test_figures_leave_the_ground_to_the_page() -> None:
    for figure in (loss_figure([course("gru")], 5), accuracy_figure(CURVES, RECALL)):
        assert figure.layout.template == pio.templates["none"]
        assert figure.layout.height
        assert figure.layout.paper_bgcolor is None
        assert figure.layout.font.color is None


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=1500), st.integers(1, 300))
def test_thinning_keeps_the_course(values: list[float], most: int) -> None:
    steps, all_values = np.arange(1, len(values) + 1), np.array(values)
    x, y = thin(steps, all_values, most)
    stretch = -(-len(values) // most)
    assert len(x) == len(y) == -(-len(values) // stretch) <= most
    assert x[-1] == len(values)
    assert (np.diff(x) > 0).all()
    assert set(x) <= set(steps)
    assert y.min() >= all_values.min()
    assert y.max() <= all_values.max()
    begins = [0, *x[:-1]]
    for start, end, middle in zip(begins, x, y, strict=True):
        assert middle == np.median(all_values[start:end])


def test_short_courses_stay_as_they_are() -> None:
    x, y = thin(np.arange(MOST_POINTS), np.arange(MOST_POINTS) * 2.0)
    assert list(x) == list(range(MOST_POINTS))
    assert list(y) == [2.0 * step for step in range(MOST_POINTS)]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_number_that_is_not_finite_is_seen_after_thinning(bad: float) -> None:
    values = np.ones(5000)
    values[4999] = bad
    _, y = thin(np.arange(1, 5001), values)
    assert np.isnan(y).sum() == 1
    assert np.isnan(y[-1])


def test_a_series_is_drawn_on_beyond_its_end_and_beside_its_rules() -> None:
    spec = default_run("lstm", "series")
    net, this = initial_network(spec), task(spec.task)
    assert isinstance(this, Series)
    for begins, known in ((None, 0), (1100, 32)):
        found = continuation(net, 32, begins)
        figure = continuation_figure({"lstm": found}, this)
        data, last, season, own = figure.data
        names = ["series", "rule: last value", "rule: last season", "LSTM"]
        assert [line.name for line in figure.data] == names
        assert list(own.x) == list(last.x) == list(range(found.begins, found.begins + 32))
        np.testing.assert_allclose(own.y, found.values)
        np.testing.assert_array_equal(season.y, found.naive["last season"])
        assert data.x[-1] == found.begins - 1 + known
        np.testing.assert_array_equal(data.y, this.values[data.x[0] : data.x[-1] + 1])
        low, high = figure.layout.yaxis.range
        assert low < this.values.min() < this.values.max() < high
        said = continuation_in_words({"lstm": found})
        assert said.startswith(f"32 numbers on from place {found.begins:,}: ")
        assert ("the series " in said) == bool(known)
