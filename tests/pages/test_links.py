"""What links say: ids, old words for them, nothing, or anything at all. A page opens whatever they say."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core import default_run
from core.spec import KINDS
from pages._shell import story
from pages._shell.lesson import frame
from pages._shell.lesson.frame import prose
from tests.pages.visiting import (
    PAGES,
    asks,
    choose,
    first,
    go,
    kind_shown,
    link,
    pictures,
    press,
    run,
    said,
    score,
    stave,
    until,
    visit,
    words,
)

ASKING = [page for page in PAGES if "question" in prose(first(page))]
"""The pages that let one predict."""

NAMES = {
    "guess": ["scene", "text", "n", "look_cell", "guess_look_guess", "recall_sentence"],
    "home": ["home_sentence"],
    "unrolled": [
        *("scene", "cell", "weights", "task", "unrolled_task", "unrolled_guess", "unrolled_roll_guess"),
        "recall_sentence",
    ],
    "lstm": [
        "weights",
        "compared_weights",
        "lstm_task",
        "lstm_guess",
        "sentiment_sentence",
        "everyday_sentence",
        "recall_sentence",
    ],
    "gradients": ["scene", "weights", "gradients_guess", "gradients_trained_guess", "recall_sentence"],
    "learning": ["scene", "learning_sum_guess", "learning_sum_weights", "recall_sentence"],
    "deeper": ["scene", "deeper_both_guess", "meanings_sentence"],
    "gates_out": ["scene", "gates_out_eight_guess"],
    "gru": ["scene", "gru_blend_guess", "everyday_sentence"],
    "shapes": ["scene", "shapes_kinds_guess", "shapes_kinds_shape"],
    "train": ["train_guess", "lab_everything"],
    "own": ["network", "own_guess", "sentiment_sentence"],
    "by_hand": [],
    "claims": ["claim", "lesson", "verdict", "sort"],
    "glossary": ["term"],
    "check": [],
    "plans": [],
    "limits": [],
    "accessibility": [],
    "words": ["scene", "vocabulary", "words_ids_guess", "words_ids_sentence"],
}
EVERYWHERE = ["run", "hide", "lock", "t", "u"]
HOSTILE = [
    *("", " ", ",", "\x00", "\u202e", "0", "-1", "NaN", "None", "null", "[]", "{}", "true", "é" * 3000, "🙂"),
    *("%00", "{0}", "{right}", "**b**", "$x$", "<script>alert(1)</script>", "[a](javascript:alert(1))"),
    *("LSTM ", "both,both", "trained&untrained", "show-me", "1", "99", "recall", "lstm", "cell,weights"),
]  # fmt: skip


def plain(label: str) -> str:
    """A label without the escapes of Markdown."""
    return label.replace("\\", "")


@pytest.fixture(scope="module", autouse=True)
def asking() -> None:
    """Have the network trained that one page needs before it asks anything."""
    until(visit("deeper"), lambda app: bool(app.button_group), seconds=120)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("trial", range(8))
def test_a_page_opens_whatever_its_link_says(page: str, trial: int) -> None:
    """Every parameter at once says something hostile; `visit` fails on any exception."""
    draw = random.Random(f"{page} {trial}")
    names = [*NAMES[page], *draw.sample(EVERYWHERE, 3)]
    said_by_link: dict[str, Any] = {
        name: draw.choice([draw.choice(HOSTILE), draw.sample(HOSTILE, 2)]) for name in names
    }
    app = visit(page, **said_by_link)
    assert app.title, said_by_link
    run(app)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_value_is_told_and_the_usual_is_shown(page: str) -> None:
    for name in NAMES[page]:
        app = visit(page, **{name: "", "run": "sentiment-rnn-s3"})
        assert app.title
        if not name.endswith(("sentence", "everything")):
            warned = [one for one in app.warning if "not shown here" not in one.value]  # said of the run
            assert len(warned) == 1, name
        assert not run(app).warning, "once"


@pytest.mark.parametrize(
    ("page", "name", "value", "sentence"),
    [
        ("unrolled", "cell", "", "The link says cell=. Expected rnn, gru or lstm; RNN is shown."),
        ("unrolled", "cell", "ltsm", "The link says cell=ltsm. Expected rnn, gru or lstm; RNN is shown."),
        ("unrolled", "weights", "both", "Expected trained or untrained; trained is shown."),
        (
            "lstm",
            "task",
            "",
            "The link says task=. Expected recall, everyday or sentiment; everyday",
        ),
        ("lstm", "lstm_task", "", "Expected recall, everyday or sentiment; everyday English is shown."),
        ("lstm", "compared_weights", "", "Expected trained, untrained or both; trained is shown."),
        ("lstm", "lstm_guess", "zebra", "The link answers “zebra”."),
        ("train", "train_guess", "9", "The link answers “9”."),
    ],
)
def test_what_cannot_be_chosen_is_told(page: str, name: str, value: str, sentence: str) -> None:
    app = visit(page, **{name: value})
    assert sentence in said(app)
    assert app.title
    assert link(app, name) == [value], "a new address nobody asked for would stand in the way back"


def test_an_empty_task_of_an_own_network_is_the_usual_one() -> None:
    app = visit("unrolled", run="sentiment-rnn-s3", unrolled_task="")
    assert "Expected recall, everyday or sentiment; recall is shown." in said(app)
    assert app.button_group(key="unrolled_task").value == "recall"


OLD = [
    ("unrolled", {"cell": "LSTM"}, {"cell": "lstm"}),
    ("unrolled", {"unrolled_guess": "the same"}, {"unrolled_roll_guess": "same"}),
    ("unrolled", {"unrolled_guess": "four times"}, {"unrolled_roll_guess": "four"}),
    ("unrolled", {"weights": "untrained"}, {"weights": "untrained"}),
    ("lstm", {"lstm_guess": "was", "task": "sentiment"}, {"lstm_gates_guess": "was"}),
    ("lstm", {"sentiment_sentence": "the film was not good"}, {"lstm_task": "sentiment"}),
    ("lstm", {"run": "sentiment-lstm"}, {"lstm_task": "sentiment"}),
    ("lstm", {"run": "everyday-lstm", "sentiment_sentence": "a film"}, {"lstm_task": "everyday"}),
    ("lstm", {"everyday_sentence": "I love it", "sentiment_sentence": "a film"}, {"lstm_task": "everyday"}),
    ("lstm", {"lstm_guess": "just show me"}, {"lstm_gates_guess": "show-me"}),
    ("lstm", {"compared_weights": "both"}, {"compared_weights": "both"}),
    ("lstm", {"weights": "both"}, {"compared_weights": "both"}),
    ("gradients", {"gradients_guess": "LSTM's cell state"}, {"gradients_trained_guess": "lstm-cell"}),
    ("gradients", {"gradients_guess": "GRU"}, {"gradients_trained_guess": "gru"}),
    ("gradients", {"weights": "untrained"}, {"gradients_weights": "untrained"}),
    ("gradients", {"gradients_untrained_guess": "gru"}, {"gradients_untrained_guess": "gru"}),
    ("train", {"train_guess": "LSTM"}, {"train_guess": "3"}),
    ("train", {"train_guess": "no single one"}, {"train_guess": "nobody"}),
    ("train", {"run": "recall-lstm", "train_guess": "yes"}, {"train_guess": "yes"}),
]  # fmt: skip


@pytest.mark.parametrize(("page", "address", "controls"), OLD)
def test_old_links_mean_what_they_meant(page: str, address: dict[str, str], controls: dict[str, str]) -> None:
    app = visit(page, **address)
    assert {key: app.button_group(key=key).value for key in controls} == controls
    assert not app.warning
    assert {name: link(app, name) for name in address} == {name: [value] for name, value in address.items()}


def test_an_old_answer_to_the_question_that_the_first_page_asked_says_nothing() -> None:
    app = visit("home", home_guess="tail")
    assert not app.warning
    assert pictures(app, "unrolled_picture")


def test_a_link_says_ids_and_only_what_is_not_usual() -> None:
    app = choose(choose(visit("unrolled"), "cell", "gru"), asks("unrolled"), "twice")
    assert (link(app, "cell"), link(app, asks("unrolled")), link(app, "weights")) == (["gru"], ["twice"], [])
    choose(app, "cell", "rnn")
    assert link(app, "cell") == []
    app = choose(visit("lstm", compared_weights="both"), "compared_weights", "untrained")
    assert (link(app, "weights"), link(app, "compared_weights")) == (["untrained"], []), (
        "under its name of now"
    )


def test_what_was_chosen_is_there_again_on_the_way_back() -> None:
    app = choose(choose(visit("unrolled"), "cell", "gru"), asks("unrolled"), "twice")
    del app.query_params["cell"], app.query_params[asks("unrolled")]  # as the browser does on another page
    go(go(app, "lstm"), "unrolled")
    assert kind_shown(app) == "gru"
    assert (link(app, "cell"), link(app, asks("unrolled"))) == (["gru"], ["twice"])


def test_a_link_within_the_visit_counts_more_than_what_was_chosen() -> None:
    app = go(choose(visit("unrolled"), "cell", "gru"), "lstm")
    app.query_params["cell"] = "lstm"
    assert kind_shown(go(app, "unrolled")) == "lstm"


@pytest.mark.parametrize("page", [page for page in ASKING if not story.page(page).scenes])
def test_answers_in_links_are_no_words_of_the_page(page: str) -> None:
    """A page in another language must be able to open them: ids, or words of the reader's own sentence.

    Older links have words; scenes are younger.
    """
    app = visit(page)
    answers = app.button_group(key=asks(page)).options
    for label in (plain(one) for one in answers):
        chosen = visit(page, **{asks(page): label})
        value = chosen.button_group(key=asks(page)).value
        assert value is not None, label
        assert " " not in value


def test_a_link_hides_and_locks_controls_for_the_whole_visit() -> None:
    app = visit("unrolled", cell="gru", hide="cell,task", lock="weights")
    assert "cell" not in {one.key for one in app.button_group}
    assert kind_shown(app) == "gru", "what the link says counts though it is hidden"
    assert app.button_group(key="weights").disabled
    assert link(app, "cell") == ["gru"]
    for name in ("hide", "lock"):
        del app.query_params[name]
    go(app, "lstm")
    assert {one.key for one in app.button_group} == {"compared_weights", "lstm_gates_guess"}
    assert app.button_group(key="compared_weights").disabled
    assert (link(app, "hide"), link(app, "lock")) == (["cell,task"], ["weights"])
    assert not visit("lstm").button_group(key="compared_weights").disabled, "of this visit alone"


def test_a_locked_control_says_what_the_link_says() -> None:
    app = visit("lstm", weights="both", lock="weights")
    assert app.button_group(key="compared_weights").value == "both"
    assert len([one for one in score(app)["staves"] if one["id"].endswith("-untrained")])


def test_an_answer_stays_when_the_weights_change_and_so_does_what_came_out() -> None:
    question = "gradients_trained_guess"
    app = choose(visit("gradients", scene="trained"), question, "gru")
    assert "You said **GRU**. The result will appear here." in said(app)
    app.session_state["gradients/trained_told"] = "another question"
    link_with_answer = visit("gradients", gradients_guess="gru", t="3")
    assert "You said **GRU**." in said(link_with_answer)
    assert "[Why?]" in said(link_with_answer), "whoever comes with an answer is told at once"
    choose(link_with_answer, "gradients_weights", "untrained")
    assert link_with_answer.button_group(key=question).value == "gru"
    assert "[Why?]" in said(link_with_answer)
    app = choose(visit("gradients", scene="trained"), question, "gru")
    assert "[Why?]" not in said(app), "it is watched first"


def test_what_needs_no_watching_is_told_at_once() -> None:
    app = choose(visit("unrolled"), asks("unrolled"), "twice")
    assert "You said **twice**. Calculated: **the same**." in said(app)
    app = choose(app, asks("unrolled"), "same")
    assert "As predicted: **the same**." in said(app)
    assert "You said" not in said(app), "it is the same word"
    assert "Calculated: **the same**" in said(choose(app, asks("unrolled"), "show-me"))
    assert "You said" not in said(app), "who passes says nothing"


def ticked(app: AppTest) -> set[str]:
    """Return the places of the answers that are marked."""
    (html,) = app.get("html")
    return set(re.findall(r"nth-of-type\((\d)\)", html.proto.body))


def test_the_answers_that_came_out_are_marked_and_no_others() -> None:
    app = visit("unrolled")
    assert not app.get("html"), "before the answer nothing is"
    assert ticked(choose(app, asks("unrolled"), "twice")) == {"1"}
    assert ticked(choose(app, asks("unrolled"), "show-me")) == {"1"}
    assert ticked(choose(visit("own"), "own_guess", "show-me")) == {"2"}


def test_all_answers_that_are_accepted_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
    guess = frame.Guess("gru", labels, "which", "some_guess", st.empty(), "which")
    told: list[str] = []
    monkeypatch.setattr(st, "html", told.append)
    frame.come_out("some", guess, "lstm", True, accepted=["gru", "nobody"])
    assert set(re.findall(r"\.st-key-some_guess button:nth-of-type\((\d)\)", told[0])) == {"2", "3"}


@pytest.mark.parametrize("page", [page for page in ASKING if page != "shapes"])
def test_an_answer_cannot_be_taken_back_by_a_second_click(page: str) -> None:
    app = choose(visit(page), asks(page), "show-me")
    assert app.button_group(key=asks(page)).proto.required
    assert "**Predict.**" in said(app), "the question stays where it was"
    press(app, "Reset")
    assert app.button_group(key=asks(page)).value is None
    assert link(app, asks(page)) == []


def test_what_was_sorted_stays_sorted_until_reset() -> None:
    app = visit("shapes", shapes_kinds_guess="show-me")
    assert not [one for one in app.selectbox if "guess" in str(one.key)]
    press(app, "Reset")
    assert [one for one in app.selectbox if "guess" in str(one.key)]
    assert link(app, asks("shapes")) == []


def test_another_sentence_is_another_question() -> None:
    app = visit("lstm", lstm_guess="not")
    assert "[Why?]" in said(app)
    app.text_input[0].set_value("the plot was dull and the music was wonderful")
    run(app)
    assert "[Why?]" not in said(app)


def test_an_answer_for_a_run_is_forgotten_with_the_run() -> None:
    app = visit("train", run=["recall-rnn", "recall-lstm"], train_guess="2")
    app.button_group(key="train_guess")
    assert app.button_group(key="train_guess").value == "2"
    (which,) = [one for one in app.button_group if one.label == "Settings of"]
    which.set_value("1. RNN")
    press(run(app), "Remove")
    assert app.button_group(key="train_guess").value is None


def test_every_cell_can_be_linked() -> None:
    for kind in KINDS:
        assert kind_shown(visit("unrolled", cell=kind)) == default_run(kind).model.kind


def test_the_gate_that_is_asked_about_is_covered_again_after_reset() -> None:
    app = visit("lstm", lstm_guess="not")
    assert not stave(app, "forget_gate")["veiled"]
    assert stave(press(app, "Reset"), "forget_gate")["veiled"]
    assert words(app)


ELSEWHERE = [
    page for page in PAGES if not story.page(page).kinds and page not in ("train", "words", "guess", "own")
]
"""Pages that show networks of their own."""


@pytest.mark.parametrize("page", ELSEWHERE)
@pytest.mark.parametrize(
    "recipe", ["everyday-gru-h8-s20", "recall-lstm-s5-peepholes", "sentiment-rnn-r100-cnone"]
)
def test_a_run_of_the_lab_that_a_page_does_not_show_is_told_of(page: str, recipe: str) -> None:
    (told,) = visit(page, run=recipe).warning
    assert "not shown here" in told.value
    assert "The unrolled RNN" in told.value


def test_a_run_that_the_page_shows_beside_one_that_it_does_not_is_no_word_worth() -> None:
    app = visit("lstm", run=["everyday-rnn-s5", "everyday-lstm-s5"])
    assert "not shown here" not in said(app)


def test_a_cell_that_a_page_does_not_draw_is_named_with_the_lessons_that_do() -> None:
    (told,) = visit("lstm", run="everyday-gru-s5").warning
    assert "GRU" in told.value
    assert "see The unrolled RNN" in told.value
