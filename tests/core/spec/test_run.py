"""Specs are plain frozen values: equal, hashable, readable from JSON, and never invalid."""

import json
import math
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recipes import default_run
from core.spec import KINDS, LIMITS, TASKS, ModelSpec, RunSpec, TaskName, TaskSpec, TrainSpec
from tests.making.networks import models
from tests.making.specs import specs


@given(specs(text=True))
def test_a_spec_survives_json_and_pickle(spec: RunSpec) -> None:
    again = RunSpec.from_dict(json.loads(json.dumps(spec.to_dict())))
    assert again == spec
    assert (again.key, hash(again)) == (spec.key, hash(spec))
    assert pickle.loads(pickle.dumps(spec)) == spec  # noqa: S301 - our own bytes


@given(specs(text=True), specs(text=True))
def test_keys_are_equal_when_specs_are(a: RunSpec, b: RunSpec) -> None:
    assert (a.key == b.key) == (a == b)


def test_the_key_does_not_care_how_a_number_was_written() -> None:
    assert TrainSpec(learning_rate=1) == TrainSpec(learning_rate=1.0)
    assert RunSpec(train=TrainSpec(learning_rate=1)).key == RunSpec(train=TrainSpec(learning_rate=1.0)).key
    assert len(RunSpec().key) == 16
    assert int(RunSpec().key, 16) >= 0


BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: ModelSpec("transformer"), "choose one of rnn, gru, lstm"),  # type: ignore[arg-type]
    (lambda: ModelSpec(["lstm"]), "choose one of"),  # type: ignore[arg-type]
    (lambda: ModelSpec(hidden_size=0), "from 1 to 256"),
    (lambda: ModelSpec(hidden_size=257), "from 1 to 256"),
    (lambda: ModelSpec(hidden_size=10**40), "more than 30 digits"),
    (lambda: ModelSpec(hidden_size=-(10**5000)), "more than 30 digits"),
    (lambda: ModelSpec(hidden_size="32"), "hidden_size is '32'"),  # type: ignore[arg-type]
    (lambda: ModelSpec(hidden_size=32.0), "whole number"),  # type: ignore[arg-type]
    (lambda: ModelSpec(hidden_size=True), "whole number"),
    (lambda: ModelSpec(hidden_size=None), "whole number"),  # type: ignore[arg-type]
    (lambda: ModelSpec(embedding_size=301), "from 1 to 300"),
    (lambda: ModelSpec(forget_bias=math.nan), "forget_bias is nan"),
    (lambda: ModelSpec(forget_bias=True), "choose a number"),
    (lambda: TaskSpec("chess"), "choose one of recall, "),  # type: ignore[arg-type]
    (lambda: TaskSpec("recall", 2, 9), "from 3 to 40"),
    (lambda: TaskSpec("recall", 3, 41), "from 3 to 40"),
    (lambda: TaskSpec("recall", 9, 3), "Swap them"),
    (lambda: TaskSpec("sentiment", -1, 3), "from 0 to 40"),
    (lambda: TaskSpec("recall", text="a" * 500), "text does not go with recall"),
    (lambda: TaskSpec("recall", text=7), "text is 7"),  # type: ignore[arg-type]
    (lambda: TrainSpec(steps=5001), "from 1 to 5000"),
    (lambda: TrainSpec(steps=0), "from 1 to 5000"),
    (lambda: TrainSpec(batch_size=257), "from 1 to 256"),
    (lambda: TrainSpec(learning_rate=1e9), "learning_rate is 1000000000.0"),
    (lambda: TrainSpec(learning_rate=math.nan), "learning_rate is nan"),
    (lambda: TrainSpec(learning_rate=math.inf), "learning_rate is inf"),
    (lambda: TrainSpec(learning_rate=10**400), "learning_rate is a number of more than"),
    (lambda: TrainSpec(learning_rate="fast"), "learning_rate is 'fast'"),  # type: ignore[arg-type]
    (lambda: TrainSpec(clip=0), "clip is 0"),
    (lambda: TrainSpec(clip=math.nan), "clip is nan"),
    (lambda: RunSpec(seed=-1), "seed is -1"),
    (lambda: RunSpec(seed=2**31), "seed is 2147483648"),
    (lambda: RunSpec(seed=False), "whole number"),
    (lambda: RunSpec(model={"kind": "lstm"}), "expected a ModelSpec"),  # type: ignore[arg-type]
    (lambda: RunSpec.from_dict({"modle": {}}), "run has no 'modle'"),
    (lambda: RunSpec.from_dict({"model": {"size": 3}}), "model has no 'size'"),
    (lambda: RunSpec.from_dict({"model": {1: 3}}), "model has no 1"),
    (lambda: RunSpec.from_dict({"model": [1]}), "model is"),
    (lambda: RunSpec.from_dict({"train": "x" * 10_000}), "train is"),
    (lambda: RunSpec.from_dict([("seed", 1)]), "run is"),  # type: ignore[arg-type]
    (lambda: RunSpec.from_dict({"seed": {"$": "<img onerror=1>"}}), "seed is"),
    (lambda: default_run("mlp"), "choose one of"),  # type: ignore[arg-type]
    (lambda: default_run("lstm", "chess"), "choose one of"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("make", "says"), BAD)
