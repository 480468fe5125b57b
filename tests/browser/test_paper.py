"""Pictures on paper: drawn anew for its width, whole, and afterwards as before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

PAPER = 718
"""Between the margins of A4, px."""
ENDS = """host => {
  const left = host.getBoundingClientRect().left;
  const shown = [...host.shadowRoot.querySelectorAll('*')].filter(one => one.checkVisibility());
  const cut = one => one.closest('.spoken, clipPath, defs, symbol, [popover]');
  return Math.max(...shown.filter(one => !cut(one)).map(one => one.getBoundingClientRect().right - left));
}"""


@pytest.mark.parametrize(
    "address",
    [
        "/lstm?scene=start&lstm_start_guess=show-me",
        "/words?scene=ids&words_ids_guess=show-me",
        "/unrolled?scene=loop&unrolled_loop_guess=show-me",
        "/gru?scene=weights&gru_weights_guess=show-me",
    ],
)
def test_a_picture_is_whole_on_paper_and_afterwards_as_before(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(address)
    picture = page.locator(".st-key-scene .picture").first
    expect(picture).to_be_visible(timeout=120_000)
    page.wait_for_load_state("networkidle")
    host = picture.evaluate_handle("one => one.getRootNode().host")
    width = host.evaluate("host => host.clientWidth")
    assert width > PAPER
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert host.evaluate(ENDS) <= PAPER
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert host.evaluate("host => [host.clientWidth, host.style.zoom]") == [width, ""]
