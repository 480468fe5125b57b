"""The lens and its diagram: for every network that has one, the shown numbers give the shown value."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core import Trace, record
from core.figures.score import score
from core.network.shapes import peeping
from core.spec import REMOVABLE, ModelSpec
from core.spec.model import Activation, InitialState, ResetGate, UpdateGate
from tests.making.networks import network, sentence
from tests.stage.conftest import Modules, file_of

LENS = """
  const { fromFile } = await stage("../net/file");
  const { readBoard } = await stage("score/board/board");
  const { diagram } = await stage("score/diagram/diagram");
  const [file, described, timestep, unit] = g;
  const network = fromFile(Uint8Array.from(Buffer.from(file, "base64")));
  const { model } = readBoard(described, [network]);
  const drawn = [];
  globalThis.document = {
    createElementNS: (_, name) => {
      const append = (...all) => { made.textContent += all.join(""); };
      const made = { name, textContent: "", setAttribute() {}, append };
      drawn.push(made);
      return made;
    },
  };
  const stand = { px: (length) => length, theme: {}, palette: { signals: {} } };
  diagram(stand, model, 320).move({ timestep, unit });
  return {
    columns: m.columnsOf(model),
    sums: model.gates.map((gate) => [gate.name, m.sumOf(model, gate, timestep, unit)]),
    products: model.gates.map((gate) => [gate.name, m.largestProducts(model, gate, timestep, unit, 3)]),
    equations: m.equationsOf(model, timestep, unit),
    diagram: drawn.filter(({ name }) => name === "text").map(({ textContent }) => textContent),
  };"""
"""The diagram is drawn into a page that only remembers texts."""

UPDATES: tuple[UpdateGate, ...] = ("keeps", "writes")
RESETS: tuple[ResetGate, ...] = ("after", "before")
ACTIVATIONS: tuple[Activation, ...] = ("tanh", "relu", "sigmoid", "identity")
STATES: tuple[InitialState, ...] = ("zeros", "random")
UNIT = 1
GRUS = [
    ModelSpec("gru", 5, 4, update_gate=update, reset_gate=reset, without=without)
    for update in UPDATES
    for reset in RESETS
    for without in [(), ("reset_gate",)]
]
LSTMS = [
    ModelSpec("lstm", 5, 4, without=without, peepholes=peepholes)
    for count in range(4)
    for without in combinations(REMOVABLE["lstm"], count)
    for peepholes in ([False, True] if count < 3 else [False])
]
RNNS = [ModelSpec("rnn", 5, 4, activation=activation) for activation in ACTIVATIONS]


def called(model: ModelSpec) -> str:
    """Return what tells a network from its cell's usual one."""
    parts = [model.kind, model.update_gate, model.reset_gate, *model.without, "peepholes" * model.peepholes]
    return "-".join(part for part in parts if part)


def looked(modules: Modules, model: ModelSpec, seed: int, at: int) -> tuple[Trace, dict[str, Any]]:
    """Return what a network does on a sentence, and what the lens shows of one of its words."""
    net = network(model, seed)
    text = " ".join(sentence(net, 6, seed).words)
    described = score([net], text, [], name="lens", lens=net)
    return record(net, text), modules.run("score/model", LENS, file_of(net), described, at, UNIT)


def number(text: str) -> float:
    return float(text.strip().replace("−", "-"))


