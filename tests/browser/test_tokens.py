"""The row of words is an editor: an edit is read at once, stands in the field, and can be undone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core import record
from tests.browser.reading import (
    ALL_SIGNALS,
    Traffic,
    lens_by_core,
    lens_numbers,
    place,
    sentence_field,
    show,
    trained,
    until,
    visitor,
    words,
)
from tests.running import RunningServer

SENTENCE = "the film was not good"
SHOWN = f"{ALL_SIGNALS}&lstm_guess=just+show+me&sentiment_sentence=the+film+was+not+good&t=1&u=1"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def traffic(page: Page) -> Traffic:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    return traffic


def token(page: Page, timestep: int) -> Locator:
    return page.locator(".row.tokens g.token").nth(timestep)


def menu(page: Page) -> Locator:
    return page.locator(".wordmenu")


def option(page: Page, word: str) -> Locator:
    return menu(page).get_by_role("option", name=word, exact=True)


def open_at(page: Page, timestep: int) -> None:
    """Click on a word, which pins it, and once more."""
    token(page, timestep).click()
    expect(menu(page)).not_to_be_visible()
    token(page, timestep).click()
    expect(menu(page)).to_be_visible()


def focus(page: Page, timestep: int) -> None:
    """Come to a word by keyboard alone."""
    page.locator(".score .scroller").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    for _ in range(timestep):
        page.keyboard.press("ArrowRight")
    expect(token(page, timestep)).to_be_focused()


def reads(page: Page, sentence: str) -> None:
    """Look whether row, field and numbers are those of a sentence, where the cursor is."""
    assert words(page) == sentence.split()
    assert sentence_field(page).input_value() == sentence
    timestep, unit = place(page)
    trace = record(trained("lstm", "sentiment"), sentence)
    assert lens_numbers(page) == lens_by_core(trace, timestep - 1, unit - 1)


def test_a_word_is_swapped_by_mouse(page: Page, traffic: Traffic) -> None:
    trained("lstm", "sentiment")  # takes longer than the rest that a reader needs
    show(page, SHOWN)
    before = len(traffic.sent)
    open_at(page, 1)  # at the last word the page hears that the reader came to the end
    expect(menu(page).locator(".about")).to_have_text("film · word 2 of 5 · known")
    option(page, "story").hover()
    assert words(page) == ["the", "story", "was", "not", "good"], "shown before it is taken"
    assert sentence_field(page).input_value() == SENTENCE
    menu(page).locator(".about").hover()
    reads(page, SENTENCE)
    option(page, "story").click()
    assert len(traffic.sent) == before, "nothing is sent before the reader rests"
    expect(menu(page)).not_to_be_visible()
    reads(page, "the story was not good")
    assert place(page) == (2, 1)
    until(lambda: "the+story" in page.evaluate("location.search"))
    reads(page, "the story was not good")


def test_a_word_is_swapped_by_keyboard(page: Page) -> None:
    show(page, SHOWN)
    focus(page, 1)
    page.keyboard.press("Enter")
    page.keyboard.type("sto")
    assert words(page) == SENTENCE.split()
    page.keyboard.press("ArrowDown")
    assert words(page) == ["the", "story", "was", "not", "good"], "shown before it is taken"
    page.keyboard.press("ArrowUp")
    assert words(page) == SENTENCE.split()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reads(page, "the story was not good")
    expect(token(page, 1)).to_be_focused()
    assert place(page)[0] == 2


def test_words_are_deleted_moved_and_put_in_by_keyboard(page: Page) -> None:
    show(page, SHOWN)
    focus(page, 3)
    page.keyboard.press("Delete")
    reads(page, "the film was good")
    expect(token(page, 3)).to_be_focused()
    page.keyboard.press("Alt+ArrowLeft")
    reads(page, "the film good was")
    expect(token(page, 2)).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Alt+ArrowRight")
    reads(page, "the film was good")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    expect(menu(page).locator(".about")).to_have_text("a new word after was")
    page.keyboard.type("real")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reads(page, "the film was really good")
    expect(token(page, 3)).to_be_focused()
    assert "lstm" in page.url, "Alt and an arrow do not leave the page"


def test_every_edit_is_undone_and_redone(page: Page) -> None:
    show(page, SHOWN)
    undo, redo = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Redo")
    expect(undo).not_to_be_visible()
    focus(page, 4)
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    reads(page, "the film was")
    page.keyboard.press("Control+z")
    reads(page, "the film was not")
    undo.click()
    reads(page, SENTENCE)
    expect(undo).to_be_disabled()
    page.keyboard.press("Control+z")
    reads(page, SENTENCE)
    page.keyboard.press("Control+y")
    redo.click()
    reads(page, "the film was")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+Z")
    reads(page, "the film was")
    expect(redo).to_be_disabled()


def test_the_menu_does_the_same_by_mouse(page: Page) -> None:
    show(page, SHOWN)
    open_at(page, 0)
    expect(menu(page).get_by_role("button", name="Move left")).to_be_disabled()
    menu(page).get_by_role("button", name="Move right").click()
    reads(page, "film the was not good")
    page.locator(".pencil").click()
    menu(page).get_by_role("button", name="Insert before").click()
    option(page, "really").click()
    reads(page, "film really the was not good")
    token(page, 1).click()
    menu(page).get_by_role("button", name="Delete").click()
    reads(page, "film the was not good")


def test_the_last_word_stays_and_128_are_the_most(page: Page) -> None:
    show(page, SHOWN)
    sentence_field(page).fill("film")
    focus(page, 0)
    page.keyboard.press("Delete")
    expect(menu(page).locator(".said")).to_contain_text("the network needs one to read")
    assert words(page) == ["film"]
    page.keyboard.press("Escape")
    expect(token(page, 0)).to_be_focused()
    sentence_field(page).fill("film " * 128)
    focus(page, 0)
    page.keyboard.press("+")
    page.keyboard.type("good")
    page.keyboard.press("Enter")
    expect(menu(page).locator(".said")).to_contain_text("at most 128 words")
    assert words(page) == ["film"] * 128


def test_escape_gives_the_word_back_that_was_only_tried(page: Page) -> None:
    show(page, SHOWN)
    focus(page, 2)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert words(page) != SENTENCE.split()
    page.keyboard.press("Escape")
    expect(menu(page)).not_to_be_visible()
    reads(page, SENTENCE)
    expect(token(page, 2)).to_be_focused()
    assert place(page)[0] == 3


def test_what_is_typed_in_the_menu_stays_text(page: Page) -> None:
    show(page, SHOWN)
    focus(page, 1)
    for typed, found in [
        ("zebra", ["zebra"]),
        ("👩🏽‍🚀", ["👩🏽‍🚀"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        (HOSTILE, ["<", "img", "src", "=", "x", "onerror", "=", "alert", "(", "1", ")", ">"]),
    ]:
        page.keyboard.press("Enter")
        menu(page).get_by_role("combobox").fill(typed)
        page.keyboard.press("Enter")
        expect(menu(page)).not_to_be_visible()
        assert words(page) == ["the", *found, "was", "not", "good"]
        name = f"{found[0]}, unknown, word 2 of {len(found) + 4}"
        assert token(page, 1).get_attribute("aria-label") == name
        page.keyboard.press("Control+z")
        assert words(page) == SENTENCE.split()
    assert page.locator("img[src=x]").count() == 0


def test_a_blank_is_no_word(page: Page) -> None:
    show(page, SHOWN)
    focus(page, 1)
    page.keyboard.press("Enter")
    for typed in ("", "   ", "\u200b"):
        menu(page).get_by_role("combobox").fill(typed)
        page.keyboard.press("Enter")
        expect(menu(page).locator(".said")).to_contain_text("There is no word")
    assert words(page) == SENTENCE.split()


def test_words_say_what_they_are_and_are_one_stop_for_tab(page: Page) -> None:
    show(page, SHOWN)
    row = page.get_by_role("toolbar", name="The words of the sentence")
    expect(row.get_by_role("button")).to_have_count(5)
    assert row.locator("[tabindex='0']").count() == 1
    expect(row.get_by_role("button", name="film, word 2 of 5, known")).to_have_attribute(
        "aria-haspopup", "dialog"
    )
    focus(page, 1)
    expect(token(page, 1)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(token(page, 1)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("dialog", name="film, word 2 of 5, known")).to_be_visible()


def test_the_menu_is_inside_the_window_of_a_phone(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, viewport={"width": 390, "height": 740}, has_touch=True) as page:
        show(page, SHOWN)
        for timestep in (0, 4):
            word = token(page, timestep)
            word.scroll_into_view_if_needed()
            word.tap()
            expect(menu(page)).not_to_be_visible()
            word.tap()
            box, window = menu(page).bounding_box(), page.viewport_size
            assert box
            assert window
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= window["width"]
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= window["height"]
            page.keyboard.press("Escape")
        heights = page.locator(".row.tokens .ring").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= 37


def test_an_unknown_word_moves_no_stave_over_the_lens(page: Page) -> None:
    show(
        page, f"{ALL_SIGNALS}&lens=1&lstm_guess=just+show+me&sentiment_sentence=" + "+".join(["zebras"] * 16)
    )
    expect(page.locator(".row.tokens")).to_contain_text(re.compile("unknown"))
    lens = page.locator(".lens").bounding_box()
    assert lens
    last = page.locator(".row.stave > [role=img]").last.bounding_box()
    assert last
    wide = last["x"] + last["width"] > lens["x"]
    assert wide != page.locator(".scroller").evaluate("sheet => sheet.classList.contains('whole')")
    assert wide, "a sentence that needs more room than there is"
