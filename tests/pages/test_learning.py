"""Learning through time: what its scenes say is what was measured, on any sentence."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from core import default_run, initial_network
from core.jobs import desk
from core.recipes.link import to_line
from core.spec import OPTIONS
from pages._scenes.learning.asked import recipe
from pages._shell import story
from tests.making.specs import moved
from tests.pages.visiting import pictures, said, until, visit

SCENES = [scene.name for scene in story.page("learning").scenes]
STRANGE = (
    "dog",
    "the dog " + "had a big " * 42,
    "word " * 200,
    "qwx zzz ,,, 7 <b>dog</b>",
    "犬が好き 🐕 — §",
)
PICTURE = "unrolled_picture"


def told(scene: str, sentence: str = "", **link: str) -> AppTest:
    """Open a scene whose question is answered, and wait for its networks."""
    own = {"recall_sentence": sentence} if sentence else {}
    app = visit("learning", scene=scene, **{f"learning_{scene}_guess": "show-me"}, **own, **link)
    return until(app, lambda app: bool(pictures(app, PICTURE)))


@pytest.mark.parametrize("sentence", STRANGE)
@pytest.mark.parametrize("scene", ["sum", "step", "windows"])
def test_a_scene_has_something_true_to_say_of_any_sentence(scene: str, sentence: str) -> None:
    app = told(scene, sentence)
    assert "nan" not in said(app).lower().split()
    assert "What happened" in [header.value for header in app.header]


def test_the_last_words_make_most_of_the_gradient() -> None:
    app = told("sum")
    assert app.header[0].value.endswith("the last 3 words make 91 % of it")
    assert "made 60 to 99 %, in half of them over 93 %; with a loss at every word 11 to 34 %" in said(app)
    assert "The first word adds nothing" in said(told("sum", "dog"))


def test_the_small_network_is_drawn_before_training_until_it_is_asked_for_after() -> None:
    before, *_ = pictures(told("sum"), PICTURE)
    after, *_ = pictures(told("sum", learning_sum_weights="trained"), PICTURE)
    learnt = desk().network(recipe().key)
    assert learnt is not None
    assert before["figure"]["network"] == initial_network(recipe()).key
    assert after["figure"]["network"] == learnt.key


def test_a_rate_that_is_too_large_is_told_with_its_loss() -> None:
    app = told("step")
    assert "rate 10 takes the loss from 4.39 to 2.74, rate 50 to 6.65" in app.header[0].value


def test_gradients_and_luck_are_told_with_what_was_measured() -> None:
    app = told("search")
    assert "60 gradient steps luck gets 2 of 8 answers right, gradients 8" in app.header[0].value
    assert "learning/search/tries" in [one["figure"].get("proof") for one in pictures(app, PICTURE)]


def test_what_is_too_far_is_told_with_the_networks_that_are_kept() -> None:
    app = visit("learning", scene="far")
    shown = next(one["figure"] for one in pictures(app, PICTURE))
    assert shown["score"] is None
    app = visit("learning", scene="far", learning_far_guess="show-me")
    heading = app.header[0].value
    assert (
        "5 words long learns no gap of 15 (2 of 16 right), unless short gaps teach it (16 of 16)" in heading
    )
    assert "5 with 10 words and 14 with 14" in said(app)


@pytest.mark.parametrize(
    ("scene", "proofs"),
    [
        ("sum", ["learning/sum", "learning/sum/check"]),
        ("step", ["learning/step"]),
        ("search", ["learning/search/tries", "learning/search/units"]),
        ("windows", ["learning/windows"]),
        ("far", ["learning/far", "learning/far/short"]),
    ],
)
def test_what_is_claimed_is_proved_once_the_question_is_answered(scene: str, proofs: list[str]) -> None:
    app = told(scene)
    shown = [one["figure"]["proof"] for one in pictures(app, PICTURE) if "proof" in one["figure"]]
    assert shown == proofs
    open_question = until(visit("learning", scene=scene), lambda app: bool(pictures(app, PICTURE)))
    assert all("proof" not in one["figure"] for one in pictures(open_question, PICTURE))


def test_what_is_said_of_fewer_and_more_units_is_what_is_kept() -> None:
    text = said(told("search"))
    assert "with 64 units luck has 2 to 5 answers right, with 16 units 0 to 3" in text
    assert "With 16 units gradients are slower, too (2 to 8 right)" in text


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_a_step_with_what_is_left_is_told_as_a_share_of_a_whole_one(cell: str) -> None:
    text = said(told("windows", cell=cell))
    found = re.search(r"lowers the loss of this sentence by (\d+) % of what a step of the same length", text)
    assert found
    assert 0 <= int(found[1]) <= 100


def of_the_lab() -> list[str]:
    """Return links to runs of the lab, each with another option at its end."""
    usual = default_run("lstm", "recall")
    ends = [
        (one, one.words[-1] if one.words else one.option.limit[1] if one.option.limit else True)
        for one in OPTIONS
        if one.name not in ("kind", "name") and (one.words or one.option.limit or one.form == "switch")
    ]
    found = [moved(usual, one, end) for one, end in ends]
    return [to_line(spec) for spec in found if spec is not None and spec != usual]


@pytest.mark.parametrize("at", range(len(SCENES)), ids=SCENES)
def test_a_run_of_the_lab_in_the_link_changes_nothing_here(at: int) -> None:
    """The networks of this lesson are its own; the options are dealt out to its scenes."""
    usual = visit("learning", scene=SCENES[at]).header[0].value
    runs = of_the_lab()[at :: len(SCENES)]
    assert len(runs) > 2
    for run in runs:
        app = visit("learning", scene=SCENES[at], run=run)
        assert app.header[0].value == usual, run
        assert len(app.warning) <= 1, run


def test_windows_longer_than_the_sentence_cut_nothing() -> None:
    assert "nothing is cut" in told("windows", "the dog had").header[0].value
    assert "no gradient comes back to “dog”" in told("windows").header[0].value
