"""Check yourself: each kind of question by mouse, keys and touch; what is kept; that nothing is sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.reading import Traffic, visitor
from tests.running import RunningServer

TRAINED = 240_000
"""Milliseconds in which four small networks are trained beside other tests, all that the page asks for."""
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"


@pytest.fixture
def traffic(page: Page) -> Traffic:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    return traffic


def card(page: Page) -> Locator:
    return page.get_by_role("region", name="Question", exact=True)


def opened(page: Page, question: str, more: str = "") -> Locator:
    page.goto(f"/check?seed=7&q={question}{more}")
    found = card(page)
    expect(found.get_by_role("heading")).to_be_visible()
    return found


def quiet(page: Page, traffic: Traffic) -> int:
    """Wait until all networks are trained and the page has come to rest; return how much it has said then."""
    training = page.get_by_role("list", name="Networks that are being trained")
    while True:
        expect(training).to_have_count(0, timeout=TRAINED)
        expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)
        page.wait_for_timeout(500)
        if training.count() == 0:  # a page run may have asked for the next ones
            return len(traffic.sent)


def answered(found: Locator) -> None:
    expect(found.locator(".because")).to_contain_text(re.compile("Right|Not so"))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_number_is_typed_and_explained_and_nothing_is_sent(traffic: Traffic, page: Page) -> None:
    found = opened(page, "lstm_weights")
    said = quiet(page, traffic)
    field = found.get_by_role("textbox")
    field.fill("some")
    field.press("Enter")
    expect(found.locator(".hint")).to_contain_text("“some” is no number")
    field.fill("1")
    field.press("Enter")
    expect(found.locator(".because")).to_contain_text("Not so")
    expect(found.locator(".idea")).to_be_visible()
    expect(found.get_by_role("link", name=re.compile("Inside the LSTM"))).to_have_attribute(
        "href", re.compile(r"/lstm\?scene=gates$")
    )
    found.get_by_role("button", name="Take it back").click()
    expect(found.get_by_role("textbox")).to_be_enabled()
    found.get_by_role("button", name="Check").click()
    found.get_by_role("textbox").fill("2")
    found.get_by_role("textbox").press("Enter")
    expect(found.get_by_role("button", name="Next question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=lstm_memory"))
    assert len(traffic.sent) == said, "answers are judged in the browser"


def test_a_choice_by_mouse_and_by_its_number(page: Page) -> None:
    found = opened(page, "unrolled_longer")
    found.get_by_role("button").filter(has=page.locator("kbd")).first.click()
    answered(found)
    found.get_by_role("button", name="Other numbers").click()
    expect(found.locator(".because")).to_be_empty()
    page.keyboard.press("2")
    answered(found)
    page.locator(".check .again h2").click()
    before = page.url
    page.keyboard.press("1")
    assert page.url == before


def test_an_order_is_dragged_moved_by_keys_and_judged(page: Page) -> None:
    found = opened(page, "gradients_order")
    rows = found.locator(".order li")
    first = rows.first.get_attribute("data-id")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_have_attribute("data-id", str(first))
    found.get_by_role("button", name="As at first").click()
    expect(rows.first).to_have_attribute("data-id", str(first))
    rows.first.locator(".what").drag_to(rows.last.locator(".what"), target_position={"x": 10, "y": 20})
    expect(rows.first).not_to_have_attribute("data-id", str(first))
    found.get_by_role("button", name="Check").click()
    answered(found)


def test_a_place_by_mouse_and_by_arrow_keys(page: Page) -> None:
    found = opened(page, "lstm_writer")
    found.locator("[data-place]").first.click()
    answered(found)
    found.get_by_role("button", name="Other numbers").click()
    expect(found.locator("[data-place]").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(found.locator("[data-place]").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    answered(found)


@pytest.mark.parametrize("question", ["words_analogy", "guess_window", "guess_zero", "learning_losses"])
def test_by_touch_on_a_phone(browser: Browser, server: RunningServer, question: str) -> None:
    with visitor(browser, server, viewport={"width": 390, "height": 844}, has_touch=True) as page:
        found = opened(page, question)
        places = found.locator("[data-place], .option, .check-it")
        expect(places.first).to_be_visible()
        box = places.first.bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 39
        places.first.tap()
        answered(found)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_the_polls_of_the_lectures_stand_together(page: Page) -> None:
    found = opened(page, "shapes_film", "&of=polls")
    expect(found.get_by_text("Polls of the lectures · 4 of 5")).to_be_visible()
    found.get_by_role("button").filter(has=page.locator("kbd")).first.click()
    found.get_by_role("button", name="Next question").click()
    expect(page).to_have_url(re.compile("q=lstm_computes.*of=polls"))
    page.get_by_role("navigation", name="Lessons").get_by_role("button", name="Learning through time").click()
    expect(found.get_by_text("Learning through time · 1 of 5")).to_be_visible()
    expect(page).not_to_have_url(re.compile("of=polls"))
    page.get_by_role("button", name="A link for a class").click()
    dialog = page.get_by_role("dialog", name="A link for a class")
    dialog.get_by_role("button", name="Only these").click()
    expect(dialog.get_by_label("The link")).to_have_value(re.compile("set=words_onehot,shapes_suits,"))


def test_what_was_answered_stays_until_it_is_cleared(page: Page) -> None:
    found = opened(page, "learning_sum")
    found.get_by_role("textbox").fill("77")
    found.get_by_role("textbox").press("Enter")
    again = page.get_by_role("region", name="What to look at again")
    expect(again.get_by_role("listitem")).to_have_count(1)
    page.reload()
    expect(again.get_by_role("listitem")).to_have_count(1)
    expect(again.get_by_role("link")).to_have_attribute("href", re.compile(r"/learning\?scene=sum$"))
    page.get_by_role("button", name="Clear my answers").click()
    expect(again.get_by_role("listitem")).to_have_count(0)
    page.get_by_role("button", name="Bring my answers back").click()
    expect(again.get_by_role("listitem")).to_have_count(1)
    page.emulate_media(media="print")
    expect(card(page)).to_be_hidden()
    expect(again.locator(".address")).to_be_visible()


def test_a_browser_that_keeps_nothing_is_told_and_asks_all_the_same(page: Page) -> None:
    page.add_init_script(REFUSED)
    found = opened(page, "learning_step")
    expect(page.get_by_text("This browser keeps nothing for this page")).to_be_visible()
    found.get_by_role("textbox").fill("77")
    found.get_by_role("textbox").press("Enter")
    answered(found)
    expect(page.get_by_role("region", name="What to look at again").get_by_role("listitem")).to_have_count(1)


def test_a_link_for_a_class_gives_all_the_same_numbers(
    browser: Browser, server: RunningServer, page: Page
) -> None:
    page.goto("/check?set=gru_blend,zebra,lstm_memory&seed=7")
    found = card(page)
    expect(
        page.get_by_text("This link names “zebra”, which is no question. The others are here.")
    ).to_be_visible()
    expect(found.get_by_text("1 of 1")).to_be_visible()
    asked = found.locator("figure").inner_text()
    with visitor(browser, server) as other:
        other.goto("/check?set=gru_blend,zebra,lstm_memory&seed=7")
        expect(card(other).locator("figure")).to_have_text(re.compile(".*"))
        assert card(other).locator("figure").inner_text() == asked
    page.get_by_role("button", name="A link for a class").click()
    dialog = page.get_by_role("dialog", name="A link for a class")
    expect(dialog.get_by_label("The link")).to_have_value(
        re.compile(r"/check\?set=lstm_memory,gru_blend&seed=\w+$")
    )
    dialog.get_by_label("Seed").fill("x y")
    expect(dialog.get_by_label("The link")).to_have_value(re.compile(r"gru_blend$"))
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_game_is_played_and_its_score_kept(page: Page) -> None:
    page.goto("/check?seed=7")
    page.get_by_role("button", name="You against the network").click()
    game = page.get_by_role("region", name="You against the network")
    game.get_by_role("button", name="Show the first word").click(timeout=TRAINED)
    step = game.get_by_role("button", name="Next word")
    while step.count():
        page.keyboard.press("Enter")
    game.get_by_role("textbox").fill("0")
    game.get_by_role("textbox").press("Enter")
    expect(game.locator(".because")).to_contain_text("LSTM:")
    expect(game.get_by_role("row", name=re.compile("^You"))).to_contain_text("of 1 right")
