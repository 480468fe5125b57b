"""The lab's settings where recipes differ: no value is shown as everybody's, or changed unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core import default_run
from core.recipes.compare import replaced
from core.recipes.link import from_line
from core.spec import RunSpec
from pages._shell.lab import setup as setups
from pages._shell.lab.fields import when_said
from pages._shell.lab.setup import change, generation
from pages._shell.lab.state import LAB, LabState
from tests.pages.laboratory import field, put, setup
from tests.pages.visiting import lab_state, press, run, said, visit

CELLS = ["adding-rnn-s800", "adding-gru-s450", "adding-lstm-s400"]
ODD = [
    "xor-lstm-r0.005-cnone",
    "xor-lstm-r0.02-bidirectional-connection.dense-g5-l20",
    "xor-lstm-r0.02-without.input_gate",
]


def control(app: AppTest, kind: str, label: str) -> Any:
    found: Any = app.get(kind)
    (only,) = [one for one in found if one.label.startswith(label)]
    return only


def without(specs: list[RunSpec], part: str, name: str) -> list[dict[str, Any]]:
    """Everything but one field."""
    plain = [spec.to_dict() for spec in specs]
    for spec in plain:
        (spec[part] if part else spec).pop(name, None)
    return plain


@pytest.mark.parametrize(
    ("recipes", "label", "there"),
    [
        (CELLS, "Steps", "400–800"),
        (CELLS[:2], "Steps", "450, 800"),
        (ODD, "Learning rate", "0.005, 0.02"),
        (ODD[:2], "Clip at norm (0: off; differ)", "off, 1"),
        ([*ODD, f"{ODD[1]}-c5-seed2000000000", f"{ODD[1]}-c0.5-seed7"], "Clip", "off, 0.5–5"),
        (["xor-gru-seed0", "xor-gru-seed2000000000"], "Seed", "0, 2000000000"),
    ],
)
def test_numbers_that_differ_are_named_and_none_is_shown(recipes: list[str], label: str, there: str) -> None:
    shown = field(visit("train", run=recipes), label)
    assert shown.value is None, "from an empty field + and - do nothing"
    assert shown.placeholder == there
    assert "differ)" in shown.label
    assert field(visit("train", run=recipes[0]), label.partition(" (")[0]).value is not None


def test_each_run_s_value_is_told_on_demand() -> None:
    told = field(visit("train", run=CELLS), "Steps").help.replace("\\", "")
    assert "Now RNN: 800; GRU: 450; LSTM: 400." in told


def test_a_number_that_is_typed_counts_for_all_and_is_taken_back_at_once() -> None:
    app = visit("train", run=CELLS)
    before = setup(app)
    put(app, "Steps", 700)
    assert [spec.train.steps for spec in setup(app)] == [700] * 3
    assert without(setup(app), "train", "steps") == without(before, "train", "steps")
    assert (field(app, "Steps").label, field(app, "Steps").value) == ("Steps", 700)
    assert setup(press(app, "Undo")) == before
    assert field(app, "Steps").value is None
    assert app.button(key="lab_undo").disabled


def test_a_control_that_was_emptied_changes_nothing_and_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number typed and taken away before the page has run: the field would stay empty where all agree."""
    state: dict[str, Any] = {"steps": None}
    monkeypatch.setattr(st, "session_state", state)
    done: list[Any] = []
    when_said("steps", done.append)()
    assert (done, generation()) == ([], 1)
    state["steps"] = 0
    when_said("steps", done.append)()
    assert (done, generation()) == ([0], 1)


def test_zero_takes_the_clip_from_all() -> None:
    app = put(visit("train", run=ODD), "Clip", 0.0)
    assert [spec.train.clip for spec in setup(app)] == [None] * 3


def test_a_radius_of_zero_is_a_radius_and_an_empty_field_is_as_drawn() -> None:
    app = visit("train", run="recall-rnn-radius0")
    next(one for one in app.toggle if one.label == "All settings").set_value(True)
    radius = field(run(app), "Spectral radius")
    assert (radius.label, radius.value) == ("Spectral radius (empty: as drawn)", 0)
    assert [spec.model.spectral_radius for spec in setup(put(app, "Spectral radius", None))] == [None]
    assert field(app, "Spectral radius").value is None
    assert [spec.model.spectral_radius for spec in setup(put(app, "Spectral radius", 0.0))] == [0]


def test_cells_that_differ_press_no_button() -> None:
    app = visit("train", run=CELLS)
    cell = control(app, "button_group", "Cell")
    assert (cell.label, cell.value) == ("Cell (differ)", None)
    cell.set_value("GRU")
    assert [spec.model.kind for spec in setup(run(app))] == ["gru"] * 3
    assert control(app, "button_group", "Cell").value == "GRU"
    assert setup(press(app, "Undo")) == [from_line(line) for line in CELLS]


@pytest.mark.parametrize(
    ("label", "chosen", "part", "name", "value", "there"),
    [
        ("Around each layer", "highway", "model", "connection", "highway", "plain, dense"),
        ("Both directions", True, "model", "bidirectional", True, "no, yes"),
        ("Gates", ("input_gate", "output_gate"), "model", "without", ("input_gate", "output_gate"),
         "all, forget + output"),
    ],
)  # fmt: skip
def test_what_is_chosen_counts_for_all(
    label: str, chosen: Any, part: str, name: str, value: Any, there: str
) -> None:
    recipes = [f"{line}-e16-h16" if name == "connection" else line for line in ODD]
    recipes = [line.replace("-bidirectional", "") for line in recipes] if name == "connection" else recipes
    app = visit("train", run=recipes, lab_everything="true")
    before = setup(app)
    box = control(app, "selectbox", label)
    assert (box.value, box.placeholder) == (None, there)
    box.set_value(chosen)
    run(app)
    assert [getattr(getattr(spec, part), name) for spec in setup(app)] == [value] * 3
    assert without(setup(app), part, name) == without(before, part, name)
    assert setup(press(app, "Undo")) == before


