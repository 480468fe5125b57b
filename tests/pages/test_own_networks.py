"""Own networks: the lessons show what was trained on the training page, and a link brings it back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import core
from core import default_run, initial_network, record, task
from core.jobs import RunView, desk
from core.recipes.compare import replaced
from core.recipes.link import from_line, to_line
from core.spec import KINDS, Kind, RunSpec, TaskName
from pages._shell.lab.verdict import Heading
from pages._shell.words import percent
from tests.pages.laboratory import STEPS, finished, lab, own, train
from tests.pages.visiting import (
    asks,
    choose,
    go,
    lab_state,
    link,
    pictures,
    press,
    run,
    said,
    score,
    sources,
    until,
    values,
    visit,
    words,
)
from tests.running import ROOT

pytestmark = pytest.mark.slow


def links(app: AppTest) -> list[str]:
    """The lessons that are named as using what was trained."""
    if "Now used by" not in said(app):
        return []
    places: Any = app.get("page_link")
    labels = [str(place.proto.label) for place in places]
    return [label for label in labels if not label.startswith("Next: ")]


def done(spec: RunSpec) -> RunView:
    view = desk().look(spec.key, "nobody")
    assert view is not None
    assert view.state == "done"
    return view


def test_the_lab_shows_the_runs_that_the_desk_trains() -> None:
    specs = [own(kind, 65) for kind in KINDS]
    app = train(*specs)
    assert [run["key"] for run in lab(app)["runs"]] == [spec.key for spec in specs]
    assert [run["name"] for run in lab(app)["runs"]] == ["RNN", "GRU", "LSTM"]
    assert lab(app)["watcher"] == app.session_state["watcher"]
    for spec in specs:
        assert sum(len(snapshot.losses) for snapshot in done(spec).history) == STEPS
    assert f"{STEPS} steps" in said(app)
    assert "seed 65" in said(app)
    assert link(app, "run") == [to_line(spec) for spec in specs]


def test_the_lessons_use_what_was_trained_and_the_link_brings_it_back() -> None:
    app = go(train(own("lstm", 32)), "lstm")
    network = core.train(own("lstm", 32))
    probe = task(network.spec.task).probe
    assert network.key in sources(app)
    assert np.array_equal(values(app, "forget_gate"), record(network, probe)["forget_gate"])
    recipes = link(app, "run")
    assert [from_line(text) for text in recipes] == [own("lstm", 32)]

    other = visit("lstm", run=recipes)
    until(other, lambda app: bool(pictures(app)))
    assert network.key in sources(other), "another visitor, the same network, to the bit"

    choose(app, "sentiment_network", "default")
    assert network.key not in sources(app)
    assert "run" not in app.query_params
    assert network.key in sources(choose(app, "sentiment_network", "yours"))


def test_a_page_that_does_not_use_them_says_nothing_of_them() -> None:
    app = train(own("lstm", 82))
    assert link(app, "run") == [to_line(own("lstm", 82))], "there is something to say nothing of"
    go(app, "unrolled")
    assert "run" not in app.query_params
    assert "seed 82" not in sources(app)


def test_a_page_that_a_class_leads_elsewhere_takes_its_networks_and_lets_them_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A link is read again on the way through the history; an empty name is the supplied network."""
    app = visit("lstm", lstm_task="sentiment", **{asks("lstm"): "just show me"})
    until(app, lambda app: bool(pictures(app)))
    usual, led = sources(app), core.train(own("lstm", 34)).key
    app.query_params["run"] = to_line(own("lstm", 34))
    assert led not in sources(run(app)), "in between the controls decide"
    assert "run" not in app.query_params
    for name in ("pages._shell.visit.address.by_history", "pages._shell.visit.visitor.by_history"):
        monkeypatch.setattr(name, lambda: True)
    app.query_params["run"] = to_line(own("lstm", 34))
    until(run(app), lambda app: bool(pictures(app)))
    assert led in sources(app)
    assert link(app, "run") == [to_line(own("lstm", 34))]
    app.query_params["run"] = ""
    assert sources(run(app)) == usual
    assert "run" not in app.query_params
    app.query_params["run"] = to_line(own("lstm", 34))
    assert led in sources(run(app)), "and once more"
    app.query_params["run"] = ["sentiment-lstm-h99999"]
    assert "The link asks for a network that cannot be" in said(run(app))


