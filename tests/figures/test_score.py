"""The description of a score: what the browser has to read and how it is drawn, no computed number in it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import initial_network
from core.equations.signals import READING_ORDER, label_of, signal_of, signals_of
from core.figures.boards import board, gradient_board
from core.figures.palette import NETWORKS, SIGNALS, line_name
from core.figures.score import MOST_TELLING, SignalAt, provenance, score
from core.figures.staves import (
    heat_stave,
    ledger_stave,
    lines_stave,
    probe_stave,
    profile_stave,
    readout_stave,
    unrolled_stave,
    written_stave,
)
from core.network import GATES, Network
from core.recipes import default_run
from core.spec import KINDS, TASKS, Activation, Kind, ModelSpec, RunSpec, TaskName
from core.tasks import task
from tests.making.networks import models, network
from tests.making.traces import SENTENCE, broken_trace, trace_of
from tests.running import ROOT

EACH_SIGNAL = [(kind, signal) for kind in KINDS for signal in READING_ORDER[kind]]
MOST_BYTES = 10_000


def untrained(kind: Kind) -> Network:
    return trace_of(kind).network


def whole_score(net: Network) -> dict[str, Any]:
    """Every stave there is."""
    names = [signal.name for signal in signals_of(net.spec.model)]
    staves = [unrolled_stave(net), readout_stave(net, "answer")]
    staves += [heat_stave(net, signal) for signal in names]
    staves += [lines_stave(net, signal) for signal in names]
    staves += [probe_stave(net)]
    return score([net], SENTENCE, [*staves, profile_stave([net])], name="all", lens=net)


@pytest.mark.parametrize(("kind", "signal"), EACH_SIGNAL)
@pytest.mark.parametrize("make", [heat_stave, lines_stave])
def test_a_stave_names_its_signal_and_the_network(kind: Kind, signal: str, make: Any) -> None:
    net = untrained(kind)
    made = score([net], SENTENCE, [make(net, signal)], name="one")
    (stave,), signals = made["staves"], made["signals"]
    told = signals[stave["of"]]
    kept_by = ["forget_gate"] if make is lines_stave and signal == "cell_state" else []
    assert [one["name"] for key, one in signals.items() if key != stave["of"]] == kept_by
    assert [signals[stave[name]]["name"] for name in stave if name == "forget"] == kept_by
    assert (told["network"], told["name"], told["layer"], told["reverse"]) == (0, signal, 0, False)
    assert stave["id"].endswith(signal)
    assert stave["label"] == ("hidden state" if signal == "hidden" else signal.replace("_", " "))
    assert told["hue"] == SIGNALS[signal]


@pytest.mark.parametrize("kind", KINDS)
def test_a_signal_is_described_once_however_many_show_it(kind: Kind) -> None:
    whole = whole_score(untrained(kind))
    assert sorted(told["name"] for told in whole["signals"].values()) == sorted(READING_ORDER[kind])
    shown = [stave["of"] for stave in whole["staves"] if "of" in stave]
    hidden = whole["lens"]["signals"]["hidden"]
    assert sorted(shown) == sorted([hidden, *2 * list(whole["signals"])])
    assert whole["lens"]["signals"] == {told["name"]: key for key, told in whole["signals"].items()}


def test_a_stave_shows_the_layer_and_direction_that_are_asked_for() -> None:
    net = initial_network(RunSpec(ModelSpec("lstm", 4, 8, layers=2, bidirectional=True)))
    places = [(0, False), (0, True), (1, False), (-1, True)]
    staves = [heat_stave(net, "hidden", *place) for place in places]
    made = score([net], SENTENCE, [*staves, lines_stave(net, "hidden", 1, reverse=True)], name="two")
    assert [stave["label"] for stave in made["staves"][:4]] == [
        "hidden state, layer 1 of 2, forwards",
        "hidden state, layer 1 of 2, backwards",
        "hidden state, layer 2 of 2, forwards",
        "hidden state, layer 2 of 2, backwards",
    ]
    assert len({stave["id"] for stave in made["staves"]}) == 5
    told = [made["signals"][stave["of"]] for stave in made["staves"]]
    expected = [(layer % 2, reverse) for layer, reverse in [*places, places[-1]]]
    assert [(one["layer"], one["reverse"]) for one in told] == expected
    assert len(made["signals"]) == 4, "the last layer, by either number, is one"
    with pytest.raises(ValueError, match="layers 0 to 1"):
        heat_stave(net, "hidden", 2)
    with pytest.raises(KeyError, match="this network has"):
        heat_stave(net, "update_gate")
    with pytest.raises(ValueError, match="one direction only"):
        lines_stave(untrained("gru"), "hidden", reverse=True)


@pytest.mark.parametrize(("kind", "signal"), EACH_SIGNAL)
def test_scales_are_fixed_and_contain_the_signal(kind: Kind, signal: str) -> None:
    trace = trace_of(kind)
    net = trace.network
    (told,) = score([net], SENTENCE, [heat_stave(net, signal)], name="one")["signals"].values()
    scale = "gate" if signal.endswith("gate") else "squashed" if signal == "cell_state" else "signed"
    assert (told["scale"], told["low"], told["high"]) == (scale, 0 if scale == "gate" else -1, 1)
    drawn = np.tanh(trace[signal]) if scale == "squashed" else trace[signal]
    assert told["low"] <= drawn.min() <= drawn.max() <= told["high"]
    assert lines_stave(net, signal).get("bound") == (None if scale == "squashed" else 1)


@pytest.mark.parametrize(
    ("activation", "scale"),
    [("tanh", "signed"), ("sigmoid", "signed"), ("relu", "squashed"), ("identity", "squashed")],
)
def test_a_state_without_ends_is_coloured_by_its_tanh(activation: Activation, scale: str) -> None:
    signal = signal_of(ModelSpec("rnn", activation=activation), "hidden")
    assert (signal.scale, "tanh(h)" in signal.note) == (scale, scale == "squashed")


@given(models(decoder=False), st.integers(0, 1000))
def test_the_lens_names_every_gate_and_what_squashes_it(model: ModelSpec, seed: int) -> None:
    net = network(model, seed)
    lens = score([net], SENTENCE, [], name="lens", lens=net)["lens"]
    there = [name for name in GATES[model.kind] if name not in model.without]
    assert sorted(gate["name"] for gate in lens["gates"]) == sorted(there)
    assert list(lens["signals"]) == [signal.name for signal in signals_of(model)]
    own = {"tanh": "tanh", "sigmoid": "σ", "relu": "ReLU", "identity": ""}[model.activation]
    for gate in lens["gates"]:
        sign = "σ" if gate["name"].endswith("_gate") else "tanh"
        assert gate["squash"] == (own if gate["name"] == "hidden" else sign)


def test_the_candidate_of_a_gru_is_called_n() -> None:
    symbols = {kind: "".join(signal.symbol for signal in signals_of(ModelSpec(kind))) for kind in KINDS}
    assert symbols == {"rnn": "h", "gru": "rznh", "lstm": "fiogch"}
    net = untrained("gru")
    (told,) = score([net], SENTENCE, [heat_stave(net, "candidate")], name="n")["signals"].values()
    assert told["symbol"] == "n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_unrolled_network_shows_states_and_shared_weights(kind: Kind) -> None:
    net = untrained(kind)
    stave = unrolled_stave(net)
    assert stave["of"] == SignalAt(net, "hidden")
    named = {weight["name"]: weight["weight"] for weight in stave["weights"]}
    assert named == {"W_x": "rnn.weight_ih_l0", "W_h": "rnn.weight_hh_l0", "W_y": "readout.weight"}
    assert set(named.values()) <= set(net.weights)
    assert (stave["carry"] is None) == (kind != "lstm")


@pytest.mark.parametrize("kind", KINDS)
def test_gradient_norms_have_a_line_a_state(kind: Kind) -> None:
    net, look = untrained(kind), NETWORKS[kind]
    first, *more = profile_stave([net])["series"]
    assert (first["name"], first["state"]) == (line_name(kind), "hidden")
    assert (first["hue"], first["dash"]) == (look.hue, look.dash)
    assert [one["state"] for one in more] == (["cell_state"] if kind == "lstm" else [])
    assert all((one["hue"], one["dash"]) != (first["hue"], first["dash"]) for one in more)


def test_every_network_says_where_it_came_from() -> None:
    net = untrained("gru")
    (told,) = whole_score(net)["networks"]
    assert told["key"] == net.key
    for part in (net.spec.untrained(), net.key, "untrained"):
        assert part in told["from"]
    assert "after 3 training steps" in provenance(broken_trace("gru").network)
    assert "steps" not in told["from"]


@given(models(decoder=False), st.text())
def test_everything_is_strict_json(model: ModelSpec, text: str) -> None:
    net = network(model, 1)
    made = score([net], text, [unrolled_stave(net), readout_stave(net, "answer")], name="any", lens=net)
    assert json.loads(json.dumps(made, allow_nan=False)) == made


@pytest.mark.parametrize("kind", KINDS)
def test_a_network_that_blew_up_is_described_as_any_other(kind: Kind) -> None:
    broken, whole = broken_trace(kind).network, whole_score(untrained(kind))
    said = whole_score(broken)
    assert {**said, "networks": []} == {**whole, "networks": []}
    assert json.loads(json.dumps(said, allow_nan=False)) == said


@pytest.mark.parametrize("kind", KINDS)
def test_every_stave_has_a_module_and_an_own_id(kind: Kind) -> None:
    staves = whole_score(untrained(kind))["staves"]
    for stave in staves:
        assert (ROOT / "assets" / "stage" / "score" / "staves" / f"{stave['type']}.js").is_file()
        assert stave["label"]
    assert len({stave["id"] for stave in staves}) == len(staves)


def test_names_are_words() -> None:
    assert label_of("forget_gate") == "forget gate"
    assert label_of("cell_state") == "cell state"
    assert label_of("hidden") == "hidden state"


def test_a_board_has_its_parts_from_top_to_bottom() -> None:
    net = untrained("lstm")
    parts = ["unrolled", "forget_gate", "lines-cell_state", "readout"]
    made = board(net, SENTENCE, parts, name="b", readout="so far")
    assert [stave["type"] for stave in made["staves"]] == ["unrolled", "heat", "lines", "readout"]
    assert made["staves"][3]["label"] == "so far"
    assert list(made["lens"]["signals"]) == list(READING_ORDER["lstm"])
    assert board(net, SENTENCE, ["hidden"], name="b", readout="", lens=False)["lens"] is None
    assert made["sentence"] == SENTENCE


def test_a_twin_stands_below_its_signal_and_is_told_apart() -> None:
    net, other = broken_trace("lstm").network, untrained("lstm")
    made = board(net, SENTENCE, ["forget_gate", "hidden"], name="b", readout="", against=other)
    staves = made["staves"]
    assert [stave["label"] for stave in staves] == [
        "forget gate",
        "forget gate, untrained",
        "hidden state",
        "hidden state, untrained",
    ]
    assert len({stave["id"] for stave in staves}) == 4
    assert [made["signals"][stave["of"]]["network"] for stave in staves] == [0, 1, 0, 1]
    assert [told["key"] for told in made["networks"]] == [net.key, other.key]


def test_gradients_of_three_cells_stand_on_one_axis() -> None:
    nets = [untrained(kind) for kind in KINDS]
    made = gradient_board(nets, SENTENCE, name="g", target=1)
    apart, first = [stave for stave in made["staves"] if not stave.get("hidden")]
    states = made["staves"][-3:]
    roles = [one.pop("role", None) for one in first["series"]]
    assert roles == [None, None, "output", "memory"]
    assert apart["series"] == first["series"]
    assert [one["name"] for one in first["series"]] == ["RNN", "GRU", "LSTM h", "LSTM c"]
    assert [one["network"] for one in first["series"]] == [0, 1, 2, 2]
    assert made["target"] == 1
    assert [stave["id"] for stave in states] == ["hidden-rnn", "hidden-gru", "hidden-lstm"]
    assert [made["signals"][stave["of"]]["network"] for stave in states] == [0, 1, 2]


@pytest.mark.parametrize("name", TASKS)
def test_the_words_on_which_the_answer_depends_are_offered(name: TaskName) -> None:
    net = initial_network(default_run("rnn", name))
    told, asked = score([net], "a b", [], name="t")["telling"], task(net.spec.task)
    assert len(told) == min(len(asked.offered or asked.telling), MOST_TELLING)
    assert told == [word for word in net.vocabulary if word in told]
    assert set(told) <= asked.telling
    assert set(asked.offered) <= asked.telling


def test_words_that_a_network_does_not_know_are_not_offered() -> None:
    net = initial_network(default_run("rnn", "sentiment"))
    own = ("<unk>", "not", *map("word{}".format, net.vocabulary[2:]))
    made = score([Network(net.spec, 0, net.weights, own, net.classes)], "a b", [], name="t")
    assert made["telling"] == ["not"]


def test_probes_stand_above_the_gradients_one_a_network_hidden_at_first() -> None:
    nets = [initial_network(default_run(kind, "recall")) for kind in KINDS]
    made = gradient_board(nets, SENTENCE, name="g")
    probes, ids = made["staves"][1:4], [stave["id"] for stave in made["staves"]]
    assert ids[:5] == ["apart", "probe-rnn", "probe-gru", "probe-lstm", "shares"]
    assert len(set(ids)) == len(ids)
    assert [stave["network"] for stave in probes] == [0, 1, 2]
    assert [stave["symbol"] for stave in probes] == ["h", "h", "c"]
    shown = [stave["id"] for stave in made["staves"] if not stave.get("hidden")]
    assert shown == ["apart", "shares"]


def test_where_there_is_no_subject_there_is_no_probe() -> None:
    made = gradient_board([untrained("gru")], SENTENCE, name="g")
    assert not any(stave["type"] == "probe" for stave in made["staves"])


def test_parts_of_both_networks_are_hidden_at_first() -> None:
    net, other = broken_trace("lstm").network, untrained("lstm")
    parts = ["ledger", "forget_gate"]
    made = board(net, SENTENCE, parts, name="b", readout="", against=other, hidden=["ledger"])
    assert [stave["id"] for stave in made["staves"] if stave.get("hidden")] == ["ledger", "ledger-untrained"]


def test_a_ledger_names_the_cell_state_it_accounts_for() -> None:
    net = untrained("lstm")
    made = board(net, SENTENCE, ["ledger", "written", "cell_state"], name="b", readout="")
    assert [stave["type"] for stave in made["staves"]] == ["ledger", "written", "heat"]
    assert len({stave["of"] for stave in made["staves"]}) == 1
    assert made["signals"][made["staves"][0]["of"]]["name"] == "cell_state"
    for make in (ledger_stave, written_stave):
        with pytest.raises(KeyError, match="this network has"):
            make(untrained("gru"))


def test_three_networks_are_small() -> None:
    nets = [initial_network(default_run(kind, "recall")) for kind in KINDS]
    made = gradient_board(nets, "word " * 128, name="gradients", target=3)
    assert len(json.dumps(made, separators=(",", ":"))) <= MOST_BYTES


def test_what_is_sent_for_a_page_is_small() -> None:
    """A committed sentence costs at most 10 kB, also where two networks stand under one another."""
    net, other = broken_trace("lstm").network, untrained("lstm")
    parts = ["unrolled", *READING_ORDER["lstm"], "lines-cell_state", "readout", "ledger", "written"]
    made = board(net, "word " * 128, parts, name="b", readout="", against=other)
    assert len(json.dumps(made, separators=(",", ":"))) <= MOST_BYTES
