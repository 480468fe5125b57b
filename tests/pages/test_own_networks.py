"""Own networks: the lessons show what was trained on the training page, and a link brings it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import core
from core import default_run, record, task
from core.jobs import desk
from core.recipe import from_recipe
from core.spec import KINDS, RunSpec
from tests.figures.making import float32
from tests.pages.visiting import (
    choose,
    figure,
    go,
    link,
    press,
    progress,
    run,
    said,
    score,
    until,
    values,
    visit,
    words,
)

STEPS = 40


def own(kind: str, seed: int) -> RunSpec:
    """What the training page makes of these settings."""
    spec = default_run(kind, "sentiment")  # type: ignore[arg-type]
    rate = default_run("lstm", "sentiment").train.learning_rate
    return replace(spec, train=replace(spec.train, steps=STEPS, learning_rate=rate), seed=seed)


def train(seed: int, kinds: Iterable[str] = KINDS, **more: str) -> AppTest:
    app = visit(
        "train", train_task="sentiment", sentiment_steps=str(STEPS), sentiment_seed=str(seed),
        train_cells=[kind.upper() for kind in kinds], train_guess="just show me", **more,
    )  # fmt: skip
    press(app, "Train")
    return until(app, lambda app: "The lessons now use these networks" in said(app))


def test_training_shows_every_step_of_every_network() -> None:
    app = train(seed=31)
    for kind, trace in zip(KINDS, figure(app, "loss")["figure"]["data"], strict=True):
        view = desk().look(own(kind, 31).key, "nobody")
        assert view is not None
        assert view.state == "done"
        losses = np.concatenate([snapshot.losses for snapshot in view.history])
        assert trace["name"] == kind.upper()
        assert len(losses) == STEPS
        assert f"{kind.upper()}: {STEPS} steps" in "".join(progress(app))
    for name in ("loss", "gradient-norm", "accuracy"):
        assert [trace["name"] for trace in figure(app, name)["figure"]["data"]] == ["RNN", "GRU", "LSTM"]
    assert "just show me" not in said(app)
    assert "(seed 31)" in said(app)


def test_the_lessons_use_what_was_trained_and_the_link_brings_it_back() -> None:
    app = go(train(seed=32, kinds=["lstm"]), "lstm")
    network = core.train(own("lstm", 32))
    probe = task(network.spec.task).probe
    assert network.key in score(app)["caption"]
    assert np.array_equal(values(app, "forget_gate"), float32(record(network, probe)["forget_gate"]))
    recipes = link(app, "run")
    assert [from_recipe(text) for text in recipes] == [own("lstm", 32)]

    other = visit("lstm", run=recipes)
    until(other, lambda app: bool(app.get("bidi_component")))
    assert network.key in score(other)["caption"], "another visitor, the same network, to the bit"

    choose(app, "sentiment_network", "default")
    assert network.key not in score(app)["caption"]
    assert "run" not in app.query_params
    assert network.key in score(choose(app, "sentiment_network", "yours"))["caption"]


def test_a_page_that_does_not_use_them_says_nothing_of_them() -> None:
    app = go(train(seed=33, kinds=["lstm"]), "unrolled")
    assert "run" not in app.query_params
    assert "seed 33" not in score(app)["caption"]


@pytest.mark.parametrize("recipe", ["recall-lstm-h8-s20", "recall-lstm-h1-e1-s5", "recall-lstm-h128-s3"])
@pytest.mark.parametrize("name", ["unrolled", "gradients", "lstm"])
def test_a_link_s_network_is_trained_while_the_visitor_waits(recipe: str, name: str) -> None:
    app = visit(name, run=recipe, cell="LSTM", lstm_task="recall", **{f"{name}_guess": "just show me"})
    until(app, lambda app: bool(app.get("bidi_component")))
    spec = from_recipe(recipe)
    assert core.train(spec).key in score(app)["caption"]
    assert link(app, "run") == [recipe]


def test_sizes_may_differ_between_the_networks_of_a_page() -> None:
    app = visit("gradients", run=["recall-lstm-h4-s5", "recall-rnn-h9-s5"])
    until(app, lambda app: bool(app.get("bidi_component")))
    sizes = {one["id"]: one["values"]["shape"][1] for one in score(app)["staves"] if one["type"] == "heat"}
    assert sizes == {"hidden-rnn": 9, "hidden-gru": default_run("gru").model.hidden_size, "hidden-lstm": 4}
    assert score(app)["units"] == max(sizes.values())


@pytest.mark.parametrize("name", ["unrolled", "lstm", "gradients"])
def test_a_network_that_blows_up_is_shown_and_told(name: str) -> None:
    app = visit(
        name,
        run="recall-lstm-r100-cnone-s60",
        cell="LSTM",
        lstm_task="recall",
        **{f"{name}_guess": "just show me"},
    )
    until(app, lambda app: bool(app.get("bidi_component")))
    assert words(app)
    assert len(app.warning) == (desk_state("recall-lstm-r100-cnone-s60") == "diverged")


def desk_state(recipe: str) -> str:
    view = desk().look(from_recipe(recipe).key, "nobody")
    assert view is not None
    return view.state


def test_stop_ends_the_runs_at_once() -> None:
    app = visit(
        "train", train_task="recall", recall_steps="5000", recall_seed="34", train_cells=["LSTM", "RNN"]
    )
    press(app, "Train")
    specs = app.session_state["runs"]
    until(app, lambda app: "step " in "".join(progress(app)))
    press(app, "Stop")
    views = [desk().look(spec.key, "nobody") for spec in specs]
    assert all(view is None or not view.active for view in views)
    assert "The lessons now use" not in said(app)
    texts = progress(app)
    assert len(texts) == 2
    assert all("stopped" in text or "waiting" in text for text in texts), texts
    assert app.exception == run(app).exception


def test_the_same_settings_again_are_there_at_once() -> None:
    first = train(seed=32, kinds=["lstm"])
    again = visit("train", **dict(first.query_params))
    press(again, "Train")
    assert "The lessons now use these networks" in said(run(again))


def test_what_was_trained_without_clipping_can_be_linked() -> None:
    app = go(train(seed=35, kinds=["lstm"], train_clip="false"), "lstm")
    (recipe,) = link(app, "run")
    assert from_recipe(recipe).train.clip is None
    assert not visit("lstm", run=recipe).warning


def test_changed_settings_are_told_apart_from_the_runs_below() -> None:
    app = train(seed=36, kinds=["gru"])
    assert "differ from the runs below" not in said(app)
    (units,) = [field for field in app.number_input if field.label.startswith("Units")]
    units.set_value(9)
    assert "differ from the runs below" in said(run(app))
