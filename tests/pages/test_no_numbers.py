"""Networks without numbers in lessons 5 to 10: weights that are NaN, runs that diverged, empty memories."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import Network, RunSpec, default_run, initial_network
from core.arrays import Floats
from core.experiments.lessons.deeper import both_ways, of_meanings
from core.experiments.lessons.deeper_layers import of_verbs
from core.jobs import desk
from core.recipes.link import from_line
from core.spec import KINDS, TaskName
from pages._scenes.deeper.layers import SEED
from pages._shell import story
from tests.pages.visiting import ENTRY, go, pictures, press, run, said, until, visit, words

DRAWN: dict[tuple[str, str], Sequence[RunSpec]] = {
    ("learning", "windows"): [default_run("lstm", "recall")],
    **{
        ("gradients", scene): [default_run(kind, "recall") for kind in KINDS]
        for scene in ("trained", "film", "reach")
    },
    **{
        ("lstm", scene.name): [default_run("lstm", name) for name in ("everyday", "agreement", "recall")]
        for scene in story.page("lstm").scenes
        if scene.name != "start"  # its networks have learnt nothing, whatever the visitor opened
    },
    ("gru", "blend"): [default_run("gru", "everyday")],
    ("gru", "beside"): [default_run("lstm", "everyday"), default_run("gru", "everyday")],
    ("gru", "counting"): [default_run(kind, "anbn") for kind in KINDS],
    ("gru", "brackets"): [default_run(kind, "brackets") for kind in KINDS],
    ("deeper", "both"): [both_ways(0)[0]],
    ("deeper", "layers"): of_verbs(SEED),
    ("deeper", "wait"): of_meanings(0),
}
"""The scenes that draw trained networks, and whose."""


def every(made: Callable[[Floats], Floats], spec: RunSpec) -> Network:
    """Return a network of a recipe whose weights are all made anew."""
    weights = {name: made(np.array(array)) for name, array in initial_network(spec).weights.items()}
    return Network(spec, 1, weights)


def nothing(array: Floats) -> Floats:
    return np.full_like(array, np.nan)


def opened(page: str, given: list[Network], **link: str) -> AppTest:
    """Open a page with networks that the visitor opened from files."""
    app = AppTest.from_file(str(ENTRY), default_timeout=30)
    app.session_state["opened"] = {network.spec: network for network in given}
    for name, value in link.items():
        app.query_params[name] = value
    return go(app, page)


def plain(app: AppTest) -> str:
    """Return what a page says; it has to be free of numbers that are none, and of gaps."""
    text = said(app)
    assert not re.search(r"\bnan\b|\binf\b|{\w*}", text), text
    return text


@pytest.mark.parametrize(("page", "scene"), DRAWN)
def test_weights_that_are_not_finite_are_told_of_in_one_sentence(page: str, scene: str) -> None:
    given = [every(nothing, spec) for spec in DRAWN[page, scene]]
    app = opened(page, given, scene=scene, **{f"{page}_{scene}_guess": "show-me"})
    assert len(app.warning) == 1
    assert "weights of this network are NaN or infinite" in plain(app)
    assert not app.error
    assert not pictures(app, "unrolled_picture")


def test_the_default_network_is_a_click_away() -> None:
    spec = default_run("lstm", "everyday")
    app = opened("lstm", [every(nothing, spec)], scene="gates")
    app.session_state["own_networks"] = {("everyday", "lstm"): spec}
    press(app, "Show the default network instead")
    assert not app.warning
    until(app, lambda app: bool(pictures(app)), 240)
    assert words(app)
    assert not app.session_state["opened"]
    assert not app.session_state["own_networks"]


@pytest.mark.parametrize("scene", [scene.name for scene in story.page("lstm").scenes])
@pytest.mark.parametrize("factor", [0.0, 1e30])
def test_an_lstm_whose_gates_stand_at_their_ends_is_told_of(scene: str, factor: float) -> None:
    """All gates are exactly 0, a half or 1: nothing may be in memory, and nothing may change."""
    tasks: dict[str, TaskName] = {"units": "agreement", "shown": "recall"}
    spec = default_run("lstm", tasks.get(scene, "everyday"))
    app = opened(
        "lstm", [every(lambda array: array * factor, spec)], scene=scene, **{f"lstm_{scene}_guess": "show-me"}
    )
    plain(app)
    assert app.header
    assert not app.error


@pytest.mark.parametrize(("scene", "says"), [("ledger", "nothing is in memory"), ("hold", "Nothing is in")])
def test_an_empty_memory_is_called_empty(scene: str, says: str) -> None:
    empty = every(np.zeros_like, default_run("lstm", "everyday"))
    app = opened("lstm", [empty], scene=scene)
    assert says in app.header[0].value
    assert pictures(app), "its score stands there all the same"


RELU = "recall-rnn-optimiser.sgd-r100-cnone-activation.relu-s60"
"""It diverges after a step or two: with such weights ReLU computes NaN or numbers of a hundred digits."""


@pytest.mark.parametrize("weights", ["trained", "untrained"])
def test_relu_that_explodes_is_shown_and_told(weights: str) -> None:
    app = visit("gradients", scene="trained", run=RELU, weights=weights, gradients_trained_guess="show-me")
    until(app, lambda app: bool(pictures(app)), 240)
    view = desk().look(from_line(RELU).key, "nobody")
    assert view is not None
    assert len(app.warning) == (view.state == "diverged")
    text = plain(app)
    assert not re.search(r"\de[+-]?\d", text), "numbers are written as the house writes them"
    assert "What happened" in {header.value for header in app.header}


@pytest.mark.parametrize("scene", ["trained", "reach"])
def test_a_gradient_that_is_nothing_is_no_stack_trace(scene: str) -> None:
    still = [every(np.zeros_like, default_run(kind, "recall")) for kind in KINDS]
    app = opened("gradients", still, scene=scene, **{f"gradients_{scene}_guess": "show-me"})
    plain(run(app))
    assert "What happened" in {header.value for header in app.header}