@pytest.mark.parametrize("recipe", ["recall-lstm-h8-s20", "recall-lstm-h1-e1-s5", "recall-lstm-h128-s3"])
@pytest.mark.parametrize("name", ["unrolled", "gradients", "lstm"])
def test_a_link_s_network_is_trained_while_the_visitor_waits(recipe: str, name: str) -> None:
    app = visit(name, run=recipe, cell="LSTM", lstm_task="recall", **{asks(name): "just show me"})
    until(app, lambda app: bool(pictures(app)))
    spec = from_line(recipe)
    assert core.train(spec).key in sources(app)
    assert link(app, "run") == [recipe]


def test_sizes_may_differ_between_the_networks_of_a_page() -> None:
    app = visit("gradients", run=["recall-lstm-h4-s5", "recall-rnn-h9-s5"])
    until(app, lambda app: bool(pictures(app)))
    heat = [one["id"] for one in score(app)["staves"] if one["type"] == "heat"]
    sizes = {name: values(app, name).shape[1] for name in heat}
    assert sizes == {"hidden-rnn": 9, "hidden-gru": default_run("gru").model.hidden_size, "hidden-lstm": 4}


@pytest.mark.parametrize("name", ["unrolled", "lstm", "gradients"])
def test_a_network_that_blows_up_is_shown_and_told(name: str) -> None:
    app = visit(
        name,
        run="recall-lstm-r100-cnone-s60",
        cell="LSTM",
        lstm_task="recall",
        **{asks(name): "just show me"},
    )
    until(app, lambda app: bool(pictures(app)))
    assert words(app)
    assert len(app.warning) == (desk_state("recall-lstm-r100-cnone-s60") == "diverged")


def desk_state(recipe: str) -> str:
    view = desk().look(from_line(recipe).key, "nobody")
    assert view is not None
    return view.state


def test_the_same_settings_again_are_not_trained_again() -> None:
    train(own("lstm", 32))
    again = visit("train", run=to_line(own("lstm", 32)), train_guess="just show me")
    assert finished(again), "what is known is shown at once"
    press(again, "Train")
    assert desk().look(own("lstm", 32).key, "nobody") == done(own("lstm", 32)), "done before it is shown"
    assert finished(again)


def test_after_a_reload_the_runs_are_shown_again() -> None:
    specs = [own(kind, 65) for kind in KINDS]
    before = train(*specs)
    after = visit("train", **dict(before.query_params))
    assert finished(after)
    assert lab(after)["runs"] == lab(before)["runs"]
    assert link(after, "run") == link(before, "run") == [to_line(spec) for spec in specs]
    assert "differ from the runs below" not in said(after)


@pytest.mark.parametrize(
    ("recipes", "pages"),
    [
        (["sentiment-lstm"], ["The unrolled RNN", "Inside the LSTM"]),
        (["sentiment-rnn", "sentiment-gru"], ["The unrolled RNN"]),
        (["recall-gru"], ["The unrolled RNN", "Vanishing gradients"]),
        (["recall-lstm"], ["The unrolled RNN", "Vanishing gradients", "Inside the LSTM"]),
        (["sentiment-lstm-s40-peepholes"], ["The unrolled RNN", "Inside the LSTM"]),
        (["recall-lstm-s40-without.forget_gate"], ["The unrolled RNN"]),
        (["sentiment-lstm-layers2-s40"], []),
    ],
)
def test_only_lessons_that_use_what_was_trained_are_named(recipes: list[str], pages: list[str]) -> None:
    app = train(*map(from_line, recipes))
    assert links(app) == pages
    assert link(app, "run") == recipes, "the link brings them back even where no lesson shows them"


def test_a_network_that_got_worse_is_told_and_not_kept() -> None:
    specs = [replaced(own(kind, 37, 60), "train", "learning_rate", 20.0) for kind in ("rnn", "lstm")]
    app = train(*specs)
    worse = []
    for spec in specs:
        losses = np.concatenate([snapshot.losses for snapshot in done(spec).history])
        if np.median(losses[-20:]) > 1.5 * losses[0]:
            turned = 2 + max(step for step, loss in enumerate(losses) if loss <= losses[0])
            name = spec.model.kind.upper()
            assert f"{name} got worse: from step {turned} on, its loss stayed above" in said(app)
            worse.append(spec)
    assert worse, "at this rate at least one gets worse, or this test tests nothing"
    assert len(app.warning) == len(worse)
    assert not {spec.key for spec in worse} & lab_state(app).taken


