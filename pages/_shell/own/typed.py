"""The fields of a network that is typed by hand, what they begin with, and the network that they make."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from core import Network
from core.network.shapes import GATES
from core.network.typed import MOST_UNITS, GateWeights, inputs_of, number_of, sentence_of, typed_network
from core.spec import KINDS, Kind
from pages._shell.plain import literal
from pages._shell.visit.address import from_link, into_link
from pages._shell.visit.choice import choice
from pages._shell.visit.visitor import resettable

PARTS: Final = ("W_x", "W_h", "b")
_GOOD: Final = "hand_good"
_CELL, _UNITS, _INPUTS, _TARGET = "hand_cell", "hand_units", "hand_sentence", "hand_target"
_MOST_LETTERS: Final = 120
_OF_A_SHAPE: Final = re.compile(r"(rnn|gru|lstm)\d\d_")


@dataclass(frozen=True, slots=True)
class Preset:
    """Fields that make a network with a point: of each gate W_x, W_h and b, and the inputs."""

    kind: Kind
    inputs: str
    gates: Mapping[str, tuple[str, str, str]]
    help: str


PRESETS: Final[Mapping[str, Preset]] = {
    "a counter": Preset(
        "lstm",
        "1 0 1 1 0 1",
        {
            "input_gate": ("0", "0", "100"),
            "forget_gate": ("0", "0", "100"),
            "candidate": ("100", "0", "0"),
            "output_gate": ("0", "0", "100"),
        },
        "The cell state counts the ones: nothing is forgotten, and each 1 adds 1",
    ),
    "a latch": Preset(
        "lstm",
        "1,0 0,0 0,0 0,1 0,0 1,0 0,0",
        {
            "input_gate": ("100 0", "0", "-50"),
            "forget_gate": ("-100 -100", "0", "50"),
            "candidate": ("0 0", "0", "100"),
            "output_gate": ("0 0", "0", "100"),
        },
        "The first number sets the cell state to 1, the second puts it back to 0, and it stays in between",
    ),
    "weights ±100": Preset(
        "lstm",
        "0.3 -1 0.8 -0.4 -0.5 0.1",
        {
            "input_gate": ("100", "0", "0"),
            "forget_gate": ("-100", "0", "0"),
            "candidate": ("1", "0", "0"),
            "output_gate": ("0", "0", "100"),
        },
        "Gates that are 0 or 1: a positive input takes the place of what was kept, a negative one is ignored",
    ),
    "a sign keeper": Preset(
        "rnn",
        "0.5 0.1 -0.2 0.1 -0.1 0.2",
        {"hidden": ("1", "2", "0")},
        "An RNN whose W_h is above 1 falls to one side and stays there: it keeps the sign of the first input",
    ),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A network that was typed, the inputs as the sentence that it reads, and the right answer at its end."""

    network: Network
    sentence: str
    target: float


def typed_fields() -> Typed:
    """Ask for cell, inputs and weights; return what they make, or the last that could be made.

    What cannot be made is told in a sentence.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, preset in PRESETS.items():
            st.button(name, on_click=_begin_with, args=(preset,), help=preset.help, key=f"hand_preset_{name}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = choice(_CELL, "Cell", {kind: kind.upper() for kind in KINDS}, "lstm", name="cell")
        counts = {str(count): str(count) for count in range(1, MOST_UNITS + 1)}
        units = int(choice(_UNITS, "Units", counts, "1", name="units"))
        usual = PRESETS["a counter"].inputs
        inputs = _field(_INPUTS, "Inputs x, with spaces between them", usual)
        target = _field(_TARGET, "Right answer at the end", "1")
    try:
        size = len(inputs_of(inputs)[0])
    except ValueError:
        size = 1
    *columns, last = st.columns(len(GATES[kind]) + 1)
    gates = {}
    for gate, column in zip(GATES[kind], columns, strict=True):
        with column:
            gates[gate] = _gate_fields(kind, units, size, gate)
    with last:
        weight = _field(_key(kind, units, size, "readout", "W"), "W_y of the answer", _zeros(1, units, "1"))
        bias = _field(_key(kind, units, size, "readout", "b"), "b_y of the answer", "0")
    _forget_other_shapes(kind, units, size)
    try:
        network = typed_network(kind, units, inputs, gates, (weight, bias))
        made = Typed(network, sentence_of(inputs), number_of(target, "The right answer"))
    except ValueError as refusal:
        st.error(literal(str(refusal)), icon=":material/edit:")
        return _last_good()
    st.session_state[_GOOD] = made
    return made


def _last_good() -> Typed:
    """Return the last network that could be made; at first the counter."""
    found: Typed | None = st.session_state.get(_GOOD)
    if found is not None:
        return found
    first = PRESETS["a counter"]
    gates = {gate: GateWeights(*texts) for gate, texts in first.gates.items()}
    return Typed(
        typed_network(first.kind, 1, first.inputs, gates, ("1", "0")), sentence_of(first.inputs), 1.0
    )


def _gate_fields(kind: Kind, units: int, size: int, gate: str) -> GateWeights:
    """Ask for the weights of a gate. Other shapes have fields of their own: each keeps what stands in it."""
    shapes = {"W_x": (units, size), "W_h": (units, units), "b": (1, units)}
    first = PRESETS["a counter"]
    texts = []
    for part in PARTS:
        usual = _zeros(*shapes[part])
        if (kind, units, size) == (first.kind, 1, 1):
            usual = first.gates[gate][PARTS.index(part)]
        told = f"{part} of the {gate.replace('_', ' ').replace('hidden', 'state')}"
        texts.append(_field(_key(kind, units, size, gate, part), told, usual))
    return GateWeights(*texts)


def _field(key: str, label: str, usual: str) -> str:
    """Ask for numbers; the link says them where they are not the usual ones."""
    if (words := from_link(key, key)) is not None:
        st.session_state[key] = words[-1][:_MOST_LETTERS] if words else usual
    text = st.text_input(
        label,
        value=usual,
        key=resettable(key, usual),
        persist_state="session",
        max_chars=_MOST_LETTERS,
    )
    if st.query_params.get(key, usual) != text:
        into_link(key, None if text == usual else text)
    return text


def _forget_other_shapes(kind: Kind, units: int, size: int) -> None:
    """Take the fields of other shapes out of the address."""
    for name in st.query_params.to_dict():
        if _OF_A_SHAPE.match(name) and not name.startswith(f"{kind}{units}{size}_"):
            into_link(name, None)


def _begin_with(preset: Preset) -> None:
    """Put the numbers of a preset into the fields."""
    size = len(inputs_of(preset.inputs)[0])
    st.session_state[_CELL], st.session_state[_UNITS] = preset.kind, "1"
    st.session_state[_INPUTS] = preset.inputs
    for gate, texts in preset.gates.items():
        for part, text in zip(PARTS, texts, strict=True):
            st.session_state[_key(preset.kind, 1, size, gate, part)] = text
    for part, text in (("W", "1"), ("b", "0")):
        st.session_state[_key(preset.kind, 1, size, "readout", part)] = text


def _key(kind: Kind, units: int, size: int, gate: str, part: str) -> str:
    return f"{kind}{units}{size}_{gate.removesuffix('_gate')}_{part}"


def _zeros(rows: int, columns: int, number: str = "0.5") -> str:
    """Return numbers for a matrix of this shape, as they are typed."""
    return "; ".join(" ".join([number] * columns) for _ in range(rows))
