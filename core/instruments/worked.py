r"""The worked solution of a small network: every gate, state, gradient and weight count, with its numbers.

Each line is there twice: as text, and as LaTeX for a slide or a sheet. What the lines say is taken from the
trace and the gradient profile; nothing is computed a second time but the products that are written out.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from ..network.shapes import GATES
from ..spec.limits import shown
from .gradient import GradientProfile
from .trace import Trace

MOST_UNITS = 3

SYMBOLS = {
    "forget_gate": "f", "input_gate": "i", "output_gate": "o",
    "reset_gate": "r", "update_gate": "z", "hidden": "h",
}  # fmt: skip


class Line(NamedTuple):
    """A line of the solution, as text and as LaTeX."""

    text: str
    latex: str


def worked_solution(trace: Trace) -> tuple[tuple[Line, ...], ...]:
    """Return the lines of each timestep: gates, states and the answer, unit by unit.

    Raises:
        ValueError: if the network has several layers or directions, more than three units, or answers with a
            class; or if it is none of the three plain cells.
    """
    model = trace.network.spec.model
    plain = (model.layers, model.bidirectional, model.connection, model.decoder) == (1, False, "plain", False)
    usual = model.peepholes is False and not model.without and model.activation == "tanh"
    kept = model.update_gate == "keeps" and model.reset_gate == "after" and model.initial_state == "zeros"
    if not plain or not usual or not kept or model.readout != "each" or trace.network.answer != "number":
        raise ValueError("A solution is written for one layer of a plain cell that answers with a number.")
    if model.hidden_size > MOST_UNITS:
        raise ValueError(
            f"The network has {shown(model.hidden_size)} units; at most {MOST_UNITS} are written out."
        )
    return tuple(tuple(_lines(trace, t)) for t in range(len(trace)))


def gradient_lines(profile: GradientProfile) -> tuple[Line, ...]:
    """Return the loss, its gradient by every state, the last first, and by every weight."""
    trace = profile.trace
    y, loss = trace.answers[profile.at, 0], profile.loss
    place = f"{profile.at + 1}"
    lines = [
        Line(
            f"L = (y_{place} − target)² = ({_told(y)} − {_factor(profile.target)})² = {_told(loss)}",
            rf"L = (y_{{{place}}} - {_factor(profile.target, True)})^2 = {_told(loss, True)}",
        )
    ]
    states = [("h", profile.hidden_gradient), ("c", profile.cell_gradient)]
    for t in reversed(range(profile.at + 1)):
        for letter, values in states:
            if values is not None:
                lines += [
                    _derivative(_at(letter, t, j, len(row)), row[j])
                    for row in (values[t],)
                    for j in range(len(row))
                ]
    gradients = profile.weight_gradients()
    for gate, what, name in _weights(trace):
        block = _block(trace, gate, gradients[name])
        numbers = [
            "; ".join(" ".join(_told(x, latex) for x in row) for row in block) for latex in (False, True)
        ]
        symbol = _symbol(trace, gate) if gate else "y"
        lines.append(
            Line(
                f"∂L/∂{what}({symbol}) = {numbers[0]}",
                rf"\partial L/\partial {what}^{{({symbol})}} = {numbers[1]}",
            )
        )
    return tuple(lines)


def count_line(trace: Trace) -> str:
    """Return how many weights the cell and its readout have, with the numbers of the formula."""
    model = trace.network.spec.model
    blocks, units, size = len(GATES[model.kind]), model.hidden_size, model.embedding_size
    parts = [blocks * units * size, blocks * units * units, blocks * units, units, 1]
    each = f"{blocks}·" if blocks > 1 else ""
    return (
        f"W_x: {each}{units}·{size} = {parts[0]}; W_h: {each}{units}·{units} = {parts[1]}; "
        f"b: {each}{units} = {parts[2]}; W_y: {units}; b_y: 1; together {sum(parts)}. "
        f"PyTorch keeps a second b in each block: {parts[2]} more."
    )


def as_text(steps: Iterable[Sequence[Line]]) -> str:
    """Return lines as text, with an empty line between the groups."""
    return "\n\n".join("\n".join(line.text for line in lines) for lines in steps)


def as_latex(steps: Iterable[Sequence[Line]]) -> str:
    """Return lines as one LaTeX environment, `align*` of amsmath."""
    rows = [line.latex.replace(" = ", " &= ", 1) for lines in steps for line in lines]
    return "\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}"


def _lines(trace: Trace, t: int) -> Iterator[Line]:
    kind = trace.network.spec.model.kind
    units = trace.hidden.shape[1]
    for gate in trace.parts:
        for unit in range(units):
            yield _gate(trace, gate, t, unit)
    for unit in range(units):
        if kind == "lstm":
            yield from _lstm_states(trace, t, unit)
        if kind == "gru":
            yield _gru_state(trace, t, unit)
    yield _answer(trace, t)


def _gate(trace: Trace, gate: str, t: int, unit: int) -> Line:
    """Return a gate or candidate as its sum: W_x·x + W_h·h + b, squashed."""
    weights = trace.network.weights
    row = GATES[trace.network.spec.model.kind].index(gate) * trace.hidden.shape[1] + unit
    into = _products(weights["rnn.weight_ih_l0"][row], trace.inputs[t])
    back = _products(weights["rnn.weight_hh_l0"][row], _before(trace.hidden, t))
    bias = float(weights["rnn.bias_ih_l0"][row] + weights["rnn.bias_hh_l0"][row])
    part, value = trace.parts[gate], trace[gate][t, unit]
    total = float(part.input[t, unit] + part.recurrent[t, unit] + part.bias[unit])
    squash = ("tanh", r"\tanh") if gate in ("candidate", "hidden") else ("σ", r"\sigma")
    name = _at(_symbol(trace, gate), t, unit, trace.hidden.shape[1])
    told = []
    for latex in (False, True):
        recalled = back[latex]
        if gate == "candidate" and "reset_gate" in trace.parts:
            recalled = f"{_factor(trace['reset_gate'][t, unit], latex)}{_dot(latex)}({recalled})"
        told.append(
            f"{name[latex]} = {squash[latex]}({into[latex]} + {recalled} + {_factor(bias, latex)}) = "
            f"{squash[latex]}({_told(total, latex)}) = {_told(value, latex)}"
        )
    return Line(*told)


def _lstm_states(trace: Trace, t: int, unit: int) -> Iterator[Line]:
    cell = trace["cell_state"]
    f, i, o, g = (trace[gate][t, unit] for gate in ("forget_gate", "input_gate", "output_gate", "candidate"))
    before, units = _before(cell, t)[unit], cell.shape[1]
    kept = _products([f, i], [before, g])
    c, h = _at("c", t, unit, units), _at("h", t, unit, units)
    yield Line(*(f"{c[x]} = {kept[x]} = {_told(cell[t, unit], x)}" for x in (False, True)))
    yield Line(
        *(
            f"{h[x]} = {_factor(o, x)}{_dot(x)}{('tanh', chr(92) + 'tanh')[x]}({_told(cell[t, unit], x)}) = "
            f"{_told(trace.hidden[t, unit], x)}"
            for x in (False, True)
        )
    )


def _gru_state(trace: Trace, t: int, unit: int) -> Line:
    z, n = trace["update_gate"][t, unit], trace["candidate"][t, unit]
    mixed = _products([z], [_before(trace.hidden, t)[unit]])
    name = _at("h", t, unit, trace.hidden.shape[1])
    return Line(
        *(
            f"{name[x]} = (1 {'−-'[x]} {_factor(z, x)}){_dot(x)}{_factor(n, x)} + {mixed[x]} = "
            f"{_told(trace.hidden[t, unit], x)}"
            for x in (False, True)
        )
    )


def _answer(trace: Trace, t: int) -> Line:
    weights = trace.network.weights
    terms = _products(weights["readout.weight"][0], trace.hidden[t])
    bias = float(weights["readout.bias"][0])
    name = _at("y", t, 0, 1)
    return Line(
        *(
            f"{name[x]} = {terms[x]} + {_factor(bias, x)} = {_told(trace.answers[t, 0], x)}"
            for x in (False, True)
        )
    )


def _weights(trace: Trace) -> Iterator[tuple[str, str, str]]:
    """Yield the gate, symbol and name of every weight that is typed."""
    for gate in trace.parts:
        yield gate, "W_x", "rnn.weight_ih_l0"
        yield gate, "W_h", "rnn.weight_hh_l0"
        yield gate, "b", "rnn.bias_ih_l0"
    yield "", "W", "readout.weight"
    yield "", "b", "readout.bias"


def _block(trace: Trace, gate: str, values: Floats) -> Floats:
    """Return a gate's rows of a weight's gradient, (rows, columns)."""
    if gate:
        units = trace.hidden.shape[1]
        start = GATES[trace.network.spec.model.kind].index(gate) * units
        values = values[start : start + units]
    return values[None] if values.ndim == 1 else values


def _before(states: Floats, t: int) -> Floats:
    before: Floats = states[t - 1] if t else np.zeros_like(states[0])
    return before


def _symbol(trace: Trace, gate: str) -> str:
    if gate == "candidate":
        return "n" if trace.network.spec.model.kind == "gru" else "g"
    return SYMBOLS[gate]


def _at(letter: str, t: int, unit: int, units: int) -> tuple[str, str]:
    """Return "f_1" or "f_1[2]", and the same in LaTeX; timesteps and units are counted from 1."""
    if units == 1:
        return f"{letter}_{t + 1}", f"{letter}_{{{t + 1}}}"
    return f"{letter}_{t + 1}[{unit + 1}]", f"{letter}_{{{t + 1}}}^{{({unit + 1})}}"


def _derivative(name: tuple[str, str], value: float) -> Line:
    return Line(f"∂L/∂{name[0]} = {_told(value)}", rf"\partial L/\partial {name[1]} = {_told(value, True)}")


def _products(left: Iterable[float], right: Iterable[float]) -> tuple[str, str]:
    pairs = list(zip(left, right, strict=True))
    text, latex = (
        " + ".join(f"{_factor(a, x)}{_dot(x)}{_factor(b, x)}" for a, b in pairs) for x in (False, True)
    )
    return text, latex


def _dot(latex: bool) -> str:
    return r" \cdot " if latex else "·"


def _factor(value: float, latex: bool = False) -> str:
    """Return a number as it stands in a product or sum: in brackets if it is negative."""
    told = _told(value, latex)
    return f"({told})" if told[0] in "-−" else told


def _told(value: float, latex: bool = False) -> str:
    """Return a number with four digits; powers of ten where that would be long."""
    text = f"{float(value) + 0.0:.4g}"
    if "e" in text:
        digits, power = text.split("e")
        text = f"{digits} \\cdot 10^{{{int(power)}}}" if latex else f"{digits}e{int(power)}"
    return text if latex else text.replace("-", "−")
