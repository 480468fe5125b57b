"""A twin of the sentence: made, read, edited and ended by mouse and by keyboard; the server hears nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core import difference, record
from core.figures.palette import line_name
from tests.browser.driver import to_page
from tests.browser.reading import (
    ALL_SIGNALS,
    Traffic,
    press,
    show,
    stave,
    table,
    trace_of,
    until,
    visitor,
    words,
)
from tests.browser.taking import rows_of, take
from tests.running import RunningServer

GRADIENTS = "/gradients?gradients_guess=just+show+me&t=14&u=1"
LSTM = f"{ALL_SIGNALS}&lstm_guess=just+show+me&lstm_task=recall&t=14&u=3"


def switch(page: Page, name: str) -> Locator:
    return page.locator(".pair .switch").get_by_role("button", name=name, exact=True)


def second(page: Page, timestep: int) -> Locator:
    """Return a word of the twin."""
    return page.get_by_role("toolbar", name="Sentence B").locator("g.token").nth(timestep)


def search(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.search.replaceAll('+', ' '))"))


def test_a_twin_is_made_by_mouse_and_says_what_is_left_in_each_network(page: Page) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    show(page, GRADIENTS)
    sentence = words(page)
    sent = len(traffic.sent)
    page.get_by_role("button", name="Twin", exact=True).click()
    assert words(page)[len(sentence) :] == ["the", "cat", *sentence[2:]]
    expect(second(page, 1)).to_have_accessible_name(
        "cat, word 2 of 14, known, differs: the other sentence has dog here"
    )
    shown, ends = table(page), {}
    for kind in ("rnn", "gru", "lstm"):
        first = trace_of(kind, "recall")
        apart = difference(record(first.network, words(page)[len(sentence) :]), first)
        for state in ("hidden", "cell_state"):
            if state in apart.signals:
                norms = np.linalg.norm(apart.signals[state], axis=1)
                left = shown[f"difference A − B, {line_name(kind, state)}"]
                assert left == float(f"{norms[-1] / norms[1]:.6g}")
                ends[kind] = left
    told = "The word is nearly gone in the RNN, and not in the GRU and the LSTM."
    assert min(ends["gru"], ends["lstm"]) > 0.1
    expect(page.locator(".pair b")).to_contain_text(told if ends["rnn"] < 0.1 else "The word is not gone")
    expect(page.locator(".pair li")).to_have_count(4)
    assert len(traffic.sent) == sent, "the twin is the reader's alone"
    page.get_by_role("button", name="No twin any more").click()
    expect(page.locator(".pair")).to_be_hidden()
    assert words(page) == sentence
    page.keyboard.press("Control+z")
    expect(second(page, 1)).to_be_visible()


def test_keys_make_it_show_the_difference_edit_it_and_end_it(page: Page) -> None:
    show(page, LSTM)
    picture = stave(page, "cell state").first.element_handle()
    press(page, "t")
    assert picture.evaluate("one => one.isConnected"), "A looks as it does alone: nothing is built anew"
    expect(switch(page, "Sentence A")).to_have_attribute("aria-pressed", "true")
    press(page, "d")
    expect(switch(page, "A − B")).to_have_attribute("aria-pressed", "true")
    first = trace_of("lstm", "recall")
    twin = (*first.words[:1], "cat", *first.words[2:])
    apart = difference(record(first.network, twin), first).signals["cell_state"]
    assert table(page)["cell state, A − B"] == float(f"{apart[13, 2]:.6g}")
    expect(page.locator(".lens .where")).to_contain_text("sentence A")
    until(lambda: "show=difference" in search(page) and "twin=the cat that" in search(page))
    second(page, 13).focus()
    page.keyboard.press("Delete")
    expect(page.locator(".pair li").first).to_contain_text("A has 14 words and B 13")
    expect(page.locator(".score .position")).to_have_text("13 / 13")
    page.keyboard.press("Control+z")
    expect(page.locator(".score .position")).to_contain_text("/ 14")
    press(page, "b", "Home", "ArrowRight")
    expect(page.locator(".lens .where")).to_have_text("the network reads “cat” · sentence B")
    press(page, "Home", "d")
    expect(page.locator(".score .position")).to_have_text("2 / 14")  # before "cat" nothing differs
    press(page, "t")
    expect(page.locator(".pair")).to_be_hidden()
    until(lambda: "twin=" not in search(page) and "show=" not in search(page))


def test_a_link_brings_a_twin_which_is_taken_along_and_stays_on_its_page(page: Page, tmp_path: Path) -> None:
    show(page, f"{LSTM}&twin=the+<b>cat</b>&show=difference")
    expect(second(page, 1)).to_have_accessible_name(
        "<, unknown, word 2 of 9, differs: the other sentence has dog here"
    )
    source, rows = rows_of(take(page, "CSV, the numbers", tmp_path))
    assert "shown: A − B" in source
    assert {row["token"] for row in rows} >= {"the", "dog / <"}
    assert any(row["signal"] == "hidden state, A − B" for row in rows)
    drawing = take(page, "SVG", tmp_path).read_text(encoding="utf-8")
    assert "shown: A − B" in drawing
    to_page(page, "The unrolled RNN").click()
    expect(page.locator(".score .caption")).to_contain_text("RNN")
    expect(page.locator(".pair")).to_be_hidden()


def test_on_a_phone_the_numbers_of_both_are_folded(browser: Browser, server: RunningServer) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    with visitor(browser, server, **phone) as page:
        show(page, f"{GRADIENTS}&twin=the+cat+that+my+family+had")
        expect(page.locator(".pair b")).to_contain_text("The word is not gone")
        answers = page.locator(".pair li").last
        expect(answers).to_be_hidden()
        page.locator(".pair summary").tap()
        expect(answers).to_contain_text("LSTM: the answers")


@pytest.mark.parametrize("twin", ["+", "%E2%80%8B"])
def test_a_link_with_a_twin_of_no_words_says_so(page: Page, twin: str) -> None:
    show(page, f"{LSTM}&twin={twin}")
    expect(page.locator(".pair b")).to_contain_text("The twin cannot be read.")
    expect(page.locator(".score .position")).to_have_text("14 / 14")
