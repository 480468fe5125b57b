"""Attention in a browser: one answer after another is taken apart."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import PATIENCE


def counted(text: str) -> int:
    """Return how many answers are right, which is of the processor that trained the network."""
    return int(text.partition(" ")[0])


def letter(says: Locator) -> str:
    return says.inner_text().partition("“")[2][0]


def test_an_answer_is_taken_apart_by_a_key_a_button_and_a_click(page: Page) -> None:
    page.goto("/shapes?scene=attention&shapes_attention_guess=show-me")
    picture = page.locator(".looks")
    count = re.compile(r"^\d+ of 10$")
    expect(picture.locator(".looks-counted")).to_have_text([count, count], timeout=2000 * PATIENCE)
    without, looking = map(counted, picture.locator(".looks-counted").all_text_contents())
    assert without <= looking
    expect(picture.locator(".looks-curves svg")).to_be_visible()
    expect(picture.locator(".looks-step")).to_be_hidden()
    picture.get_by_role("button", name="One answer taken apart").click()
    says, cells = picture.locator(".looks-says"), picture.locator(".looks-cells")
    expect(says).to_have_text(re.compile("^Answer 1 of 10: “.”$"))
    first = letter(says)
    expect(picture.locator(".looks-curves")).to_be_hidden()
    expect(cells.nth(0).locator(".strong")).to_have_count(1)
    expect(cells.nth(2).locator("span")).to_have_count(10)
    assert sum(map(float, cells.nth(2).locator("span").all_text_contents())) == 1
    expect(cells.nth(3).locator(".strong")).to_have_text(first)
    page.keyboard.press("ArrowRight")
    expect(says).to_have_text(re.compile("^Answer 2 of 10: “.”$"))
    expect(cells.nth(3).locator(".strong")).to_have_text(letter(says))
    picture.get_by_role("button", name="The answer before (←)").click()
    expect(says).to_have_text(f"Answer 1 of 10: “{first}”")
    expect(picture.get_by_role("button", name="The answer before (←)")).to_be_disabled()
    picture.locator(".looks-ink").nth(4 * 10).click()
    expect(says).to_have_text(re.compile("^Answer 5 of 10: “.”$"))
    expect(picture.locator(".looks-chosen")).to_have_count(1)
