"""Every option of the lab in a network that arrives in lessons 6 and 7: a picture, or a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from core import default_run, initial_network
from core.recipes.link import from_line, to_line
from core.spec import KINDS, RunSpec
from pages._shell import story
from pages._shell.visit.visitor import is_drawn
from tests.pages.visiting import ENTRY, go, pictures, said

CELLS = (
    "peepholes",
    "f-10",
    "f10",
    "h64",
    "h1-e1",
    "layers3",
    "bidirectional",
    "layers2-bidirectional",
    "layers2-connection.dense",
    "layers2-connection.residual",
    "initial_state.learnt",
    "initial_state.random",
    "readout.mean",
    "readout.max",
    "truncation5",
    "initialisation.identity",
    "radius10",
    "without.forget_gate",
    "without.input_gate-without.output_gate",
    "without.input_gate-without.forget_gate-without.output_gate",
)
"""Options as they stand in a link behind task and cell."""

SCENES = [("lstm", scene.name) for scene in story.page("lstm").scenes] + [
    ("gradients", scene) for scene in ("untrained", "trained", "film", "reach", "radius", "slopes")
]


TASK = {"lstm": "everyday", "gradients": "recall"}


def arrived(page: str, scene: str, *options: str) -> AppTest:
    """Open a scene with networks that have options, in each cell that can; none is trained."""
    own = [
        spec
        for kind in (("lstm",) if page == "lstm" else KINDS)
        for spec in recipes(TASK[page], kind, options)
    ]
    usual = [
        default_run(kind, name) for kind in KINDS for name in ("everyday", "agreement", "sentiment", "recall")
    ]
    app = AppTest.from_file(str(ENTRY), default_timeout=60)
    app.session_state["opened"] = {spec: initial_network(spec) for spec in [*own, *usual]}
    app.session_state["own_networks"] = {
        (spec.task.name, spec.model.kind): spec for spec in own if is_drawn(spec)
    }
    app.query_params["run"] = [to_line(spec) for spec in own if not is_drawn(spec)]
    for name, value in {"scene": scene, "unit": "sentiment", f"{page}_{scene}_guess": "show-me"}.items():
        app.query_params[name] = value
    return go(app, page)


def recipes(task: str, kind: str, options: Sequence[str]) -> list[RunSpec]:
    """Return the recipe of a cell with these options; none if it has no such option."""
    try:
        return [from_line("-".join((task, kind, *options)))]
    except ValueError:
        return []


def drawn(app: AppTest) -> bool:
    """Return whether there is a picture of the scene; numbers that are none and gaps stand nowhere."""
    text = said(app)
    assert not re.search(r"\bnan\b|\binf\b|{\w*}", text), text
    assert not app.error
    return bool(pictures(app) or pictures(app, "unrolled_picture"))


@pytest.mark.parametrize("option", CELLS)
@pytest.mark.parametrize(("page", "scene"), SCENES)
def test_a_network_with_any_option_is_drawn_or_told_of(page: str, scene: str, option: str) -> None:
    app = arrived(page, scene, option)
    assert drawn(app) or app.warning or "from a file" in said(app), "a film is trained once more"
