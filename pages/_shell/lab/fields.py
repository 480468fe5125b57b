"""The fields of recipes as controls: each says what all edited runs say, and no value where they differ.

A number field is empty there (Streamlit then disables its + and −) and names the values in its placeholder; a
choice has nothing chosen. Controls that cannot be empty (a toggle, pills, a slider) are other controls there,
with keys of their own. Settings of one cell are asked only where all runs are of that cell.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import streamlit as st

from core import RunSpec
from core.recipes.compare import names
from core.spec import KINDS, OPTIONS, REMOVABLE, TASKS, Limit
from core.spec.option import Control, Place, Setting
from pages._shell.lab import keys
from pages._shell.lab.setup import change, change_cell, change_lengths, generation, renew, setup, while_shown
from pages._shell.lab.wording import as_typed, gate_names, in_words, none_sign, range_of, span
from pages._shell.plain import literal

_WIDTH, _WIDTH_OF_MANY = 150, 190
_YES_OR_NO = {True: "yes", False: "no"}


class _Field(NamedTuple):
    """A field of the edited runs: its control's key, and what each of them says, one value if they agree."""

    key: str
    values: tuple[Any, ...]

    @property
    def differ(self) -> bool:
        return len(self.values) > 1

    @property
    def other(self) -> "_Field":
        """The field as another kind of control than the one that shows it where all agree."""
        return self._replace(key=keys.where_they_differ(self.key))

    @property
    def width(self) -> int:
        return _WIDTH_OF_MANY if self.differ else _WIDTH

    def label(self, label: str, note: str = "") -> str:
        """Return the label with what stands behind it in brackets."""
        notes = [words for words in (note, "differ" if self.differ else "") if words]
        return f"{label} ({'; '.join(notes)})" if notes else label


