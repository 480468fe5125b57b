"""Below the sentence field stands what a word may become, and samples while it is empty."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from core import task
from tests.browser.driver import PATIENCE
from tests.browser.reading import ALL_SIGNALS, sentence_field, show, trained, words
from tests.running import RunningServer

ADDRESS = f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me"


def options(page: Page) -> Locator:
    return page.locator("#unrolled-offers").get_by_role("option")


def shown(page: Page) -> list[str]:
    found: list[str] = options(page).evaluate_all("all => all.map((one) => one.dataset.text)")
    return found


def test_a_word_is_completed_by_key_and_the_fields_own_undo_takes_it_back(page: Page) -> None:
    show(page, ADDRESS)
    known = trained("lstm", "sentiment").vocabulary
    telling = task(trained("lstm", "sentiment").spec.task).telling
    field = sentence_field(page)
    field.fill("the film was ")
    page.keyboard.type("g")
    offered = shown(page)
    assert set(offered) == {word for word in known if word.startswith("g")}
    assert [word in telling for word in offered] == sorted(
        (word in telling for word in offered), reverse=True
    )
    expect(page.get_by_role("combobox", name="Sentence: your own words")).to_have_attribute(
        "aria-expanded", "true"
    )
    expect(page.get_by_role("listbox", name="words that this network knows")).to_be_visible()
    page.keyboard.press("Tab")
    expect(field).to_have_value(f"the film was {offered[0]}")
    expect(field).to_be_focused()
    assert words(page)[-1] == offered[0]
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(field).not_to_have_value(re.compile(offered[0]))
    field.fill("the film was g")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute(
        "aria-activedescendant", options(page).nth(1).get_attribute("id") or "none"
    )
    assert words(page)[-1] == "g", "it is chosen and not taken"
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"the film was {offered[1]}")
    expect(field).to_be_focused()


def test_the_list_is_not_in_the_way(page: Page) -> None:
    show(page, ADDRESS)
    field = sentence_field(page)
    field.fill("the film was g")
    expect(options(page)).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    page.keyboard.type("r")
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 4 words unknown to this network: “gr”.")).to_be_visible()
    expect(field).to_have_value("the film was gr")
    longer = [word for word in trained("lstm", "sentiment").vocabulary if word.startswith("a")]
    assert len(longer) > 1
    assert "a" in longer
    field.fill("a")
    expect(options(page)).not_to_have_count(0)
    page.keyboard.press("Tab")
    expect(field).not_to_be_focused()
    expect(field).to_have_value("a")
    field.fill("the film was ")
    composing = page.context.new_cdp_session(page)
    composing.send("Input.imeSetComposition", {"text": "gr", "selectionStart": 2, "selectionEnd": 2})
    expect(field).to_have_value("the film was gr")
    expect(options(page)).to_have_count(0)
    composing.send("Input.insertText", {"text": "gr"})
    expect(options(page)).not_to_have_count(0)


def test_an_empty_field_offers_samples_as_long_as_it_is_empty(page: Page) -> None:
    show(page, ADDRESS)
    samples = list(task(trained("lstm", "sentiment").spec.task).samples)
    field = sentence_field(page)
    field.fill("")
    expect(page.get_by_text("There is no word in this sentence.")).to_be_visible()
    assert shown(page) == samples
    options(page).nth(1).click()
    expect(field).to_have_value(samples[1])
    assert words(page) == samples[1].split()
    expect(options(page)).to_have_count(0)


def test_a_finger_takes_a_word(browser: Browser, server: RunningServer) -> None:
    phone = browser.new_context(
        base_url=server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    phone.set_default_timeout(PATIENCE * 1000)
    page = phone.new_page()
    show(page, ADDRESS)
    field = sentence_field(page)
    field.fill("the film was ")
    page.keyboard.type("g")
    place = options(page).first.bounding_box()
    assert place is not None
    assert min(place["width"], place["height"]) >= 44
    taken = shown(page)[0]
    options(page).first.tap()
    expect(field).to_have_value(f"the film was {taken}")
    expect(field).to_be_focused()
    phone.close()


def test_what_is_not_read_of_a_long_text_is_said(page: Page) -> None:
    show(page, ADDRESS)
    field = sentence_field(page)
    cut = page.get_by_text("Only the first 4,000 characters are read.")
    for count, times in ((5000, 1), (128, 0)):
        field.fill(" ".join(["film"] * count))
        assert len(words(page)) == 128
        expect(cut).to_have_count(times)
