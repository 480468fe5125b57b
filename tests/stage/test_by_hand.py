"""A network typed by hand: every formula gives the value that stands beside it, and the values are core's."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.equations.gru import GruCell
from core.equations.lstm import LstmCell
from core.equations.rnn import RnnCell
from core.equations.scan import Cell
from core.equations.squash import SQUASH
from core.equations.weights import LayerWeights
from core.network.shapes import GATES
from core.spec import Kind
from tests.stage.conftest import Modules

Sheet = dict[str, Any]
KINDS: tuple[Kind, ...] = ("rnn", "gru", "lstm")

SOLVED = """
  const { asText, asLatex, number, valueOf } = await stage("byhand/terms");
  const { asPlainText, asLatexText, lineOf, placesOfWeights, writer } = await stage("byhand/written");
  const solution = new m.Solution(g[0]);
  const write = writer(17);
  const found = [];
  const look = (leaf, by) => found.push({
    cell: leaf.cell, value: leaf.value, computed: valueOf(by((one) => number(one.value))),
    line: lineOf(leaf, by, writer(4)),
  });
  for (const row of solution.rows)
    for (let t = 0; t <= solution.steps; t++) {
      const [leaf, by] = [row.at(t), row.by(t)];
      if (leaf && by) look(leaf, by);
    }
  const weights = {};
  for (const place of placesOfWeights(solution)) {
    const { leaf, by } = solution.ofWeight(place);
    weights[place] = leaf.value;
    look(leaf, by);
  }
  return { found, weights, loss: solution.loss, count: solution.count,
           text: asPlainText(solution, writer(4)), latex: asLatexText(solution, writer(4)) };"""

numbers = st.floats(-3, 3, allow_nan=False).map(lambda value: round(value, 3))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Draw a sheet of any cell and size."""
    kind = draw(st.sampled_from(KINDS))
    units, width, steps = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 4))

    def row(length: int) -> list[float]:
        return draw(st.lists(numbers, min_size=length, max_size=length))

    return {
        "kind": kind,
        "textbook": draw(st.booleans()),
        "activation": draw(st.sampled_from([*SQUASH])),
        "inputs": [row(width) for _ in range(steps)],
        "hidden": row(units),
        "memory": row(units),
        "weights": {
            gate: {
                "input": [row(width) for _ in range(units)],
                "recurrent": [row(units) for _ in range(units)],
                "bias": row(units),
            }
            for gate in GATES[kind]
        },
        "asked": draw(st.integers(0, units - 1)),
        "target": draw(st.none() | numbers),
    }


def states(sheet: Sheet) -> np.ndarray[Any, Any]:
    """Return core's states (T, H) of a sheet."""
    kind, units = sheet["kind"], len(sheet["hidden"])
    textbook = sheet["textbook"]
    cells: dict[str, Cell] = {
        "rnn": RnnCell(sheet["activation"]),
        "gru": GruCell(writes=textbook, before=textbook),
        "lstm": LstmCell(),
    }
    blocks = [sheet["weights"][gate] for gate in GATES[kind]]
    bias = np.concatenate([block["bias"] for block in blocks])
    weights = LayerWeights(
        np.concatenate([block["input"] for block in blocks]),
        np.concatenate([block["recurrent"] for block in blocks]),
        bias,
        np.zeros_like(bias),
        None,
        np.array(sheet["hidden"]),
        np.array(sheet["memory"]) if kind == "lstm" else None,
    )
    inputs = np.array(sheet["inputs"])[:, None]
    found = cells[kind].forward(inputs, weights).hidden[1:, 0]
    assert found.shape == (len(sheet["inputs"]), units)
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sheet=sheets())
def test_every_formula_gives_its_value_and_the_states_are_those_of_core(
    modules: Modules, sheet: Sheet
) -> None:
    solved = modules.run("byhand/solve", SOLVED, sheet)
    for one in solved["found"]:
        assert one["computed"] == pytest.approx(one["value"], rel=1e-9, abs=1e-11), one
    values = {one["cell"]: one["value"] for one in solved["found"]}
    expected = states(sheet)
    for (t, j), value in np.ndenumerate(expected):
        assert values[f"hidden{j} {t + 1}"] == pytest.approx(value, rel=1e-9, abs=1e-12)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sheet=sheets(), data=st.data())
