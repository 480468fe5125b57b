"""Lessons in scenes: one is in sight, links open each, and the claim stands only where it was answered."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._shell import story
from pages._shell.lesson.frame import prose
from pages._shell.visit import address
from tests.pages.visiting import choose, link, pictures, press, said, until, visit

LESSONS = [page for page in story.PAGES if page.scenes]
WITH = [(page.name, scene) for page in LESSONS for scene in page.scenes]
SETUP = Path(__file__).parents[2] / "assets" / "stage" / "setup" / "names.js"


def shown(app: AppTest) -> str:
    """Return the scene that the strip shows."""
    (strip,) = pictures(app, "unrolled_scenes")
    return str(strip["shown"])


def headers(app: AppTest) -> list[str]:
    return [str(header.value) for header in app.header]


@pytest.mark.parametrize(("lesson", "scene"), WITH, ids=lambda value: getattr(value, "name", value))
def test_a_link_opens_each_scene(lesson: str, scene: story.Scene) -> None:
    app = visit(lesson, scene=scene.name)
    assert shown(app) == scene.name
    if "question" in prose(f"{lesson}/{scene.name}"):
        assert headers(app)[:1] == [scene.title]
    assert not app.warning
    assert not app.error


@pytest.fixture(scope="module")
def of_pages() -> set[str]:
    """The names of controls that the browser leaves to the server to lock and hide."""
    (words,) = re.findall(r"OF_PAGES = new Set\((.*?)\.split", SETUP.read_text(encoding="utf-8"), re.DOTALL)
    return set(" ".join(re.findall(r'"([^"]*)"', words)).split())


@pytest.mark.parametrize(("lesson", "scene"), WITH, ids=lambda value: getattr(value, "name", value))
def test_the_browser_knows_each_control_that_a_page_asks_for(
    lesson: str, scene: story.Scene, of_pages: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it says of a name in a link that nothing is called that."""
    asked: list[tuple[str, ...]] = []

    def standing(*names: str) -> address.Standing:
        asked.append(names)
        return "shown"

    for module in [module for name, module in sys.modules.items() if name.startswith("pages.")]:
        if getattr(module, "standing", None) is address.standing and module is not address:
            monkeypatch.setattr(module, "standing", standing)
    visit(lesson, scene=scene.name)
    starts = (f"{lesson}_{scene.name}_", f"{lesson}_", "")
    assert ("reset",) in asked
    for names in asked:
        known = [name for name in names for start in starts if name.removeprefix(start) in of_pages]
        assert known, f"assets/stage/setup/names.js lacks one of {names}"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_scene_that_is_not_there_is_told(lesson: story.Page) -> None:
    app = visit(lesson.name, scene="nowhere")
    first = lesson.scenes[0]
    assert shown(app) == first.name
    (warning,) = app.warning
    names = [scene.name for scene in lesson.scenes]
    assert f"Expected {', '.join(names[:-1])} or {names[-1]}; “{first.title}” is shown." in said(app)
    assert "scene=nowhere" in str(warning.value).replace("\\", "")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_the_first_scene_needs_no_word_in_the_address(lesson: story.Page) -> None:
    app = visit(lesson.name)
    assert shown(app) == lesson.scenes[0].name
    assert link(app, "scene") == []


def test_a_button_leads_to_the_next_scene_and_the_last_to_the_next_page() -> None:
    *scenes, last = story.page("shapes").scenes
    app = visit("shapes")
    for before, after in zip(scenes, [*scenes[1:], last], strict=True):
        assert shown(app) == before.name
        app = press(app, f"Next: **{after.title}**")
        assert (shown(app), link(app, "scene")) == (after.name, [after.name])
    assert [button.label for button in app.button if button.label.startswith("Next")] == []
    following = story.page_after("shapes")
    assert following is not None
    assert [one.proto.label for one in app.get("page_link")] == [f"Next: **{following.title}**"]


def test_reset_leads_back_to_the_first_scene_with_its_question_open() -> None:
    app = visit("shapes", scene="tags", shapes_tags_guess="half")
    app = press(app, "Reset")
    assert (shown(app), link(app, "scene"), link(app, "shapes_tags_guess")) == ("kinds", [], [])


def test_the_claim_stands_only_where_the_question_was_answered() -> None:
    claim = prose("shapes/tags")["heading"]
    app = until(visit("shapes", scene="tags"), lambda app: bool(pictures(app, "unrolled_picture")))
    assert headers(app) == [story.page("shapes").scenes[2].title]
    assert pictures(app, "unrolled_picture")[0]["veiled"]
    assert claim not in said(app)
    app = choose(app, "shapes_tags_guess", "half")
    assert headers(app) == [claim, "What happened"]
    assert not pictures(app, "unrolled_picture")[0]["veiled"]
    assert "You said **about half**." in said(app)
    assert link(app, "shapes_tags_guess") == ["half"]


def test_an_answer_in_a_link_brings_the_claim() -> None:
    app = visit("shapes", scene="tags", shapes_tags_guess="all")
    until(app, lambda app: bool(pictures(app, "unrolled_picture")))
    assert headers(app) == [prose("shapes/tags")["heading"], "What happened"]
    assert "You said **nearly always**. Measured:" in said(app)


def test_a_link_from_before_there_were_scenes_opens_the_one_that_holds_what_it_says() -> None:
    """A visitor's own network is shown trained; where it is shown untrained, the address says so."""
    for older in ({"gradients_guess": "gru"}, {"weights": "untrained"}, {"run": "recall-gru-h4-s5"}):
        app = visit("gradients", **older)
        assert (shown(app), link(app, "scene")) == ("trained", [])
    app = visit("gradients", run="recall-gru-h4-s5", scene="untrained")
    assert (shown(app), link(app, "scene")) == ("untrained", ["untrained"])
