"""What a page says of its controls' other options is what it shows once one of them is chosen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import default_run, task
from core.jobs import desk
from core.spec import KINDS
from pages._shell.lesson.choices import WEIGHTS
from tests.making.options import pictured
from tests.pages.visiting import choose, pictures, run, score, until, visit

OWN_SENTENCE = "the horse that we saw was here"
ALL_WEIGHTS = (*WEIGHTS, "both")
COVER = ["forget_gate", "ledger", "mean-forget_gate", "memory", "paths-lstm", "written"]


def said_of(app: AppTest) -> dict[str, Any]:
    """Return what the page says of its other options; nothing if it says nothing."""
    text = score(app)["others"]
    said: dict[str, Any] = json.loads(text) if text else {}
    return said


def described(app: AppTest) -> dict[str, Any]:
    """Return the description as it was sent."""
    found: Any = app.get("bidi_component")
    (sent,) = [one.proto.json for one in found if one.proto.component_name == "unrolled_score"]
    shown: dict[str, Any] = json.loads(json.loads(sent)[0])
    return shown


def told(app: AppTest, *places: int) -> tuple[dict[str, Any], list[str]]:
    """Return the description of an option, and what is covered then, as the browser puts them together."""
    return pictured(said_of(app), places, described(app), score(app)["veiled"])


def as_shown(app: AppTest) -> tuple[dict[str, Any], list[str]]:
    return described(app), score(app)["veiled"]


def sorted_cover(picture: tuple[dict[str, Any], list[str]]) -> tuple[dict[str, Any], list[str]]:
    return picture[0], sorted(picture[1])


def trained_everywhere() -> None:
    """Have the three cells of the recall task trained: only then they can be shown at once."""
    until(visit("gradients", scene="trained"), lambda app: bool(pictures(app)))


@pytest.mark.parametrize("sentence", ["", OWN_SENTENCE])
def test_another_cell_or_other_weights_are_told_as_they_are_shown(sentence: str) -> None:
    trained_everywhere()
    app = visit("unrolled", **({"recall_sentence": sentence} if sentence else {}))
    assert said_of(app)["controls"] == ["cell", "weights"]
    for cell, weights in (
        ("gru", "trained"),
        ("lstm", "untrained"),
        ("rnn", "untrained"),
        ("rnn", "trained"),
    ):
        foretold = told(app, KINDS.index(cell), WEIGHTS.index(weights))
        choose(app, "cell", cell)
        choose(app, "weights", weights)
        assert as_shown(app) == foretold


@pytest.mark.parametrize("guess", ["", "just show me"])
@pytest.mark.parametrize("sentence", ["", OWN_SENTENCE])
def test_the_weights_of_three_networks_are_told_with_what_their_loss_asks_for(
    sentence: str, guess: str
) -> None:
    link = {"scene": "trained", "recall_sentence": sentence, "gradients_guess": guess}
    app = visit("gradients", **{name: value for name, value in link.items() if value})
    app = until(app, lambda app: bool(pictures(app)))
    for weights in ("untrained", "trained"):
        foretold = told(app, WEIGHTS.index(weights))
        choose(app, "gradients_weights", weights)
        assert sorted_cover(as_shown(app)) == sorted_cover(foretold)


@pytest.mark.parametrize("guess", ["", "just show me"])
def test_two_networks_under_one_another_are_told_as_they_are_shown(guess: str) -> None:
    app = visit("lstm", **({"lstm_guess": guess} if guess else {}))
    for weights in ("both", "untrained", "trained"):
        foretold = told(app, ALL_WEIGHTS.index(weights))
        choose(app, "compared_weights", weights)
        assert sorted_cover(as_shown(app)) == sorted_cover(foretold)


def test_an_option_that_asks_anew_is_told_with_its_cover() -> None:
    """The words to choose from are those of the network that is shown: an answer may not be among them."""
    app = visit("lstm")
    offered = {weights: answers(choose(app, "compared_weights", weights)) for weights in WEIGHTS}
    choose(app, "compared_weights", "trained")
    for word in offered["trained"]:
        choose(app, "lstm_gates_guess", word)
        assert not score(app)["veiled"]
        _, cover = told(app, WEIGHTS.index("untrained"))
        assert sorted(cover) == ([] if word in offered["untrained"] else COVER)
        choose(app, "compared_weights", "untrained")
        assert sorted(score(app)["veiled"]) == sorted(cover)
        choose(app, "compared_weights", "trained")


def test_a_sample_on_which_the_page_asks_anew_is_told_with_its_cover() -> None:
    samples = task(default_run("lstm", "everyday").task).samples
    app = visit("lstm")
    word = answers(app)[0]
    choose(app, "lstm_gates_guess", word)
    told = score(app)["anew"]
    asked = {sample: word not in answers(visit("lstm", everyday_sentence=sample)) for sample in samples}
    assert any(asked.values())
    assert {sample: sorted(cover) for sample, cover in told.items()} == {
        sample: COVER for sample, anew in asked.items() if anew
    }
    choose(app, "lstm_gates_guess", "show-me")
    assert score(app)["anew"] == {}


def test_a_network_that_is_not_trained_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    trained_everywhere()
    app = visit("unrolled")
    assert len(said_of(app)["options"]) == len(KINDS) * len(WEIGHTS)
    untold = default_run("gru", "recall").key
    known = desk().network
    monkeypatch.setattr(desk(), "network", lambda key: None if key == untold else known(key))
    assert set(said_of(run(app))["options"]) == {"0,0", "0,1", "1,1", "2,0", "2,1"}


def answers(app: AppTest) -> list[str]:
    """Return the words that the page offers as answers, without the one that passes over the question."""
    (asked,) = [one for one in app.button_group if one.key == "lstm_gates_guess"]
    return list(asked.options[:-1])
