"""Recipes in links: there and back without loss, and a sentence for everything that is not one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.recipes import default_run
from core.recipes.link import MOST_LETTERS, from_line, to_line
from core.spec import KINDS, TASKS, Change, ModelSpec, RunSpec, TrainSpec
from tests.making.specs import changes, specs


@given(specs())
def test_a_recipe_gives_its_spec_back(spec: RunSpec) -> None:
    text = to_line(spec)
    assert from_line(text) == spec
    assert len(text) <= MOST_LETTERS
    assert text.isascii()
    assert not set(text) & set("&?#/%+ <>\"'")


@given(specs(), specs())
def test_two_specs_never_share_a_recipe(one: RunSpec, other: RunSpec) -> None:
    assert (to_line(one) == to_line(other)) == (one == other)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TASKS)
def test_the_default_recipe_is_just_its_name(kind: str, name: str) -> None:
    spec = default_run(kind, name)  # type: ignore[arg-type]
    assert to_line(spec) == f"{name}-{kind}"
    assert to_line(replace(spec, seed=7)) == f"{name}-{kind}-seed7"


@given(st.text(max_size=200))
@example("recall-lstm-" + "h" * 500)
@example("recall-lstm-r1e999")
@example("recall-lstm-h٣٢")
@example("recall-lstm-h²")
@example("recall-lstm-f1e-")
@example("recall-lstm-cnone-rnone")
@example("recall-lstm-hnone")
@example("recall-lstm-h1.5")
@example("recall-lstm-h1e2")
@example("recall-lstm\n")
@example("recall-lstm-h32\n")
def test_any_text_is_a_spec_or_a_sentence(text: str) -> None:
    try:
        spec = from_line(text)
    except ValueError as problem:
        said = str(problem)
        assert said
        assert len(said) < 300
        assert said.rstrip().endswith((".", ")"))
    else:
        assert from_line(to_line(spec)) == spec


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "recall", "lstm-recall", "recall-mlp", "nonsense", "RECALL-LSTM", "recall-lstm-",
        "recall-lstm-x3", "recall-lstm-h", "recall-lstm-h0", "recall-lstm-h257", "recall-lstm-h99999",
        "recall-lstm-h-5", "recall-lstm-h1.5", "recall-lstm-hnone", "recall-lstm-rnone", "recall-lstm-fnone",
        "recall-lstm-r0", "recall-lstm-r1e9", "recall-lstm-s5001", "recall-lstm-b0", "recall-lstm-g9-l3",
        "recall-lstm-g2", "recall-lstm-l41", "recall-lstm-f11", "recall-lstm-c0", "recall-lstm-seed-1",
        "recall-lstm-seed2147483648", "recall-lstm-seed999999999999", "recall-lstm-rnan", "recall-lstm-rinf",
        "recall-lstm-h32;rm", "recall-lstm-h32 ", " recall-lstm", "recall-lstm-h32\n", "recall-lstm\n",
        "recall-lstm-__import__", "recall-lstm-" + "h1-" * 60, "recall‐lstm", "<img src=x onerror=alert(1)>",
    ],
)  # fmt: skip
def test_what_is_no_recipe_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+") as caught:
        from_line(text)
    assert text[:1] == "" or len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("recall-lstm-h999", "256"),
        ("recall-lstm-r1e9", "100"),
        ("recall-lstm-q1", "“q1”"),
        ("evil", "“evil”"),
    ],
)
def test_the_sentence_says_what_came_or_what_is_allowed(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        from_line(text)


def test_the_same_setting_twice_takes_the_last() -> None:
    assert from_line("recall-lstm-h8-h16").model.hidden_size == 16


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("recall-rnn-radius1.5-activation.relu-initialisation.orthogonal",
         ModelSpec("rnn", activation="relu", initialisation="orthogonal", spectral_radius=1.5)),
        ("recall-gru-without.reset_gate-convention.textbook",
         ModelSpec("gru", update_gate="writes", reset_gate="before", without=("reset_gate",))),
        ("recall-lstm-peepholes-without.forget_gate-initial_state.learnt",
         ModelSpec("lstm", peepholes=True, without=("forget_gate",), initial_state="learnt")),
        ("recall-lstm-layers3-bidirectional-connection.dense-readout.max",
         ModelSpec("lstm", layers=3, bidirectional=True, connection="dense", readout="max")),
    ],
)  # fmt: skip
def test_options_travel_as_words(text: str, model: ModelSpec) -> None:
    spec = from_line(text)
    assert spec.model == model
    assert to_line(spec) == text


def test_the_convention_stands_for_two_options_of_a_gru() -> None:
    textbook = ModelSpec("gru", update_gate="writes", reset_gate="before")
    for line in ("recall-gru-convention.textbook", "recall-gru-update_gate.writes-reset_gate.before"):
        assert from_line(line).model == textbook
        assert to_line(from_line(line)) == "recall-gru-convention.textbook"
    assert from_line("recall-gru-convention.pytorch").model == ModelSpec("gru")
    for half in ("update_gate.writes", "reset_gate.before"):
        assert to_line(from_line(f"recall-gru-{half}")) == f"recall-gru-{half}"
    values = RunSpec(textbook).to_dict()["model"]
    assert values == RunSpec(ModelSpec("gru")).to_dict()["model"] | {"convention": "textbook"}
    with pytest.raises(ValueError, match="choose one of pytorch, textbook"):
        from_line("recall-gru-convention.keras")


def test_optimiser_and_truncation_travel() -> None:
    spec = from_line("recall-gru-truncation9-optimiser.sgd")
    assert (spec.train.optimiser, spec.train.truncation) == ("sgd", 9)
    assert from_line(to_line(spec)) == spec


def test_a_decay_travels_and_can_be_left_out() -> None:
    assert from_line("recall-gru-decay0.1").train.decay == 0.1
    assert default_run("gru", "total").train.decay is not None
    constant = from_line("total-gru-decaynone")
    assert constant.train.decay is None
    assert to_line(constant) == "total-gru-decaynone"


@pytest.mark.parametrize(
    "text",
    ["recall-gru-peepholes", "recall-lstm-without.reset_gate", "recall-lstm-layers9", "recall-rnn-radius11",
     "recall-lstm-readout.median", "recall-lstm-kind.rnn", "recall-lstm-layersnone", "recall-gru-truncation0",
     "recall-lstm-bidirectional-truncation5", "recall-lstm-connection.highway", "recall-lstm-without.x"],
)  # fmt: skip
def test_options_that_cannot_be_are_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        from_line(text)


@given(changes(5000))
def test_every_change_on_the_way_travels(some: tuple[Change, ...]) -> None:
    spec = replace(default_run("gru"), train=TrainSpec(5000, changes=some))
    text = to_line(spec)
    assert from_line(text) == spec
    assert len(text) <= MOST_LETTERS
    assert RunSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec
    assert (spec.key == replace(spec, train=TrainSpec(5000)).key) == (not some)


def test_changes_read_as_they_are_meant() -> None:
    spec = from_line("recall-lstm-at120.rate0.01-at200.clip0.5-at201.clipnone-at300.rate1e-05")
    expected = (
        (120, "learning_rate", 0.01),
        (200, "clip", 0.5),
        (201, "clip", None),
        (300, "learning_rate", 1e-5),
    )
    assert spec.train.changes == expected
    said = (
        "rate 0.01 from step 120, clip 0.5 from step 200, no clipping from step 201, rate 1e-05 from step 300"
    )
    assert said in spec.label()
    assert [spec.train.in_force(step) for step in (119, 120, 200, 201, 449)] == [
        (0.012, 1.0), (0.01, 1.0), (0.01, 0.5), (0.01, None), (1e-5, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["at0.rate1", "at450.rate1", "at9.ratenone", "at9.rate0", "at9.clip0", "at9.rate1-at8.rate1", "at9.seed1",
     "at9.rate1-at9.rate2", "at9.clip1-at9.rate1", "at-1.rate1", "at.rate1", "at9.rate", "at9",
     "-".join(f"at{n}.rate1" for n in range(1, 18))],
)  # fmt: skip
def test_changes_that_cannot_be_are_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        from_line(f"recall-lstm-{text}")
