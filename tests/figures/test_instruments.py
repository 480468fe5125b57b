"""The figures of the instruments show the instruments' own numbers, on fixed scales, broken ones too."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from core import Network, RunSpec, Trace, gradient_profile, initial_network, record
from core.figures import checks, dynamics, gradients, memory, units
from core.figures.along import DIVERGING, SEQUENTIAL
from core.figures.boards import board
from core.figures.staves import heat_stave, lines_stave
from core.instruments.check import check_gradients
from core.instruments.clipping import clip
from core.instruments.count import weight_count
from core.instruments.jacobian import eigenvalues, jacobians
from core.instruments.ledger import ledger
from core.instruments.operations import Clamp
from core.instruments.paths import paths
from core.instruments.reach import ReachMap, reach_map
from core.instruments.surgery import difference
from core.instruments.truncation import truncation
from core.instruments.units import cluster_order, find_units, saturation
from core.spec import KINDS, Kind, ModelSpec
from tests.making.traces import SENTENCE, broken_trace, trace_of


def every_figure(trace: Trace) -> dict[str, go.Figure]:
    """Make each figure that this network has."""
    kind = trace.network.spec.model.kind
    profile, steps = gradient_profile(trace, 0), jacobians(trace)
    made = {
        "gradient": gradients.gradient_figure([profile]),
        "contribution": gradients.contribution_figure(profile, "rnn.weight_hh_l0"),
        "reach": gradients.reach_figure(reach_map(trace), trace.words),
        "jacobian": dynamics.jacobian_figure(steps, trace.words, kind),
        "step": dynamics.step_figure(steps, trace.words, kind),
        "singular values": dynamics.singular_value_figure(steps),
        "signal": memory.signal_figure(trace, "hidden"),
        "check": checks.check_figure(check_gradients(trace, 0, each=1)),
        "clipping": checks.clipping_figure([clip(profile.weight_gradients(), 0.1)]),
        "count": checks.count_figure({kind: weight_count(trace.network.spec.model, 9, 2)}),
    }
    if not trace.network.spec.model.bidirectional:
        made["truncation"] = gradients.truncation_figure(truncation(trace, 4, 0))
        made["truncation error"] = gradients.truncation_error_figure(truncation(trace, 4, 0))
    if kind != "rnn":
        made["paths"] = gradients.paths_figure(paths(profile), trace.words)
        made["ledger"] = memory.ledger_figure(ledger(trace), trace.words)
        made["share"] = memory.share_figure(ledger(trace), trace.words)
        operated = record(trace.network, SENTENCE, operations=[Clamp("candidate", 0.5, start=3)])
        made["difference"] = memory.difference_figure(difference(trace, operated))
        made["difference map"] = memory.difference_map_figure(difference(trace, operated), "hidden")
    return made


def values(figure: go.Figure, place: int, key: str = "y") -> np.ndarray:
    return np.asarray(figure.data[place][key], dtype=float)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [trace_of, broken_trace])
def test_every_figure_is_plain_json_with_titled_axes(kind: Kind, make: Any) -> None:
    for name, figure in every_figure(make(kind)).items():
        sent = json.loads(figure.to_json())
        assert sent["data"], name
        titled = [sent["layout"][axis].get("title", {}).get("text") for axis in ("xaxis", "yaxis")]
        ticked = "ticktext" in sent["layout"]["xaxis"]
        assert any(titled) or ticked, name


@pytest.mark.parametrize("kind", KINDS)
def test_figures_show_the_numbers_of_the_instruments(kind: Kind) -> None:
    trace = trace_of(kind)
    profile = gradient_profile(trace, 0)
    figures = every_figure(trace)
    np.testing.assert_array_equal(values(figures["gradient"], 0), profile.hidden)
    one = profile.contributions()["rnn.weight_hh_l0"]
    np.testing.assert_array_equal(values(figures["contribution"], 0), one.norms)
    reach = reach_map(trace).hidden
    drawn = values(figures["reach"], 0, "z")
    np.testing.assert_allclose(10 ** drawn[np.isfinite(drawn)], reach[np.isfinite(drawn)], rtol=1e-12)
    assert (reach[~np.isfinite(drawn)] == 0).all()
    np.testing.assert_array_equal(values(figures["jacobian"], 0), jacobians(trace).norms_to_last)
    assert len(figures["jacobian"].data) == (3 if kind == "rnn" else 1)
    cut = truncation(trace, 4, 0)
    drawn = values(figures["truncation"], 1)
    np.testing.assert_array_equal(drawn[np.isfinite(drawn)], cut.truncated.hidden[cut.truncated.hidden > 0])
    assert [shape.x0 for shape in figures["truncation"].layout.shapes] == [t - 0.5 for t in cut.cuts]
    np.testing.assert_allclose(
        values(figures["truncation error"], 0, "x"), 100 * np.array([*cut.error.values()])
    )
    assert figures["truncation error"].layout.xaxis.range == (0, 104)


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_memory_figures_show_the_ledger_and_the_paths(kind: Kind) -> None:
    trace, figures = trace_of(kind), every_figure(trace_of(kind))
    book, split = ledger(trace), paths(gradient_profile(trace, 0))
    np.testing.assert_array_equal(values(figures["ledger"], 0, "z"), book.written[-1].T)
    np.testing.assert_array_equal(values(figures["share"], 0), 100 * book.shares())
    for place, norms in enumerate((split.total_norms, split.straight_norms, split.rest_norms)):
        drawn = values(figures["paths"], place)
        np.testing.assert_array_equal(drawn[np.isfinite(drawn)], norms[norms > 0])


def test_signals_have_fixed_scales() -> None:
    trace = trace_of("lstm")
    for signal, low, high in (("forget_gate", 0, 1), ("hidden", -1, 1), ("candidate", -1, 1)):
        drawn = memory.signal_figure(trace, signal).data[0]
        assert (drawn.zmin, drawn.zmax) == (low, high)
        np.testing.assert_array_equal(np.asarray(drawn.z), trace[signal].T)


def test_an_error_of_truncation_beyond_the_axis_makes_it_longer_and_an_infinite_one_is_written() -> None:
    cut = replace(truncation(trace_of("rnn"), 4, 0), error={"a": 0.5, "b": 2.25, "c": np.inf, "d": np.nan})
    figure = gradients.truncation_error_figure(cut)
    assert figure.layout.xaxis.range == (0, 312)
    np.testing.assert_array_equal(values(figure, 0, "x"), [50, 225, 0, 0])
    assert figure.data[0].text == ("", "", "inf", "nan")


@pytest.mark.parametrize("largest", [3e5, 1e6, 1e-3])
def test_a_map_of_gradient_norms_never_has_the_colours_of_signed_numbers(largest: float) -> None:
    norms = np.array([[largest, 0.0], [largest / 7, largest / 1e9]])
    figure = gradients.reach_figure(ReachMap(norms, None, np.zeros(2)), ("a", "b"))
    assert figure.data[0].colorscale[0][1] == SEQUENTIAL[0][1]
    signed = memory.signal_figure(trace_of("rnn"), "hidden").data[0]
    assert signed.colorscale[1] == tuple(DIVERGING[1])


def test_jacobians_of_the_direction_from_the_end_stand_at_their_words() -> None:
    model = ModelSpec("rnn", 4, 4, bidirectional=True)
    trace = record(initial_network(RunSpec(model)), SENTENCE)
    steps = jacobians(trace, reverse=True)
    to_last = values(dynamics.jacobian_figure(steps, trace.words, "rnn"), 0)
    assert to_last[0] == pytest.approx(1)  # read last: the state after the first word
    np.testing.assert_array_equal(to_last[::-1], steps.norms_to_last)
    bound = values(dynamics.jacobian_figure(steps, trace.words, "rnn"), 2)
    assert bound[0] == pytest.approx(1)
    own = values(dynamics.step_figure(steps, trace.words, "rnn"), 0)
    np.testing.assert_array_equal(own[::-1], steps.norms)


@pytest.mark.parametrize(("signal", "edge"), [("forget_gate", 1), ("candidate", 2), ("hidden", 2)])
def test_a_map_of_differences_is_as_wide_as_the_signal_can_move(signal: str, edge: float) -> None:
    trace = trace_of("lstm")
    ends = [record(trace.network, SENTENCE, operations=[Clamp("candidate", end)]) for end in (-1.0, 1.0)]
    drawn = memory.difference_map_figure(difference(*ends), signal).data[0]
    assert (drawn.zmin, drawn.zmax) == (-edge, edge)
    assert np.abs(np.asarray(drawn.z)).max() <= edge
    if signal == "candidate":
        assert np.asarray(drawn.z).max() == 2


def test_a_gate_that_is_held_beyond_its_end_lies_within_the_scale() -> None:
    held = record(trace_of("lstm").network, SENTENCE, operations=[Clamp("forget_gate", 2.5)])
    assert memory.signal_figure(held, "forget_gate").data[0].zmax == 3


def test_what_a_learnt_state_adds_comes_from_before_the_words() -> None:
    trace = record(initial_network(RunSpec(ModelSpec("rnn", 4, 4, initial_state="learnt"))), "dog")
    profile = gradient_profile(trace, 0)
    for weight, words in (("rnn.initial_hidden_l0", ("(start)",)), ("rnn.weight_ih_l0", ("dog",))):
        assert gradients.contribution_figure(profile, weight).layout.xaxis.ticktext == words


def test_what_is_not_finite_is_marked() -> None:
    trace = broken_trace("rnn")
    figure = gradients.gradient_figure([gradient_profile(trace, 0)])
    marks = [one for one in figure.data if one.name.endswith("not finite")]
    assert len(marks) == 1
    assert list(marks[0].x) == list(range(len(trace)))


def test_units_stand_in_the_order_in_which_they_were_chosen() -> None:
    network = trace_of("lstm").network
    traces = [record(network, text) for text in (SENTENCE, "the film was good", "the plot was bad")]
    found = find_units(traces, [np.arange(len(trace), dtype=float) for trace in traces])
    figure = units.unit_figure(found, "position", found)
    np.testing.assert_array_equal(values(figure, 1), np.abs(found.held_out[found.ranking]))
    assert len(figure.data) == 3
    shares = saturation(traces, "forget_gate")
    drawn = units.saturation_figure(shares, "forget_gate").data[0]
    assert list(drawn.y) == sorted(100 * shares, reverse=True)


def test_eigenvalues_lie_in_the_plane_with_the_unit_circle() -> None:
    network: Network = trace_of("rnn").network
    found = eigenvalues(network)
    figure = dynamics.eigenvalue_figure(found)
    np.testing.assert_array_equal(values(figure, 0, "x") + 1j * values(figure, 0), found)
    circle = figure.layout.shapes[0]
    assert (circle.x0, circle.x1, circle.y0, circle.y1) == (-1, 1, -1, 1)


def test_clipping_and_count_are_told_step_by_step_and_part_by_part() -> None:
    steps = [clip({"a": np.full(4, size)}, 1.0) for size in (0.1, 2.0, 50.0)]
    figure = checks.clipping_figure(steps)
    np.testing.assert_allclose(values(figure, 0), [0.2, 4, 100])
    np.testing.assert_allclose(values(figure, 1), [0.2, 1, 1])
    counts = {name: weight_count(ModelSpec(name), 50, 2) for name in KINDS}
    figure = checks.count_figure({name: counts[name] for name in KINDS})
    assert [sum(one.x[place] for one in figure.data) for place in range(3)] == [
        counts[name].total for name in KINDS
    ]


def test_what_there_is_not_is_refused_in_a_sentence() -> None:
    trace = trace_of("rnn")
    with pytest.raises(ValueError, match="this network has embedding"):
        gradients.contribution_figure(gradient_profile(trace, 0), "weight")
    with pytest.raises(ValueError, match="ask for hidden"):
        gradients.reach_figure(reach_map(trace), trace.words, "cell_state")


def test_a_state_without_ends_is_drawn_on_a_scale_that_holds_it() -> None:
    model = ModelSpec("rnn", 8, 8, activation="identity", initialisation="orthogonal", spectral_radius=1.2)
    trace = record(initial_network(RunSpec(model)), SENTENCE)
    drawn = memory.signal_figure(trace, "hidden").data[0]
    assert drawn.zmax == -drawn.zmin >= np.abs(trace.hidden).max() > 1
    assert heat_stave(trace.network, "hidden")["of"].signal.scale == "squashed"
    assert "bound" not in lines_stave(trace.network, "hidden")


@pytest.mark.parametrize(
    "model",
    [
        ModelSpec("lstm", 8, 8, peepholes=True, layers=2, without=("output_gate",)),
        ModelSpec(
            "gru", 4, 8, update_gate="writes", reset_gate="before", bidirectional=True, connection="dense"
        ),
        ModelSpec("gru", 4, 8, without=("reset_gate",)),
    ],
)
def test_boards_and_figures_show_networks_of_other_kinds(model: ModelSpec) -> None:
    trace = record(initial_network(RunSpec(model)), SENTENCE)
    parts = ["unrolled", "readout", *trace.signals]
    made = board(trace.network, SENTENCE, parts, name="x", readout="answer")
    gates = [gate["name"] for gate in made["lens"]["gates"]]
    assert gates == [name for name in trace.signals if name in trace.parts]
    notes = [sent["note"] for sent in made["signals"].values() if sent["name"] == "update_gate"]
    assert all(("writes" in note) == (model.update_gate == "writes") for note in notes)
    every_figure(trace)


def test_units_may_stand_in_another_order() -> None:
    trace = trace_of("lstm")
    order = cluster_order(trace["hidden"])
    figure = memory.signal_figure(trace, "hidden", order=order)
    np.testing.assert_array_equal(np.asarray(figure.data[0].z), trace["hidden"].T[order])
    named = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    assert all(int(name) == order[place] for place, name in named.items())