def test_bad_values_are_refused_in_a_short_sentence(make: Callable[[], Any], says: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        make()
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 270  # the longest names all options of a model


def test_specs_are_frozen_and_limits_read_only() -> None:
    with pytest.raises(FrozenInstanceError):
        RunSpec().seed = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        LIMITS["steps"] = LIMITS["seed"]  # type: ignore[index]


def test_what_is_left_out_takes_its_default() -> None:
    assert RunSpec.from_dict({}) == RunSpec()
    assert RunSpec.from_dict({"model": {"kind": "gru"}}) == RunSpec(ModelSpec("gru"))


def test_default_runs_differ_by_cell_and_task_and_have_a_label() -> None:
    runs = [default_run(kind, name) for name in TASKS for kind in KINDS]
    assert len({run.key for run in runs}) == len(runs)
    assert all(run.model.kind.upper() in run.label() and run.task.name in run.label() for run in runs)
    assert default_run("lstm", "recall", seed=7) == replace(default_run("lstm", "recall"), seed=7)


OLD_TASKS: tuple[TaskName, ...] = ("recall", "sentiment")


def test_old_specs_keep_their_keys() -> None:
    """Links and caches outlive new options: what was said before they came is said as it was."""
    assert [default_run(kind, name).key for kind in KINDS for name in OLD_TASKS] == [
        "6734bee79628cdd5", "7eefdaa3df7b462a", "e72c8f3ac611e813",
        "c44c9567bf141ac2", "b928dc9d94d49fe5", "ed9751b918e9dd86",
    ]  # fmt: skip
    assert set(RunSpec().to_dict()["model"]) == {"kind", "embedding_size", "hidden_size", "forget_bias"}
    assert set(RunSpec().to_dict()["task"]) == {"name", "shortest", "longest"}
    assert set(RunSpec().to_dict()["train"]) == {"steps", "batch_size", "learning_rate", "clip"}


@given(models(), models(), st.none() | st.integers(1, 128), st.sampled_from(["adam", "adagrad", "sgd"]))
def test_options_survive_json_and_make_their_own_key(
    one: ModelSpec, other: ModelSpec, window: int | None, optimiser: Any
) -> None:
    train = TrainSpec(truncation=None if one.bidirectional else window, optimiser=optimiser)
    spec = RunSpec(one, train=train)
    assert RunSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec
    assert pickle.loads(pickle.dumps(spec)) == spec  # noqa: S301 - our own bytes
    assert (RunSpec(one).key == RunSpec(other).key) == (one == other)
    assert len(spec.label()) < 250


CONTRADICTIONS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "gru", "peepholes": True}, "only the LSTM has this option. Leave it out, or choose lstm."),
    ({"kind": "lstm", "activation": "relu"}, "only the RNN has this option"),
    ({"kind": "rnn", "update_gate": "writes"}, "only the GRU has this option"),
    ({"kind": "lstm", "reset_gate": "before"}, "only the GRU has this option"),
    ({"kind": "gru", "without": ("forget_gate",)}, "a GRU can do without any of reset_gate"),
    ({"kind": "rnn", "without": ("reset_gate",)}, "nothing, as this cell has no gates"),
    ({"kind": "lstm", "without": "forget_gate"}, "without is 'forget_gate'"),
    ({"kind": "lstm", "without": [["forget_gate"]]}, "a LSTM can do without any of"),
    ({"without": ("input_gate", "forget_gate", "output_gate"), "peepholes": True}, "or keep a gate"),
    ({"connection": "highway"}, "embedding_size is 16, a layer's output has 32 numbers"),
    ({"connection": "residual", "embedding_size": 32, "bidirectional": True}, "Choose embedding_size 64"),
    ({"layers": 9}, "from 1 to 8"),
    ({"layers": 0}, "from 1 to 8"),
    ({"bidirectional": 1}, "choose True or False"),
    ({"spectral_radius": -0.1}, "from 0 to 10"),
    ({"spectral_radius": math.nan}, "spectral_radius is nan"),
    ({"initialisation": "xavier"}, "choose one of uniform, orthogonal, identity, gaussian"),
    ({"initial_state": None}, "choose one of zeros, random, learnt"),
    ({"readout": "median"}, "choose one of each, last, mean, max"),
]


@pytest.mark.parametrize(("values", "says"), CONTRADICTIONS)
def test_options_that_contradict_each_other_are_refused(values: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        ModelSpec(**values)
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 300


def test_truncation_needs_one_direction() -> None:
    with pytest.raises(ValueError, match="Leave one of them out"):
        RunSpec(ModelSpec(bidirectional=True), train=TrainSpec(truncation=5))
    for train in ({"truncation": 0}, {"truncation": 129}, {"truncation": 1.5}, {"optimiser": "lion"}):
        with pytest.raises(ValueError, match="choose"):
            TrainSpec(**train)
