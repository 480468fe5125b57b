"""The lab's page: setting runs up, comparisons by one click, undo, keeping, taking home, opening again."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core import default_run, initial_network, task
from core.jobs import RunView, desk
from core.nets.run import Run
from core.recipes.compare import always_clipped, replaced
from core.recipes.comparisons import COMPARISONS, MOST_RUNS
from core.recipes.link import from_line, to_line
from core.spec import KINDS, TASKS, Kind, TaskName
from pages._shell.lab.orders import Order
from pages._shell.lab.quality import chance_of
from pages._shell.lab.runs import current_runs, start
from pages._shell.lab.setup import remove
from pages._shell.lab.state import LAB, Going, Kept, LabState
from pages._shell.lab.steer import carry_out
from pages._shell.words import percent
from tests.pages.laboratory import field, finished, lab, own, put, setup, train, train_label
from tests.pages.visiting import choose, go, lab_state, link, press, run, said, sources, until, visit
from tests.waiting import until as wait
from tests.waiting import view

pytestmark = pytest.mark.slow

FIVE = [f"recall-lstm-seed{seed}" for seed in range(5)]
FIVE_TEXTS = [f"words-lstm-seed{seed}" for seed in range(5)]
HOW_MANY = ["none", "some", "all"]


def test_the_first_visit_compares_the_three_cells() -> None:
    app = visit("train")
    assert "run" not in app.query_params, "the way back is one step long"
    assert not lab(app)["runs"], "nothing was started"
    press(app, train_label(3))
    assert [entry["label"] for entry in lab(app)["runs"]] == [default_run(kind).label() for kind in KINDS]


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_is_set_up_with_one_click(name: str) -> None:
    app = press(visit("train"), COMPARISONS[name].title)
    assert setup(app) == list(COMPARISONS[name].runs(default_run("lstm")))
    assert app.button(key="train_start").label == train_label(len(setup(app)))
    if name != "cells":
        assert setup(press(app, "Undo")) == [default_run(kind) for kind in KINDS]


@pytest.mark.parametrize("name", TASKS)
def test_every_task_can_be_chosen(name: str) -> None:
    app = visit("train")
    (box,) = [one for one in app.selectbox if one.label == "Task"]
    box.select(name)
    run(app)
    assert setup(app) == [default_run(kind, name) for kind in KINDS]  # type: ignore[arg-type]
    this = task(setup(app)[0].task)
    assert this.shows in said(app)
    assert this.right_when in said(app)


def test_a_setting_changes_all_runs_or_one() -> None:
    app = put(visit("train"), "Units", 9)
    assert [spec.model.hidden_size for spec in setup(app)] == [9, 9, 9]
    before = setup(app)
    (which,) = [one for one in app.button_group if one.label == "Settings of"]
    which.set_value("2. GRU")
    put(run(app), "Units", 7)
    assert [spec.model.hidden_size for spec in setup(app)] == [9, 7, 9]
    assert setup(press(app, "Undo")) == before


def test_a_clip_of_nothing_is_no_clipping() -> None:
    app = put(visit("train"), "Clip", 0.0)
    assert [spec.train.clip for spec in setup(app)] == [None] * 3
    assert (field(app, "Clip").label, field(app, "Clip").value) == ("Clip at norm (0: off)", 0)
    assert [spec.train.clip for spec in setup(put(app, "Clip", 2.0))] == [2.0] * 3


def test_what_cannot_be_is_refused_in_a_sentence_and_loses_nothing() -> None:
    app = visit("train", run="sentiment-lstm-h8", lab_everything="true")
    (around,) = [one for one in app.selectbox if one.label == "Around each layer"]
    around.select("residual")
    assert setup(run(app))[0].model.connection == "residual", "8 numbers a word, 8 units"
    put(app, "Units", 9)
    assert "their widths differ" in said(app)
    assert setup(app)[0].model.hidden_size == 8
    assert field(app, "Units").value == 8


def test_a_cell_at_its_default_recipe_takes_the_next_cell_s() -> None:
    app = choose(visit("train", run="recall-rnn"), "lab_kind_0_0", "LSTM")
    assert setup(app) == [default_run("lstm")]
    app = choose(visit("train", run="recall-lstm-h9-peepholes"), "lab_kind_0_0", "GRU")
    (spec,) = setup(app)
    assert (spec.model.kind, spec.model.hidden_size, spec.model.peepholes) == ("gru", 9, False)


def test_runs_are_added_and_removed_up_to_the_most() -> None:
    app = visit("train", run="recall-gru")
    for count in range(2, MOST_RUNS + 1):
        press(app, "Add a run")
        assert len({spec.key for spec in setup(app)}) == len(setup(app)) == count
    assert app.button(key="lab_add").disabled


def test_equal_recipes_are_one_run() -> None:
    recipe = "sentiment-lstm-s9-seed4"
    app = visit("train", run=[recipe, "sentiment-gru-s9-seed4", recipe])
    assert [spec.model.kind for spec in setup(app)] == ["lstm", "gru"]
    app = visit("train", run=[recipe, "sentiment-lstm-s9-seed5"])
    put(app, "Seed", 7)
    assert "equal recipes give equal numbers" in said(app)
    assert [spec.seed for spec in setup(app)] == [4, 5]


def test_a_button_that_is_pressed_twice_takes_one_run_away(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = (replace(default_run("lstm"), seed=seed) for seed in range(3))
    state = LabState(setup=(first, second, third))
    monkeypatch.setattr(st, "session_state", {LAB: state})
    remove(second)
    remove(second)
    assert list(state.setup) == [first, third]
    remove(first)
    remove(third)
    assert list(state.setup) == [third], "the last one stays"


def test_an_order_for_a_run_that_went_on_as_another_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    state = LabState(setup=(default_run("lstm"),), going=())
    monkeypatch.setattr(st, "session_state", {LAB: state})
    before = deepcopy(state)
    carry_out(Order("pause", "0" * 16))
    assert state == before


def test_a_run_is_obeyed_under_the_key_that_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = replaced(default_run("lstm", "recall", 62), "train", "steps", 5000)
    before = desk().submit(spec, "me").key
    wait(lambda: view(desk(), spec).step > 0)
    state = {LAB: LabState(setup=(spec,), going=(Going(spec, before),)), "watcher": "me"}
    monkeypatch.setattr(st, "session_state", state)
    carry_out(Order("pause", before))
    carry_out(Order("stop", before))
    (run,) = current_runs()
    assert run.key != before
    seen = desk().look(run.key, "me")
    assert seen is not None
    assert seen.state == "stopped"
    start([spec])
    carry_out(Order("stop", before))
    assert view(desk(), spec).state == "stopped", "begun anew under the first key, which is meant now"


def test_a_finished_run_is_kept_taken_home_and_opened_again() -> None:
    app = train(own("lstm", 51))
    (name,) = [one for one in app.text_input if one.label == "Keep it as"]
    name.set_value("<b>my</b> *network*")
    press(run(app), "Keep")
    assert "<b>my</b> *network*" in said(app), "as text"
    (kept,) = lab_state(app).kept.values()
    view = desk().look(own("lstm", 51).key, "nobody")
    assert view is not None
    assert view.network is not None
    assert kept.network.key == view.network.key
    press(app, "Compare")
    assert [one["name"] for one in lab(app)["runs"] if one.get("ghost")] == ["<b>my</b> *network*"]
    assert not [one for one in lab(press(app, "Clear the earlier runs"))["runs"] if one.get("ghost")]
    press(app, "Remove")
    assert not lab_state(app).kept


def test_earlier_runs_stay_as_ghosts_until_cleared() -> None:
    app = train(own("gru", 52))
    put(app, "Seed", 53)
    until(press(app, "Train"), finished)
    (past,) = [one for one in lab(app)["runs"] if one.get("ghost")]
    assert past["label"] == own("gru", 52).label()
    assert len(past["losses"]) == len(past["norms"]) > 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [name for name, facts in TASKS.items() if not facts.writes])
def test_the_lessons_draw_a_plain_network_of_every_task(name: TaskName, kind: Kind) -> None:
    network = initial_network(default_run(kind, name))
    pages = {"unrolled": "unrolled_task", **({"lstm": "lstm_task"} if kind == "lstm" else {})}
    for page, control in pages.items():
        app = visit("train")
        app.session_state["opened"] = {network.spec: network}
        app.session_state["own_networks"] = {(name, kind): network.spec}
        app.query_params |= {control: name, "cell": kind.upper()}
        assert network.key in sources(go(app, page))
        this = task(network.spec.task)
        assert all(this.read(this.probe).known)
        assert "unknown to this network" not in said(app)


RICHER = ["reversal-lstm", "reversal-rnn-attention", "sentiment-lstm-bidirectional", "sentiment-gru-layers2"]


@pytest.mark.parametrize("recipe", RICHER)
def test_what_the_lessons_do_not_draw_is_not_sent_to_them(recipe: str) -> None:
    app = visit("train")
    network = initial_network(from_line(recipe))
    lab_state(app).kept = {"odd": Kept("odd", network, None)}
    assert app_button(run(app), "Use in the lessons").disabled


def test_a_network_may_be_called_like_a_comparison() -> None:
    app = visit("train")
    trained = Run(own("lstm", 55))
    view = RunView("k", trained.spec, "stopped", 0, (trained.advance(1),), network := trained.network(), "")
    lab_state(app).kept = {name: Kept(name, network, view) for name in COMPARISONS}
    assert len([one for one in run(app).button if one.label == "Compare"]) == len(COMPARISONS)


def test_a_run_that_was_stopped_is_used_as_it_stands() -> None:
    """Its recipe, trained to the end, would be another network."""
    spec = replaced(default_run("lstm", "sentiment", 58), "train", "steps", 5000)
    app = press(visit("train", run=to_line(spec)), "Train")
    until(app, lambda _: len(getattr(desk().look(spec.key, "me"), "history", ())) > 1)
    for watcher in ("me", app.session_state["watcher"]):
        desk().leave(spec.key, watcher)
    press(run(app), "Keep")
    (kept,) = lab_state(app).kept.values()
    assert 0 < kept.network.step < 5000
    press(app, "Use in the lessons")
    assert kept.network.key in sources(go(app, "lstm"))


def app_button(app: AppTest, label: str) -> Any:
    (only,) = [one for one in app.button if one.label == label]
    return only


def test_an_opened_network_is_what_the_lessons_use() -> None:
    app, network = visit("train"), initial_network(own("lstm", 54))
    app.session_state["opened"] = {network.spec: network}
    app.session_state["own_networks"] = {("sentiment", "lstm"): network.spec}
    go(app, "lstm")
    assert network.key in sources(app)
    assert "run" not in app.query_params, "the recipe would bring other weights"


@pytest.mark.parametrize(
    ("recipes", "question", "options"),
    [
        (["words-lstm"], "Will it predict new text better than a model", ["yes", "no"]),
        (["words-lstm", "words-gru"], "Which one predicts new text best?", ["LSTM", "GRU", "no single one"]),
        (
            FIVE_TEXTS,
            "How many of these 5 runs will predict new text better",
            HOW_MANY,
        ),
        (FIVE, "How many of these 5 runs will get more than 90 %", HOW_MANY),
        (
            ["recall-lstm", "recall-lstm-cnone"],
            "Whose loss is still a number",
            ["clipped at 1", "no clipping", "both", "neither"],
        ),
        (["recall-lstm", "adding-lstm"], "How many of these 2 runs will get more than 90 %", HOW_MANY),
    ],
)
def test_the_question_fits_the_runs(recipes: list[str], question: str, options: list[str]) -> None:
    app = visit("train", run=recipes)
    assert question in said(app)
    assert app.button_group(key="train_guess").options == [*options, "just show me"]


def test_a_language_model_is_judged_by_its_surprise() -> None:
    app = train(from_line("words-lstm-h16-s60"), guess="yes", ended="On text that was not used")
    view = desk().look(from_line("words-lstm-h16-s60").key, "nobody")
    assert view is not None
    this = task(view.spec.task)
    answer = "yes" if view.history[-1].score < this.chance else "no"
    assert f"**{answer}**" in said(app)
    assert f"perplexity {view.history[-1].score:.2f}" in said(app)


def test_how_a_text_is_read_is_said_before_training() -> None:
    words = said(visit("train", run="words-lstm"))
    share = percent(task(default_run("lstm", "words").task).unread)
    assert re.search(
        r"The supplied text has 2,\d{3} words, \d{3} different ones, capitals read as small", words
    )
    assert f"{share} % of it are words too rare to be learnt" in words
    assert "such answers are not judged" in words
    letters = said(visit("train", run="characters-lstm"))
    assert re.search(r"has 9,\d{3} characters, 39 different ones, capitals read as small letters", letters)
    assert "too rare" not in letters
    assert "small letters" not in said(visit("train"))
    assert "capitals kept" in said(visit("train", run="words-lstm-case"))


def test_another_supplied_text_is_chosen_and_capitals_are_kept() -> None:
    app = visit("train", run=["words-lstm", "words-gru"])
    (texts,) = [group for group in app.button_group if group.label == "Text"]
    texts.set_value("whale")
    run(app)
    assert {spec.task.corpus for spec in setup(app)} == {"whale"}
    assert re.search(r"The supplied text has 4\d,\d{3} words", said(app))
    (keep,) = [one for one in app.toggle if one.label == "Keep capitals"]
    keep.set_value(True)
    run(app)
    assert {(spec.task.corpus, spec.task.keep_case) for spec in setup(app)} == {("whale", True)}
    assert all("corpus.whale" in line and "-case" in line for line in link(app, "run"))


def with_text(app: AppTest, text: str) -> AppTest:
    """Set up the same runs on a text of one's own, which no link could."""
    state = lab_state(app)
    state.setup = tuple(replaced(spec, "task", "text", text) for spec in state.setup)
    return run(app)


