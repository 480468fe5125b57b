"""What is declared of an option holds everywhere: in keys, links, names, differences, captions and README."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.recipes import default_run
from core.recipes.compare import differences, held_constant, names
from core.recipes.link import from_line, to_line
from core.spec import KINDS, LIMITS, OPTIONS, TASKS, ModelSpec, RunSpec, TaskSpec, TrainSpec
from core.spec.__main__ import table
from core.spec.option import Setting
from tests.making.specs import moved, specs, value_of
from tests.running import ROOT

every_option = pytest.mark.parametrize("one", OPTIONS, ids=lambda one: one.name)


def test_every_field_of_every_spec_is_an_option() -> None:
    declared = {(one.part, one.name) for one in OPTIONS}
    for part, kind in {"model": ModelSpec, "task": TaskSpec, "train": TrainSpec, "": RunSpec}.items():
        there = {(part, f.name) for f in fields(kind)} - {("", name) for name in ("model", "task", "train")}
        assert there == {(p, name) for p, name in declared if p == part}


def test_no_two_options_are_called_alike() -> None:
    links = [one.option.link for one in OPTIONS if one.option.link]
    words = [
        one.option.says for one in OPTIONS if isinstance(one.option.says, str) and one.option.says != "{}"
    ]
    for called in (links, words, [one.option.rank for one in OPTIONS]):
        assert len(set(called)) == len(called)


def is_told_apart(one: Setting, before: RunSpec, after: RunSpec) -> None:
    assert before.key != after.key
    assert len(set(names([before, after]))) == 2
    assert one.option.about in differences([before, after])
    assert one.option.about in held_constant([before, after]).partition("Held constant")[0]
    if before.task.text or after.task.text:
        return  # no link holds a text of one's own
    assert to_line(before) != to_line(after)
    assert from_line(to_line(after)) == after


@settings(max_examples=25, deadline=None)
@given(st.data())
@every_option
def test_an_option_that_is_moved_alone_is_told_apart_everywhere(one: Setting, data: st.DataObject) -> None:
    """The law: whatever the rest of the recipe says."""
    before = data.draw(specs(text=True))
    after = moved(before, one, data.draw(value_of(one, before)))
    if after is not None and after != before:
        is_told_apart(one, before, after)


@every_option
def test_every_option_can_be_moved_in_a_measured_recipe(one: Setting) -> None:
    """So that the law above is about something."""
    found = 0
    for name in TASKS:
        for kind in KINDS:
            before = default_run(kind, name)
            some = {"without": ("forget_gate",), "changes": ((1, "clip", 2.0),), "text": "a cat sat. " * 40}
            limit = TASKS[name].lengths if one.name in ("shortest", "longest") else one.option.limit
            numbers = [limit.low, limit.high] if limit else []
            cast = int if one.form == "whole" else float
            values = [*one.words, *map(cast, numbers), some.get(one.name), True, False, None]
            for value in values:
                after = moved(before, one, value)
                if after is not None and after != before:
                    is_told_apart(one, before, after)
                    found += 1
    assert found >= len(KINDS)


@settings(deadline=None)
@given(specs(), specs())
def test_two_recipes_have_two_captions(one: RunSpec, other: RunSpec) -> None:
    assert (one.label() == other.label()) == (one == other)


def test_the_decoder_is_named() -> None:
    both = [from_line("reversal-lstm"), from_line("reversal-lstm-decoder.no")]
    assert names(both) == ("decoder", "no decoder")
    assert differences(both) == ("decoder",)


def test_two_texts_of_ones_own_are_two_names() -> None:
    spec = default_run("lstm", "words")
    texts = ["the cat sat on the mat . " * 20, "the cat sat on the hat . " * 20]
    both = [replaced_text(spec, text) for text in texts]
    assert len(set(names(both))) == 2
    assert all("own text" in name for name in names(both))
    assert differences(both) == ("text",)


def replaced_text(spec: RunSpec, text: str) -> RunSpec:
    return RunSpec(
        spec.model, TaskSpec(spec.task.name, spec.task.shortest, spec.task.longest, text), spec.train
    )


def test_limits_are_those_of_the_options() -> None:
    assert LIMITS["hidden_size"] == next(one.option.limit for one in OPTIONS if one.name == "hidden_size")
    assert all(LIMITS[name] == facts.lengths for name, facts in TASKS.items())


def test_the_readme_has_the_table_of_options() -> None:
    """`python -m core.spec` prints it."""
    text = (ROOT / "README.md").read_text("utf-8")
    (shown,) = re.findall(r"^\| option \|.*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert shown == table()
