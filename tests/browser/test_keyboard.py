"""By keyboard alone: every page from its top to its end, and no letter that does what nobody asked for."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from pages._shell import story
from tests.browser.drawn import DRAWN, SLOW
from tests.browser.driver import PATIENCE
from tests.browser.reading import Traffic, visitor
from tests.browser.tabs import walk
from tests.running import RunningServer

REACHED = """() => {
  window.reached = [];
  document.addEventListener('keydown', ({ key }) => window.reached.push(key));
}"""
"""Streamlit's own letters are read at the document: R runs the page again, C clears its cache."""


@pytest.mark.parametrize("address", ["limits", "accessibility", "plans", "train"])
def test_streamlit_s_letters_do_nothing(page: Page, address: str) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    page.goto(f"/{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.evaluate(REACHED)
    sent = len(traffic.sent)
    for key in ("r", "c", "R", "C", "x"):
        page.keyboard.press(key)
    assert page.evaluate("window.reached") == ["x"]
    assert len(traffic.sent) == sent


def test_letters_are_typed_all_the_same(page: Page) -> None:
    page.goto("/glossary")
    field = page.locator(".glossary-search")
    field.press_sequentially("recurrent")
    expect(field).to_have_value("recurrent")


@pytest.mark.parametrize("lesson", story.PAGES, ids=lambda lesson: lesson.name)
def test_tab_goes_through_every_scene(browser: Browser, server: RunningServer, lesson: story.Page) -> None:
    """Each stop has a name and a ring and lies in sight, in the order of reading; at the end Tab leaves."""
    with visitor(browser, server, reduced_motion="reduce") as page:
        page.set_default_timeout(PATIENCE * 1000)
        troubles = []
        for scene in lesson.scenes or (None,):
            answer = {"scene": scene.name, f"{lesson.name}_{scene.name}_guess": "show-me"} if scene else {}
            page.goto(f"/{lesson.name if lesson.name != 'home' else ''}?{urlencode(answer)}")
            page.wait_for_function(DRAWN, arg=scene is not None and scene.name in SLOW.get(lesson.name, ()))
            walked = walk(page)
            assert len(walked.stops) >= 6
            troubles += [f"{scene.name if scene else lesson.name}: {one}" for one in walked.troubles]
        assert troubles == []
