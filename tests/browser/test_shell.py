"""What the browser sees of the server: first visits, deep links, the security policy, and nothing foreign."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from pages._shell.story import groups
from tests.browser.driver import Watch, to_page
from tests.running import RunningServer

TITLE = '[data-testid="stApp"] h1'


def test_the_first_page_appears_without_errors(page: Page) -> None:
    page.goto("/")
    expect(page.locator(TITLE).first).to_be_visible()


def test_a_link_that_the_keyboard_has_reached_has_a_ring(page: Page) -> None:
    page.goto("/lstm")
    expect(page.locator(".score .caption")).to_be_visible()
    link = page.get_by_test_id("stTopNav").get_by_role("link").first
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    ring = link.evaluate("link => [getComputedStyle(link).outlineStyle, getComputedStyle(link).outlineWidth]")
    assert ring == ["solid", "2px"]


def test_the_keyboard_opens_a_part_of_the_story_and_goes_to_a_page(page: Page) -> None:
    page.goto("/by_hand")
    menu = page.get_by_test_id("stTopNav").get_by_role("button", name="Remember", exact=True)
    menu.focus()
    page.keyboard.press("Enter")
    link = page.get_by_test_id("stTopNavPopover").get_by_role("menuitem", name="Inside the LSTM")
    expect(link).to_be_visible()
    link.press("Enter")
    expect(page.locator(TITLE).first).to_contain_text("LSTM")


def test_on_a_phone_every_page_stands_under_its_part(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/by_hand")
    page.get_by_test_id("stExpandSidebarButton").click()
    bar = page.get_by_test_id("stSidebar")
    for part, pages in groups().items():
        if part:
            expect(bar.get_by_text(part, exact=True).first).to_be_visible()
        for one in pages:
            expect(bar.get_by_role("link", name=one.title)).to_be_visible()


def test_a_page_that_one_leaves_says_nothing_that_would_hold_one_back(page: Page) -> None:
    page.goto("/unrolled?unrolled_guess=before&t=2")
    expect(page.locator(".score .position")).to_have_text("2 / 14")
    to_page(page, "Inside the LSTM").evaluate(
        """link => {
          link.click();
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
        }"""
    )
    expect(page.locator(TITLE).first).to_contain_text("LSTM")


def test_a_deep_link_is_the_first_request_of_a_fresh_server(browser: Browser, tmp_path: Path) -> None:
    with RunningServer(tmp_path / "server.log") as fresh:
        context = browser.new_context(base_url=fresh.url)
        page = context.new_page()
        watch = Watch(page, fresh.url)
        page.goto("/lstm?weights=untrained")
        expect(page.locator(TITLE).first).to_contain_text("LSTM")
        expect(to_page(page, "Vanishing gradients")).to_have_attribute("href", f"{fresh.url}/gradients")
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert page.url == f"{fresh.url}/lstm?weights=untrained"
        context.close()
        assert watch.troubles == []


def test_the_first_visit_is_small(browser: Browser, server: RunningServer) -> None:
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    received: list[float] = []
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto("/")
    expect(page.locator(TITLE).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    context.close()
    assert 200_000 < sum(received) <= 3_200_000


def test_the_policy_stops_an_inline_script(browser: Browser, server: RunningServer) -> None:
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/")
    expect(page.locator(TITLE).first).to_be_visible()
    intruder = "const s = document.createElement('script'); s.textContent = 'window.intruder = true';"
    page.evaluate(f"() => {{ {intruder} document.head.append(s); }}")
    assert page.evaluate("window.intruder") is None
    context.close()


def test_the_text_of_a_card_leads_to_its_page_in_the_same_visit(page: Page) -> None:
    page.goto("/")
    card = page.get_by_role("navigation", name="Lessons").get_by_role("link", name="Inside the LSTM")
    expect(card).to_be_visible()
    page.evaluate("window.visited = true")
    card.get_by_text("Three gates").click()
    expect(page.locator(TITLE).first).to_have_text("Inside the LSTM")
    assert page.evaluate("window.visited"), "no new visit: what was trained and typed is still there"
    page.go_back()
    expect(card).to_be_visible()


def pressed(page: Page, name: str) -> Locator:
    """Return a choice by its name; an answer that came out is also called right."""
    return page.get_by_role("radio", name=re.compile(rf"^{re.escape(name)}( ?\(right\))?$"))


def test_what_was_chosen_is_in_the_address_and_the_way_back_takes_it_back(page: Page) -> None:
    page.goto("/unrolled?weights=untrained&t=3")
    expect(pressed(page, "untrained")).to_be_checked()
    pressed(page, "GRU").click()
    page.wait_for_url(lambda url: "cell=gru" in url and "weights=untrained" in url)
    pressed(page, "four times").click()
    page.wait_for_url(lambda url: "unrolled_roll_guess=four" in url)
    page.reload()
    for name in ("untrained", "GRU", "four times"):
        expect(pressed(page, name)).to_be_checked()
    page.go_back()
    expect(pressed(page, "four times")).not_to_be_checked()
    expect(pressed(page, "GRU")).to_be_checked()
    page.go_back()
    expect(pressed(page, "RNN")).to_be_checked()
    page.go_forward()
    expect(pressed(page, "GRU")).to_be_checked()


def test_two_quick_choices_both_count(page: Page) -> None:
    page.goto("/unrolled")
    expect(pressed(page, "GRU")).to_be_visible()
    pressed(page, "GRU").click()
    pressed(page, "untrained").click()
    page.wait_for_url(lambda url: "cell=gru" in url and "weights=untrained" in url)
    expect(pressed(page, "GRU")).to_be_checked()
    expect(pressed(page, "untrained")).to_be_checked()


def test_an_answer_stays_whatever_is_clicked_then(page: Page) -> None:
    page.goto("/lstm?task=sentiment&lstm_guess=was&t=5")
    expect(page.get_by_role("link", name="Why?")).to_be_visible()
    expect(pressed(page, "was")).to_be_checked()
    pressed(page, "was").click()
    pressed(page, "both").click()
    page.wait_for_url(lambda url: "weights=both" in url)
    expect(pressed(page, "was")).to_be_checked()
    expect(page.get_by_role("link", name="Why?")).to_be_visible()
