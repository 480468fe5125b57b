"""What is done by hand beside held gates: what is drawn is what core does; what does not fit is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core import (
    Clamp,
    Erase,
    Network,
    Off,
    RunSpec,
    Trace,
    default_run,
    fit_probe,
    gradient_profile,
    initial_network,
    ledger,
    record,
    with_forget_bias,
    with_radius,
)
from core.figures.boards import board, gradient_board
from core.figures.score import score
from core.figures.staves import probe_stave, readout_stave
from core.instruments import Probe
from core.spec import KINDS, Kind, ModelSpec
from tests.making.traces import SENTENCE, trace_of
from tests.stage.conftest import Modules, file_of, matrix

DONE = """
  const { fromFile } = await stage("../net/file");
  const { Matrix } = await stage("../net/matrix");
  const [files, described, operations, sentence, probe] = g;
  const networks = files.map((file) => fromFile(Uint8Array.from(Buffer.from(file, "base64"))));
  const plain = (name, value) =>
    value instanceof Matrix ? { rows: value.rows, data: Array.from(value.data, (x) => String(x)) } : value;
  const board = m.readBoard(described, networks, { sentence: sentence ?? null, operations }, {
    of: () => ({ probe }),
  });
  const bias = board.model?.gates.map((gate) => [...gate.bias]);
  return JSON.parse(JSON.stringify({ ...board, bias }, plain));"""

GATE = {"rnn": None, "gru": "candidate", "lstm": "forget_gate"}


def read(
    modules: Modules,
    networks: list[Network],
    described: dict[str, Any],
    done: list[dict[str, Any]],
    *more: Any,
) -> Any:
    return modules.run("score/board/board", DONE, [file_of(net) for net in networks], described, done, *more)


def erase(timestep: int) -> dict[str, Any]:
    return {"kind": "erase", "timestep": timestep}


def off(gate: str) -> dict[str, Any]:
    return {"kind": "off", "gate": gate}


def radius(size: float, gate: str | None = None) -> dict[str, Any]:
    return {"kind": "radius", "gate": gate, "radius": size}


def bias(value: float) -> dict[str, Any]:
    return {"kind": "forget_bias", "bias": value}


def drawn(trace: Trace) -> dict[str, Any]:
    return board(trace.network, SENTENCE, [*trace.signals, "readout"], name="b", readout="answer")


def same(seen: Any, operated: Trace, alone: Trace) -> None:
    """Every stave has the numbers of the operated network, and of the one left alone as its ghost."""
    assert not np.allclose(operated.probabilities, alone.probabilities)
    for stave in seen["staves"][:-1]:
        np.testing.assert_allclose(matrix(stave["values"]), operated[stave["id"]], rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(matrix(stave["ghost"]), alone[stave["id"]], rtol=1e-12, atol=1e-15)
    for name, trace in (("best", operated), ("ghost", alone)):
        for row, guesses in zip(trace.probabilities, seen["staves"][-1][name], strict=True):
            assert [share for _, share in guesses] == pytest.approx(list(row), rel=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_a_radius_is_core_s_beside_an_erased_word_and_a_held_gate(modules: Modules, kind: Kind) -> None:
    alone, gate = trace_of(kind), GATE[kind]
    clamp = Clamp(gate or "hidden", 0.25, units=(1,), start=4)
    operated = record(with_radius(alone.network, 1.5, gate), SENTENCE, operations=[Erase(2), clamp])
    held = {"kind": "clamp", "gate": clamp.gate, "value": 0.25, "units": [1], "start": 4, "stop": None}
    seen = read(modules, [alone.network], drawn(alone), [radius(1.5, gate), erase(2), held])
    same(seen, operated, alone)
    assert [token["erased"] for token in seen["tokens"]] == [t == 2 for t in range(len(alone))]
    of = f", {gate.replace('_', ' ')}" if gate else ""
    assert [one["said"] for one in seen["done"][:2]] == [
        f"radius of W_h{of}: 1.50",
        f"“{alone.words[2]}”, word 3: erased",
    ]
    assert seen["caption"].endswith(" · dashed or outlined: left alone")


def test_the_last_of_two_radii_counts(modules: Modules) -> None:
    alone = trace_of("rnn")
    seen = read(modules, [alone.network], drawn(alone), [radius(0.0), radius(1.25)])
    operated = record(with_radius(alone.network, 1.25), SENTENCE)
    np.testing.assert_allclose(matrix(seen["staves"][0]["values"]), operated.hidden, rtol=1e-12)


def test_a_forget_bias_is_core_s_and_stands_in_the_lens(modules: Modules) -> None:
    alone = trace_of("lstm")
    seen = read(modules, [alone.network], drawn(alone), [bias(-2.25)])
    same(seen, record(with_forget_bias(alone.network, -2.25), SENTENCE), alone)
    assert seen["bias"][0] == [-2.25] * 8
    assert len(set(seen["bias"][1])) > 1
    assert [one["said"] for one in seen["done"]] == ["forget bias: −2.25"]


@pytest.mark.parametrize(
    ("kind", "gate"), [("lstm", "input_gate"), ("lstm", "forget_gate"), ("gru", "reset_gate")]
)
def test_a_gate_switched_off_is_core_s(modules: Modules, kind: Kind, gate: str) -> None:
    alone = trace_of(kind)
    seen = read(modules, [alone.network], drawn(alone), [off(gate)])
    same(seen, record(alone.network, SENTENCE, operations=[Off(gate)]), alone)
    assert [one["said"] for one in seen["done"]] == [f"{gate.replace('_', ' ')}: switched off"]


def test_words_are_erased_for_all_networks_all_else_is_the_lens_s(modules: Modules) -> None:
    net, other = trace_of("lstm").network, initial_network(RunSpec(ModelSpec("lstm", 5, 6), seed=3))
    described = board(net, SENTENCE, ["cell_state"], name="b", readout="", against=other)
    seen = read(modules, [net, other], described, [erase(2), bias(0.5)])
    expected = [record(with_forget_bias(net, 0.5), SENTENCE, operations=[Erase(2)])]
    expected += [record(other, SENTENCE, operations=[Erase(2)])]
    for stave, trace, alone in zip(seen["staves"], expected, (net, other), strict=True):
        np.testing.assert_allclose(matrix(stave["values"]), trace["cell_state"], rtol=1e-12, atol=1e-15)
        left = record(alone, SENTENCE)["cell_state"]
        np.testing.assert_allclose(matrix(stave["ghost"]), left, rtol=1e-12, atol=1e-15)
    word = trace_of("lstm").words[2]
    assert (
        f" · by hand: “{word}”, word 3: erased · by hand in network 1 of 2: forget bias: 0.50"
        in seen["caption"]
    )
    alone = read(modules, [net, other], described, [bias(0.5)])["staves"]
    assert ["ghost" in stave for stave in alone] == [True, False]


GATES = "input gate, forget gate and output gate"
ALL = "forget gate, input gate, output gate and candidate"


@pytest.mark.parametrize(
    ("kind", "operation", "said"),
    [
        ("lstm", erase(99), "word 100: erased; this sentence has {words} words"),
        ("lstm", off("update_gate"), f"update gate: switched off; this network has {ALL}"),
        (
            "lstm",
            off("candidate"),
            f"candidate: switched off; this cell can only do without its {GATES}",
        ),
        (
            "gru",
            off("update_gate"),
            "update gate: switched off; this cell can only do without its reset gate",
        ),
        ("rnn", off("hidden"), "hidden state: switched off; this cell needs it"),
        ("lstm", off("constructor"), f"constructor: switched off; this network has {ALL}"),
        ("lstm", radius(0.9), f"radius of W_h: 0.90; this network has a matrix for each of {ALL}"),
        (
            "rnn",
            radius(0.9, "forget_gate"),
            "radius of W_h, forget gate: 0.90; this network has hidden state",
        ),
        ("gru", bias(1), "forget bias: 1.00; this network has no forget gate"),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(
    modules: Modules, kind: Kind, operation: dict[str, Any], said: str
) -> None:
    trace = trace_of(kind)
    seen = read(modules, [trace.network], drawn(trace), [operation])
    (refused,) = seen["refused"]
    if " has " in said and ALL in said:
        said, refused = (text.split("; this network has")[0] for text in (said, refused))
        assert refused == f"Not done: {said}"
    else:
        assert refused == f"Not done: {said.replace('{words}', str(len(trace)))}."
    assert seen["done"] == []
    for stave in seen["staves"][:-1]:
        np.testing.assert_allclose(matrix(stave["values"]), trace[stave["id"]], rtol=1e-12, atol=1e-15)
        assert "ghost" not in stave


def test_what_did_not_fit_fits_again_with_another_sentence(modules: Modules) -> None:
    net = trace_of("gru").network
    described = drawn(trace_of("gru"))
    assert read(modules, [net], described, [erase(4)], "a good film")["refused"]
    seen = read(modules, [net], described, [erase(4)], "a good film but bad")
    assert seen["refused"] == []
    assert [one["said"] for one in seen["done"]] == ["“bad”, word 5: erased"]


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_a_matrix_that_has_no_radius_to_scale_is_said(modules: Modules, value: float) -> None:
    net = trace_of("rnn").network
    weights = np.full(net.weights["rnn.weight_hh_l0"].shape, value, np.float32)
    broken = replace(net, weights={**net.weights, "rnn.weight_hh_l0": weights})
    described = board(broken, SENTENCE, ["hidden"], name="b", readout="")
    (said,) = read(modules, [broken], described, [radius(0.5)])["refused"]
    reason = "has entries that are not finite" if value else "are 0"
    assert reason in said


def test_gradients_are_core_s_and_ask_for_what_the_network_left_alone_says(modules: Modules) -> None:
    """With a target and without: the class that is asked for does not turn round while a word is erased."""
    nets = [trace_of(kind).network for kind in KINDS]
    for target in (1, None):
        described = gradient_board(nets, SENTENCE, name="g", target=target)
        seen = read(modules, nets, described, [erase(3)])["staves"][0]
        asked = int(trace_of(KINDS[-1]).probabilities[-1].argmax()) if target is None else target
        assert seen["wanted"] == nets[0].classes[asked]
        for name, operations in (("values", [Erase(3)]), ("ghost", [])):
            profiles = [gradient_profile(record(net, SENTENCE, operations=operations), asked) for net in nets]
            expected = [*(profile.hidden for profile in profiles), profiles[-1].cell_state]
            for one, norms in zip(seen["series"], expected, strict=True):
                assert norms is not None
                np.testing.assert_allclose(matrix(one[name])[:, 0], norms / norms[-1], rtol=1e-10)


def test_the_ledger_of_the_network_left_alone_is_kept(modules: Modules) -> None:
    trace = trace_of("lstm")
    described = board(trace.network, SENTENCE, ["ledger", "written"], name="l", readout="")
    seen = read(modules, [trace.network], described, [bias(-3)])["staves"]
    operated = ledger(record(with_forget_bias(trace.network, -3), SENTENCE))
    for stave in seen:
        for name, right in (("ledger", operated), ("alone", ledger(trace))):
            written = np.array([matrix(one) for one in stave[name]["written"]])
            np.testing.assert_allclose(written, right.written, rtol=1e-12, atol=1e-15)


def test_a_number_and_what_a_probe_reads_have_ghosts_too(modules: Modules) -> None:
    net = initial_network(default_run("lstm", "adding"))
    described = score([net], "0.10 0.20", [readout_stave(net, "sum")], name="r")
    (stave,) = read(modules, [net], described, [erase(0)])["staves"]
    numbers = [record(net, "0.10 0.20", operations=ops).answers[:, 0] for ops in ([Erase(0)], [])]
    shown = [[guesses[0][1] for guesses in stave[name]] for name in ("best", "ghost")]
    np.testing.assert_allclose(shown, numbers, rtol=1e-12)
    recall = initial_network(default_run("gru", "recall"))
    probe, text = fit_probe(recall, "subject", sentences=80), "the dog that my family had"
    described, packed = score([recall], text, [probe_stave(recall)], name="p"), probe.to_dict("f32")
    (stave,) = read(modules, [recall], described, [erase(1)], None, packed)["staves"]
    sent = Probe.from_dict(packed)
    for name, ops in (("answers", [Erase(1)]), ("ghost", [])):
        shares = sent.read(record(recall, text, operations=ops))
        assert stave[name][0] is None
        read_shares = [answer["share"] for answer in stave[name][1:]]
        assert read_shares == pytest.approx(list(shares[1:].max(axis=1)), rel=1e-12)
    assert stave["answers"] != stave["ghost"]


def test_without_a_lens_words_are_erased_and_nothing_else_is_done(modules: Modules) -> None:
    nets = [trace_of(kind).network for kind in KINDS]
    described = gradient_board(nets, SENTENCE, name="g", target=1)
    seen = read(modules, nets, described, [erase(3), bias(1)])
    assert seen["refused"] == ["Not done: forget bias: 1.00; this page has no lens to do it in."]
    for stave, net in zip(seen["staves"][-len(nets) :], nets, strict=True):
        operated = record(net, SENTENCE, operations=[Erase(3)])
        np.testing.assert_allclose(matrix(stave["values"]), operated.hidden, rtol=1e-12, atol=1e-15)