def test_a_text_without_spaces_is_led_to_its_characters() -> None:
    app = with_text(visit("train", run="words-lstm"), "我们在海上航行了很久。" * 30)
    assert "its words cannot be told apart" in said(app)
    press(app, "Learn its characters")
    (spec,) = lab_state(app).setup
    assert (spec.task.name, spec.task.text[:2]) == ("characters", "我们")
    assert "told apart" not in said(app)


def test_beside_a_text_of_ones_own_no_supplied_one_is_chosen() -> None:
    app = with_text(visit("train", run="words-lstm"), "the sea is wide and deep. " * 2000)
    (texts,) = [group for group in app.button_group if group.label.startswith("Text")]
    assert not texts.value
    assert "Your text has 14,000 words, 7 different ones" in said(app)
    texts.set_value("rhymes")
    run(app)
    assert [spec.task.text for spec in lab_state(app).setup] == [""]


def test_a_run_that_diverged_is_told_of_in_the_verdict() -> None:
    runs = COMPARISONS["clipping"].runs(default_run("rnn", seed=4))
    runs = tuple(replaced(run, "train", "steps", 20) for run in runs)
    app = train(*runs, guess="clipped at 1")
    assert "**no clipping:** diverged, **clipped at 1:** " in said(app)
    views = [view for run in runs if (view := desk().look(run.key, "nobody"))]
    assert [view.state for view in views] == ["diverged", "done"]
    assert "As predicted: **clipped at 1**" in said(app)
    assert f"**no clipping:** {views[0].message} Where the loss is steep" in said(app)


