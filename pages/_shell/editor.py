"""The controls of a recipe: of one run, or of all that stand beside one another."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args

import streamlit as st

from core import LIMITS, RunSpec, task
from core.compare import names
from core.model import REMOVABLE, Activation, Connection, Convention, Initialisation, InitialState, Readout
from core.spec import KINDS, Optimiser
from pages._shell.plain import literal
from pages._shell.setup import (
    add,
    can_undo,
    change,
    change_cell,
    generation,
    may_add,
    remove,
    setup,
    undo,
)

_ALL = "all runs"
_CONVENTION = "pytorch: an update gate near 1 keeps; textbook: near 1 writes, reset before the product"
_WEIGHTS = "How the recurrent matrix is drawn; identity is the IRNN's"
_STATE = "zeros, random (drawn once, never trained) or learnt"
_AROUND = "plain: nothing; residual: input + output; highway: a gated mixture; dense: both side by side"
_READ = "each: the state at the word; last, mean or max of the states so far"


def run_control() -> tuple[int, ...]:
    """Ask which run is being edited; return the places of those meant."""
    specs = setup()
    chosen, places = 0, tuple(range(len(specs)))
    if len(specs) > 1:
        called = [_ALL, *(f"{place}. {name}" for place, name in enumerate(names(specs), start=1))]
        said = st.segmented_control(
            "Settings of",
            called,
            default=_ALL,
            required=True,
            key=f"lab_run_{generation()}_{len(specs)}",
            format_func=literal,
        )
        chosen = called.index(said) - 1
        places = places if chosen < 0 else (chosen,)
    st.session_state["edited"] = chosen
    st.button(
        "Add a run",
        icon=":material/add:",
        on_click=add,
        args=(max(chosen, 0),),
        disabled=not may_add(),
        key="lab_add",
        help="A copy of this one, from another seed",
    )
    st.button("Undo", icon=":material/undo:", on_click=undo, disabled=not can_undo(), key="lab_undo")
    if len(specs) > 1 and chosen >= 0:
        st.button(
            "Remove", icon=":material/remove:", on_click=remove, args=(specs[chosen],), key="lab_remove"
        )
    return places


def recipe_controls(which: Callable[[], Sequence[int]]) -> None:
    """Ask which runs are meant, and show their settings; a change counts for all of them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields = _Fields(which())
        fields.cell()
        fields.whole("model", "hidden_size", "Units")
        fields.whole("train", "steps", "Steps")
        fields.real("train", "learning_rate", "Learning rate", step=0.001)
        fields.real("train", "clip", "Clip at norm", step=0.5, none="off")
        fields.whole("", "seed", "Seed")
        everything = st.toggle("All settings", key="lab_everything", bind="query-params")
    if everything:
        with st.container(border=True):
            _all_settings(fields)


def _all_settings(fields: "_Fields") -> None:
    kind = fields.first.model.kind
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.whole("model", "layers", "Layers")
        fields.switch("model", "bidirectional", "Both directions")
        fields.gates()
        if kind == "lstm":
            fields.switch("model", "peepholes", "Peepholes")
            fields.real("model", "forget_bias", "Forget bias", step=1.0)
        if kind == "rnn":
            fields.word("model", "activation", "Activation", get_args(Activation))
        if kind == "gru":
            fields.word("model", "convention", "Convention", get_args(Convention), _CONVENTION)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.word("model", "initialisation", "Recurrent weights", get_args(Initialisation), _WEIGHTS)
        fields.real("model", "spectral_radius", "Spectral radius", step=0.1, none="as drawn")
        fields.word("model", "initial_state", "Initial state", get_args(InitialState), _STATE)
        fields.word("model", "connection", "Around each layer", get_args(Connection), _AROUND)
        fields.word("model", "readout", "Read from", get_args(Readout), _READ)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.word("train", "optimiser", "Optimiser", get_args(Optimiser))
        fields.whole("train", "truncation", "Gradient goes back", none="all the way")
        fields.whole("train", "batch_size", "Sentences a step")
        if task(fields.first.task).vectors is None:
            fields.whole("model", "embedding_size", "Numbers a word")
        fields.lengths()