def test_controls_that_agree_again_say_so() -> None:
    app = visit("train", run=ODD, lab_everything="true")
    control(app, "selectbox", "Both directions").set_value(True)
    control(run(app), "selectbox", "Gates").set_value(("forget_gate",))
    assert control(run(app), "toggle", "Both directions").value is True
    assert control(app, "button_group", "Gates").value == ["input_gate", "output_gate"]
    control(app, "toggle", "Both directions").set_value(False)
    assert [spec.model.bidirectional for spec in setup(run(app))] == [False] * 3


def test_attention_is_asked_for_beside_the_decoder_that_it_needs() -> None:
    app = visit("train", run="reversal-lstm", lab_everything="true")
    control(app, "toggle", "Attention").set_value(True)
    (with_it,) = setup(run(app))
    assert (with_it.model.decoder, with_it.model.attention) == (True, True)
    control(app, "toggle", "Decoder").set_value(False)
    assert setup(run(app)) == [with_it]
    assert any("leave attention out" in one.value for one in app.error)
    assert not [one for one in visit("train", lab_everything="true").toggle if one.label == "Attention"]


def test_lengths_that_differ_are_two_numbers() -> None:
    app = visit("train", run=ODD, lab_everything="true")
    assert not app.slider
    put(app, "Trained on: longest", 30)
    assert {spec.task.longest for spec in setup(app)} == {30}
    assert len({spec.task.shortest for spec in setup(app)}) == 2
    put(app, "Trained on: shortest", 4)
    assert app.slider[0].value == (4, 30)
    app.slider[0].set_value((6, 12))
    assert {(spec.task.shortest, spec.task.longest) for spec in setup(run(app))} == {(6, 12)}


def test_the_slider_leaves_the_texts_alone() -> None:
    supplied = default_run("lstm", "words")
    own = replace(supplied, task=replace(supplied.task, text="the cat sat on the mat . " * 20))
    app = visit("train", run="words-lstm", lab_everything="true")
    lab_state(app).setup = (supplied, own)
    run(app).slider[0].set_value((6, 12))
    found = lab_state(run(app)).setup
    assert [spec.task.text for spec in found] == ["", own.task.text]
    assert {(spec.task.shortest, spec.task.longest) for spec in found} == {(6, 12)}


def test_a_length_that_cannot_be_is_refused() -> None:
    app = put(visit("train", run=ODD, lab_everything="true"), "Trained on: shortest", 40)
    assert "shortest must not be above longest" in said(app)
    assert setup(app) == [from_line(line) for line in ODD]
    assert field(app, "Trained on: shortest").value is None


def test_settings_of_one_cell_are_asked_of_runs_of_that_cell() -> None:
    app = visit("train", run=["xor-rnn-activation.relu", "xor-gru"], lab_everything="true")
    assert "Activation" not in [box.label for box in app.selectbox]
    control(app, "button_group", "Settings of").set_value("1. RNN")
    assert control(run(app), "selectbox", "Activation").value == "relu"


def test_tasks_that_differ_are_all_told_of() -> None:
    app = visit("train", run=["recall-lstm", "adding-lstm"], lab_everything="true")
    box = control(app, "selectbox", "Task")
    assert (box.label, box.value) == ("Task (differ)", None)
    assert "Two marked numbers" in said(app)
    assert "The adding problem" in box.placeholder
    assert not app.slider
    assert not [one for one in app.number_input if one.label.startswith("Numbers a word")]
    box.set_value("xor")
    assert {spec.task.name for spec in setup(run(app))} == {"xor"}


def test_a_control_that_was_dropped_and_comes_back_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = from_line("xor-lstm-s300-seed1"), from_line("xor-lstm-s300-seed2")
    monkeypatch.setattr(st, "session_state", {LAB: LabState(setup=(first,)), "old": 300, "new": 9})
    late = when_said("old", lambda steps: change((0, 1), "train", "steps", steps))
    setups.put([replaced(first, "train", "steps", 40), second])
    late()
    assert [spec.train.steps for spec in setups.setup()] == [40, 300]
    when_said("new", lambda steps: change((0, 1), "train", "steps", steps))()
    assert [spec.train.steps for spec in setups.setup()] == [9, 9]


@pytest.mark.parametrize("recipe", ["xor-lstm-peepholes-s41", "xor-gru-convention.textbook"])
def test_the_cell_and_the_task_that_are_there_change_nothing(
    recipe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = from_line(recipe)
    monkeypatch.setattr(st, "session_state", {LAB: LabState(setup=(spec,))})
    setups.change_cell((0,), spec.model.kind)
    setups.choose_task("xor")
    assert setups.setup() == (spec,)


def test_a_decay_of_nothing_is_none() -> None:
    app = visit("train", run="total-lstm", lab_everything="true")
    field = control(app, "number_input", "Decay (0: none)")
    assert field.value == from_line("total-lstm").train.decay == 0.2
    field.set_value(0.0)
    assert setup(run(app)) == [from_line("total-lstm-decaynone")]