def test_where_clipping_had_no_run_to_save_that_is_said() -> None:
    calm = own("gru", 58)
    app = train(calm, replaced(calm, "train", "clip", None), guess="no clipping")
    assert "Measured: **both**" in said(app)
    assert "no run that clipping could save" in said(app)


def test_what_lies_between_seeds_is_called_luck_of_the_seed() -> None:
    app = train(own("gru", 59, 5), own("gru", 60, 5))
    assert "All differences between these runs come from the seed" in said(app)
    assert "Five seeds" not in said(app)


def test_nothing_is_repeated_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    unclipped = replaced(own("gru", 57), "train", "clip", None)
    runs = [replace(unclipped, seed=seed) for seed in range(MOST_RUNS)]
    state = LabState(setup=tuple(runs), going=tuple(Going(run, run.key) for run in runs))
    monkeypatch.setattr(st, "session_state", {LAB: state})
    carry_out(Order("repeat_clipped", runs[0].key))
    assert "that is the most" in state.refused
    assert state.setup == tuple(runs)


def test_what_is_repeated_with_clipping_is_clipped_all_the_way() -> None:
    changed = from_line("recall-rnn-c2-at5.rate0.5-at9.clipnone")
    assert always_clipped(changed) == from_line("recall-rnn-c1-at5.rate0.5")