def before(trace: Trace, at: int) -> tuple[Any, Any]:
    """Return the hidden state (H,) before a word, and the cell state, None where there is none."""
    hidden = trace.hidden[at - 1] if at else trace.initial_hidden
    if trace.cell_state is None:
        return hidden, None
    return hidden, trace.cell_state[at - 1] if at else trace.initial_cell


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    model=st.sampled_from([*GRUS, *LSTMS, *RNNS]), state=st.sampled_from(STATES), seed=st.integers(0, 99),
    at=st.integers(0, 5),
)  # fmt: skip
@example(model=ModelSpec("gru", 5, 4, update_gate="writes"), state="random", seed=37, at=2)
def test_what_the_lens_shows_gives_what_it_shows(
    modules: Modules, model: ModelSpec, state: InitialState, seed: int, at: int
) -> None:
    model = ModelSpec(**{**{name: getattr(model, name) for name in model.__slots__}, "initial_state": state})
    trace, seen = looked(modules, model, seed, at)
    assert ("w_c·c" in seen["columns"]) == model.peepholes
    for name, (*terms, total, value) in seen["sums"]:
        part = trace.parts[name]
        peephole = np.asarray(part.peephole)[at, UNIT] if name in peeping(model) else 0
        exact = part.input[at, UNIT] + part.recurrent[at, UNIT] + part.bias[UNIT] + peephole
        assert number(total) == pytest.approx(exact, abs=0.0051)
        assert sum(map(number, terms)) == pytest.approx(number(total), abs=0.0051)
        assert number(value.split("=")[1]) == pytest.approx(trace[name][at, UNIT], abs=0.00051)
    for line in seen["equations"]:
        *_, worked, result = line.replace("−", "-").split(" = ")
        worked = worked.removeprefix("= ").replace("·", "*")
        if re.fullmatch(r"[-+*(). \d]+", worked):
            assert eval(worked) == pytest.approx(float(result), abs=0.00051), line  # noqa: S307 our own text


@pytest.mark.parametrize("at", [0, 4])
@pytest.mark.parametrize("model", [*GRUS, *LSTMS], ids=called)
def test_the_letters_of_the_equations_are_those_of_the_network(
    modules: Modules, model: ModelSpec, at: int
) -> None:
    trace, seen = looked(modules, model, 7, at)
    hidden, memory = before(trace, at)
    known = {
        symbol: trace[name][at, UNIT]
        for name, symbol in {
            "update_gate": "z", "reset_gate": "r", "forget_gate": "f", "input_gate": "i", "output_gate": "o",
        }.items()
        if name in trace.signals
    }  # fmt: skip
    known |= {"tanh": np.tanh, "g": trace["candidate"][at, UNIT], "n": trace["candidate"][at, UNIT]}
    known |= {"h_before": hidden[UNIT], "c_before": memory[UNIT] if memory is not None else 0}
    if memory is not None:
        known["c_now"] = trace["cell_state"][at, UNIT]
    checked = set()
    for line in seen["equations"]:
        if line.startswith("n = "):
            known |= candidate_terms(trace, at)
        letters = line.split(" = ")[1] if not line.startswith("=") else ""
        code = letters.replace("−", "-")
        for old, new in (
            ("W_h·(r·h" + sub(at) + ")", "W_h_of_r_h"), ("W_h·h" + sub(at), "W_h_of_h"),
            ("W_x·x" + sub(at + 1), "W_x_of_x"), ("h" + sub(at), "h_before"), ("c" + sub(at), "c_before"),
            ("c" + sub(at + 1), "c_now"), ("·", "*"),
        ):  # fmt: skip
            code = code.replace(old, new)
        if not code:
            continue
        name = {"n": "candidate", "h": "hidden", "c": "cell_state"}[line[0]]
        checked.add(name)
        value = eval(code, {"__builtins__": {}}, known)  # noqa: S307 our own text
        assert value == pytest.approx(trace[name][at, UNIT], abs=1e-6), line
    assert checked == ({"candidate", "hidden"} if model.kind == "gru" else {"cell_state", "hidden"})


