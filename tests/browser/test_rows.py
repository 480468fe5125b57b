"""Rows: shown, hidden and enlarged; in the link; a probe is fetched when its row is shown."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.driver import to_page
from tests.browser.reading import Traffic, arrived, show, until
from tests.running import RunningServer

PROBES = re.compile(r"/networks/[0-9a-f]{16}/probe$")


def rows(page: Page) -> list[str]:
    """Return the names of the rows that are shown."""
    return page.locator(".row.stave .title > span").all_inner_texts()


def switch(page: Page, name: str) -> None:
    page.get_by_role("dialog", name="Rows").get_by_role("switch", name=name).first.click()


def test_rows_come_and_go_at_once_by_keyboard_and_stand_in_the_link(page: Page) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    show(page, "/lstm?task=sentiment&lstm_guess=just+show+me&t=3&u=1")
    first = rows(page)
    before = len(traffic.sent)
    page.locator(".scroller").focus()
    page.keyboard.press("v")
    menu = page.get_by_role("dialog", name="Rows")
    expect(menu.get_by_role("switch", name=re.compile("^forget gate"))).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".row.stave").last).to_contain_text("forget gate")
    assert rows(page) == [*first, "forget gate"]
    page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("switch", name="answer so far")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".row.stave")).to_have_count(len(first))
    page.keyboard.press("Escape")
    expect(page.locator(".scroller")).to_be_focused()
    expect(menu).to_be_hidden()
    assert len(traffic.sent) == before
    expect(page).to_have_url(re.compile("rows=forget_gate,-readout$"))
    shown = rows(page)
    page.reload()
    arrived(page)
    expect(page.locator(".row.stave").last).to_contain_text("forget gate")
    assert rows(page) == shown
    to_page(page, "The unrolled RNN").click()
    expect(page.locator(".row.stave").first).to_contain_text("unrolled RNN")
    expect(page).not_to_have_url(re.compile("rows="))


def test_who_wrote_c_is_said_of_the_cursor_s_word(page: Page) -> None:
    show(page, "/lstm?task=sentiment&lstm_guess=just+show+me&t=3&u=1&rows=ledger")
    row = page.locator(".row.stave").filter(has_text="who wrote c")
    expect(row.locator(".finding")).to_contain_text("before “was” (word 3), at the cursor")


@pytest.mark.parametrize("word", ["hide", "lock"])
def test_a_link_keeps_rows_as_it_has_them(page: Page, word: str) -> None:
    show(page, f"/lstm?lstm_guess=just+show+me&t=1&{word}=rows&rows=-lines-cell_state,readout*")
    shown = rows(page)
    assert "answer so far" in shown
    page.locator(".scroller").focus()
    page.keyboard.press("v")
    page.keyboard.press("o")
    page.keyboard.press("ArrowRight")  # what comes after it has been done, so these have done nothing
    expect(page.locator(".score .position")).to_contain_text("2 /")
    expect(page.get_by_role("button", name="Rows: show, hide, enlarge (v)")).to_have_count(0)
    expect(page.locator(".rowsmenu")).to_have_count(0)
    expect(page.locator(".row.stave .acts").first).to_be_hidden()
    assert rows(page) == shown
    assert "order=" not in page.evaluate("location.search")
    to_page(page, "Vanishing gradients").click()
    expect(page.locator(".score .caption")).to_contain_text("RNN")
    expect(page.get_by_role("button", name="Rows: show, hide, enlarge (v)")).to_have_count(0)


def test_a_row_is_enlarged_and_hidden_beside_it_and_all_are_brought_back(page: Page) -> None:
    show(page, "/lstm?task=sentiment&lstm_guess=just+show+me&rows=-lines-cell_state,-hidden,readout,zebra")
    row = page.locator(".row.stave").filter(has_text="answer so far")
    low = row.bounding_box()
    row.get_by_role("button", name="Enlarge").click()
    expect(row.get_by_role("button", name="Reduce")).to_have_attribute("aria-pressed", "true")
    high = row.bounding_box()
    assert low is not None
    assert high is not None
    assert high["height"] > low["height"]
    usual = len(rows(page))
    assert usual > 2
    for left in range(usual, 0, -1):
        page.locator(".row.stave .hide").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".row.stave")).to_have_count(left - 1)
        focused = (
            page.locator(".row.stave .hide:focus").first if left > 1 else page.locator(".transport :focus")
        )
        expect(focused).to_be_focused()
    page.get_by_role("button", name="Show them as at first").click()
    expect(page.locator(".row.stave")).to_have_count(usual)
    expect(page).not_to_have_url(re.compile("rows="))


def test_what_is_covered_stays_covered_when_its_row_is_shown(page: Page) -> None:
    show(page, "/lstm")
    page.get_by_role("button", name="Rows: show").click()
    switch(page, "who wrote c")
    row = page.locator(".row.stave").filter(has_text="who wrote c")
    expect(row).to_contain_text("Your prediction first")
    expect(row.locator(".finding")).to_be_empty()


def test_a_probe_is_fetched_when_its_row_is_shown(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if PROBES.search(request.url) else None)
    show(page, "/gradients?gradients_guess=just+show+me")
    assert asked == []
    page.get_by_role("button", name="Rows: show").click()
    switch(page, "read from GRU")
    row = page.locator(".row.stave").filter(has_text="read from GRU")
    expect(row.locator(".finding")).to_contain_text("“dog” can be read to the last word.")
    switch(page, "read from GRU")
    switch(page, "read from GRU")
    expect(row.locator(".finding")).to_contain_text("right 12 words later in 100 %; chance 13 %.")
    assert len(asked) == 1


def test_a_probe_that_cannot_be_had_is_told_in_its_row_and_can_be_asked_for_again(
    browser: Browser, server: RunningServer
) -> None:
    page = browser.new_page(base_url=server.url, viewport={"width": 390, "height": 844})

    def refuse(route: Route) -> None:
        route.abort()

    page.route(PROBES, refuse)
    long = "the dog that my family had when i was a child and that my sister had when i was away had a fluffy"
    show(
        page,
        f"/gradients?gradients_guess=just+show+me&also=probe&t=23&recall_sentence={quote_plus(long)}",
    )
    row = page.locator(".row.stave").filter(has_text="read from GRU")
    expect(row).to_contain_text("The probe could not be fetched: there is no connection to the server.")
    until(lambda: page.locator(".scroller").evaluate("one => one.scrollLeft") > 0)
    left = row.locator(".title").evaluate("one => one.getBoundingClientRect().left")
    assert left >= 0, "its name stays in sight wherever the words are scrolled to"
    page.unroute(PROBES)
    row.get_by_role("button", name="Try again").click()
    expect(row.locator(".finding")).to_contain_text("“dog” can be read")
    page.close()
