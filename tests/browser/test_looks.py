"""Attention in a browser: one answer after another is taken apart."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_an_answer_is_taken_apart_by_a_key_a_button_and_a_click(page: Page) -> None:
    page.goto("/shapes?scene=attention&shapes_attention_guess=show-me")
    picture = page.locator(".looks")
    expect(picture.locator(".looks-counted")).to_have_text([re.compile("^[4-6] of 10$"), "10 of 10"])
    expect(picture.locator(".looks-curves svg")).to_be_visible()
    expect(picture.locator(".looks-step")).to_be_hidden()
    picture.get_by_role("button", name="One answer taken apart").click()
    says, cells = picture.locator(".looks-says"), picture.locator(".looks-cells")
    expect(says).to_have_text("Answer 1 of 10: “a”")
    expect(picture.locator(".looks-curves")).to_be_hidden()
    expect(cells.nth(0).locator(".strong")).to_have_text("a")
    expect(cells.nth(2).locator("span")).to_have_count(10)
    assert sum(map(float, cells.nth(2).locator("span").all_text_contents())) == 1
    expect(cells.nth(3).locator(".strong")).to_have_text("a")
    page.keyboard.press("ArrowRight")
    expect(says).to_have_text("Answer 2 of 10: “c”")
    picture.get_by_role("button", name="The answer before (←)").click()
    expect(says).to_have_text("Answer 1 of 10: “a”")
    expect(picture.get_by_role("button", name="The answer before (←)")).to_be_disabled()
    picture.locator(".looks-ink").nth(4 * 10).click()
    expect(says).to_have_text("Answer 5 of 10: “g”")
    expect(picture.locator(".looks-chosen")).to_have_count(1)
