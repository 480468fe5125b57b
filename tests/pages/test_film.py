"""The film of the gradients on a sentence of one's own: every kept step reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import Network, RunSpec, Snapshot, Trace, default_run, gradient_profile, initial_network, record
from core.arrays import Floats
from core.nets.filmed import FilmRun
from core.spec import KINDS, FilmSpec
from pages._scenes.gradients import film
from tests.pages.visiting import ENTRY, go, pictures, said, visit

OWN = "the cat that saw a bird had a"
SPECS = tuple(default_run(kind, "recall") for kind in KINDS)


@pytest.fixture(scope="module")
def filmed() -> dict[str, tuple[Snapshot, ...]]:
    """Return two early steps of each film."""
    found: dict[str, tuple[Snapshot, ...]] = {}
    for spec in SPECS:
        run = FilmRun(FilmSpec.of(spec))
        found[spec.model.kind] = (run.advance(1), run.advance(1))
    return found


@pytest.fixture
def seen(filmed: dict[str, tuple[Snapshot, ...]], monkeypatch: pytest.MonkeyPatch) -> list[type[RunSpec]]:
    """Let nothing be trained; return which kinds of recipes the scene asks for."""
    asked: list[type[RunSpec]] = []

    def networks(specs: Sequence[RunSpec], **_: Any) -> tuple[Network, ...]:
        asked.append(type(specs[0]))
        return tuple(initial_network(spec) for spec in SPECS)

    monkeypatch.setattr(film, "networks", networks)
    monkeypatch.setattr(film, "films", lambda _specs: filmed)
    return asked


def shown(**link: str) -> AppTest:
    return visit("gradients", scene="film", gradients_film_guess="show-me", **link)


def figure(app: AppTest) -> dict[str, Any]:
    (picture,) = pictures(app, "unrolled_picture")
    found: dict[str, Any] = picture["figure"]
    return found


def lines(app: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = figure(app)["lines"]
    return found


def test_every_step_of_the_film_reads_a_sentence_of_one_s_own(
    seen: list[type[RunSpec]], filmed: dict[str, tuple[Snapshot, ...]]
) -> None:
    app = shown(recall_sentence=OWN)
    assert seen == [RunSpec, FilmSpec]
    picture = figure(app)
    assert picture["words"] == OWN.split()
    assert picture["words"][picture["asked"]] == "cat"
    for line, spec in zip(lines(app), SPECS, strict=True):
        assert line["steps"] == [0, 1, 2]
        for step, snapshot in enumerate(filmed[spec.model.kind][:-1], 1):  # the last is the network itself
            trace = record(Network(spec, snapshot.step, snapshot.kept), OWN)
            assert any(
                np.allclose(line["shares"][step], shares(trace, target), rtol=6e-3)
                for target in range(len(trace.network.classes))
            )


def shares(trace: Trace, target: int) -> Floats:
    """Return which share of an answer's gradient is left at each word, along the memory."""
    profile = gradient_profile(trace, target)
    norms = profile.hidden if profile.cell_state is None else profile.cell_state
    left: Floats = norms / norms[-1]
    return left


def test_its_own_sentence_is_shown_without_another_training(seen: list[type[RunSpec]]) -> None:
    app = shown()
    assert seen == [RunSpec]
    assert [line["steps"] for line in lines(app)] == [[0, 1, 2]] * 3


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(("sentence", "says"), [("dog", "“dog” is the last word"), ("the dog " * 64, "dog")])
def test_a_film_of_a_short_and_of_a_long_sentence(sentence: str, says: str) -> None:
    app = shown(recall_sentence=sentence)
    assert says in app.header[0].value
    assert "nan" not in str(lines(app)).lower()


def test_a_network_from_a_file_has_no_history_and_its_recipe_is_filmed(seen: list[type[RunSpec]]) -> None:
    app = AppTest.from_file(str(ENTRY), default_timeout=30)
    lstm = SPECS[-1]
    weights = {name: array * 0.5 for name, array in initial_network(lstm).weights.items()}
    app.session_state["opened"] = {lstm: Network(lstm, 1, weights)}
    for name, value in {"scene": "film", "gradients_film_guess": "show-me"}.items():
        app.query_params[name] = value
    app = go(app, "gradients")
    assert "You opened this LSTM from a file. A file keeps the last weights and no history" in said(app)
    assert seen == [RunSpec, FilmSpec]
    assert [line["steps"] for line in lines(app)] == [[0, 1, 2]] * 3, "its recipe has a history again"


def test_a_network_that_was_trained_here_says_nothing_of_files(seen: list[type[RunSpec]]) -> None:
    assert "from a file" not in said(shown())
    assert seen == [RunSpec]