@pytest.mark.parametrize(
    ("task_name", "cells", "answer"),
    [
        ("recall", ["lstm"], "yes"),
        ("recall", ["rnn", "lstm"], "LSTM"),
        ("sentiment", ["rnn", "gru", "lstm"], "no single one"),
    ],
)
def test_who_was_right_most_often_is_said_with_its_margin(
    task_name: TaskName, cells: list[Kind], answer: str
) -> None:
    """The winner is named only when the exam is long enough to tell one; the numbers are counted here."""
    specs = [default_run(cell, task_name) for cell in cells]
    called = [cell.upper() for cell in cells]
    app = train(*specs, guess=answer)
    options = [*called, "no single one"] if len(cells) > 1 else ["yes", "no"]
    assert app.button_group(key="train_guess").options == [*options, "just show me"]
    views = [done(spec) for spec in specs]
    shares = [float(np.mean([share for _, share in view.history[-1].curve])) for view in views]
    this = task(views[0].spec.task)
    sizes = [len(this.exam(point).ids) for point in this.exam_points]
    count, margin = sum(sizes), 2 * np.sqrt(2 * 0.5 * 0.5 * sum(1 / size for size in sizes)) / len(sizes)
    first, second, *_ = [*sorted(shares, reverse=True), 0.0]
    if len(cells) == 1:
        expected = "yes" if first > 0.9 else "no"
    else:
        expected = called[shares.index(first)] if first - second > margin else "no single one"
    assert expected == answer, "the seed of the defaults shows all three cases"
    level = [name for name, share in zip(called, shares, strict=True) if first - share <= margin]
    named = f"{', '.join(level[:-1])} and {level[-1]} tie" if answer == "no single one" else answer
    assert f"As predicted: **{named}**" in said(app)
    if answer == "no single one":
        place = str(called.index(level[0]) + 1)
        assert f"As predicted: **{named}**" in said(choose(app, "train_guess", place)), "one of the best"
    scores = ", ".join(f"**{cell}:** {percent(share)} %" for cell, share in zip(called, shares, strict=True))
    assert (
        f"Right answers out of {count} test sentences, which were not used for training: {scores}."
        in said(app)
    )
    assert f"A difference of less than {100 * margin:.0f} points can be luck" in said(app)
    assert ("Held constant" in said(app)) == (len(cells) > 1)
    assert "nothing was learnt that helps" not in said(app)


def test_what_is_right_where_trained_is_said_beside_what_is_right_over_all() -> None:
    """Learnt where trained, and level with guessing over all: that is not "nothing was learnt"."""
    spec = from_line("recall-rnn-g3-l3-s60")
    app = train(spec, guess="no")
    curve = dict(done(spec).history[-1].curve)
    over_all = float(np.mean(list(curve.values())))
    assert over_all < 0.235, "as little as guessing, by the page's margin"
    assert curve[3] > 0.8
    assert f"which were not used for training: **RNN:** {percent(over_all)} %." in said(app)
    assert "In the part of the test set that is like the training (gap 3), the right answers are " in said(
        app
    )
    assert (
        f"are **RNN:** {percent(curve[3])} %. These are {len(task(spec.task).exam(3).ids)} sentences"
        in said(app)
    )
    assert "Clearly above chance in the part that is like the training: RNN." in said(app)
    assert "nothing was learnt" not in said(app)
    press(app, "Keep")
    assert (
        f"{percent(over_all)} % of all test sentences right; {percent(curve[3])} % at gap 3, as in training"
        in said(app)
    )


def test_runs_trained_on_different_lengths_say_each_their_own() -> None:
    specs = [from_line(f"recall-rnn-g3-l{longest}-s60") for longest in (3, 8, 40)]
    app = train(*specs)
    shares = []
    for spec in specs:
        curve = done(spec).history[-1].curve
        inside = [share for point, share in curve if point <= spec.task.longest]
        shares.append(percent(float(np.mean(inside))))
    whole, part = "lengths 3–3", "lengths 3–8"
    assert (
        f"**{whole}:** {shares[0]} % (gap 3), **{part}:** {shares[1]} % (gap 3–8). These are at least 8"
        in said(app)
    )


def test_that_nothing_was_learnt_is_said() -> None:
    app = train(own("rnn", 0, 1), own("gru", 0, 1), guess="RNN")
    assert "None is clearly above chance: nothing was learnt that helps to answer." in said(app)
    assert "Measured: **no single one**" in said(app), "nor is anyone best by luck"


