"""Components whose code comes late: what is shown last has to live, whatever was overtaken on the way."""

from __future__ import annotations

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
