"""Terms in prose open their card at the word; the page of the glossary is searched in the browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages._shell.glossary.terms import TERMS
from tests.browser.stand import Stand

CARD = ".unrolled-term"
PLACE = "/limits"


def told(page: Page, term: str) -> None:
    """Expect the card of a term to be open, with its sentence."""
    expect(page.locator(CARD)).to_be_visible()
    expect(page.locator(CARD).get_by_role("heading")).to_contain_text(TERMS[term].name)
    expect(page.locator(CARD)).to_contain_text(TERMS[term].says)


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_a_term_opens_its_card_and_has_the_focus_again(page: Page, how: str) -> None:
    page.goto(PLACE)
    expect(page.locator(".distance-row")).to_have_count(2)
    link = page.locator('a[href="glossary?term=unit"]').first
    link.focus()
    if how == "mouse":
        link.click()
    else:
        page.keyboard.press("Enter")
    told(page, "unit")
    expect(page.get_by_role("dialog", name="unit: what it means")).to_be_visible()
    expect(page.locator(CARD).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    expect(link).to_be_focused()
    assert len(page.context.pages) == 1, "the glossary's page was not opened"


def test_a_press_outside_closes_a_card_and_another_term_takes_its_place(page: Page) -> None:
    page.goto(PLACE)
    expect(page.locator(".distance-row")).to_have_count(2)
    page.locator('a[href="glossary?term=unit"]').first.click()
    told(page, "unit")
    page.locator('a[href="glossary?term=layer"]').first.click()
    told(page, "layer")
    page.mouse.click(640, 30)
    expect(page.locator(CARD)).to_be_hidden()


def test_a_card_asks_the_server_nothing(page: Page) -> None:
    page.goto(PLACE)
    expect(page.locator(".distance-row")).to_have_count(2)
    link = page.locator('a[href="glossary?term=unit"]').first
    with page.expect_response(lambda response: response.url.endswith("/terms")):
        link.hover()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    link.click()
    told(page, "unit")
    asked = [
        url for url in asked if not url.endswith((".woff2", "/terms"))
    ]  # a font, and pictures that were missing
    assert asked == []


def test_a_card_opens_by_touch_and_fits_a_phone(make: Callable[..., Stand]) -> None:
    page = make(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).page
    page.goto(PLACE)
    expect(page.locator(".distance-row")).to_have_count(2)
    page.locator('a[href="glossary?term=unit"]').first.tap()
    told(page, "unit")
    box = page.locator(CARD).bounding_box()
    close = page.locator(CARD).get_by_role("button", name="Close").bounding_box()
    assert box is not None
    assert close is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert min(close["width"], close["height"]) >= 44
    page.locator(CARD).get_by_role("button", name="Close").tap()
    expect(page.locator(CARD)).to_be_hidden()


def test_what_people_type_never_becomes_a_term(page: Page) -> None:
    page.goto("/words?scene=ids&words_ids_sentence=the+forget+gate+is+a+unit&words_ids_guess=show-me")
    expect(page.locator(".picture svg, .picture table").first).to_be_visible()
    for link in page.locator('a[href*="glossary?term="]').all():
        assert "forget gate" not in link.inner_text()


def test_the_page_is_searched_and_turned(page: Page) -> None:
    page.goto("/glossary")
    entries = page.locator(".glossary article:visible")
    expect(entries).to_have_count(len(TERMS))
    search = page.get_by_role("searchbox", name="Search the terms")
    search.fill("FORGET")
    expect(entries).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="1 of")).to_be_visible()
    search.fill("<b>no such thing</b>")
    expect(entries).to_have_count(0)
    expect(
        page.get_by_text("No term has “<b>no such thing</b>” in its name or its sentence.")
    ).to_be_visible()
    search.fill("")
    expect(entries).to_have_count(len(TERMS))
    page.get_by_role("button", name="By lesson").click()
    expect(page.locator(".glossary-list h2").filter(has_text="Inside the LSTM")).to_be_visible()
    expect(entries).to_have_count(len(TERMS))


def test_a_link_comes_to_its_term_and_a_place_is_gone_to(page: Page) -> None:
    page.goto("/glossary?term=temperature")
    entry = page.locator("article#temperature")
    expect(entry).to_be_focused()
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="Letting it write").click()
    page.wait_for_url("**/guess?scene=draw*")


def test_the_distance_is_counted_for_as_many_words_as_the_slider_says(page: Page) -> None:
    page.goto(PLACE)
    numbers = page.locator(".distance-row dd")
    expect(numbers).to_have_text(["11", "12", "12", "1", "1", "144"])
    page.get_by_role("slider", name="Words in the sentence").press("End")
    expect(numbers).to_have_text(["511", "512", "512", "1", "1", "262,144"])


def test_a_name_in_a_picture_opens_the_card_of_its_term(page: Page) -> None:
    page.goto("/gradients?gradients_untrained_guess=show-me")
    name = page.locator(".score .gutter .title").get_by_role("link", name="gradient", exact=True)
    expect(name.first).to_be_visible(timeout=120_000)
    name.first.focus()
    page.keyboard.press("Enter")
    told(page, "gradient")
    page.keyboard.press("Escape")
    expect(name.first).to_be_focused()
    name.first.click()
    told(page, "gradient")
