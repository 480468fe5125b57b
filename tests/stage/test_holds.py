"""Gates held by hand: what is drawn is what core does under the same clamps; what does not fit is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core import Clamp, Network, RunSpec, Trace, initial_network, record
from core.figures.boards import board
from core.spec import KINDS, Kind, ModelSpec
from tests.making.traces import SENTENCE, trace_of
from tests.stage.conftest import Modules, file_of, matrix

HELD = """
  const { fromFile } = await stage("../net/file");
  const { Matrix } = await stage("../net/matrix");
  const { sumOf, equationsOf } = await stage("score/model");
  const [files, described, operations, timestep, unit] = g;
  const networks = files.map((file) => fromFile(Uint8Array.from(Buffer.from(file, "base64"))));
  const plain = (name, value) =>
    value instanceof Matrix ? { rows: value.rows, data: Array.from(value.data, (x) => String(x)) } : value;
  const board = m.readBoard(described, networks, { sentence: null, operations });
  const { model } = board;
  const sums = model && model.gates.map((gate) => sumOf(model, gate, timestep, unit).at(-1));
  const equations = model && equationsOf(model, timestep, unit);
  return JSON.parse(JSON.stringify({ ...board, model: null, sums, equations }, plain));"""

ALL = "this network has forget gate, input gate, output gate, candidate"
GATE = {"rnn": "hidden", "gru": "update_gate", "lstm": "forget_gate"}


def read(modules: Modules, networks: list[Network], described: dict[str, Any], *given: Any) -> Any:
    return modules.run("score/board/board", HELD, [file_of(net) for net in networks], described, *given)


def sent(clamp: Clamp) -> dict[str, Any]:
    """Return a clamp as the reader's hand holds it."""
    units = None if clamp.units is None else list(clamp.units)
    where = {"units": units, "start": clamp.start, "stop": clamp.stop}
    return {"kind": "clamp", "gate": clamp.gate, "value": clamp.value, **where}