def test_the_explanation_waits_for_the_answer() -> None:
    app = visit("train", run=["sentiment-gru-s41", "sentiment-lstm-s41"])
    press(app, "Train 2 runs")
    until(app, lambda app: "Answer the question above. The result then" in said(app))
    assert not finished(app)
    assert finished(choose(app, "train_guess", "2"))


def test_what_was_trained_without_clipping_can_be_linked() -> None:
    app = go(train(replaced(own("lstm", 41), "train", "clip", None)), "lstm")
    (recipe,) = link(app, "run")
    assert from_line(recipe).train.clip is None
    assert not visit("lstm", run=recipe).warning


def test_changed_settings_are_told_apart_from_the_runs_below() -> None:
    app = train(own("gru", 36))
    assert "differ from the runs below" not in said(app)
    (units,) = [field for field in app.number_input if field.label.startswith("Units")]
    units.set_value(9)
    assert "differ from the runs below" in said(run(app))


def test_a_link_that_shows_another_network_says_so() -> None:
    """Its own text stays out of the link, so another browser trains the recipe on the supplied text."""
    spec = default_run("lstm", "characters")
    mine = replace(spec, task=replace(spec.task, text="to be or not to be, that is the question. " * 30))
    app = visit("train")
    app.session_state["own_networks"] = {("characters", "lstm"): mine}
    app.session_state["opened"] = {mine: initial_network(mine)}
    app.query_params["task"] = "characters"
    go(app, "lstm")
    assert "The link to this page shows the default network." in said(app)
    app.session_state["opened"] = {}
    desk().submit(mine, app.session_state["watcher"])
    run(app)
    assert "This network was trained on your own text. A link cannot hold the text" in said(app)
    assert link(app, "text") == ["own"]
    desk().leave(mine.key, app.session_state["watcher"])
    assert "your own text" not in said(choose(visit("lstm"), "lstm_gates_guess", "show-me"))


def test_a_link_made_beside_a_text_of_ones_own_says_what_it_could_not_hold() -> None:
    app = visit("train", run="characters-lstm-s20", text="own")
    assert "text or table of somebody's own, which a link cannot hold" in said(app)
    assert "open the network's file in the lab, or paste the text there" in said(app)
    assert "text" not in app.query_params, "from here on the link says what the page shows"
    assert "somebody's own" not in said(run(app))
    for others in (
        {},
        {"text": "own"},
        {"run": "characters-lstm-s20"},
        {"run": "recall-lstm-h8", "text": "mine"},
    ):
        assert "somebody's own" not in said(visit("train", **others))
    mine = lab_state(app)
    mine.setup = tuple(replaced(spec, "task", "text", "to be or not to be " * 30) for spec in mine.setup)
    assert link(run(app), "text") == ["own"]


def test_the_lesson_has_every_section_that_the_verdict_names() -> None:
    text = (ROOT / "assets" / "lessons" / "train.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^## (.+)$", text, re.MULTILINE))
    said_before = {heading for heading in headings if heading.startswith("question")} | {"read", "mind"}
    assert set(get_args(Heading)) == headings - said_before


@pytest.mark.parametrize(
    ("recipe", "page", "told"),
    [
        ("recall-gru-s20-convention.textbook", "unrolled", "here 3 in all"),
        ("recall-gru-s20-without.reset_gate", "unrolled", "here 2 in all"),
        ("recall-lstm-s20-without.forget_gate-peepholes", "unrolled", "64 peepholes"),
        ("recall-rnn-s20-activation.relu", "unrolled", "ReLU of their sum"),
        ("sentiment-lstm-s20-peepholes", "lstm", "the forget gate stands at"),
        ("recall-lstm-s20-peepholes", "gradients", "LSTM"),
    ],
)
def test_lessons_draw_the_options_of_a_cell_and_tell_of_them(recipe: str, page: str, told: str) -> None:
    _, kind, *_ = recipe.split("-")
    answer = {"unrolled": "same", "lstm": "show-me", "gradients": "lstm"}[page]
    app = visit(page, run=recipe, cell=kind, **{asks(page): answer})
    until(app, lambda app: bool(pictures(app)))
    assert from_line(recipe).label() in sources(app)
    assert told in said(app)
    assert not app.warning


def test_a_page_that_speaks_of_a_gate_shows_no_network_without_it() -> None:
    recipe = "sentiment-lstm-s20-without.forget_gate"
    app = visit("lstm", run=recipe)
    until(app, lambda app: bool(pictures(app)))
    assert from_line(recipe).label() not in sources(app)
