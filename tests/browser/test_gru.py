"""The pictures of the GRU's relatives under the hand: sizes, signs, brackets, and both cells word by word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core import ModelSpec, weight_count
from pages._scenes.gru.conventions import NUMBERS, WHO
from pages._scenes.gru.weights import PRESETS
from tests.browser.alone import MOUNT

DATA: dict[str, dict[str, Any]] = {
    "sizes": {"presets": PRESETS, "first": next(iter(PRESETS))},
    "conventions": {"numbers": NUMBERS, "who": WHO},
}
Put = Callable[..., None]


@pytest.fixture
def put(page: Page) -> Put:
    """Return what puts a picture of a kind on an empty page."""
    page.goto("/_stcore/health")

    def mount(kind: str, width: int = 1100, *, veiled: bool = False) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(MOUNT, [kind, DATA[kind], {"alt": "What it shows.", "veiled": veiled, "fresh": 0}])

    return mount


def cell_of_lstm(units: int) -> str:
    count = weight_count(
        ModelSpec("lstm", layers=4), 50_000, 50_000, embedding_size=100, hidden_size=units, one_bias=True
    )
    return f"{count.part('matrices', 'biases'):,}"


def test_weights_follow_what_is_typed_and_stay_where_that_is_no_size(page: Page, put: Put) -> None:
    put("sizes")
    lstm = page.locator(".sizes-row", has_text="LSTM").first
    expect(lstm.locator(".sizes-times")).to_have_text("× 4")
    units = page.get_by_label("units")
    units.fill("200")
    expect(lstm.locator(".sizes-number")).to_have_text(cell_of_lstm(200))
    units.fill("0")
    expect(page.get_by_role("alert")).to_contain_text("0 is no size")
    expect(units).to_have_attribute("aria-invalid", "true")
    expect(lstm.locator(".sizes-number")).to_have_text(cell_of_lstm(200))
    page.get_by_role("button", name="one unit with peepholes").click()
    expect(page.get_by_role("alert")).to_have_text("")
    expect(page.locator(".sizes-formula")).to_contain_text("= 211")
    page.locator(".sizes-row", has_text="RNN").click()
    expect(page.locator(".sizes-formula")).to_contain_text("RNN: 1 · 1 · (50 + 1 + 1) = 52")


def test_two_ways_are_one_network_with_the_other_sign(page: Page, put: Put) -> None:
    put("conventions")
    expect(page.locator(".conventions-note")).to_contain_text("A and B, C and D")
    first = page.locator(".conventions-A td").first
    before = first.inner_text()
    page.get_by_role("button", name="Other numbers").click()
    expect(first).not_to_have_text(before)
    expect(page.locator(".conventions-note")).to_contain_text("A and B, C and D")
    page.get_by_role("button", name="the same weights").click()
    expect(page.locator(".conventions-note")).to_have_text("No two give the same states.")


@pytest.mark.parametrize("kind", DATA)
def test_before_the_answer_no_number_gives_it_away(page: Page, put: Put, kind: str) -> None:
    put(kind, veiled=True)
    told = page.locator(".picture").inner_text()
    assert "the same\n" not in told
    assert "× 4" not in told
    assert "0.1786" not in told
    assert "?" in told


@pytest.mark.parametrize("kind", DATA)
def test_on_a_phone_nothing_stands_beside_the_page(page: Page, put: Put, kind: str) -> None:
    put(kind, 358)
    expect(page.locator(".picture")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 358


def test_brackets_are_drawn_by_slider_key_and_hand_and_say_what_cannot_be_read(page: Page) -> None:
    page.goto("/gru?scene=brackets")
    hidden = page.locator(".cells-hidden")
    expect(hidden).to_have_count(3)
    expect(page.get_by_label("How deep the brackets are nested")).to_have_value("7")
    page.get_by_role("radio", name="when all are closed").click()
    expect(page.locator(".cells-chart svg")).to_have_count(3)
    expect(page.get_by_role("heading", name="Deeper than in training")).to_be_visible()
    field, problem = page.get_by_role("textbox", name="or type"), page.locator(".brackets-problem")
    assert len(field.input_value().split()) == 14
    lstm = page.locator(".cells-row").nth(2)
    expect(lstm).to_contain_text("✓ knows when all are closed")
    page.get_by_label("How deep the brackets are nested").fill("2")
    expect(page.locator(".brackets-number")).to_have_text("2 deep")
    expect(lstm).to_contain_text("✓ all answers right")
    page.get_by_label("How deep the brackets are nested").press("ArrowRight")
    expect(page.locator(".brackets-number")).to_have_text("3 deep")
    field.fill("( [ x")
    expect(problem).to_contain_text("“x” is no bracket")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".brackets-number")).to_have_text("3 deep")
    field.fill("()[(")
    expect(problem).to_have_text("")
    expect(page.locator(".brackets-number")).to_have_text("2 deep")
    field.fill("()" * 64)
    expect(page.locator(".brackets-number")).to_have_text("1 deep")
    page.get_by_role("button", name="other brackets").click()
    assert len(field.input_value().split()) == 2
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".cells-chart svg").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_both_cells_go_through_a_word_together(page: Page) -> None:
    page.goto("/gru?scene=beside")
    expect(page.get_by_text("Answer first. Both cells then go through the word here.")).to_be_visible()
    expect(page.locator(".beside-line")).to_have_count(0)
    page.get_by_role("radio", name="each the rest to 1").click()
    act = page.locator(".acts-acts [aria-pressed=true]")
    expect(act).to_have_text("4 · show")  # it plays this word by itself
    gru, lstm = (page.locator(".beside-cell").nth(at) for at in (0, 1))
    expect(gru.locator("[data-name=together]")).to_contain_text(re.compile(r"z \+ \(1 − z\) = .+ = 1"))
    expect(lstm.locator("[data-name=together]")).to_contain_text("f + i =")
    expect(gru.locator(".beside-none")).to_have_count(1)
    expect(lstm.locator(".beside-none")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(act).to_have_text("3 · write")
    expect(lstm.locator("[data-name=shows] .beside-sum")).to_have_text("")
    before = [cell.locator(".key").inner_text() for cell in (gru, lstm)]
    page.keyboard.press("ArrowDown")
    expect(gru.locator(".key")).not_to_have_text(before[0])
    expect(lstm.locator(".key")).not_to_have_text(before[1])
    page.keyboard.press("ArrowUp")
    lstm.locator(".key").click()
    expect(gru.locator(".key")).to_have_text(before[0])
    expect(lstm.locator(".key")).not_to_have_text(before[1])
    page.locator(".acts-column", has_text="great").click()
    expect(page.locator(".acts-column[aria-current]")).to_contain_text("great")
    expect(page.locator(".beside-strip:not(.acts-ahead)")).to_have_count(11)
    expect(page.locator(".acts-says")).to_contain_text("The GRU shows all of its state")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_r_by_hand_moves_the_new_value_and_the_answer(page: Page) -> None:
    page.goto("/gru?scene=reset&gru_reset_guess=show-me")
    slider = page.get_by_label("How much of the old state the new value sees")
    expect(slider).to_be_visible(timeout=90_000)
    value, answer = page.locator(".reset-sum b"), page.locator(".reset-answer")
    width = page.locator(".reset-cell [data-of=seen]").first
    before, narrow = value.inner_text(), float(width.get_attribute("stroke-width") or 0)
    assert "with r as it was" not in answer.inner_text()
    slider.fill("1")
    expect(value).not_to_have_text(before)
    expect(page.locator(".reset-number")).to_have_text("r 1.00")
    expect(page.locator(".reset-here")).to_contain_text("r 1.00")
    expect(answer).to_contain_text("with r as it was")
    assert float(width.get_attribute("stroke-width") or 0) > narrow
    one = answer.inner_text()
    page.get_by_role("button", name="r of all units here").click()
    expect(answer).not_to_have_text(one)
    page.get_by_role("button", name="let go").click()
    expect(value).to_have_text(before)
    unit = page.locator(".reset-top button")
    shown = unit.inner_text()
    unit.click()
    expect(unit).not_to_have_text(shown)
    page.locator(".reset-word").first.click()
    expect(page.locator(".reset-here b")).to_have_text("I")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".reset-here b")).to_have_text("really")


def test_the_new_value_is_covered_until_it_is_guessed(page: Page) -> None:
    page.goto("/gru?scene=reset")
    expect(page.locator(".reset-sum b")).to_have_text("?", timeout=90_000)
    drawn = page.locator(".reset-cell [data-of='candidate value']")
    expect(drawn).to_have_text("?")
    expect(page.locator(".reset-scale")).not_to_contain_text("new value")
    expect(page.locator(".reset-answer")).to_have_text("")
    page.get_by_role("radio", name="just show me").click()
    expect(drawn).not_to_have_text("?")
    expect(page.locator(".reset-scale")).to_contain_text("new value")
