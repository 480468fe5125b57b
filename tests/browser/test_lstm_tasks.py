"""Tasks for hands: keep or drop a memory, carry a value to the last digit; each says when it is done."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import Locator, Page, expect

from core import Clamp, Trace, record
from pages._scenes.lstm.closing import Dropped, dropped
from tests.browser.reading import place, show, stave, trace_of


def exactly(value: float) -> str:
    return repr(float(value)).replace("-", "−")


def found_on(trace: Trace) -> Dropped:
    return dropped(trace)


def hold(page: Page, gate: str, key: str) -> None:
    """Choose a gate in the lens, and hold it at an end of its slider."""
    page.locator(".lens .numbers tbody tr").filter(has_text=gate).first.click()
    name = {"f": "forget gate", "i": "input gate"}[gate]
    slider = page.get_by_role("slider", name=f"{name}, held by hand")
    slider.focus()
    slider.press(key)


def finding(page: Page, label: str) -> Locator:
    return stave(page, label).first.locator("..").locator(".finding")


def test_the_carousel_keeps_every_digit_and_says_when_it_is_done(page: Page) -> None:
    show(page, "/lstm?scene=carousel&lstm_carousel_guess=exact")
    trace = trace_of("lstm", "everyday")
    found = found_on(trace)
    expect(page.locator(".lens h2")).to_have_text(f"timestep {found.at + 1} · unit {found.unit + 1}")
    held = exactly(trace["cell_state"][found.at - 1, found.unit])
    name = stave(page, "cell state").first.get_attribute("aria-label") or ""
    assert f"unit {found.unit + 1}: {held} after" in name
    assert f"with f = 1 and i = 0 from then on {held} after" in name
    said = finding(page, "cell state")
    expect(said).to_contain_text(f"Make unit {found.unit + 1} remember {held}")
    hold(page, "f", "End")
    last = record(trace.network, trace.words, operations=[Clamp("forget_gate", 1.0, (found.unit,), found.at)])
    end = last["cell_state"][-1, found.unit]
    assert abs(end - trace["cell_state"][found.at - 1, found.unit]) > 0.01, "one gate alone does not do it"
    expect(said).to_contain_text("Not yet: 100 % of it passes")
    hold(page, "i", "Home")
    expect(said).to_contain_text(f"✓ Done: it remembers. After “{trace.words[-1]}” unit {found.unit + 1}")
    expect(said).to_contain_text(f"still holds {held}, every digit.")
    hold(page, "f", "Home")
    expect(said).to_contain_text("✓ Done: it forgets. Only 0 % of it passes")
    page.get_by_role("button", name="Undo all").click()
    expect(said).to_contain_text("Make unit")


def test_the_scene_of_held_gates_begins_at_the_word_and_says_what_is_kept(page: Page) -> None:
    show(page, "/lstm?scene=hold")
    found = found_on(trace_of("lstm", "everyday"))
    assert place(page) == (found.at + 1, found.unit + 1)
    said = finding(page, "who wrote the memory")
    expect(said).to_contain_text("make it remember (90 % or more), then make it forget (5 % or less)")
    page.get_by_label("Which units are held").select_option("all")
    hold(page, "f", "End")
    expect(said).to_contain_text("✓ Done: it remembers.")
    means = stave(page, "mean forget gate").first.get_attribute("aria-label") or ""
    assert "mean forget gate: lowest" in means
    hold(page, "f", "Home")
    expect(said).to_contain_text("✓ Done: it forgets.")


def test_the_unit_that_drops_most_is_opened_at_its_word_with_what_it_loses(page: Page) -> None:
    show(page, "/lstm?scene=unit&lstm_unit_guess=show-me")
    trace = trace_of("lstm", "everyday")
    found = found_on(trace)
    assert place(page) == (found.at + 1, found.unit + 1)
    state = trace["cell_state"][:, found.unit]
    before, now = (f"{one:.3f}".replace("-", "−") for one in (state[found.at - 1], state[found.at]))
    expect(stave(page, "cell state").first.locator("text", has_text=f"{before} → {now}")).to_have_count(1)
    assert np.argmin(trace["forget_gate"].mean(axis=1)[1:]) + 1 == found.at