def test_ghosts_of_other_tasks_are_not_drawn() -> None:
    app = train(own("gru", 56))
    (box,) = [one for one in app.selectbox if one.label == "Task"]
    box.select("xor")
    put(run(app), "Steps", 20)
    assert app.button_group(key="train_guess").value is None, "another task, another question"
    choose(app, "train_guess", "yes")
    until(press(app, "Train"), finished)
    assert lab_state(app).ghosts
    assert not [one for one in lab(app)["runs"] if one.get("ghost")]


def test_training_what_is_being_trained_goes_on_with_it() -> None:
    spec = replaced(default_run("lstm", "recall", 57), "train", "steps", 3000)
    app = press(visit("train", run=to_line(spec)), "Train")
    until(app, lambda _: len(getattr(desk().look(spec.key, "me"), "history", ())) > 2)
    before = desk().look(spec.key, "me")
    press(app, "Train")
    after = desk().look(spec.key, "me")
    assert before is not None
    assert after is not None
    assert after.active
    assert after.step >= before.step
    desk().leave(spec.key, "me")
    desk().leave(spec.key, app.session_state["watcher"])


def test_reset_brings_the_first_visit_back() -> None:
    app = press(visit("train", run="xor-gru-h5"), "Reset")
    assert setup(app) == [default_run(kind) for kind in KINDS]
    assert setup(press(app, "Undo")) == [from_line("xor-gru-h5")]


