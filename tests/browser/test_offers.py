"""Buttons over a picture hold gates at its own word; the task beside them and the lens follow."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from core import Clamp, record
from core.experiments.lessons.lstm import HELD
from core.instruments.closing import dropped
from core.instruments.showing import waiting
from core.tasks.recall import Recall
from pages._scenes.lstm.hold import ending
from pages._scenes.lstm.memory import most_dropped
from tests.browser.reading import place, show, stave, trace_of


def finding(page: Page, label: str) -> Locator:
    return stave(page, label).first.locator("..").locator(".finding")


def test_at_the_carousel_they_hold_both_gates_and_let_go(page: Page) -> None:
    show(page, "/lstm?scene=carousel&lstm_carousel_guess=exact")
    trace = trace_of("lstm", "everyday")
    found = dropped(trace)
    value = trace["cell_state"][found.at - 1, found.unit]
    word, said, lens = trace.words[found.at], finding(page, "cell state"), page.locator(".lens .where")
    expect(said).to_contain_text(f"To do: make unit {found.unit + 1} keep every digit of the")
    expect(lens).to_contain_text("nothing held")
    page.get_by_role("button", name=f"hold f at 1 and i at 0 from “{word}” on").click()
    every_digit = re.compile(r"still holds (−?0\.\d{10,}), every digit\.")
    expect(said).to_contain_text(every_digit)
    held = every_digit.search(said.inner_text())
    assert held
    assert float(held[1].replace("−", "-")) == pytest.approx(value, abs=1e-9)
    expect(lens).not_to_contain_text("nothing held")
    expect(page.locator(".lens .numbers tr[aria-selected=true] td").last).to_have_text("held 1.000")
    bands = page.locator(".carousel-band")
    expect(bands).to_have_count(3)
    lanes = [band.bounding_box() for band in bands.all()]
    for upper, lower in pairwise(lanes):
        assert upper
        assert lower
        assert upper["y"] + upper["height"] < lower["y"], "no way back lies on another one"
    page.get_by_role("button", name=f"hold f at 0 at “{word}”").click()
    expect(said).to_contain_text("✓ Done: it forgets. Only 0 % of it passes")
    page.get_by_role("button", name="let go", exact=True).click()
    expect(said).to_contain_text("To do: make unit")


def test_over_the_memory_they_hold_every_unit_and_say_what_is_held(page: Page) -> None:
    show(page, "/lstm?scene=hold&lstm_hold_guess=less")
    trace = record(trace_of("lstm", "everyday").network, HELD)
    at = most_dropped(trace)
    assert place(page)[0] == at + 1
    word, said = trace.words[at], finding(page, "answer at the end")
    one, none = (page.get_by_role("button", name=f"hold f at {value} at “{word}”") for value in (1, 0))
    free = page.get_by_role("button", name="let go", exact=True)
    expect(free).to_be_disabled()
    one.click()
    expect(one).to_have_attribute("aria-pressed", "true")
    expect(said).to_contain_text("✓ Done: it remembers.")
    held = record(trace.network, trace.words, operations=[Clamp("forget_gate", 1.0, None, at, at + 1)])
    expect(page.locator(".outcome.here")).to_have_count(1)
    expect(page.locator(".outcome.here")).to_contain_text(str(ending(held)))
    expect(page.locator(".held li button")).to_have_text([f"forget gate, all units, at “{word}”: 1.00 ×"])
    none.click()
    expect(one).to_have_attribute("aria-pressed", "false")
    expect(said).to_contain_text("✓ Done: it forgets.")
    free.click()
    expect(said).to_contain_text("To do: hold f at 1 there")
    expect(page.locator(".held")).to_be_hidden()
    page.locator(".tokens .token").filter(
        has_text="movie"
    ).first.click()  # pins it: the gates are held there then
    expect(page.get_by_role("button", name="hold f at 0 at “movie”")).to_be_visible()


def test_where_a_unit_waits_they_open_every_gate_a_word_too_early_and_shut_the_last(page: Page) -> None:
    show(page, "/lstm?scene=shown&lstm_shown_guess=show-me")
    trace = trace_of("lstm", "recall")
    found, last = waiting(trace, Recall.telling), len(trace) - 1
    assert found is not None
    assert place(page) == (last + 1, found.unit + 1)
    label = f"unit {found.unit + 1}"
    drawn, said = stave(page, label).first, finding(page, label)
    numbers = drawn.locator(".lane-number")
    expect(numbers).to_have_count(3 * len(trace))
    texts = [trace[name][last, found.unit] for name in ("cell_state", "output_gate", "hidden")]
    for at, value in enumerate(texts):
        expect(numbers.nth(3 * last + at)).to_have_text(f"{value:.2f}".replace("-", "−"))
    expect(said).to_contain_text(f"To do: open every output gate at “{trace.words[last - 1]}”")
    opens, shuts = (
        page.get_by_role("button", name=f"{verb} every o at “{trace.words[at]}”")
        for verb, at in (("open", last - 1), ("shut", last))
    )
    opens.click()
    expect(opens).to_have_attribute("aria-pressed", "true")
    expect(numbers.nth(3 * (last - 1) + 1)).to_have_text("1.00")
    held = record(trace.network, trace.words, operations=[Clamp("output_gate", 1.0, None, last - 1, last)])
    says = held.probabilities[last - 1]
    word = trace.network.classes[int(says.argmax())]
    expect(said).to_contain_text(
        f"At “{trace.words[last - 1]}” (word {last}) it says “{word}” {100 * says.max():.0f} %"
    )
    shuts.click()
    expect(opens).to_have_attribute("aria-pressed", "false")
    expect(numbers.nth(3 * last + 2)).to_have_text("0.00")
    expect(said).to_contain_text("✓ Done: what is held is not shown.")
    page.get_by_role("button", name="let go", exact=True).click()
    expect(said).to_contain_text("To do: open every output gate")
