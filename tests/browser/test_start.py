"""Where the forget gate starts: bars follow slider, column, sentence and peepholes, answers the guess."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import Page, expect

from core import initial_network, record
from core.experiments.lessons.lstm_start import recipe
from pages._scenes.lstm.start import PROBE
from tests.browser.reading import answer, sentence_field, until


def left(bias: float, *, peepholes: bool = False, sentence: str = PROBE, at: int = 1) -> list[int]:
    """Return how much of what is held after a word is left after each later one, in percent."""
    gates = record(initial_network(recipe(bias, 0, peepholes=peepholes)), sentence)["forget_gate"]
    shares = np.cumprod(gates[at + 1 :], axis=0).mean(axis=1)
    return [round(100 * float(share)) for share in shares]


def bars(page: Page, at: int = 1) -> list[int]:
    tall = page.locator(".start-cell i").evaluate_all("all => all.map((one) => parseFloat(one.style.height))")
    return [round(share) for share in tall[at + 1 :]]


def test_the_bars_follow_what_is_under_the_hand_and_the_answers_come_after_the_guess(page: Page) -> None:
    page.goto("/lstm?scene=start")
    columns = page.locator(".start-column")
    expect(columns).to_have_count(4)
    expect(page.locator(".start-covered")).to_have_count(4)
    until(lambda: bars(page) == left(1.0))
    answer(page, "from bias 2 on")
    expect(page.locator(".start-column svg")).to_have_count(4)
    columns.nth(3).click()
    expect(columns.nth(3)).to_have_attribute("aria-pressed", "true")
    assert bars(page) == left(3.0)
    page.get_by_label("Forget bias before training").fill("2.5")
    assert bars(page) == left(2.5)
    expect(page.locator(".start-column[aria-pressed=true]")).to_have_count(0)
    page.get_by_role("button", name="with peepholes").click()
    assert bars(page) == left(2.5, peepholes=True)
    expect(page.locator(".start-missing")).to_have_count(2)
    sentence_field(page).fill("the big cat had a")
    until(lambda: bars(page, 2) == left(2.5, peepholes=True, sentence="the big cat had a", at=2))