def chosen(app: AppTest) -> str:
    """What "Settings of" says."""
    (which,) = [one for one in app.button_group if one.label == "Settings of"]
    return str(which.value)


def test_the_run_being_edited_stays_so_whatever_it_is_called_then() -> None:
    app = visit("train", run=["xor-lstm", "xor-lstm-seed1", "xor-lstm-seed2"])
    (which,) = [one for one in app.button_group if one.label == "Settings of"]
    which.set_value("2. seed 1")
    put(run(app), "Units", 9)
    assert chosen(app).startswith("2. ")
    put(app, "Steps", 60)
    assert chosen(put(app, "Seed", 7)).startswith("2. ")
    assert [(one.model.hidden_size == 9, one.train.steps == 60, one.seed) for one in setup(app)] == [
        (False, False, 0), (True, True, 7), (False, False, 2)
    ]  # fmt: skip
    assert chosen(press(app, "Undo")).startswith("2. ")
    assert chosen(press(app, COMPARISONS["cells"].title)) == "all runs"


def test_what_was_changed_on_the_way_is_shown_and_can_be_left_out() -> None:
    app = visit("train", run="recall-lstm-s300-at159.rate0.002-at159.clipnone")
    assert "from 1 to 99" in said(put(app, "Steps", 100))
    button = app.button(key="lab_unchanged")
    assert button.label.replace("\\", "") == "Without: rate 0.002 from step 159, no clipping from step 159"
    button.click()
    assert setup(run(app)) == [from_line("recall-lstm-s300")]
    assert setup(put(app, "Steps", 100)) == [from_line("recall-lstm-s100")]
    assert "Without" not in " ".join(button.label for button in app.button)


def test_a_refusal_does_not_choose_all_runs() -> None:
    app = visit("train", run=["xor-lstm", "xor-lstm-seed1"])
    (which,) = [one for one in app.button_group if one.label == "Settings of"]
    which.set_value("2. seed 1")
    put(run(app), "Seed", 0)
    assert "equal numbers" in said(app)
    assert [one.train.steps == 50 for one in setup(put(app, "Steps", 50))] == [False, True]


def test_after_long_sentences_only_the_three_cells_are_compared_on_all_lengths() -> None:
    app = press(press(visit("train"), COMPARISONS["bias"].title), COMPARISONS["cells"].title)
    assert setup(app) == [default_run(kind) for kind in KINDS]
    kept = press(visit("train", run="recall-lstm-g3-l9"), COMPARISONS["cells"].title)
    assert {(one.task.shortest, one.task.longest) for one in setup(kept)} == {(3, 9)}, (
        "the reader's own lengths stay"
    )


def test_runs_that_become_equal_are_one_and_that_is_said() -> None:
    app = visit("train")
    (cell,) = [one for one in app.button_group if one.label.startswith("Cell")]
    cell.set_value("LSTM")
    assert setup(run(app)) == [default_run("lstm")]
    assert "equal runs were merged: there were 3, now there is 1" in said(app)
    assert len(setup(press(app, "Undo"))) == 3
    assert "were merged" not in said(app)


def test_one_sentence_for_each_n_is_no_sample() -> None:
    words = said(train(from_line("anbn-rnn-s20"), guess="no", ended="only one sentence for each n"))
    assert "Right answers out of 11 test sentences, which were not used for training: **RNN:**" in words
    assert "In the part of the test set that is like the training (n 1–14)" in words
    assert "can be luck" not in words


def test_a_text_of_which_nothing_was_learnt_is_said_to_be_so() -> None:
    words = said(train(from_line("words-lstm-s1"), guess="no", ended="On text that was not used"))
    assert "As predicted: **no**" in words
    assert "None is clearly better than that" in words


def test_runs_on_different_tasks_are_judged_each_by_its_own() -> None:
    lines = ["recall-lstm-s20", "characters-gru-s20", "anbn-rnn-s20"]
    assert "for a language model, predict new text better" in said(visit("train", run=lines))
    words = said(train(*map(from_line, lines), guess="none", ended="cannot be compared"))
    for line in lines:
        spec = from_line(line)
        score = desk().look(spec.key, "nobody").history[-1].score  # type: ignore[union-attr]
        this = task(spec.task)
        expected = (
            f"perplexity {score:.2f} (chance: perplexity {this.chance:.2f})"
            if this.scale == "perplexity"
            else f"{percent(score)} % (chance: {chance_of(this)})"
        )
        assert f"{spec.model.kind.upper()}:** {expected}" in words
    assert "points can be luck" not in words
