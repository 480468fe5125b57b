"""Components whose code comes late: what is shown last has to live, whatever was overtaken on the way."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.driver import to_page
from tests.browser.reading import ALL_SIGNALS, arrived, position, until

# Streamlit runs a component's code as a module from a blob. Until it has come, newer data overtake the first.
CODE_IS_HELD_BACK = """
const make = URL.createObjectURL.bind(URL);
window.codeMayCome = new Promise((go) => { window.letCodeCome = go; });
const held = (code) => new Blob(["await window.codeMayCome; ", code], { type: code.type });
URL.createObjectURL = (blob) => make(blob.type === "text/javascript" ? held(blob) : blob);
"""

# Of imports of one module that are under way, a browser may answer the later one first.
FIRST_CALL_COMES_SECOND = """
const Real = Blob;
const named = (code) => code.replace("export default", "const original =");
const late = (code) => !code.includes("mountLab") ? code : `${named(code)}
  let come = 0;
  let go;
  const second = new Promise((then) => { go = then; });
  export default async (streamlit) => {
    come += 1;
    if (come === 1) await second;
    if (come === 2) setTimeout(go);
    return original(streamlit);
  };`;
window.Blob = class extends Real {
  constructor(parts, options) {
    super(parts.map((part) => (typeof part === "string" ? late(part) : part)), options);
  }
};
"""


def test_a_lab_whose_older_call_comes_after_the_newer_one_shows_the_newer(page: Page) -> None:
    page.add_init_script(FIRST_CALL_COMES_SECOND)
    page.goto("/train?run=recall-rnn-s40-seed702&train_guess=just+show+me")
    expect(page.get_by_test_id("stBidiComponentIsolated").last).to_be_attached()
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.locator(".lab .run .state")).to_contain_text("40 steps in")
    page.get_by_test_id("stTopNav").get_by_role("link", name="Home").click()
    arrived(page)
    expect(page.locator(".lab")).to_have_count(0)


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

    page.goto(f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=3&u=2")
    arrived(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Space")  # the score that is left stops playing: then a cursor is written
    page.wait_for_timeout(300)
    to_page(page, "Training lab").click()
    expect(page.locator(".lab")).to_be_visible()
    page.wait_for_timeout(1000)
    assert page.url.partition("?")[0].endswith("/train")
    assert cursor() == []
    page.goto("/train?t=6&u=1")
    expect(page.locator(".lab")).to_be_visible()
    until(lambda: cursor() == [])
    page.wait_for_timeout(600)
    assert cursor() == []
    to_page(page, "Inside the LSTM").click()
    expect(page.get_by_role("heading", name="Inside the LSTM")).to_be_visible()
    arrived(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("ArrowRight")
    until(lambda: cursor() == ["t", "u"])
