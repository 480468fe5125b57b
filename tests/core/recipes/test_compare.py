"""What tells runs apart: names, groups, and the sentence on what was held constant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.recipes import default_run
from core.recipes.compare import differences, groups, held_constant, names, replaced
from core.recipes.comparisons import COMPARISONS, MOST_RUNS
from core.spec import KINDS, TASKS, RunSpec
from tests.making.specs import specs

LSTM = default_run("lstm")


@settings(max_examples=50, deadline=None)
@given(st.lists(specs(), min_size=1, max_size=8, unique_by=lambda spec: spec.key))
def test_different_recipes_have_different_names(recipes: list[RunSpec]) -> None:
    assert len(set(names(recipes))) == len(recipes)
    assert all(names(recipes))
    assert bool(differences(recipes)) == (len(recipes) > 1)


def test_names_say_no_more_than_is_needed() -> None:
    assert names([default_run(kind) for kind in KINDS]) == ("RNN", "GRU", "LSTM")
    assert names([LSTM]) == ("LSTM",)
    assert names([replace(LSTM, seed=seed) for seed in (3, 4)]) == ("seed 3", "seed 4")
    free = replaced(LSTM, "train", "clip", None)
    assert names([free, LSTM]) == ("no clipping", "clipped at 1")


def test_only_the_seed_makes_a_group() -> None:
    two = [LSTM, replace(LSTM, seed=9), replaced(LSTM, "model", "hidden_size", 8), default_run("gru")]
    one, same, smaller, other = groups(two)
    assert one == same
    assert len({one, smaller, other}) == 3


def test_what_is_held_constant_is_said() -> None:
    said = held_constant([LSTM, replace(LSTM, seed=9)])
    assert said.startswith("Different: seeds 0, 9.")
    for word in ("Recall over a gap", "LSTM", "32 units", "450 steps"):
        assert word in said.partition("Held constant")[2]
    cells = held_constant([default_run(kind) for kind in KINDS])
    assert "steps (RNN 800 steps, GRU 450 steps, LSTM 450 steps)" in cells


def test_thousands_read_alike_wherever_steps_are_said() -> None:
    long = replaced(replaced(LSTM, "train", "steps", 2000), "train", "changes", ((1200, "clip", None),))
    assert "2,000 steps" in held_constant([long])
    assert "2,000 steps" in long.label()
    assert "no clipping from step 1,200" in long.label()


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize("task_name", TASKS)
def test_every_comparison_moves_one_thing_on_every_task(name: str, task_name: str) -> None:
    kind = "gru" if name == "seeds" else "lstm"
    runs = COMPARISONS[name].runs(default_run(kind, task_name, 7))  # type: ignore[arg-type]
    assert 1 < len(runs) <= MOST_RUNS
    assert len({run.key for run in runs}) == len(runs)
    moved = set(differences(runs))
    if name == "cells":
        assert {run.model.kind for run in runs} == set(KINDS)
        assert "task" not in moved
    else:
        (only,) = moved
        expected = {
            "gates": "gates", "clipping": "clipping", "seeds": "seed",
            "bias": "forget bias", "directions": "directions",
        }  # fmt: skip
        assert only == expected[name]
    if name != "seeds":
        assert {run.seed for run in runs} == {7}