class Fields:
    """One control an option, as its declaration says.

    What is typed or chosen counts for all edited runs; nothing else changes them.
    """

    def __init__(self, places: Sequence[int]) -> None:
        self._places = tuple(places)
        self._runs = [setup()[place] for place in places]
        self.first: RunSpec = self._runs[0]

    @property
    def kind(self) -> str:
        """The cell, if all edited runs are of the same."""
        return self.first.model.kind if len({run.model.kind for run in self._runs}) == 1 else ""

    def cell(self) -> None:
        """Ask for the cell."""
        field = self._field("model", "kind")

        def chosen(kind: Any) -> None:
            change_cell(self._places, kind.lower())

        st.segmented_control(
            field.label("Cell"),
            [kind.upper() for kind in KINDS],
            default=None if field.differ else self.first.model.kind.upper(),
            required=True,
            key=field.key,
            on_change=when_said(field.key, chosen),
        )

    def row(self, place: Place) -> None:
        """Ask for the options whose controls stand in this row, where all edited runs have them."""
        for one in OPTIONS:
            if one.option.control and one.option.control.place == place and self._all_have(one):
                self._ask(one, one.option.control)

    def _all_have(self, one: Setting) -> bool:
        """Whether an option is one of all edited runs; of what only some cells have, they are of one cell."""
        cells, tasks = one.option.cells, one.option.tasks
        if one.name == "source" and any(run.task.own for run in self._runs):
            return False  # it chooses among the supplied series
        return (not cells or self.kind in cells) and all(
            not tasks or run.task.name in tasks for run in self._runs
        )

    def _ask(self, one: Setting, control: Control) -> None:
        if one.form == "word":
            self._word(one, control)
        elif one.form == "switch":
            self._switch(one, control)
        elif one.option.limit:
            low, high, _ = one.option.limit
            whole = one.form == "whole"
            bounds = (int(low), int(high), 1) if whole else (low, high, float(control.step))
            self._number(one.part, one.name, control.label, bounds, one.option.limit, none=control.zero)
        elif one.name == "without":
            self._gates()

    def _number(
        self, part: str, name: str, label: str, bounds: tuple[float, float, float], limit: Limit, *,
        none: str = "",
    ) -> None:  # fmt: skip
        """Ask for a number within its bounds.

        If `none` says something, 0 stands for it; or nothing does, where 0 is a number like any other.
        """
        field, (low, high, step) = self._field(part, name), bounds
        zero = 0 * low
        empties = bool(none) and limit.low == 0
        value = None if field.differ else field.values[0]

        def typed(number: Any) -> None:
            off = number is None or (none and not empties and number == 0)
            change(self._places, part, name, None if off else as_typed(number))

        def emptied_or_typed() -> None:
            typed(st.session_state[field.key])

        if empties:  # Streamlit lets a field be emptied only if it is empty by itself
            st.session_state.setdefault(field.key, value)
            usual = None
        else:
            usual = zero if value is None and not field.differ else value
        st.number_input(
            field.label(label, none_sign(limit, none)),
            zero if none else low,
            high,
            usual,
            step,
            format=None if isinstance(low, int) else "%.6g",
            key=field.key,
            help=range_of(limit, none) + self._each(field, lambda number: in_words(number, none)),
            on_change=while_shown(emptied_or_typed)
            if empties and not field.differ
            else when_said(field.key, typed),
            placeholder=span(field.values, none) if field.differ else none if empties else None,
            width=field.width,
        )

    def _word(self, one: Setting, control: Control) -> None:
        field = self._field(one.part, one.name)

        def chosen(word: Any) -> None:
            change(self._places, one.part, one.name, word)

        self._choice(field, control.label, one.words, str, chosen, one.option.help)

    def _switch(self, one: Setting, control: Control) -> None:
        field, label, meaning = self._field(one.part, one.name), control.label, one.option.help

        def switched(on: Any) -> None:
            change(self._places, one.part, one.name, on)

        if field.differ:
            self._choice(field.other, label, (True, False), lambda on: _YES_OR_NO[on], switched, meaning)
        else:
            st.toggle(
                label, field.values[0], key=field.key, help=meaning, on_change=when_said(field.key, switched)
            )

    def _gates(self) -> None:
        """Ask which gates the cell is to have."""
        gates = REMOVABLE[self.first.model.kind]
        field = self._field("model", "without")

        def left_out(missing: Any) -> None:
            change(self._places, "model", "without", missing)

        def kept(chosen: Any) -> None:
            left_out(tuple(gate for gate in gates if gate not in chosen))

        if field.differ:  # no pill pressed would say: no gate
            subsets = [left for count in range(len(gates) + 1) for left in combinations(gates, count)]
            self._choice(field.other, "Gates", subsets, lambda without: gate_names(gates, without), left_out)
            return
        st.pills(
            "Gates",
            gates,
            selection_mode="multi",
            default=[gate for gate in gates if gate not in field.values[0]],
            key=field.key,
            format_func=lambda gate: gate.removesuffix("_gate"),
            on_change=when_said(field.key, kept),
        )

    def lengths(self) -> None:
        """Ask for the lengths that are trained on, where all edited runs count the same ones."""
        name = self.first.task.name
        if any(run.task.name != name for run in self._runs):
            return
        limit = TASKS[name].lengths
        low, high = int(limit.low), int(limit.high)
        if any(self._field("task", end).differ for end in ("shortest", "longest")):
            for end in ("shortest", "longest"):  # a slider always stands somewhere
                self._number("task", end, f"Trained on: {end}", (low, high, 1), limit)
            return
        key = self._key("lengths")
        now = (self.first.task.shortest, self.first.task.longest)
        st.slider(
            f"Trained on: {limit.what}",
            low,
            high,
            now,
            key=key,
            on_change=when_said(key, lambda ends: change_lengths(self._places, *ends)),
            width=320,
        )

    def _choice(
        self, field: _Field, label: str, options: Sequence[Any], called: Callable[[Any], str],
        chosen: Callable[[Any], None], meaning: str = "",
    ) -> None:  # fmt: skip
        each = self._each(field, called)
        st.selectbox(
            field.label(label),
            options,
            None if field.differ else list(options).index(field.values[0]),
            key=field.key,
            format_func=called,
            help=meaning + each or None,
            on_change=when_said(field.key, chosen),
            placeholder=", ".join(dict.fromkeys(map(called, field.values))),
            width=field.width,
        )

    def _field(self, part: str, name: str) -> _Field:
        values = tuple(getattr(getattr(run, part) if part else run, name) for run in self._runs)
        same = all(value == values[0] for value in values)
        return _Field(self._key(name), values[:1] if same else values)

    def _key(self, name: str) -> str:
        return keys.setting(name, generation(), self._places)

    def _each(self, field: _Field, called: Callable[[Any], str]) -> str:
        """Say what each of the edited runs has, where they differ."""
        if not field.differ:
            return ""
        values = zip(names(self._runs), map(called, field.values), strict=True)
        there = "; ".join(f"{name}: {value}" for name, value in values)
        return f"\n\nNow {literal(there)}. Your choice here counts for all of them."


def when_said(key: str, act: Callable[[Any], None]) -> Callable[[], None]:
    """Return what follows a change of a control; one that was emptied says again what there is."""

    def changed() -> None:
        value = st.session_state[key]
        renew() if value is None else act(value)

    return while_shown(changed)
