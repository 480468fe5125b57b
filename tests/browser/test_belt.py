"""The conveyor belt: covered until its question is answered, then act by act and on to the next word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from core.instruments.closing import dropped
from pages._scenes.lstm.belt import units_shown
from tests.browser.reading import trace_of


def test_the_belt_goes_through_the_acts_and_on_to_the_next_word(page: Page) -> None:
    page.goto("/lstm?scene=belt")
    trace = trace_of("lstm", "everyday")
    found = dropped(trace)
    units = units_shown(trace, found)
    expect(page.get_by_text("Answer first. The belt then starts here.")).to_be_visible()
    expect(page.locator(".belt-cell")).to_have_count(0)
    page.locator(".st-key-lstm_belt_guess").get_by_role("radio").first.click()
    act = page.locator(".acts-acts [aria-pressed=true]")
    expect(act).to_have_text("4 · output")  # it plays this word by itself
    expect(page.locator(".belt-unit > th")).to_have_text([f"unit {unit + 1}" for unit in units])
    row = page.locator(".belt-unit.belt-here")
    says = page.locator(".acts-says")
    expect(row.locator("th")).to_have_text(f"unit {found.unit + 1}")
    kept = row.locator("[data-name=kept]")
    expect(kept).not_to_have_text("")
    shown = float(kept.inner_text().replace("−", "-"))
    assert shown == pytest.approx(found.kept, abs=0.006), "with as many digits as the product asks for"
    page.keyboard.press("ArrowLeft")
    expect(says).to_contain_text(f"Update. Unit {found.unit + 1}")
    expect(row.locator("[data-name=shown]")).to_have_text("")
    now = row.locator("[data-name=now]").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(act).to_have_text("1 · forget")
    expect(page.locator(".acts-column[aria-current]")).to_contain_text(trace.words[found.at + 1])
    expect(row.locator("[data-name=before]")).to_contain_text(now[:4])
    expect(row.locator("[data-name=written]")).to_have_text("")
    page.keyboard.press("ArrowDown")
    expect(says).to_contain_text(f"Unit {units[(units.index(found.unit) + 1) % len(units)] + 1}:")
