"""Own networks: the lessons show what was trained on the training page, and a link brings it back."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import core
from core import default_run, record, task
from core.jobs import RunView, desk
from core.recipe import from_recipe, to_recipe
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
    return until(app, finished)


def finished(app: AppTest) -> bool:
    """Whether the runs are done, and nothing moves any more."""
    return "held-out sentences, over all" in said(app)


def links(app: AppTest) -> list[str]:
    """The lessons that are named as using what was trained."""
    if "Now used by" not in said(app):
        return []
    places: Any = app.get("page_link")
    return [str(place.proto.label) for place in places]


def done(spec: RunSpec) -> RunView:
    view = desk().look(spec.key, "nobody")
    assert view is not None
    assert view.state == "done"
    return view


def test_training_shows_every_step_of_every_network() -> None:
    app = train(seed=65)
    for kind, trace in zip(KINDS, figure(app, "loss")["figure"]["data"], strict=True):
        losses = np.concatenate([snapshot.losses for snapshot in done(own(kind, 65)).history])
        assert trace["name"] == kind.upper()
        assert len(losses) == STEPS
        assert f"{kind.upper()}: {STEPS} steps" in "".join(progress(app))
    for name in ("loss", "gradient-norm", "accuracy"):
        assert [trace["name"] for trace in figure(app, name)["figure"]["data"]] == ["RNN", "GRU", "LSTM"]
    assert "just show me" not in said(app)
    assert "(seed 65)" in said(app)
    assert f"{STEPS} steps and the learning rate 0.02" in said(app)
    assert link(app, "run") == [to_recipe(own(kind, 65)) for kind in KINDS]


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
    app = train(seed=82, kinds=["lstm"])
    assert link(app, "run") == [to_recipe(own("lstm", 82))], "there is something to say nothing of"
    go(app, "unrolled")
    assert "run" not in app.query_params
    assert "seed 82" not in score(app)["caption"]


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
    assert not links(app)
    assert "run" not in app.query_params
    assert "Stopped. The lessons keep the networks they had" in said(app)
    texts = progress(app)
    assert len(texts) == 2
    assert all("stopped" in text or "waiting" in text for text in texts), texts
    assert app.exception == run(app).exception


def test_the_same_settings_again_are_shown_as_a_recording() -> None:
    """Nothing is trained twice, and nobody is told that it was."""
    train(seed=32, kinds=["lstm"])
    again = visit("train", train_task="sentiment", sentiment_steps=str(STEPS), sentiment_seed="32",
                  train_cells="LSTM", train_guess="just show me")  # fmt: skip
    assert "recording" not in said(again)
    began = time.monotonic()
    press(again, "Train")
    assert desk().look(own("lstm", 32).key, "nobody") == done(own("lstm", 32)), "done before it is shown"
    assert "trained here before: you see its recording" in said(again)
    assert not finished(again)
    assert not links(again)
    (bar,) = progress(again)
    assert f" of {STEPS} · " in bar, "on its way"
    until(again, finished)
    assert 2 < time.monotonic() - began < 20
    assert "recording" not in said(again)
    assert links(again) == ["Inside the LSTM"]


def test_after_a_reload_the_runs_are_shown_again() -> None:
    before = train(seed=65)
    after = visit("train", **dict(before.query_params))
    assert finished(after)
    assert "recording" not in said(after)
    assert figure(after, "loss")["figure"] == figure(before, "loss")["figure"]
    assert progress(after) == progress(before)
    assert link(after, "run") == link(before, "run") == [to_recipe(own(kind, 65)) for kind in KINDS]
    assert "differ from the runs below" not in said(after)


@pytest.mark.parametrize(
    ("task_name", "cells", "pages"),
    [
        ("sentiment", ["LSTM"], ["Inside the LSTM"]),
        ("sentiment", ["RNN", "GRU"], []),
        ("recall", ["GRU"], ["The unrolled RNN", "Vanishing gradients"]),
        ("recall", ["LSTM"], ["The unrolled RNN", "Inside the LSTM", "Vanishing gradients"]),
    ],
)
def test_only_lessons_that_use_what_was_trained_are_named(
    task_name: str, cells: list[str], pages: list[str]
) -> None:
    app = visit("train", train_task=task_name, train_cells=cells, train_guess="just show me")
    press(app, "Train")
    until(app, finished)
    assert links(app) == pages
    assert len(link(app, "run")) == len(cells), "the link brings them back even where no lesson shows them"


def test_a_network_that_got_worse_is_told_and_not_kept() -> None:
    app = visit(
        "train", train_task="sentiment", sentiment_steps="60", sentiment_rate="1", sentiment_seed="37",
        train_cells=["RNN", "LSTM"], train_guess="just show me",
    )  # fmt: skip
    press(app, "Train")
    until(app, finished)
    worse = []
    for spec in app.session_state["runs"]:
        losses = np.concatenate([snapshot.losses for snapshot in done(spec).history])
        if np.median(losses[-20:]) > losses[0]:
            turned = 2 + max(step for step, loss in enumerate(losses) if loss <= losses[0])
            name = spec.model.kind.upper()
            assert f"{name} got worse: from step {turned} on its loss stayed above" in said(app)
            worse.append(spec)
    assert worse, "at this rate at least one gets worse, or this test tests nothing"
    assert len(app.warning) == len(worse)
    better = [spec for spec in app.session_state["runs"] if spec not in worse]
    assert link(app, "run") == [to_recipe(spec) for spec in better]
    assert all(spec not in app.session_state["own_networks"].values() for spec in worse)
    caption = score(go(app, "lstm"))["caption"]
    assert ("seed 37" in caption) == any(spec.model.kind == "lstm" for spec in better)


@pytest.mark.parametrize(
    ("task_name", "cells", "answer"),
    [
        ("recall", ["LSTM"], "yes"),
        ("recall", ["RNN", "LSTM"], "LSTM"),
        ("sentiment", ["RNN", "GRU", "LSTM"], "no single one"),
    ],
)
def test_who_was_right_most_often_is_said_with_its_margin(
    task_name: str, cells: list[str], answer: str
) -> None:
    """The winner is named only when the exam is long enough to tell one; the numbers are counted here."""
    app = visit("train", train_task=task_name, train_cells=cells, train_guess=answer)
    unit = {"recall": "gap", "sentiment": "distance"}[task_name]
    options = [*cells, "no single one"] if len(cells) > 1 else ["yes", "no"]
    assert app.button_group(key="train_guess").options == [*options, "just show me"]
    asked = "which will be right most often" if len(cells) > 1 else "Will it be right more than 90 %"
    assert asked in said(app)
    assert f"over all {unit}s?" in said(app)
    press(app, "Train")
    until(app, finished)
    views = [done(spec) for spec in app.session_state["runs"]]
    shares = [float(np.mean([share for _, share in view.history[-1].curve])) for view in views]
    this = task(views[0].spec.task)
    count = sum(len(this.exam(point).ids) for point in this.exam_points)
    margin = 2 * np.sqrt(2 * 0.5 * 0.5 / count)
    first, second, *_ = [*sorted(shares, reverse=True), 0.0]
    if len(cells) == 1:
        expected = "yes" if first > 0.9 else "no"
    else:
        expected = cells[shares.index(first)] if first - second > margin else "no single one"
    assert expected == answer, "the seed of the defaults shows all three cases"
    assert f"As predicted: **{answer}**" in said(app)
    scores = ", ".join(f"{cell} {100 * share:.0f} %" for cell, share in zip(cells, shares, strict=True))
    assert f"Of {count} held-out sentences, over all {unit}s, the answers right are: {scores}." in said(app)
    assert f"A difference of less than {100 * margin:.0f} points can be luck" in said(app)
    assert ("All had the same sentences" in said(app)) == (len(cells) > 1)
    assert "nothing was learnt here" not in said(app)


def test_that_nothing_was_learnt_is_said() -> None:
    app = visit(
        "train", train_task="sentiment", sentiment_steps="1", train_cells=["RNN", "GRU"], train_guess="RNN"
    )
    press(app, "Train")
    until(app, finished)
    assert "None is clearly above chance: nothing was learnt here." in said(app)
    assert "Measured: **no single one**" in said(app)


def test_the_explanation_waits_for_the_answer() -> None:
    app = visit("train", train_task="sentiment", train_cells=["GRU", "LSTM"])
    press(app, "Train")
    until(app, lambda app: "Answer the question above to read what came out" in said(app))
    assert not finished(app)
    assert finished(choose(app, "train_guess", "LSTM"))


def test_what_was_trained_without_clipping_can_be_linked() -> None:
    app = go(train(seed=41, kinds=["lstm"], train_clip="false"), "lstm")
    (recipe,) = link(app, "run")
    assert from_recipe(recipe).train.clip is None
    assert not visit("lstm", run=recipe).warning


def test_changed_settings_are_told_apart_from_the_runs_below() -> None:
    app = train(seed=36, kinds=["gru"])
    assert "differ from the runs below" not in said(app)
    (units,) = [field for field in app.number_input if field.label.startswith("Units")]
    units.set_value(9)
    assert "differ from the runs below" in said(run(app))