def test_a_weight_moved_a_little_moves_the_loss_as_its_derivative_says(
    modules: Modules, sheet: Sheet, data: st.DataObject
) -> None:
    if sheet["kind"] == "rnn" and sheet["activation"] == "relu":
        sheet["activation"] = "tanh"  # no corner in which the two sides differ
    solved = modules.run("byhand/solve", SOLVED, sheet)
    place = data.draw(st.sampled_from(sorted(solved["weights"])))
    gate, kind, *at = place.split()

    def loss(step: float) -> float:
        moved = json.loads(json.dumps(sheet))
        row = moved["weights"][gate][kind]
        for index in at[:-1]:
            row = row[int(index)]
        row[int(at[-1])] += step
        return float(modules.run("byhand/solve", SOLVED, moved)["loss"])

    moved = (loss(1e-5) - loss(-1e-5)) / 2e-5
    assert solved["weights"][place] == pytest.approx(moved, rel=1e-4, abs=1e-7)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sheet=sheets())
def test_a_link_brings_the_same_sheet(modules: Modules, sheet: Sheet) -> None:
    link = modules.run("byhand/sheet", "return m.toLink(g[0])", sheet)
    assert re.fullmatch(r"[a-z0-9_.e+-]+", link), "nothing in it has to be escaped"
    if sheet["kind"] != "gru":
        sheet["textbook"] = True
    if sheet["kind"] != "rnn":
        sheet["activation"] = "tanh"
    if sheet["kind"] != "lstm":
        sheet["memory"] = [0] * len(sheet["hidden"])
    assert modules.run("byhand/sheet", "return m.fromLink(g[0])", link) == sheet


