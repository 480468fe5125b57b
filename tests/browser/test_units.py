"""Units in an order: what is drawn large is what matters, and a gate has its mean above."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core import cluster_order, effect_on_answer
from core.instruments.closing import dropped
from pages._scenes.lstm.unit import WRITERS
from tests.browser.reading import ALL_SIGNALS, place, press, show, stave, table, trace_of, until
from tests.browser.taking import take

TRAINED = 240_000
"""Milliseconds in which a small network is trained beside other tests."""
RECALL = f"{ALL_SIGNALS}&lstm_task=recall&lstm_guess=just+show+me"


def numbers(page: Page, label: str) -> list[int]:
    """Return the numbers of units beside a heatmap, from top to bottom."""
    ticks = stave(page, label).first.locator("..").locator(".tick").all_inner_texts()
    return [int(text) for text in ticks]


def test_units_that_matter_are_named_and_large_in_the_order_that_is_chosen(
    page: Page, tmp_path: Path
) -> None:
    show(page, RECALL)
    trace = trace_of("lstm", "recall")
    effect = effect_on_answer(trace)
    ranked = [int(unit) + 1 for unit in np.argsort(-np.abs(effect), kind="stable")]
    assert numbers(page, "forget gate") == numbers(page, "hidden state") == ranked[:6]
    assert place(page)[1] == ranked[0], "the page begins at the unit that matters most"
    name = stave(page, "hidden state").get_attribute("aria-label") or ""
    assert name.endswith(f"; first by effect on the answer: unit {ranked[0]}")
    press(page, "Home", "ArrowDown", "ArrowDown")
    assert place(page) == (1, ranked[2])
    press(page, *["ArrowUp"] * 4)
    assert place(page) == (1, ranked[0])
    height = stave(page, "hidden state").evaluate("picture => picture.clientHeight")
    press(page, "v")
    page.get_by_label("Order of the units").select_option("clustered")
    page.keyboard.press("Escape")
    together = [int(unit) + 1 for unit in cluster_order(trace.hidden)]
    until(lambda: numbers(page, "forget gate") == [unit for unit in together if unit in ranked[:6]])
    assert stave(page, "hidden state").evaluate("picture => picture.clientHeight") == height
    press(page, "ArrowDown")
    below = together[(together.index(ranked[0]) + 1) % len(together)]
    assert place(page) == (1, below)
    until(lambda: "order=clustered" in page.evaluate("location.search"))
    page.locator(".scroller").focus()
    press(page, "o")
    until(lambda: "order=trained" in page.evaluate("location.search"))
    assert numbers(page, "forget gate") == sorted(ranked[:6])
    drawing = ET.parse(take(page, "SVG", tmp_path)).getroot()  # noqa: S314 we made it
    texts = [text.text for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    lowest, highest = trace["forget_gate"].mean(axis=1).min(), trace["input_gate"].mean(axis=1).max()
    assert texts.count(f"mean {lowest:.2f}") == 1, "the lowest mean of the forget gate is taken along"
    assert texts.count(f"mean {highest:.2f}") == 1, "of the input gate the highest"
    assert texts.count(str(ranked[0])) >= 6, "so are the numbers of the units"
    press(page, "o")
    until(lambda: "order" not in page.evaluate("location.search"))


def test_the_mean_of_a_held_gate_stands_beside_that_of_the_network_left_alone(page: Page) -> None:
    show(page, f"{RECALL}&t=3&hold=forget_gate:all:0.00:3-")
    gate = stave(page, "forget gate").first
    lines = gate.locator("path[stroke-dasharray='4 4']")
    expect(lines).to_have_attribute("d", re.compile("^M"))
    expect(gate.locator("text", has_text="mean 0.00")).to_have_count(1)
    page.get_by_role("button", name="Undo all").click()
    expect(lines).to_have_attribute("d", "")


@pytest.mark.parametrize(("gate", "called"), [("forget_gate", "lowest"), ("input_gate", "highest")])
def test_a_gate_s_mean_is_a_bar_a_word_and_the_one_that_is_meant_has_its_number(
    page: Page, gate: str, called: str
) -> None:
    show(page, "/lstm?lstm_task=recall&lstm_guess=just+show+me&t=3")
    label = f"mean {gate.replace('_', ' ')}"
    means = trace_of("lstm", "recall")[gate].mean(axis=1)
    at = int(means.argmin() if called == "lowest" else means.argmax())
    bars = stave(page, label).first
    expect(bars.locator("text.mean")).to_have_text(f"{means[at]:.2f}")
    word = trace_of("lstm", "recall").words[at]
    expect(bars).to_have_attribute(
        "aria-label", f"{label}: {called}, {means[at]:.2f}, at “{word}” (word {at + 1})"
    )
    assert table(page)[label] == float(f"{means[2]:.6g}")


def test_an_order_that_is_none_is_said(page: Page) -> None:
    show(page, f"{RECALL}&order=<b>")
    expect(page.get_by_text("The link asks for the units' order “<b>”")).to_be_visible()
    assert page.get_by_label("Order of the units").input_value() == "effect"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_cursor_goes_to_the_unit_that_the_scene_speaks_of_after_a_change_of_task(page: Page) -> None:
    page.goto("/lstm?scene=unit&lstm_unit_guess=show-me")
    expect(page.locator(".score")).to_be_visible(timeout=TRAINED)
    found = dropped(trace_of("lstm", "recall"), after=WRITERS)
    page.get_by_role("radio", name="recall", exact=True).click()
    expect(page.get_by_text(f"unit {found.unit + 1} drops most")).to_be_visible(timeout=TRAINED)
    until(lambda: place(page) == (found.at + 1, found.unit + 1))
    expect(page.locator(".finding")).to_contain_text([f"unit {found.unit + 1} holds"])
    asked = page.get_by_role("radiogroup").filter(has=page.get_by_role("radio", name="just show me"))
    assert asked.get_by_role("radio").count() >= 3, "a question has more than one answer"
