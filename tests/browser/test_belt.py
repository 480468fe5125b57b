"""The conveyor belt: covered until its question is answered, then act by act and on to the next word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from core.instruments.closing import dropped
from pages._scenes.lstm.belt import units_shown
from tests.browser.reading import trace_of

NUMBERS: list[dict[str, str]] = [
    {"before_cell": "before", "forget_gate value": "forget", "kept": "kept"},
    {"input_gate value": "input", "candidate value": "candidate", "written": "written"},
    {"cell_state": "now"},
    {"output_gate value": "output", "hidden": "shown"},
]
"""The numbers that each act brings, as the drawing and as the table call them."""
MADE_OF = {2: {"kept", "written"}}
IN_DRAWING = """(parts) => Object.fromEntries(parts.filter((part) => part.textContent)
  .map((part) => [part.getAttribute("data-of"), part.textContent]))"""
IN_ROW = """(cells) => Object.fromEntries(cells.filter((cell) => cell.textContent)
  .map((cell) => [cell.getAttribute("data-name"), cell.textContent]))"""


def answered(page: Page) -> None:
    page.goto("/lstm?scene=belt")
    page.locator(".st-key-lstm_belt_guess").get_by_role("radio").first.click()
    expect(page.locator(".acts-acts [aria-pressed=true]")).to_have_text("4 · output")


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


def test_the_drawing_lights_the_act_and_has_the_table_s_numbers(page: Page) -> None:
    answered(page)
    row = page.locator(".belt-unit.belt-here [data-name]")
    heights = set()
    for act in range(4):
        page.locator(".acts-acts button").nth(act).click()
        expect(page.locator(".belt-lit")).to_contain_text(f"{act + 1} · ")
        table = row.evaluate_all(IN_ROW)
        there = {drawn: table[name] for numbers in NUMBERS[: act + 1] for drawn, name in numbers.items()}
        assert page.locator(".belt .diagram .value").evaluate_all(IN_DRAWING) == there
        lit = page.locator(".belt .diagram g.lit .value").evaluate_all(IN_DRAWING)
        assert set(lit) == set(NUMBERS[act]) | MADE_OF.get(act, set())
        heights.add(page.locator(".picture.belt").bounding_box()["height"])  # type: ignore[index]
    assert len(heights) == 1, "nothing jumps from act to act"


def test_a_line_of_the_belt_is_as_wide_as_its_number_is_large(page: Page) -> None:
    answered(page)
    trace = trace_of("lstm", "everyday")
    found = dropped(trace)
    held = trace["cell_state"][:, found.unit]
    most = max(1.0, float(abs(held).max()))
    for name, value in (
        ("before_cell", found.held),
        ("kept", found.kept),
        ("cell_state", float(held[found.at])),
    ):
        width = float(
            page.locator(f".belt .diagram polyline[data-of={name}]").get_attribute("stroke-width") or 0
        )
        assert width == pytest.approx(1.5 + 13 * abs(value) / most, rel=1e-6), name


def test_the_drawing_fits_a_phone_and_can_be_read(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    answered(page)
    page.locator(".belt .diagram").scroll_into_view_if_needed()
    outside, smallest = page.locator(".belt .diagram").evaluate(
        """(svg) => {
          const box = svg.getBoundingClientRect();
          const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent);
          const beyond = texts.filter((text) => {
            const { left, right } = text.getBoundingClientRect();
            return left < box.left - 1 || right > box.right + 1;
          });
          const scale = box.width / svg.viewBox.baseVal.width;
          const sizes = texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
          return [beyond.map((text) => text.textContent), Math.min(...sizes)];
        }"""
    )
    assert outside == []
    assert smallest >= 11
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def box(part: Locator) -> FloatRect:
    """Return where a part stands."""
    found = part.bounding_box()
    assert found is not None
    return found


def test_the_cell_of_the_rnn_stands_in_the_same_frame_without_belt_and_gates(page: Page) -> None:
    answered(page)
    drawn, table = page.locator(".belt-cell-drawn svg"), page.locator(".belt-table")
    lstm, rnn = (page.get_by_role("button", name=f"the {kind}’s cell") for kind in ("LSTM", "RNN"))
    expect(lstm).to_have_attribute("aria-pressed", "true")
    candidate = drawn.locator("g", has_text=re.compile("^g$")).locator("rect")
    size, tip, stood = box(drawn), box(page.locator(".belt-tip")), box(candidate)
    rnn.click()
    expect(rnn).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".acts-acts [aria-pressed=true]")).to_have_count(0)
    expect(drawn.locator("rect")).to_have_count(1)
    expect(drawn.locator("circle")).to_have_count(0)
    expect(table).to_be_hidden()
    now, stands = box(drawn), box(drawn.locator("rect"))
    assert (now["width"], now["height"]) == pytest.approx((size["width"], size["height"]))
    assert stands["x"] + stands["width"] / 2 == pytest.approx(stood["x"] + stood["width"] / 2, abs=1)
    assert box(page.locator(".belt-tip"))["y"] > tip["y"], "what goes on is h, not c"
    page.get_by_role("button", name="1 · forget").click()
    expect(table).to_be_visible()
    expect(drawn.locator("rect")).to_have_count(4)
