"""Visiting a page: open it by name and link, find its score, read what it says."""

from __future__ import annotations

import gzip
import html
import json
import re
import time
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from core import Network, Trace, record
from core.network.files import from_file
from pages._shell import story
from pages._shell.lab.state import LAB, LabState
from pages._shell.server.descriptions import descriptions
from pages._shell.server.networks import network_files
from tests.running import ROOT

ENTRY = ROOT / "pages" / "_shell" / "entry.py"
PAGES = tuple(page.name for page in story.PAGES)
SENTENCE = {"unrolled": "recall_sentence", "gradients": "recall_sentence", "lstm": "everyday_sentence"}


def first(name: str) -> str:
    """Return the prose of a page, or of its first scene: "own", "unrolled/roll"."""
    scenes = story.page(name).scenes
    return f"{name}/{scenes[0].name}" if scenes else name


def asks(name: str) -> str:
    """Return under which key a page's question, or that of its first scene, is answered."""
    return f"{first(name).replace('/', '_')}_guess"


def visit(name: str, /, **link: str | list[str]) -> AppTest:
    """Open a page the way a link does; the visitor is new."""
    app = AppTest.from_file(str(ENTRY), default_timeout=30)
    for key, value in link.items():
        app.query_params[key] = value
    return go(app, name)


def go(app: AppTest, name: str) -> AppTest:
    """Go on to another page in the same session."""
    app.switch_page(str(ROOT / "pages" / f"{name}.py"))
    return run(app)


def run(app: AppTest) -> AppTest:
    """Run the page; nothing may go wrong."""
    app.run()
    assert not app.exception, [problem.message for problem in app.exception]
    return app


def until(app: AppTest, reached: Callable[[AppTest], bool], seconds: float = 60) -> AppTest:
    """Run the page again and again until something is reached."""
    deadline = time.monotonic() + seconds
    while not reached(app):
        assert time.monotonic() < deadline, said(app)
        time.sleep(0.05)
        run(app)
    return app


def pictures(app: AppTest, component: str = "unrolled_score") -> list[dict[str, Any]]:
    """Return the data of every component of one kind on the page."""
    found: Any = app.get("bidi_component")
    return [_picture(*json.loads(one.proto.json)) for one in found if one.proto.component_name == component]


def whole(text: str) -> Any:
    """Return what a text tells, with its description put in, as the browser does it."""
    told = json.loads(text)
    if not isinstance(told, dict) or "description" not in told:
        return told
    return json.loads(gzip.decompress(descriptions()[told["description"]])) | told


def _picture(text: str, around: dict[str, Any]) -> dict[str, Any]:
    """Put together what the browser gets: the picture as JSON text, and what stands around it."""
    drawn = whole(text)
    if isinstance(drawn, list):
        return {**around, "cards": drawn}
    if "runs" in drawn or "ways" in drawn:
        return {**around, **drawn}
    if "staves" not in drawn:
        return {**around, "figure": drawn}
    covered = around["veiled"]
    staves = [{**one, "veiled": one["id"] in covered} for one in drawn["staves"]]
    return {**around, **drawn, "staves": staves}


def lab_state(app: AppTest) -> LabState:
    """Return what the lab keeps of this visit."""
    state: LabState = app.session_state[LAB]
    return state


def score(app: AppTest) -> dict[str, Any]:
    """Return the data of the one score on the page."""
    only: dict[str, Any]
    (only,) = pictures(app)
    return only


def figure(app: AppTest, name: str) -> dict[str, Any]:
    """Return the data of a figure by the name of its files."""
    (only,) = [one for one in pictures(app, "unrolled_figure") if one["name"] == name]
    return only


def stave(app: AppTest, wanted: str) -> dict[str, Any]:
    """Return a stave of the score by its id."""
    only: dict[str, Any]
    (only,) = [one for one in score(app)["staves"] if one["id"] == wanted]
    return only


def networks(app: AppTest) -> list[Network]:
    """Return the networks of the score as the browser gets them, by their keys."""
    keys = [told["key"] for told in score(app)["networks"]]
    return [from_file(gzip.decompress(network_files().file(key))).network for key in keys]


def traces(app: AppTest) -> list[Trace]:
    """Return what the networks of the score do on its sentence."""
    return [record(network, score(app)["sentence"]) for network in networks(app)]


def values(app: AppTest, wanted: str) -> Any:
    """Return the numbers of a stave's signal, (T, H), as they are read from what was sent."""
    at = score(app)["signals"][stave(app, wanted)["of"]]
    return traces(app)[at["network"]].layer(at["layer"], at["reverse"])[at["name"]]


def words(app: AppTest) -> list[str]:
    """Return the tokens over the score."""
    return list(traces(app)[0].words)


def sources(app: AppTest) -> str:
    """Return where the networks of the score come from."""
    return "; ".join(told["from"] for told in score(app)["networks"])


def kind_shown(app: AppTest) -> str:
    """Return the cell of the network that the score shows first."""
    return networks(app)[0].spec.model.kind


def said(app: AppTest) -> str:
    """Return all that the page says in sentences, without the escapes of Markdown and the links of terms."""
    groups = (app.title, app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    text = "\n".join(str(one.value) for group in groups for one in group)
    text = re.sub(r"\[([^\]]*)\]\(glossary\?term=[a-z-]+\)", r"\1", text)
    return re.sub(r"\\(?=[^\w\s])", "", html.unescape(text))


def link(app: AppTest, name: str) -> list[str]:
    """Return what the address says now under a name."""
    found = app.query_params.get(name, [])
    return [found] if isinstance(found, str) else list(found)


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    (button,) = [one for one in app.button if one.label == label]
    button.click()
    return run(app)


def choose(app: AppTest, key: str, value: Any) -> AppTest:
    """Choose in the segmented control with this key."""
    app.button_group(key=key).set_value(value)
    return run(app)
