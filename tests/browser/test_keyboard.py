"""By keyboard alone: every page from its top to its end, and no letter that does what nobody asked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import Traffic

REACHED = """() => {
  window.reached = [];
  document.addEventListener('keydown', ({ key }) => window.reached.push(key));
}"""
"""Streamlit's own letters are read at the document: R runs the page again, C clears its cache."""


@pytest.mark.parametrize("address", ["limits", "accessibility", "plans", "train"])
def test_streamlit_s_letters_do_nothing(page: Page, address: str) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    page.goto(f"/{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.evaluate(REACHED)
    sent = len(traffic.sent)
    for key in ("r", "c", "R", "C", "x"):
        page.keyboard.press(key)
    assert page.evaluate("window.reached") == ["x"]
    assert len(traffic.sent) == sent


def test_letters_are_typed_all_the_same(page: Page) -> None:
    page.goto("/glossary")
    field = page.locator(".glossary-search")
    field.press_sequentially("recurrent")
    expect(field).to_have_value("recurrent")