class _Fields:
    """One control a field: it says what the first of the edited runs says, and changes all of them."""

    def __init__(self, places: Sequence[int]) -> None:
        self._places = tuple(places)
        self._runs = [setup()[place] for place in places]
        self.first: RunSpec = self._runs[0]

    def cell(self) -> None:
        """Ask for the cell."""
        label, key, _ = self._field("model", "kind", "Cell")

        def changed() -> None:
            change_cell(self._places, st.session_state[key].lower())

        st.segmented_control(
            label,
            [kind.upper() for kind in KINDS],
            default=self.first.model.kind.upper(),
            required=True,
            key=key,
            on_change=changed,
        )

    def whole(self, part: str, name: str, label: str, *, none: str = "") -> None:
        """Ask for a whole number within its limit; 0 stands for what `none` says, if it says something."""
        self._number(part, name, label, int(LIMITS[name].low), int(LIMITS[name].high), 1, none)

    def real(self, part: str, name: str, label: str, *, step: float, none: str = "") -> None:
        """Ask for a number within its limit; 0 stands for what `none` says, if it says something."""
        self._number(part, name, label, LIMITS[name].low, LIMITS[name].high, step, none)

    def _number(
        self, part: str, name: str, label: str, low: float, high: float, step: float, none: str
    ) -> None:
        label, key, value = self._field(part, name, label)
        st.number_input(
            f"{label} (0: {none})" if none else label,
            0 * low if none else low,
            high,
            0 * low if value is None else value,
            step,
            format=None if isinstance(low, int) else "%.6g",
            key=key,
            help=_range(name, none),
            on_change=self._changed(part, name, key, zero_is_none=bool(none)),
            width=150,
        )

    def word(self, part: str, name: str, label: str, words: Sequence[str], meaning: str = "") -> None:
        """Ask for one of some words; `meaning` explains them."""
        label, key, value = self._field(part, name, label)
        st.selectbox(
            label,
            words,
            list(words).index(value),
            key=key,
            help=meaning or None,
            on_change=self._changed(part, name, key),
            width=150,
        )

    def switch(self, part: str, name: str, label: str) -> None:
        """Ask for yes or no."""
        label, key, value = self._field(part, name, label)
        st.toggle(label, value, key=key, on_change=self._changed(part, name, key))

    def gates(self) -> None:
        """Ask which gates the cell is to have."""
        all_gates = REMOVABLE[self.first.model.kind]
        if not all_gates:
            return
        label, key, without = self._field("model", "without", "Gates")

        def changed() -> None:
            kept = st.session_state[key]
            missing = tuple(gate for gate in all_gates if gate not in kept)
            change(self._places, "model", "without", missing)

        st.pills(
            label,
            all_gates,
            selection_mode="multi",
            default=[g for g in all_gates if g not in without],
            key=key,
            format_func=lambda gate: gate.removesuffix("_gate"),
            on_change=changed,
        )

    def lengths(self) -> None:
        """Ask for the lengths that are trained on."""
        this = task(self.first.task)
        bounds = this.lengths
        label, key, _ = self._field("task", "shortest", f"Trained on: {bounds.what}")

        def changed() -> None:
            shortest, longest = st.session_state[key]
            same = all(spec.task.name == self.first.task.name for spec in self._runs)
            if same:
                change(self._places, "", "task", _with_lengths(self.first, shortest, longest))

        st.slider(
            label,
            int(bounds.low),
            int(bounds.high),
            (self.first.task.shortest, self.first.task.longest),
            key=key,
            on_change=changed,
            width=320,
        )

    def _field(self, part: str, name: str, label: str) -> tuple[str, str, Any]:
        """Return label, key and value of a field; the label tells whether the edited runs differ in it."""
        values = [getattr(getattr(run, part) if part else run, name) for run in self._runs]
        differ = any(value != values[0] for value in values)
        places = "".join(map(str, self._places))
        return f"{label} (differ)" if differ else label, f"lab_{name}_{generation()}_{places}", values[0]

    def _changed(self, part: str, name: str, key: str, zero_is_none: bool = False) -> Callable[[], None]:
        def changed() -> None:
            value = st.session_state[key]
            change(self._places, part, name, None if zero_is_none and value == 0 else value)

        return changed


def _with_lengths(spec: RunSpec, shortest: int, longest: int) -> Any:
    return replace(spec.task, shortest=shortest, longest=longest)


def _range(name: str, none: str) -> str:
    limit = LIMITS[name]
    zero = f"; 0: {none}" if none else ""
    return f"{limit.low:g} to {limit.high:.10g} {limit.what}{zero}"
