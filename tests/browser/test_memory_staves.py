"""Who wrote the memory, alone on a page: bars that add up, numbers that are said, the map of all units."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from core.figures.palette import NEGATIVE
from tests.browser.reading import until
from tests.browser.staved import (
    LEDGER,
    UNITS,
    WORDS,
    accounts,
    colour_of,
    heat,
    on_paper,
    on_screen,
)

HEIGHTS = """() => {
  const [high, low] = [view.axis()[0], view.axis()[2]].map(([y]) => y);
  const one = (low - high) / 2 / Number(view.axis()[0][1]);
  return [...view.root.querySelectorAll('g rect[fill^="#"]')].map((bar) => {
    if (bar.getAttribute('visibility') === 'hidden') return 0;
    return Number(bar.getAttribute('height')) / one * (bar.getAttribute('fill') === '%s' ? -1 : 1);
  });
}"""


@pytest.mark.parametrize(("timestep", "unit"), [(0, 0), (3, 4), (WORDS - 1, UNITS - 1)])
def test_the_bars_at_the_cursor_add_up_to_the_state(staved: Page, timestep: int, unit: int) -> None:
    held = accounts(7)
    staved.evaluate("([stave]) => put('ledger', stave)", [LEDGER | {"ledger": held}])
    staved.evaluate("([change]) => moved(change)", [{"timestep": timestep, "unit": unit}])
    start, *bars = staved.evaluate(HEIGHTS % NEGATIVE)
    state = held["total"][timestep][unit]
    assert sum(bars) + start == pytest.approx(state, abs=0.01)
    assert bars == pytest.approx([held["written"][timestep][word][unit] for word in range(WORDS)], abs=0.002)
    assert bars[timestep + 1 :] == [0] * (WORDS - 1 - timestep), "what was not read has written nothing"
    rows = staved.evaluate("() => view.rows()")
    assert sum(row[3] for row in rows) == pytest.approx(state)
    assert {(row[0], row[2]) for row in rows} == {(timestep, unit)}
    assert rows[0][1] == "who wrote c: word 1, “a”"
    said = staved.evaluate("() => view.root.lastElementChild.textContent").replace("−", "-")
    assert said.endswith(f" = {state:.2f}")


def test_the_ledger_says_who_wrote_most_with_numbers_that_add_up(staved: Page) -> None:
    held = accounts(7)
    staved.evaluate("([stave]) => put('ledger', stave)", [LEDGER | {"ledger": held}])
    staved.evaluate("([change]) => moved(change)", [{"timestep": 5, "unit": 2}])
    state = f"{held['total'][5][2]:.2f}".replace("-", "−")
    until(
        lambda: staved.evaluate("() => view.root.getAttribute('aria-label')").startswith(
            f"who wrote c: of c = {state} at “f”, unit 3, "
        )
    )
    name = staved.evaluate("() => view.root.getAttribute('aria-label')")
    numbers = re.findall(r"(?:wrote|others) (−?[\d.]+)", name)
    assert len(numbers) == 4
    assert sum(float(one.replace("−", "-")) for one in numbers) == pytest.approx(
        held["total"][5][2], abs=0.006
    )


def test_the_map_of_all_units_follows_the_cursor(staved: Page) -> None:
    held = accounts(8)
    staved.evaluate("([stave]) => put('written', stave)", [heat([]) | {"ledger": held}])
    for timestep in (WORDS - 1, 1, 4):
        staved.evaluate("([change]) => moved(change)", [{"timestep": timestep}])
        expected = [[colour_of(value, "signed") for value in word] for word in held["written"][timestep]]
        assert on_screen(staved) == expected
        assert on_paper(staved) == expected
