"""Units that mean something: three are asked about, and none is said to follow where none does."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import UnitSearch, default_run, task, train
from core.experiments.lessons.units import FOLLOWED, beyond
from pages._scenes.lstm.following import follows, shown_units
from pages._scenes.lstm.units import NAMED
from pages._shell.caches.units import Found, found_units
from tests.pages.visiting import said, until, visit


def told(**link: str) -> AppTest:
    """Return the scene once its network is trained."""
    return until(
        visit("lstm", scene="units", lstm_units_guess="show-me", **link),
        lambda app: "What happened" in {one.value for one in app.header},
    )


def found(held_out: float, before: float) -> Found:
    r = np.array([0.1, held_out, 0.3, -0.2])
    nothing = np.zeros(4)
    return Found(UnitSearch("cell_state", np.array([0.1, 0.9, 0.3, -0.2]), r, None), before, nothing, nothing)


@pytest.mark.parametrize(
    ("held_out", "before", "there"),
    [(0.8, 0.3, True), (-0.8, 0.3, True), (0.8, 0.9, False), (0.4, 0.1, False), (np.nan, 0.0, False)],
)
def test_a_unit_follows_if_no_untrained_one_does(held_out: float, before: float, there: bool) -> None:
    assert follows(found(held_out, before)) == there
    assert (beyond((abs(held_out), before)) >= 0.5) == there


def test_the_unit_that_was_chosen_stands_among_others() -> None:
    assert shown_units(found(0.8, 0.1).search) == [0, 1, 3]


@pytest.mark.parametrize("name", NAMED)
def test_every_label_says_something_of_the_sentences_that_are_shown(name: str) -> None:
    followed, named = FOLLOWED[name], NAMED[name]
    this = task(default_run("lstm", followed.task).task)
    for text in (this.probe, named.beside):
        reading = this.read(text)
        values = np.array(followed.label(reading.words))
        assert reading.known.all()
        assert len(set(values[np.isfinite(values)])) > 0
    assert set(NAMED) == set(FOLLOWED)


def test_half_of_the_sentences_are_like_the_other_half() -> None:
    lengths = [len(words) for words in FOLLOWED["number"].sentences()]
    halves = [np.mean(lengths[part::2]) for part in (0, 1)]
    assert abs(halves[0] - halves[1]) < 1


@pytest.mark.slow
def test_the_scene_tells_the_unit_that_was_found() -> None:
    app = told()
    network = train(default_run("lstm", "agreement"))
    search = found_units("number", network).search
    r = f"{search.held_out[search.best]:.2f}".replace("-", "−")
    heading = f"Unit {search.best + 1} follows the number of the subject: r = {r}"
    assert any(heading in str(one.value) for one in app.header)
    assert f"has r = {search.chosen_on[search.best]:.2f}".replace("-", "−") in said(app)


@pytest.mark.slow
@pytest.mark.parametrize("sentence", ["the", "blorb", "the cat " * 128, "<b>$x$ {right}"])
def test_any_sentence_is_read(sentence: str) -> None:
    app = told(agreement_sentence=sentence)
    assert not app.exception
    assert "{" not in said(app).replace("{right}", "")


@pytest.mark.slow
def test_a_label_that_is_none_is_told() -> None:
    app = visit("lstm", scene="units", unit="colour")
    assert "The link says unit=colour." in said(app)