def drawn(trace: Trace) -> dict[str, Any]:
    return board(trace.network, SENTENCE, [*trace.signals, "readout"], name="b", readout="answer")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_drawn_is_what_core_does_under_the_same_clamps(modules: Modules, kind: Kind) -> None:
    alone = trace_of(kind)
    clamps = [Clamp(GATE[kind], 0.25, start=4), Clamp(GATE[kind], 1.0, units=(1, 2), start=5, stop=6)]
    held = record(alone.network, SENTENCE, operations=clamps)
    seen = read(modules, [alone.network], drawn(alone), [sent(clamp) for clamp in clamps], 6, 0)
    assert not np.allclose(held.probabilities, alone.probabilities)
    for stave in seen["staves"][:-1]:
        np.testing.assert_allclose(matrix(stave["values"]), held[stave["id"]], rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(matrix(stave["ghost"]), alone[stave["id"]], rtol=1e-12, atol=1e-15)
    for timestep, guesses in enumerate(seen["staves"][-1]["best"]):
        assert [share for _, share in guesses] == pytest.approx(list(held.probabilities[timestep]), rel=1e-12)
    for timestep, guesses in enumerate(seen["staves"][-1]["ghost"]):
        assert [share for _, share in guesses] == pytest.approx(
            list(alone.probabilities[timestep]), rel=1e-12
        )


def test_what_is_held_is_marked_and_said(modules: Modules) -> None:
    trace = trace_of("lstm")
    clamps = [Clamp("forget_gate", 0.25, units=(1, 2), start=4), Clamp("output_gate", 1.0, start=5, stop=6)]
    seen = read(modules, [trace.network], drawn(trace), [sent(clamp) for clamp in clamps], 5, 2)
    marked = {stave["id"]: matrix(stave["held"]) for stave in seen["staves"] if "held" in stave}
    assert sorted(marked) == ["forget_gate", "output_gate"]
    expected = np.full(trace.hidden.shape, np.nan)
    expected[4:, 1:3] = 0.25
    np.testing.assert_array_equal(marked["forget_gate"], expected)
    said = ["forget gate, units 2, 3, from “good” on: 0.25", "output gate, all units, at “but”: 1.00"]
    assert [one["said"] for one in seen["done"]] == said
    assert f" · by hand: {said[0]}; {said[1]} · " in seen["caption"]
    assert [text.startswith("held ") for text in seen["sums"]] == [True, False, True, False]


@pytest.mark.parametrize(("kind", "gate"), [("rnn", "hidden"), ("gru", "candidate")])
def test_a_value_that_is_held_is_no_result_of_its_sum(modules: Modules, kind: Kind, gate: str) -> None:
    trace = trace_of(kind)
    seen = read(modules, [trace.network], drawn(trace), [sent(Clamp(gate, -0.5, start=2))], 2, 0)
    free = read(modules, [trace.network], drawn(trace), [sent(Clamp(gate, -0.5, start=2))], 1, 0)
    assert seen["equations"][0].endswith("= −0.500, held by hand")
    assert "tanh(" in free["equations"][0]


def test_nothing_is_marked_while_nothing_is_held(modules: Modules) -> None:
    trace = trace_of("lstm")
    seen = read(modules, [trace.network], drawn(trace), [], 0, 0)
    assert seen["done"] == seen["refused"] == []
    assert "by hand" not in seen["caption"]
    assert not any("ghost" in stave or "held" in stave for stave in seen["staves"])


def test_only_the_lens_s_network_is_held(modules: Modules) -> None:
    net, other = trace_of("lstm").network, initial_network(RunSpec(ModelSpec("lstm", 5, 6), seed=3))
    described = board(net, SENTENCE, ["cell_state"], name="b", readout="", against=other)
    clamp = Clamp("forget_gate", 0.0, start=3)
    drawn_there = read(modules, [net, other], described, [sent(clamp)], 0, 0)
    seen = drawn_there["staves"]
    held, free = record(net, SENTENCE, operations=[clamp]), record(other, SENTENCE)
    np.testing.assert_allclose(matrix(seen[0]["values"]), held["cell_state"], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(matrix(seen[1]["values"]), free["cell_state"], rtol=1e-12, atol=1e-15)
    assert "ghost" not in seen[1]
    assert "by hand in network 1 of 2: forget gate" in drawn_there["caption"]


@pytest.mark.parametrize(
    ("clamp", "said"),
    [
        (
            Clamp("update_gate", 0.0),
            f"Not held: update gate, all units, everywhere: 0.00; {ALL}.",
        ),
        (
            Clamp("constructor", 0.0),
            f"Not held: constructor, all units, everywhere: 0.00; {ALL}.",
        ),
        (
            Clamp("forget_gate", 0.0, units=(1, 8)),
            "Not held: forget gate, units 2, 9, everywhere: 0.00; this network has units 1 to 8.",
        ),
        (
            Clamp("forget_gate", -0.5),
            "Not held: forget gate, all units, everywhere: −0.50; it takes values from 0 to 1.",
        ),
        (
            Clamp("candidate", 1.5),
            "Not held: candidate, all units, everywhere: 1.50; it takes values from −1 to 1.",
        ),
        (
            Clamp("forget_gate", 0.0, start=99),
            "Not held: forget gate, all units, from word 100 on: 0.00; this sentence has {words} words.",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(modules: Modules, clamp: Clamp, said: str) -> None:
    trace = trace_of("lstm")
    fits = Clamp("forget_gate", 0.0, units=(0,), start=2)
    seen = read(modules, [trace.network], drawn(trace), [sent(clamp), sent(fits)], 0, 0)
    assert seen["refused"] == [said.replace("{words}", str(len(trace)))]
    assert len(seen["done"]) == 1
    expected = record(trace.network, SENTENCE, operations=[fits])
    for stave in seen["staves"][:-1]:
        np.testing.assert_allclose(matrix(stave["values"]), expected[stave["id"]], rtol=1e-12, atol=1e-15)


HOLDING = """
  const [clamps, timestep, unit] = g;
  const gate = { name: "forget_gate", squash: "σ" };
  const found = m.holding([{ kind: "erase", timestep }, ...clamps], gate, timestep, unit);
  return found ? clamps.indexOf(found) : null;"""


def test_the_last_clamp_that_fits_holds_a_place(modules: Modules) -> None:
    clamps = [
        Clamp("forget_gate", 0.25),
        Clamp("forget_gate", 0.5, units=(1, 2), start=2),
        Clamp("forget_gate", 0.0, start=3, stop=4),
        Clamp("input_gate", 1.0),
        Clamp("forget_gate", -0.5),
    ]
    places = {(0, 1): 0, (2, 1): 1, (2, 0): 0, (3, 1): 2, (4, 2): 1, (4, 3): 0}
    for place, index in places.items():
        assert modules.run("score/hand/holds", HOLDING, [sent(clamp) for clamp in clamps], *place) == index, (
            place
        )
    assert modules.run("score/hand/holds", HOLDING, [sent(clamp) for clamp in clamps[3:]], 0, 0) is None