@pytest.mark.parametrize(
    "link",
    [
        "", "lstm", "______", "lstm_1_1_1__0_0_0__0__1", "lstm_4_1_1__0__0__1",
        "rnn_tan_1_1_1__0_0__0_0_0__1",
        "rnn_tanh_1_1_1__0_0__0_0_x__1", "rnn_tanh_1_1_1__0_0__0_0_0__2", "rnn_tanh_1_1_1__0_0__0_0_0__1_1_1",
        "rnn_tanh_1_1_1__0_1e9__0_0_0__1", "rnn_tanh_1_1_1__0___0_0_0__1", "rnn_tanh_1_1_1_1__0_0__0_0_0__1",
        "__proto___tanh_1_1_1__0_0__0_0_0__1", "rnn_tanh_1.5_1_1__0_0__0_0_0__1",
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused(modules: Modules, link: str) -> None:
    assert modules.run("byhand/sheet", "return m.fromLink(g[0])", link) is None


def test_numbers_are_read_as_people_write_them(modules: Modules) -> None:
    read = {
        "0.5": 0.5, "-2": -2, "−2": -2, " 1e-3 ": 0.001, "0,25": 0.25, ".5": 0.5, "1/3": 1 / 3, "-1/4": -0.25,
        "100": 100, "": None, "abc": None, "1/0": None, "1e9": None, "1,000.5": None, "1/2/3": None,
        "0x10": None, "Infinity": None, "1 2": None,
    }  # fmt: skip
    found = modules.run("byhand/sheet", "return g[0].map(m.readNumber)", list(read))
    assert found == pytest.approx([*read.values()], nan_ok=True)


def solved_example(modules: Modules, name: str) -> tuple[dict[str, Any], dict[str, float]]:
    body = "return (await stage('byhand/examples')).EXAMPLES.find(({ id }) => id === g[0]).sheet"
    sheet = modules.run("byhand/sheet", body, name)
    solved = modules.run("byhand/solve", SOLVED, sheet)
    return solved, {one["cell"]: one["value"] for one in solved["found"]}


@pytest.mark.parametrize(
    ("name", "signal", "expected"),
    [
        ("counter", "cell_state0", [1, 1, 2, 3, 3, 4]),
        ("latch", "cell_state0", [1, 1, 1, 0, 0, 1]),
        ("store", "cell_state0", [*[np.tanh(0.8)] * 3, *[np.tanh(-0.6)] * 2]),
        ("halves", "update_gate0", [0.5] * 5),
    ],
)
def test_the_examples_do_what_they_say(
    modules: Modules, name: str, signal: str, expected: list[float]
) -> None:
    values = solved_example(modules, name)[1]
    found = [values[f"{signal} {t + 1}"] for t in range(len(expected))]
    assert found == pytest.approx(expected, abs=1e-12)


def test_the_sign_keeper_keeps_the_sign(modules: Modules) -> None:
    values = solved_example(modules, "sign")[1]
    found = [values[f"hidden0 {t}"] for t in range(1, 7)]
    assert np.sign(found) == pytest.approx([1, 1, 1, -1, -1, -1])
    assert min(map(abs, found)) > 0.9


def test_the_exercise_is_written_as_one_would(modules: Modules) -> None:
    solved, _ = solved_example(modules, "exercise")
    lines = [one["line"] for one in solved["found"]]
    assert (
        "f₁ = σ(w_xf·x₁ + w_hf·h₀ + b_f) = σ((-0.5)·1 + 0.5·0 + 1) = σ(0.5) = 0.6225".replace("-", "−")
        in lines
    )
    assert any(line.startswith("c₂ = f₂·c₁ + i₂·g₂ = ") for line in lines)
    assert any(line.startswith("δc₂ = δh₂·o₂·(1 − tanh(c₂)²) + f₃·δc₃ = ") for line in lines)
    assert solved["count"] == "4·(1·1 + 1·1 + 1) = 12"
    for title in ("Timestep 3", "Back, timestep 1", "Derivatives by the weights"):
        assert title in solved["text"]
    assert solved["latex"].count("\\begin{align*}") == solved["latex"].count("\\end{align*}") == 8
    assert r"f_{1} &= \sigma\left(w_{xf} \cdot x_{1} + w_{hf} \cdot h_{0} + b_{f}\right)" in solved["latex"]
    assert not set("−₁·σδ½²") & set(solved["latex"].split("\n", 1)[1])


def test_another_size_keeps_what_fits(modules: Modules) -> None:
    body = """
      const { EXAMPLES } = await stage("byhand/examples");
      const begun = EXAMPLES[0].sheet;
      const larger = m.resized(begun, { units: 3, inputs: 2, steps: 5 });
      const rnn = m.resized(begun, { kind: "rnn" });
      return [begun, larger, m.resized(larger, { units: 1, inputs: 1, steps: 3 }), rnn,
              m.resized(rnn, { kind: "lstm" })];"""
    begun, larger, back, rnn, again = modules.run("byhand/sheet", body)
    assert np.shape(larger["weights"]["forget_gate"]["recurrent"]) == (3, 3)
    assert larger["weights"]["forget_gate"]["input"][0] == [-0.5, 0]
    assert back == begun
    assert rnn["kind"] == "rnn"
    assert rnn["weights"]["hidden"]["recurrent"] == [[0]]
    assert {gate: again["weights"][gate] for gate in GATES["lstm"]} == begun["weights"]


def test_what_is_written_on_a_colour_can_be_read(modules: Modules) -> None:
    colours = [
        f"#{level:02x}{other:02x}{third:02x}"
        for level in (0, 90, 130, 255)
        for other in (0, 110, 128, 255)
        for third in (0, 160, 255)
    ]
    for colour, ink in zip(
        colours, modules.run("byhand/table", "return g[0].map(m.inkOn);", colours), strict=True
    ):
        assert contrast(colour, ink) >= 4.5, colour


def contrast(one: str, other: str) -> float:
    """Return how much the luminance of two colours differs, as WCAG 2.1 counts it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
