"""Buttons over a picture hold gates at its own word; the task beside them and the lens follow."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from core import Clamp, record
from core.experiments.lessons.lstm import HELD
from core.instruments.closing import dropped
from pages._scenes.lstm.hold import ending
from pages._scenes.lstm.memory import most_dropped
from tests.browser.reading import place, show, stave, trace_of


def finding(page: Page, label: str) -> Locator:
    return stave(page, label).first.locator("..").locator(".finding")


def test_at_the_carousel_they_hold_both_gates_and_let_go(page: Page) -> None:
    show(page, "/lstm?scene=carousel&lstm_carousel_guess=exact")
    trace = trace_of("lstm", "everyday")
    found = dropped(trace)
    held = f"{trace['cell_state'][found.at - 1, found.unit]:.12f}".replace("-", "−")[:-1]
    word, said, lens = trace.words[found.at], finding(page, "cell state"), page.locator(".lens .where")
    expect(said).to_contain_text(f"To do: make unit {found.unit + 1} keep every digit of the")
    expect(lens).to_contain_text("nothing held")
    page.get_by_role("button", name=f"hold f at 1 and i at 0 from “{word}” on").click()
    expect(said).to_contain_text(re.compile(rf"still holds {held}\d*, every digit\."))
    expect(lens).not_to_contain_text("nothing held")
    expect(page.locator(".lens .numbers tr[aria-selected=true] td").last).to_have_text("held 1.000")
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
