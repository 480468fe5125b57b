"""The unrolled RNN in scenes: each at its address, with core's numbers, and no answer before its question."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import default_run, fit_probe, record
from core.experiments.lessons.unrolled_subjects import LONG
from core.jobs import HOUSE, desk
from core.spec import KINDS
from pages._shell.lesson.frame import prose
from tests.pages.visiting import choose, link, pictures, press, run, said, until, visit

SCENES = ("roll", "step", "dog", "twin", "loop")


def open_scene(scene: str, /, **link_says: str) -> AppTest:
    """Open a scene once its networks are trained."""
    app = visit("unrolled", scene=scene, **link_says)
    return until(app, lambda app: not pictures(app, "unrolled_waiting"))


def picture(app: AppTest, kind: str) -> dict[str, Any]:
    """Return what a live picture is sent, and what is said around it."""
    found: Any = app.get("bidi_component")
    told = [json.loads(one.proto.json) for one in found if one.proto.component_name == "unrolled_picture"]
    ((text, around),) = [one for one in told if one[1]["kind"] == kind]
    return {**json.loads(text), "around": around}


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_has_its_address_and_its_notes(scene: str) -> None:
    app = open_scene(scene)
    assert link(app, "scene") == [scene]
    assert prose(f"unrolled/{scene}")["mind"].split("{")[0] in said(app)
    assert not re.search(r"{\w*}", said(app))


def test_a_step_is_opened_on_a_small_network_once_the_question_is_answered() -> None:
    app = open_scene("step")
    covered = picture(app, "step")
    assert covered["around"]["veiled"]
    assert "old state" not in covered["around"]["alt"], "who hears the picture is not told before"
    assert "The network reads word 2, “dog”. What does it compute its new state from?" in said(app)
    app = choose(app, "unrolled_step_guess", "word")
    assert not picture(app, "step")["around"]["veiled"]
    assert "You said **this word alone**. Calculated: **this word and the old state**." in said(app)
    assert app.header[0].value == prose("unrolled/step")["heading"]
    assert "one matrix W of 4 rows and 7 columns (28 weights)" in said(app)
    first = picture(app, "step")["network"]
    app = until(choose(app, "step_units", "6"), lambda app: not pictures(app, "unrolled_waiting"))
    assert "one matrix W of 6 rows and 9 columns (54 weights)" in said(app)
    app = until(choose(app, "step_activation", "relu"), lambda app: not pictures(app, "unrolled_waiting"))
    assert "ReLU brings the sum to 0 where it is negative" in said(app)
    assert len({first, picture(app, "step")["network"]}) == 2, (
        "another network is trained, not another curve drawn"
    )


def test_the_weights_of_a_window_stand_beside_those_of_the_network_once_the_question_is_answered() -> None:
    app = open_scene("roll")
    covered = picture(app, "growth")
    assert covered.keys() == {"around"}, "it is not even sent"
    assert covered["around"]["veiled"]
    assert "5,471" not in covered["around"]["alt"]
    assert "11,087" not in said(app)
    app = choose(app, "unrolled_roll_guess", "same")
    told = picture(app, "growth")
    assert (told["recurrent"], told["window"][14], told["window"][28]) == (5_471, 11_087, 18_255)
    assert sum(count for _, count in told["parts"]) == 5_471
    assert "1,264 word vectors, 512 W_x, 1,024 W_h, 2,528 W_y and 143 biases" in said(app)
    assert "11,087 for 14 words and 18,255 for 28 words" in said(app)
    assert "fewer than the RNN only up to 3 words" in said(app)


def test_where_the_dog_is_are_the_probes_own_words() -> None:
    app = open_scene("dog")
    covered = picture(app, "ink")
    assert covered["around"]["veiled"]
    assert "bear" not in covered["around"]["alt"], "who hears the picture is not told before"
    assert "What happened" not in [one.value for one in app.header]
    app = choose(app, "unrolled_dog_guess", "gated")
    told = picture(app, "ink")
    assert not told["around"]["veiled"]
    assert told["words"] == LONG.split()
    for kind, row in zip(KINDS, told["rows"], strict=True):
        view = desk().look(default_run(kind).key, HOUSE)
        assert view is not None
        assert view.network is not None
        probe = fit_probe(view.network, "subject", state="cell_state" if kind == "lstm" else "hidden")
        says = probe.says(record(view.network, LONG))
        assert [one and one["word"] for one in row["read"]] == [None, *says[1:]]


def test_what_came_of_the_dog_is_measured() -> None:
    """A link with an answer brings what came out; an untrained network has forgotten it."""
    app = open_scene("dog", unrolled_dog_guess="all")
    last = [row["read"][-1]["right"] for row in picture(app, "ink")["rows"]]
    assert last == [False, True, True], "this is the default because it shows what most seeds show"
    assert "You said **all three**. Measured: **GRU and LSTM**." in said(app)
    assert app.header[0].value == "The RNN loses the dog; GRU and LSTM keep it to the end"
    app = choose(app, "weights", "untrained")
    lost = not any(row["read"][-1]["right"] for row in picture(app, "ink")["rows"])
    assert (app.header[0].value == "Untrained, no state tells the dog after the last word") == lost


@pytest.mark.parametrize("sentence", ["we saw a big", "the", "*dog* in the <b>garden</b>", "xyzzy " * 150])
def test_any_sentence_is_looked_through(sentence: str) -> None:
    app = open_scene("dog", dog_sentence=sentence, unrolled_dog_guess="show-me")
    told = picture(app, "ink")
    assert len(told["rows"]) == len(KINDS)
    assert len(told["words"]) <= 128
    if "dog" not in told["words"]:
        assert "dog, horse, bird, hen, bear, cat, doll and sofa" in said(app)
        assert told["subject"] == ""


def test_an_own_sentence_is_asked_about_anew() -> None:
    app = open_scene("dog")
    app.text_input(key="dog_sentence").set_value("the cat had a big")
    run(app)
    assert "Whose state still tells “cat” after the last word?" in said(app)
    app = press(choose(app, "unrolled_dog_guess", "none"), "Reset")
    assert link(app, "scene") == [], "back at the first scene"
    app = press(app, "Next: **One step, opened**")
    app = press(app, "Next: **Where is the dog?**")
    assert app.text_input(key="dog_sentence").value == LONG
    assert app.button_group(key="unrolled_dog_guess").value is None


def test_the_twins_are_covered_and_what_came_of_them_is_measured() -> None:
    app = open_scene("twin")
    covered = picture(app, "twins")
    assert covered["around"]["veiled"]
    app = choose(app, "unrolled_twin_guess", "kept")
    told = picture(app, "twins")
    became = [twin["lines"][0]["verdict"] for twin in told["twins"]]
    assert became.count("mixed") > 3
    (chosen,) = [twin for twin in told["twins"] if twin["word"] == told["chosen"]]
    assert not told["around"]["veiled"]
    assert [row[-1] in {"dog", told["chosen"]} for row in chosen["lines"][0]["read"]] == [False, False]
    rnn = chosen["lines"][0]["points"][-1][1]
    assert rnn > 0.8
    assert "You said **no, and a reader finds both words**." in said(app)
    assert "Measured: **no, but a reader fails**." in said(app)
    assert app.header[0].value.startswith("Not gone, but mixed: ")
    assert [line["verdict"] for line in chosen["lines"]] == ["mixed", "kept", "kept"]
    assert "mixed" not in covered["around"]["alt"], "who hears the picture is not told before"
    assert f"RNN {rnn:.2f}" in said(app)
    assert (
        open_scene("twin", unrolled_twin_guess="all").button_group(key="unrolled_twin_guess").value == "mixed"
    ), "in older links"
    assert choose(app, "weights", "untrained").header[0].value == prose("unrolled/twin")["heading untrained"]


@pytest.mark.parametrize("sentence", ["we saw a big", "the dog", "the cat had a big", "*dog* <b> in"])
def test_any_sentence_has_twins_or_is_told_why_not(sentence: str) -> None:
    app = open_scene("twin", dog_sentence=sentence, unrolled_twin_guess="show-me")
    without = sentence in ("we saw a big", "the dog")
    assert (app.header[0].value == prose("unrolled/twin")["heading nothing"]) == without
    if "cat" in sentence:
        assert picture(app, "twins")["chosen"] == "dog"


def test_the_loop_s_shapes_are_those_of_its_arrays() -> None:
    app = open_scene("loop")
    assert picture(app, "loop")["around"]["veiled"]
    assert not app.code, "the code says what comes out"
    app = choose(app, "unrolled_loop_guess", "all")
    told = picture(app, "loop")
    assert told["apart"] < 1e-14
    assert len(told["vectors"]) == len(told["words"]) >= told["batch"] * told["window"]
    assert "You said **576**. Calculated: **96**." in said(app)
    assert "torch.nn.RNN(16, 32, batch_first=True)" in app.code[1].value
    app.text_input(key="loop_sentence").set_value("a")
    assert picture(run(app), "loop")["words"] == ["a"]