def candidate_terms(trace: Trace, at: int) -> dict[str, Any]:
    """Return the terms of a GRU's candidate from the weights themselves."""
    weights = trace.top.scan.weights
    row = len(weights.bias_ih) - weights.hidden_size + UNIT
    hidden, _ = before(trace, at)
    after = trace.network.spec.model.reset_gate == "after" and "reset_gate" in trace.signals
    reset = trace["reset_gate"][at] if "reset_gate" in trace.signals else 1
    b_in, b_hn = weights.bias_ih[row], weights.bias_hh[row]
    return {
        "W_x_of_x": weights.weight_ih[row] @ trace.inputs[at],
        "W_h_of_h": weights.weight_hh[row] @ hidden,
        "W_h_of_r_h": weights.weight_hh[row] @ (reset * hidden),
        "b_h": b_hn,
        "b": b_in if after else b_in + b_hn,
    }


def sub(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


@pytest.mark.parametrize("model", [*GRUS, *LSTMS, *RNNS], ids=called)
def test_the_largest_products_and_the_rest_make_the_sum(modules: Modules, model: ModelSpec) -> None:
    at = 3
    trace, seen = looked(modules, model, 11, at)
    for name, rows in seen["products"]:
        part, (hidden, _) = trace.parts[name], before(trace, at)
        if name == "candidate" and model.kind == "gru" and model.reset_gate == "after":
            weights = trace.top.scan.weights.weight_hh[-4 + UNIT]
            recurrent = weights @ hidden  # before the reset gate and its bias
        else:
            recurrent = part.recurrent[at, UNIT]
        from_x = [number(row[2]) for row in rows if f"x{sub(at + 1)}" in row[0]]
        from_h = [number(row[2]) for row in rows if f"h{sub(at)}" in row[0]]
        assert sum(from_x) == pytest.approx(part.input[at, UNIT], abs=0.0051)
        assert sum(from_h) == pytest.approx(recurrent, abs=0.0051)
        waits = model.kind == "gru" and model.reset_gate == "before" and not model.without
        reset = any(row[0].startswith("r·h") for row in rows)
        assert reset == (waits and name == "candidate")


@pytest.mark.parametrize("model", GRUS, ids=called)
def test_the_diagram_of_a_gru_draws_its_equation(modules: Modules, model: ModelSpec) -> None:
    _, seen = looked(modules, model, 5, 2)
    texts = seen["diagram"]
    writes = model.update_gate == "writes"
    assert ("kept: (1 − z)·h" if writes else "kept: z·h") in texts
    assert ("z·n" if writes else "(1 − z)·n") in texts
    place = "none" if model.without else model.reset_gate
    reads = {"after": "r·(W_h·h before + b_h)", "before": "W_h·(r·h before)", "none": "W_h·h before"}
    assert f"n reads {reads[place]}" in texts
    assert ("r" in texts) == (place != "none")
    kept, written, hidden = (texts[texts.index(name) + 1] for name in (
        "kept: (1 − z)·h" if writes else "kept: z·h", "z·n" if writes else "(1 − z)·n", "h",
    ))  # fmt: skip
    assert number(kept) + number(written) == pytest.approx(number(hidden), abs=0.016)


@pytest.mark.parametrize("model", LSTMS, ids=called)
def test_the_diagram_of_an_lstm_draws_the_gates_that_it_has(modules: Modules, model: ModelSpec) -> None:
    trace, seen = looked(modules, model, 5, 2)
    texts = seen["diagram"]
    for name in REMOVABLE["lstm"]:
        assert (name[0] in texts) == (name not in model.without), name
    assert number(texts[texts.index("h") - 1]) == pytest.approx(trace.hidden[2, UNIT], abs=0.0051)
    assert number(texts[texts.index("c") + 1]) == pytest.approx(trace["cell_state"][2, UNIT], abs=0.0051)


@pytest.mark.parametrize(("model", "sign"), list(zip(RNNS, ["tanh", "ReLU", "σ", "sum"], strict=True)))
def test_the_diagram_of_an_rnn_names_what_squashes(modules: Modules, model: ModelSpec, sign: str) -> None:
    assert sign in looked(modules, model, 5, 2)[1]["diagram"]
