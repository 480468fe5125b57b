"""Components whose code comes late: what is shown last has to live, whatever was overtaken on the way."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.reading import arrived, position, until

# Streamlit runs a component's code as a module from a blob. Until it has come, newer data overtake the first.
CODE_IS_HELD_BACK = """
const make = URL.createObjectURL.bind(URL);
window.codeMayCome = new Promise((go) => { window.letCodeCome = go; });
const held = (code) => new Blob(["await window.codeMayCome; ", code], { type: code.type });
URL.createObjectURL = (blob) => make(blob.type === "text/javascript" ? held(blob) : blob);
"""


def test_a_score_that_was_overtaken_before_it_came_still_obeys(page: Page) -> None:
    page.add_init_script(CODE_IS_HELD_BACK)
    page.goto("/unrolled")
    expect(page.get_by_test_id("stBidiComponentIsolated").last).to_be_attached()
    page.get_by_role("radio", name="GRU", exact=True).click()
    page.wait_for_timeout(2000)
    page.evaluate("window.letCodeCome()")
    arrived(page)
    page.get_by_role("heading", level=1).click()
    before = position(page)
    page.keyboard.press("ArrowRight")
    until(lambda: position(page) == before + 1)


def test_the_lab_s_address_has_no_cursor_and_the_lessons_keeps_it(page: Page) -> None:
    def cursor() -> list[str]:
        asked = page.evaluate("location.search")
        return [name for name in ("t", "u") if re.search(rf"[?&]{name}=", asked)]

    page.goto("/lstm?lstm_guess=just+show+me&t=3&u=2")
    arrived(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Space")  # the score that is left stops playing: then a cursor is written
    page.wait_for_timeout(300)
    page.get_by_role("link", name="Training lab").first.click()
    expect(page.locator(".lab")).to_be_visible()
    page.wait_for_timeout(1000)
    assert page.url.partition("?")[0].endswith("/train")
    assert cursor() == []
    page.goto("/train?t=6&u=1")
    expect(page.locator(".lab")).to_be_visible()
    until(lambda: cursor() == [])
    page.wait_for_timeout(600)
    assert cursor() == []
    page.get_by_role("link", name="Inside the LSTM").first.click()
    expect(page.get_by_role("heading", name="Inside the LSTM")).to_be_visible()
    arrived(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("ArrowRight")
    until(lambda: cursor() == ["t", "u"])
