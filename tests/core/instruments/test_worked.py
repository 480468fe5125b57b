"""The worked solution says the numbers that an exercise sheet's reader would work out."""

from __future__ import annotations

import re
from math import exp, tanh

import numpy as np
import pytest

from core import Network, Trace, gradient_profile, initial_network, record
from core.instruments.worked import as_latex, as_text, count_line, gradient_lines, worked_solution
from core.network.shapes import GATES
from core.network.typed import GateWeights, sentence_of, typed_network
from core.recipes import default_run
from core.spec import KINDS, Kind

INPUTS = "1 -2 0.5"


def sheet(kind: Kind, units: int = 1, inputs: str = INPUTS) -> Trace:
    rng = np.random.default_rng(units)
    size = len(inputs.split()[0].split(","))
    shapes = ((units, size), (units, units), (units,))
    gates = {
        gate: GateWeights(*(rng.normal(size=shape).round(2) for shape in shapes)) for gate in GATES[kind]
    }
    network = typed_network(kind, units, inputs, gates, (rng.normal(size=(1, units)).round(2), 0.25))
    return record(network, sentence_of(inputs))


def sigma(x: float) -> float:
    return 1 / (1 + exp(-x))


def by_hand(network: Network) -> list[dict[str, float]]:
    """Work out a network of one unit and one input as on paper."""
    kind = network.spec.model.kind
    w, u, b = (
        network.weights[f"rnn.{name}_l0"].ravel().tolist() for name in ("weight_ih", "weight_hh", "bias_ih")
    )
    v, d = float(network.weights["readout.weight"][0, 0]), float(network.weights["readout.bias"][0])
    h = c = 0.0
    steps = []
    for x in (1.0, -2.0, 0.5):
        sums = [w[k] * x + u[k] * h + b[k] for k in range(len(w))]
        if kind == "rnn":
            h = tanh(sums[0])
            found = {"h": h}
        elif kind == "lstm":
            i, f, g, o = sigma(sums[0]), sigma(sums[1]), tanh(sums[2]), sigma(sums[3])
            c = f * c + i * g
            h = o * tanh(c)
            found = {"i": i, "f": f, "g": g, "o": o, "c": c, "h": h}
        else:
            r, z = sigma(sums[0]), sigma(sums[1])
            n = tanh(w[2] * x + r * u[2] * h + b[2])
            h = (1 - z) * n + z * h
            found = {"r": r, "z": z, "n": n, "h": h}
        steps.append(found | {"y": v * h + d})
    return steps


@pytest.mark.parametrize("kind", KINDS)
def test_each_line_ends_in_the_number_of_a_reader_with_a_pencil(kind: Kind) -> None:
    trace = sheet(kind)
    solution = worked_solution(trace)
    expected = by_hand(trace.network)
    assert len(solution) == len(expected) == 3
    for t, (lines, numbers) in enumerate(zip(solution, expected, strict=True), start=1):
        found = {line.text.split("_")[0]: line.text for line in lines}
        assert found.keys() == numbers.keys()
        for letter, number in numbers.items():
            assert found[letter].startswith(f"{letter}_{t} = ")
            assert found[letter].endswith(f" = {number:.4g}".replace("-", "\u2212")), found[letter]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("units", [1, 2, 3])
def test_text_and_latex_say_the_same_numbers(kind: Kind, units: int) -> None:
    trace = sheet(kind, units, "1,0.5 -2,3")
    groups = [*worked_solution(trace), gradient_lines(gradient_profile(trace, 1.0))]
    for line in [line for lines in groups for line in lines]:
        powers = re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", line.latex)
        plain = re.sub(r"[_^]\{[^}]*\}", "", powers)
        text = re.sub(r"_\d+(\[\d\])?|\u00b2|target\)", "", line.text.replace("\u2212", "-"))
        numbers = [re.findall(r"-?\d+\.?\d*", re.sub(r"\^2", "", one)) for one in (plain, text)]
        if not line.text.startswith("L ="):
            assert numbers[0] == numbers[1], line
    latex = as_latex(groups)
    assert latex.startswith("\\begin{align*}")
    assert latex.count("{") == latex.count("}")
    assert as_text(groups).count("\n\n") == len(groups) - 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_gradient_of_a_weight_is_what_a_small_change_of_it_does(kind: Kind) -> None:
    trace = sheet(kind)
    lines = {
        line.text.split(" = ")[0]: line.text.split(" = ")[-1]
        for line in gradient_lines(gradient_profile(trace, 1.0))
    }
    gate = GATES[kind][0]
    symbol = {"rnn": "h", "lstm": "i", "gru": "r"}[kind]
    told = float(lines[f"\u2202L/\u2202W_x({symbol})"].replace("\u2212", "-"))
    losses = []
    for step in (1e-3, -1e-3):
        weights = dict(trace.network.weights)
        changed = weights["rnn.weight_ih_l0"].copy()
        changed[0, 0] += step
        moved = Network(
            trace.network.spec,
            0,
            weights | {"rnn.weight_ih_l0": changed},
            trace.network.vocabulary,
            ("y",),
            "number",
        )
        losses.append((record(moved, sentence_of(INPUTS)).answers[-1, 0] - 1) ** 2)
    assert told == pytest.approx((losses[0] - losses[1]) / 2e-3, rel=2e-3, abs=1e-5), gate


def test_weights_are_counted_as_on_the_sheet() -> None:
    told = count_line(sheet("lstm", 2, "1,0,0 0,1,0"))
    assert (
        "W_x: 4\u00b72\u00b73 = 24; W_h: 4\u00b72\u00b72 = 16; b: 4\u00b72 = 8; W_y: 2; b_y: 1; together 51."
        in told
    )
    assert "8 more" in told


def test_only_a_small_plain_network_is_written_out() -> None:
    with pytest.raises(ValueError, match="plain cell that answers with a number"):
        worked_solution(record(initial_network(default_run("lstm", "sentiment")), "the film"))
    with pytest.raises(ValueError, match="32 units; at most 3"):
        worked_solution(record(initial_network(default_run("lstm", "adding")), "0.50* 0.50*"))
