"""The score payload: what travels to the browser is the trace's own numbers, named, captioned, plain JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core import gradient_profile, initial_network, record
from core.arrays import packed, unpacked
from core.equations.signals import READING_ORDER, label_of, signal_of, signals_of
from core.figures.boards import board, gradient_board
from core.figures.palette import NETWORKS, SIGNALS
from core.figures.score import SignalAt, provenance, score
from core.figures.staves import (
    heat_stave,
    lines_stave,
    profile_stave,
    readout_stave,
    unrolled_stave,
)
from core.network import GATES
from core.network.shapes import peeping
from core.spec import KINDS, Activation, Kind, ModelSpec, RunSpec
from tests.making.networks import models, network, sentence
from tests.making.traces import SENTENCE, broken_trace, float32, numbers, trace_of
from tests.running import ROOT

EACH_SIGNAL = [(kind, signal) for kind in KINDS for signal in READING_ORDER[kind]]


def whole_score(kind: Kind, *, broken: bool = False) -> dict[str, Any]:
    """Every stave there is, on one sentence."""
    trace = broken_trace(kind) if broken else trace_of(kind)
    staves = [unrolled_stave(trace), readout_stave(trace, "answer")]
    staves += [heat_stave(trace, signal) for signal in trace.signals]
    staves += [lines_stave(trace, signal) for signal in trace.signals]
    staves += [profile_stave([(kind, "hidden", gradient_profile(trace, 0))], "positive")]
    return score([trace], staves, name="all", lens=trace)


@given(arrays.arrays(np.float64, arrays.array_shapes(min_dims=2, max_dims=2, max_side=5)))
def test_arrays_travel_bit_for_bit(values: np.ndarray[Any, Any]) -> None:
    assert numbers(packed(values, "f64")).tobytes() == values.astype("<f8").tobytes()
    assert numbers(packed(values)).tobytes() == float32(values).tobytes()
    assert unpacked(packed(values, "f64")).tobytes() == values.astype("<f8").tobytes()
    assert unpacked(packed(values)).tobytes() == float32(values).tobytes()


def test_arrays_travel_in_rows_whatever_their_layout() -> None:
    values = np.arange(12.0).reshape(3, 4)
    assert np.array_equal(numbers(packed(values.T)), values.T)
    assert np.array_equal(numbers(packed(values[::-1, ::2])), values[::-1, ::2])


@pytest.mark.parametrize(("kind", "signal"), EACH_SIGNAL)
@pytest.mark.parametrize("make", [heat_stave, lines_stave])
def test_a_signal_is_the_trace_s(kind: Kind, signal: str, make: Any) -> None:
    trace = trace_of(kind)
    made = score([trace], [make(trace, signal)], name="one")
    (stave,), (sent,) = made["staves"], made["signals"].values()
    assert made["signals"][stave["of"]] is sent
    assert sent["values"]["dtype"] == "f32"
    assert np.array_equal(numbers(sent["values"]), float32(trace[signal]))
    assert stave["id"].endswith(signal)
    assert stave["label"] == ("hidden state" if signal == "hidden" else signal.replace("_", " "))
    assert sent["hue"] == SIGNALS[signal]


@pytest.mark.parametrize("kind", KINDS)
def test_a_signal_travels_once_however_many_show_it(kind: Kind) -> None:
    whole, trace = whole_score(kind), trace_of(kind)
    assert sorted(sent["name"] for sent in whole["signals"].values()) == sorted(trace.signals)
    shown = [stave["of"] for stave in whole["staves"] if "of" in stave]
    hidden = whole["model"]["signals"]["hidden"]
    assert sorted(shown) == sorted([hidden, *2 * list(whole["signals"])])
    assert whole["model"]["signals"] == {sent["name"]: key for key, sent in whole["signals"].items()}


def test_a_stave_shows_the_layer_and_direction_that_are_asked_for() -> None:
    model = ModelSpec("lstm", 4, 8, layers=2, bidirectional=True)
    trace = record(initial_network(RunSpec(model)), "the dog had a fluffy")
    places = [(0, False), (0, True), (1, False), (-1, True)]
    staves = [heat_stave(trace, "hidden", *place) for place in places]
    made = score([trace], [*staves, lines_stave(trace, "hidden", 1, reverse=True)], name="two")
    assert [stave["label"] for stave in made["staves"][:4]] == [
        "hidden state, layer 1 of 2, forwards",
        "hidden state, layer 1 of 2, backwards",
        "hidden state, layer 2 of 2, forwards",
        "hidden state, layer 2 of 2, backwards",
    ]
    assert len({stave["id"] for stave in made["staves"]}) == 5
    for stave, (layer, reverse) in zip(made["staves"], [*places, places[-1]], strict=True):
        sent = made["signals"][stave["of"]]
        assert np.array_equal(numbers(sent["values"]), float32(trace.layer(layer, reverse).hidden))
    assert len(made["signals"]) == 4, "the last layer, by either number, is one"
    with pytest.raises(ValueError, match="layers 0 to 1"):
        heat_stave(trace, "hidden", 2)
    with pytest.raises(KeyError, match="this network has"):
        heat_stave(trace, "update_gate")


@pytest.mark.parametrize(("kind", "signal"), EACH_SIGNAL)
def test_scales_are_fixed_and_contain_the_signal(kind: Kind, signal: str) -> None:
    trace = trace_of(kind)
    (sent,) = score([trace], [heat_stave(trace, signal)], name="one")["signals"].values()
    scale = "gate" if signal.endswith("gate") else "squashed" if signal == "cell_state" else "signed"
    assert (sent["scale"], sent["low"], sent["high"]) == (scale, 0 if scale == "gate" else -1, 1)
    drawn = np.tanh(trace[signal]) if scale == "squashed" else trace[signal]
    assert sent["low"] <= drawn.min() <= drawn.max() <= sent["high"]
    assert lines_stave(trace, signal).get("bound") == (None if scale == "squashed" else 1)


@pytest.mark.parametrize(
    ("activation", "scale"),
    [("tanh", "signed"), ("sigmoid", "signed"), ("relu", "squashed"), ("identity", "squashed")],
)
def test_a_state_without_ends_is_coloured_by_its_tanh(activation: Activation, scale: str) -> None:
    signal = signal_of(ModelSpec("rnn", activation=activation), "hidden")
    assert (signal.scale, "tanh(h)" in signal.note) == (scale, scale == "squashed")


@pytest.mark.parametrize("kind", KINDS)
def test_the_lens_has_every_part_of_every_gate(kind: Kind) -> None:
    trace = trace_of(kind)
    made = score([trace], [], name="lens", lens=trace)
    model = made["model"]
    assert [gate["name"] for gate in model["gates"]] == [s for s in trace.signals if s in GATES[kind]]
    for gate in model["gates"]:
        part = trace.parts[gate["name"]]
        assert np.array_equal(numbers(gate["input"]), float32(part.input))
        assert np.array_equal(numbers(gate["recurrent"]), float32(part.recurrent))
        assert np.array_equal(numbers(gate["bias"])[:, 0], float32(part.bias))
        assert GATES[kind][gate["offset"]] == gate["name"]
        assert gate["of"] == model["signals"][gate["name"]]
    for name, values in trace.signals.items():
        sent = made["signals"][model["signals"][name]]["values"]
        assert np.array_equal(numbers(sent), float32(values))
    for sent, name in (("weight_input", "rnn.weight_ih_l0"), ("weight_hidden", "rnn.weight_hh_l0")):
        assert np.array_equal(numbers(model[sent]), trace.network.weights[name])


@given(models(decoder=False), st.integers(1, 6), st.integers(0, 1000))
def test_what_the_lens_adds_up_gives_the_gate(model: ModelSpec, length: int, seed: int) -> None:
    """The equation the reader sees: activation(W_x x + W_h h + b + p c) is the signal, of every option."""
    net = network(model, seed)
    trace = record(net, sentence(net, length, seed))
    made = score([trace], [], name="lens", lens=trace)
    squash: dict[str, Any] = {
        "σ": lambda a: 1 / (1 + np.exp(-a)),
        "tanh": np.tanh,
        "ReLU": lambda a: np.maximum(a, 0),
        "": lambda a: a,
    }
    gates = made["model"]["gates"]
    for gate in gates:
        pre = numbers(gate["input"]) + numbers(gate["recurrent"]) + numbers(gate["bias"])[:, 0]
        if "peephole" in gate:
            pre = pre + numbers(gate["peephole"])
        seen = numbers(made["signals"][gate["of"]]["values"])
        np.testing.assert_allclose(squash[gate["squash"]](pre), seen, rtol=1e-5, atol=1e-5)
    assert sum("peephole" in gate for gate in gates) == len(peeping(model))


@pytest.mark.parametrize("kind", KINDS)
def test_the_products_of_the_lens_add_up(kind: Kind) -> None:
    """Weights and inputs that travel give W_x x of every gate: offset and row order are right."""
    model = score([trace_of(kind)], [], name="lens", lens=trace_of(kind))["model"]
    units, inputs, weights = model["hidden_size"], numbers(model["inputs"]), numbers(model["weight_input"])
    for gate in model["gates"]:
        rows = weights[gate["offset"] * units :][:units]
        np.testing.assert_allclose(inputs @ rows.T, numbers(gate["input"]), atol=1e-5)


def test_the_candidate_of_a_gru_is_called_n() -> None:
    symbols = {kind: "".join(signal.symbol for signal in signals_of(ModelSpec(kind))) for kind in KINDS}
    assert symbols == {"rnn": "h", "gru": "rznh", "lstm": "fiogch"}
    (sent,) = score([trace_of("gru")], [heat_stave(trace_of("gru"), "candidate")], name="n")[
        "signals"
    ].values()
    assert sent["symbol"] == "n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_unrolled_network_shows_states_and_shared_weights(kind: Kind) -> None:
    trace, stave = trace_of(kind), unrolled_stave(trace_of(kind))
    assert stave["of"] == SignalAt(trace, "hidden")
    assert np.array_equal(numbers(stave["inputs"]), float32(trace.inputs))
    assert not numbers(stave["initial"]).any()
    counts = {weight["name"]: weight["count"] for weight in stave["weights"]}
    weights = trace.network.weights
    assert counts == {
        "W_x": weights["rnn.weight_ih_l0"].size,
        "W_h": weights["rnn.weight_hh_l0"].size,
        "W_y": weights["readout.weight"].size,
    }


def test_the_readout_says_the_likeliest_words_first() -> None:
    trace = trace_of("lstm", "recall", "the dog had a fluffy")
    for row, guesses in zip(trace.probabilities, readout_stave(trace, "next", 4)["best"], strict=True):
        assert [p for _, p in guesses] == sorted(row, reverse=True)[:4]
        assert all(row[trace.network.classes.index(word)] == p for word, p in guesses)


def test_two_classes_keep_their_places() -> None:
    trace = trace_of("lstm")
    for row, guesses in zip(trace.probabilities, readout_stave(trace, "answer")["best"], strict=True):
        assert guesses == [["negative", row[0]], ["positive", row[1]]]


def test_gradient_norms_travel_in_double_precision() -> None:
    trace = trace_of("lstm")
    profile = gradient_profile(trace, 1)
    stave = profile_stave([("lstm", "hidden", profile), ("lstm", "cell_state", profile)], "positive")
    hidden, cell = stave["series"]
    assert profile.cell_state is not None
    assert np.array_equal(numbers(hidden["values"])[:, 0], profile.hidden)
    assert np.array_equal(numbers(cell["values"])[:, 0], profile.cell_state)
    assert hidden["values"]["dtype"] == cell["values"]["dtype"] == "f64"
    assert (hidden["hue"], hidden["dash"]) == (NETWORKS["lstm"].hue, NETWORKS["lstm"].dash)
    assert (hidden["hue"], hidden["dash"]) != (cell["hue"], cell["dash"])


def test_a_cell_without_cell_state_is_told_so() -> None:
    with pytest.raises(ValueError, match="no cell state"):
        profile_stave([("gru", "cell_state", gradient_profile(trace_of("gru"), 1))], "positive")


def test_the_caption_says_where_it_came_from() -> None:
    trace = trace_of("gru")
    said = whole_score("gru")["caption"]
    for part in (trace.network.spec.label(), trace.network.key, "untrained", " ".join(trace.words)):
        assert part in said
    assert "after 3 training steps" in provenance(broken_trace("gru").network)


def test_tokens_are_as_typed() -> None:
    tokens = whole_score("lstm")["tokens"]
    assert [token["text"] for token in tokens] == SENTENCE.replace("<b>the</b>", "< b > the < / b >").split()
    known = {token["text"] for token in tokens if token["known"]}
    assert {"The", "NOT", "good"} <= known
    assert known.isdisjoint({"🙂", "<", ">"})


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_strict_json(kind: Kind, broken: bool) -> None:
    whole = whole_score(kind, broken=broken)
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole


@pytest.mark.parametrize("kind", KINDS)
def test_a_network_that_blew_up_is_shown_as_it_is(kind: Kind) -> None:
    trace = broken_trace(kind)
    (sent,) = score([trace], [heat_stave(trace, "hidden")], name="one")["signals"].values()
    assert np.isnan(numbers(sent["values"])).any()
    best = readout_stave(trace, "a")["best"]
    for row, guesses in zip(trace.probabilities, best, strict=True):
        finite = bool(np.isfinite(row).all())
        assert all((p is not None) == finite for _, p in guesses)
        assert finite or guesses == [["NaN", None], ["", None]], "no class is the likeliest"


def test_an_answer_that_is_no_number_is_not_zero() -> None:
    trace = trace_of("lstm", "adding", "0.1 0.2")
    answers = np.array([[np.nan], [-np.inf]])
    best = readout_stave(replace(trace, answers=answers), "sum")["best"]
    assert best == [[["NaN", None]], [["−∞", None]]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_stave_has_a_module_and_an_own_id(kind: Kind) -> None:
    staves = whole_score(kind)["staves"]
    for stave in staves:
        assert (ROOT / "assets" / "stage" / "score" / "staves" / f"{stave['type']}.js").is_file()
        assert stave["label"]
    assert len({stave["id"] for stave in staves}) == len(staves)


def test_one_word_is_enough() -> None:
    trace = trace_of("lstm", "sentiment", "good")
    made = score([trace], [heat_stave(trace, "hidden")], name="one")
    assert made["signals"][made["staves"][0]["of"]]["values"]["shape"] == [1, trace.hidden.shape[1]]
    assert made["model"] is None


def test_names_are_words() -> None:
    assert label_of("forget_gate") == "forget gate"
    assert label_of("cell_state") == "cell state"
    assert label_of("hidden") == "hidden state"


@given(st.text(min_size=1, max_size=60))
def test_any_sentence_makes_a_payload(text: str) -> None:
    try:
        trace = trace_of("rnn", "sentiment", text)
    except ValueError:
        return
    made = score([trace], [heat_stave(trace, "hidden")], name="any", lens=trace)
    assert len(made["tokens"]) == made["signals"]["0"]["values"]["shape"][0]
    json.dumps(made, allow_nan=False).encode()


def test_a_board_has_its_parts_from_top_to_bottom() -> None:
    trace = trace_of("lstm")
    made = board(
        trace, ["unrolled", "forget_gate", "lines-cell_state", "readout"], name="b", readout="so far"
    )
    assert [stave["type"] for stave in made["staves"]] == ["unrolled", "heat", "lines", "readout"]
    assert made["staves"][3]["label"] == "so far"
    assert list(made["model"]["signals"]) == list(trace.signals)
    assert board(trace, ["hidden"], name="b", readout="", lens=False)["model"] is None


def test_a_twin_stands_below_its_signal_and_is_told_apart() -> None:
    trace, other = broken_trace("lstm"), trace_of("lstm")
    made = board(trace, ["forget_gate", "hidden"], name="b", readout="", against=other)
    staves = made["staves"]
    assert [stave["label"] for stave in staves] == [
        "forget gate",
        "forget gate, untrained",
        "hidden state",
        "hidden state, untrained",
    ]
    assert len({stave["id"] for stave in staves}) == 4
    assert np.array_equal(numbers(made["signals"][staves[1]["of"]]["values"]), float32(other["forget_gate"]))
    assert trace.network.key in made["caption"]
    assert other.network.key in made["caption"]


def test_gradients_of_three_cells_stand_on_one_axis() -> None:
    traces = [trace_of(kind) for kind in KINDS]
    profiles = [gradient_profile(trace, 1) for trace in traces]
    made = gradient_board(traces, profiles, name="g")
    first, *states = made["staves"]
    assert [one["name"] for one in first["series"]] == ["RNN h", "GRU h", "LSTM h", "LSTM c"]
    sent = [numbers(one["values"])[:, 0].tolist() for one in first["series"]]
    cell = profiles[2].cell_state
    assert cell is not None
    assert sent == [*(profile.hidden.tolist() for profile in profiles), cell.tolist()]
    assert "positive" in first["note"]
    assert len({stave["id"] for stave in states}) == 3
    for stave, trace in zip(states, traces, strict=True):
        assert np.array_equal(numbers(made["signals"][stave["of"]]["values"]), float32(trace.hidden))
        assert trace.network.key in made["caption"]
