"""A step taken apart: every operation shows what the trace has, and its numbers follow from one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import Clamp, Network, Trace, record
from core.equations.squash import SQUASH
from core.figures.score import score
from core.network.shapes import peeping
from core.spec import ModelSpec
from core.spec.model import Activation
from tests.making.networks import models, network, sentence
from tests.stage.conftest import Modules, file_of

APART = """
  const { fromFile } = await stage("../net/file");
  const { readBoard } = await stage("score/board/board");
  const { EMPTY } = await stage("hands");
  const { numbersOf } = await stage("score/apart/numbers");
  const { diagram } = await stage("score/diagram/diagram");
  const [file, described, timestep, unit, held] = g;
  const network = fromFile(Uint8Array.from(Buffer.from(file, "base64")));
  const { model } = readBoard(described, [network], { ...EMPTY, operations: held });
  const parts = [];
  const element = () => ({ append() {}, setAttribute() {}, getAttribute: () => null });
  globalThis.document = { createElementNS: element };
  const stand = { px: (length) => length, theme: {}, palette: { signals: {} } };
  diagram(stand, model, 320).light((part) => (parts.push(part), "lit"));
  const operations = m.operationsOf(model);
  const units = m.unitsOf(model, timestep, unit);
  const { word, state } = m.joined(model, timestep);
  return {
    units,
    parts,
    joined: [...word, ...state],
    ends: m.endsOf(operations, timestep, units),
    states: operations.map((_, index) => Object.fromEntries(
      parts.map((part) => [part, m.lightOf(operations, index, part)]),
    )),
    operations: operations.map((operation) => ({
      ...operation,
      rows: operation.rows(timestep, units).map((row) => ({
        ...row, gate: row.gate?.name ?? null, numbers: numbersOf(operation, row.cells),
      })),
    })),
  };"""
"""The diagram is drawn into a page that forgets everything; it is asked for its parts."""

RNN = ["Concatenate", "Times W", "Plus b", "Squash"]
SQUASHES: Mapping[str, Activation] = {"σ": "sigmoid", "tanh": "tanh", "ReLU": "relu", "": "identity"}
STEPS = 5


def looked(
    modules: Modules, net: Network, text: str, at: int, unit: int = 1, held: tuple[Clamp, ...] = ()
) -> dict[str, Any]:
    """Return the operations of a timestep."""
    described = score([net], text, [], name="apart", lens=net)
    clamps = [
        {"kind": "clamp", "gate": one.gate, "value": one.value, "units": one.units, "start": one.start}
        for one in held
    ]
    seen: dict[str, Any] = modules.run(
        "score/apart/operations", APART, file_of(net), described, at, unit, clamps
    )
    return seen


def exact(trace: Trace, at: int) -> Mapping[str, Any]:
    """Return what every operation is to give, (H,), by its id; those of single gates by id and gate."""
    found: dict[str, Any] = {}
    for name, part in trace.parts.items():
        product = part.input[at] + part.recurrent[at]
        seen = np.asarray(part.peephole)[at] if name in peeping(trace.network.spec.model) else 0
        found[f"weigh {name}"] = product
        for operation in ("bias", "late-bias", "add up"):
            found[f"{operation} {name}"] = product + part.bias + seen
        found[f"squash {name}"] = trace[name][at]
    hidden = trace.hidden[at - 1] if at else trace.initial_hidden
    found["update"] = trace.cell_state[at] if trace.cell_state is not None else None
    found["output"] = found["mix"] = trace.hidden[at]
    if trace.cell_state is not None:
        memory = trace.cell_state[at - 1] if at else np.asarray(trace.initial_cell)
        found["forget"] = trace["forget_gate"][at] * memory if "forget_gate" in trace.signals else None
        found["store"] = (
            trace["input_gate"][at] * trace["candidate"][at] if "input_gate" in trace.signals else None
        )
    if "update_gate" in trace.signals:
        model = trace.network.spec.model
        keep = 1 - trace["update_gate"][at] if model.update_gate == "writes" else trace["update_gate"][at]
        found["keep"], found["propose"] = keep * hidden, (1 - keep) * trace["candidate"][at]
        if "reset_gate" in trace.signals:
            before = model.reset_gate == "before"
            found["reset"] = (
                trace["reset_gate"][at] * hidden if before else trace.parts["candidate"].recurrent[at]
            )
    return found


def worked(operation: dict[str, Any], row: dict[str, Any]) -> float:
    """Return what the numbers before the result give."""
    *terms, _ = (cell["value"] for cell in row["cells"])
    if operation["sign"] == "squash":
        return float(SQUASH[SQUASHES[row["squash"]]].value(np.array(terms[:1]))[0])
    return float(np.prod(terms) if operation["sign"] == "times" else np.sum(terms))


def number(text: str) -> float:
    return float(text.replace("−", "-"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(model=models(), seed=st.integers(0, 99), at=st.integers(0, STEPS - 1))
def test_every_operation_gives_what_the_network_did(
    modules: Modules, model: ModelSpec, seed: int, at: int
) -> None:
    net = network(model, seed)
    text = " ".join(sentence(net, STEPS, seed).words)
    trace = record(net, text)
    seen = looked(modules, net, text, at, unit=0)
    expected = exact(trace, at)
    hidden = trace.hidden[at - 1] if at else trace.initial_hidden
    assert seen["joined"] == pytest.approx([*trace.top.scan.inputs[at, 0], *hidden], abs=1e-12)
    for operation in seen["operations"][1:]:
        assert operation["rows"], operation["id"]
        for row in operation["rows"]:
            key = operation["id"].split(" ")[0] if operation["sign"] == "squash" else operation["id"]
            wanted = expected[f"{key} {row['gate']}" if row["gate"] else key][row["unit"]]
            result = row["cells"][-1]
            assert len(operation["heads"]) == len(row["cells"]) + (operation["sign"] == "squash")
            assert result["value"] == pytest.approx(wanted, rel=1e-9, abs=1e-12), operation["id"]
            assert worked(operation, row) == pytest.approx(wanted, rel=1e-9, abs=1e-12), operation["id"]
            assert abs(result["value"]) <= seen["ends"][result["scale"]] + 1e-9 or result["scale"] == "signed"
    assert any(operation["sign"] == "times" for operation in seen["operations"]) == (
        model.kind == "gru" or (len(model.without) < 3 and model.kind == "lstm")
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(model=models(layers=1, bidirectional=False), seed=st.integers(0, 99))
def test_the_numbers_that_are_written_give_the_result_that_is_written(
    modules: Modules, model: ModelSpec, seed: int
) -> None:
    net = network(model, seed, scale=1.0)
    text = " ".join(sentence(net, STEPS, seed).words)
    for operation in looked(modules, net, text, 2, unit=0)["operations"]:
        for row in operation["rows"] if operation["sign"] in ("times", "plus") else []:
            *terms, result = map(number, row["numbers"])
            total = np.prod(terms) if operation["sign"] == "times" else np.sum(terms)
            assert total == pytest.approx(result, abs=0.0051), (operation["id"], row["numbers"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(model=models(layers=1))
def test_what_lights_up_is_there_and_lights_up_once_it_is_its_turn(
    modules: Modules, model: ModelSpec
) -> None:
    net = network(model)
    seen = looked(modules, net, " ".join(sentence(net, 3).words), 1, unit=0)
    parts, states = set(seen["parts"]), seen["states"]
    for operation, state in zip(seen["operations"], states, strict=True):
        lit = {part for part, value in state.items() if value == "lit"}
        assert lit == parts & set(operation["lights"])
        assert lit, f"{operation['name']} lights nothing up"
    for part in parts - {"before"}:
        order = [state[part] for state in states]
        assert "lit" in order, f"{part} never lights up"
        assert "later" not in order[order.index("lit") :]
        assert set(order[: order.index("lit")]) <= {"later"}


BARS = """
  const { barsOf } = await stage("score/apart/bars");
  const { ofUnits } = await stage("score/apart/sums");
  const made = [];
  globalThis.document = {
    createElementNS: (_, name) => {
      const look = { name };
      made.push(look);
      return { append() {}, setAttribute: (key, value) => (look[key] = value) };
    },
  };
  const [sign, cells] = g;
  const operation = { sign, heads: cells.map(() => ""), rows: ofUnits(() => cells) };
  const ends = { share: 1, signed: 1, sum: 10, memory: 2 };
  const stand = { theme: { text: "text" }, palette: { signals: {} } };
  const { motions } = barsOf(stand, operation, operation.rows(0, [0]), ends, 8, 300);
  const bars = made.filter(({ name, fill }) => name === "rect" && fill === "text");
  return [0, 1].map((share) => {
    for (const motion of motions) motion(share);
    return bars.map(({ x, width }) => [Number(x), Number(width)]);
  });"""


@pytest.mark.parametrize(
    ("sign", "terms", "scales", "result"),
    [
        ("times", [-1.5, 0.4], ["memory", "share"], -0.6),
        ("plus", [4.0, -6.0], ["sum", "sum"], -2.0),
        ("times", [0.8, 0.0], ["signed", "share"], 0.0),
    ],
)
def test_a_bar_is_as_long_as_its_number_and_grows_from_what_was_before(
    modules: Modules, sign: str, terms: list[float], scales: list[str], result: float
) -> None:
    numbers = [*terms, result]
    cells: list[dict[str, Any]] = [
        {"value": value, "scale": scale, "signal": ""}
        for value, scale in zip(numbers, [*scales, scales[0]], strict=True)
    ]
    at_first, at_last = modules.run("score/apart/operations", BARS, sign, cells)
    ends = {"share": 1, "signed": 1, "memory": 2, "sum": 10}
    width = (300 - 36 - 2 * 14) / 3
    for cell, (left, length), column in zip(cells, at_last, range(3), strict=True):
        of_all = 1 if cell["scale"] == "share" else 2
        assert length == pytest.approx(abs(cell["value"]) / ends[cell["scale"]] * width / of_all, abs=0.01)
        start = 36 + column * (width + 14)
        zero = start if cell["scale"] == "share" else start + width / 2
        assert (left if cell["value"] >= 0 else left + length) == pytest.approx(zero, abs=0.02)
    assert at_first[:2] == at_last[:2], "what was there before stays"
    assert at_first[2][1] == pytest.approx(at_first[0][1]), "the result begins as its first term"


def names(seen: dict[str, Any]) -> list[str]:
    return [operation["name"] for operation in seen["operations"]]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (ModelSpec("rnn", 5, 4), RNN),
        (ModelSpec("rnn", 5, 4, activation="identity"), [*RNN[:3], "No squashing"]),
        (ModelSpec("lstm", 5, 4), [*RNN, "Forget", "Store", "Update", "Output"]),
        (ModelSpec("lstm", 5, 4, without=("forget_gate", "input_gate")), [*RNN, "Update", "Output"]),
        (
            ModelSpec("lstm", 5, 4, peepholes=True),
            [*RNN[:2], "Plus b, a look at c", "Squash", "Forget", "Store", "Update",
             "Plus b, a look at c", "Squash", "Output"],
        ),
        (ModelSpec("gru", 5, 4), [*RNN, "Reset", "Add up", "Squash", "Keep", "Take", "Mix"]),
        (ModelSpec("gru", 5, 4, without=("reset_gate",)), [*RNN, "Keep", "Take", "Mix"]),
    ],
)  # fmt: skip
def test_a_cell_does_one_thing_after_the_other(
    modules: Modules, model: ModelSpec, expected: list[str]
) -> None:
    net = network(model)
    assert names(looked(modules, net, "the film was good", 2)) == expected


def test_a_reset_gate_after_the_product_stands_behind_the_weights(modules: Modules) -> None:
    net = network(ModelSpec("gru", 5, 4))
    text = " ".join(sentence(net, STEPS).words)
    trace = record(net, text)
    weights = trace.top.scan.weights
    product = weights.weight_hh[-4:] @ trace.hidden[1] + weights.bias_hh[-4:]
    (reset,) = (one for one in looked(modules, net, text, 2)["operations"] if one["id"] == "reset")
    shown = {row["unit"]: row["cells"][0]["value"] for row in reset["rows"]}
    assert shown == pytest.approx({unit: product[unit] for unit in shown}, abs=1e-9)


def test_the_units_are_the_cursors_and_those_that_move_most(modules: Modules) -> None:
    net = network(ModelSpec("lstm", 5, 9))
    text = " ".join(sentence(net, STEPS).words)
    trace = record(net, text)
    assert trace.cell_state is not None
    moved = np.abs(trace.cell_state[3] - trace.cell_state[2])
    expected = [unit for unit in np.argsort(-moved, kind="stable") if unit != 6][:4]
    assert looked(modules, net, text, 3, unit=6)["units"] == [6, *expected]


def test_a_held_gate_says_what_it_is_held_at(modules: Modules) -> None:
    net = network(ModelSpec("lstm", 5, 4))
    text = " ".join(sentence(net, STEPS).words)
    clamp = Clamp("forget_gate", 0.2, units=(1,), start=2)
    trace = record(net, text, operations=[clamp])
    seen = {one["name"]: one["rows"] for one in looked(modules, net, text, 2, held=(clamp,))["operations"]}
    for name in ("Times W", "Plus b", "Squash"):
        held = {row["gate"]: row["held"] for row in seen[name]}
        assert held == {"forget_gate": 0.2, "input_gate": None, "output_gate": None, "candidate": None}
    before, gate, kept = (cell["value"] for cell in seen["Forget"][0]["cells"])
    assert gate == 0.2
    assert kept == pytest.approx(0.2 * before)
    assert seen["Output"][0]["cells"][-1]["value"] == pytest.approx(trace.hidden[2, 1], abs=1e-12)


def test_numbers_that_are_not_finite_are_said_and_stretch_no_axis(modules: Modules) -> None:
    net = network(ModelSpec("lstm", 5, 4))
    broken = {name: array.copy() for name, array in net.weights.items()}
    broken["rnn.weight_ih_l0"][5] = np.nan  # the forget gate of unit 1
    seen = looked(modules, Network(net.spec, 1, broken), "the film was good", 1)
    assert all(np.isfinite(list(seen["ends"].values())))
    forget = next(one for one in seen["operations"] if one["id"] == "forget")
    assert forget["rows"][0]["unit"] == 1
    assert forget["rows"][0]["numbers"][1:] == ["NaN", "NaN"]


@pytest.mark.parametrize(
    ("at", "by", "expected"),
    [
        ((-1, 2), 1, (0, 2)),
        ((-1, 2), -1, (7, 2)),
        ((3, 2), 1, (4, 2)),
        ((7, 2), 1, (0, 3)),
        ((0, 2), -1, (7, 1)),
        ((0, 0), -1, (0, 0)),
        ((7, 4), 1, (7, 4)),
    ],
)  # fmt: skip
def test_after_the_last_operation_comes_the_next_timestep(
    modules: Modules, at: tuple[int, int], by: int, expected: tuple[int, int]
) -> None:
    body = "return m.stepped({ operation: g[0], timestep: g[1], length: 5 }, 8, g[2])"
    assert modules.run("score/apart/operations", body, *at, by) == {
        "operation": expected[0], "timestep": expected[1],
    }  # fmt: skip
