"""Heatmaps alone on a page: numbers as colours on screen and on paper; new numbers in place of any stave."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from core.equations.signals import Scale
from tests.browser.reading import until
from tests.browser.staved import (
    CROSSES,
    LEDGER,
    LINES,
    PARTS,
    PROBE,
    REACH,
    READOUT,
    UNITS,
    UNROLLED,
    WORDS,
    accounts,
    answers,
    arriving,
    colour_of,
    guesses,
    heat,
    inside,
    matrix,
    on_paper,
    on_screen,
    parts,
)


@pytest.mark.parametrize("scale", ["gate", "signed", "squashed"])
def test_a_number_has_its_colour_on_screen_and_on_paper(staved: Page, scale: Scale) -> None:
    values = matrix(1, size=1.4)
    staved.evaluate("([stave]) => put('heat', stave)", [heat(values, scale)])
    expected = [[colour_of(value, scale) for value in column] for column in values]
    assert on_screen(staved) == expected
    assert on_paper(staved) == expected


def test_units_stand_in_their_order_and_what_matters_is_large_on_screen_and_on_paper(staved: Page) -> None:
    """A unit that matters has three lines on the canvas, an empty one parts them from the others."""
    values = matrix(7)
    order = [int(unit) for unit in np.random.default_rng(7).permutation(UNITS)]
    few = order[:6]
    for units in (order, sorted(order)):
        lines: list[int | None] = [line for unit in units for line in [unit] * (3 if unit in few else 1)]
        lines.insert(18 if units == order else len(lines), None)
        stave = heat(values) | {"order": {"by": "effect", "units": units, "few": few}}
        staved.evaluate("([stave]) => window.view ? update(stave) : put('heat', stave)", [stave])
        colours = [[colour_of(value, "signed") for value in column] for column in values]
        assert on_screen(staved) == [[None if at is None else one[at] for at in lines] for one in colours]
        assert on_paper(staved) == [[one[unit] for unit in units] for one in colours]
        staved.evaluate("view.move({ timestep: 2, unit: 3 })")
        numbers = staved.evaluate("view.axis().map(([, text]) => Number(text) - 1)")
        assert numbers == [unit for unit in units if unit in few]
        marked = staved.evaluate("view.root.querySelector('rect.mark').getAttribute('y')")
        assert float(marked) == pytest.approx(4 + 4 * lines.index(3)), (
            "the cursor's unit is marked where it stands"
        )


def test_what_is_not_a_number_is_crossed_out(staved: Page) -> None:
    values: list[list[float | None]] = [list(column) for column in matrix(2)]
    values[1][4] = values[6][0] = None
    staved.evaluate("([stave]) => put('heat', stave)", [heat(values)])
    broken = [(1, 4), (6, 0)]
    for colours in (on_screen(staved), on_paper(staved)):
        assert [(t, u) for t in range(WORDS) for u in range(UNITS) if colours[t][u] is None] == broken
    for picture in ("root", "vector()"):
        crosses = staved.evaluate(
            f"[...view.{picture}.querySelectorAll('{CROSSES}')].map((one) => one.getAttribute('d'))"
        )
        assert len(crosses) == 1
        assert crosses[0].count("M") == 2 * len(broken)
    staved.evaluate("([stave]) => update(stave)", [heat(matrix(3))])
    assert staved.locator(CROSSES).get_attribute("d") == ""


COLOURS = """async (picture) => {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
  const found = new Set();
  for (let n = 0; n < data.length; n += 4)
    found.add('#' + [0, 1, 2].map((k) => data[n + k].toString(16).padStart(2, '0')).join(''));
  return [...found];
}"""


def test_cells_have_sharp_edges_at_any_zoom(zoomed: Page) -> None:
    """No pixel has a colour between those of two numbers, or between a number's and the page's."""
    values = matrix(4)
    zoomed.evaluate("([stave]) => put('heat', stave)", [heat(values)])
    zoomed.evaluate("() => { for (const mark of view.root.querySelectorAll('.mark')) mark.remove(); }")
    zoomed.evaluate(
        "() => { document.body.style = 'margin: 10.3px 7.7px'; view.root.parentNode.style = 'border: 0'; }"
    )
    picture = base64.b64encode(zoomed.locator(".cells").screenshot()).decode()
    seen = set(zoomed.evaluate(COLOURS, picture))
    assert seen == {colour_of(value, "signed") for column in values for value in column} | {"#ffffff"}


def gate_of(seed: int) -> dict[str, Any]:
    """Return the mean of a gate that has its lowest bar marked."""
    return heat(matrix(seed), "gate") | {"label": "mean forget gate", "marked": "lowest"}


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("heat", heat(matrix(5)), heat(matrix(6))),
        ("lines", LINES | {"values": matrix(5)}, LINES | {"values": matrix(6, size=3.7)}),
        ("means", gate_of(5), gate_of(6) | {"ghost": matrix(7)}),
        ("readout", READOUT | {"best": guesses(5)}, READOUT | {"best": guesses(6, broken=True)}),
        ("readout", READOUT | {"best": guesses(5, broken=True)}, READOUT | {"best": guesses(6)}),
        ("unrolled", UNROLLED | inside(5), UNROLLED | inside(6)),
        (
            "probe",
            PROBE | {"answers": answers("", "dog", "dog", "cat", "dog", "cat", "cat")},
            PROBE | {"answers": answers("dog", "cat", "", "dog", "dog", "dog", "dog", broken=4)},
        ),
        (
            "probe",
            PROBE | {"answers": answers(*[""] * WORDS)},
            PROBE | {"answers": answers(*["dog"] * WORDS)},
        ),
        ("ledger", LEDGER | {"ledger": accounts(5)}, LEDGER | {"ledger": accounts(6)}),
        (
            "written",
            heat([]) | {"ledger": accounts(5)},
            heat([]) | {"ledger": accounts(6)},
        ),
        ("contributions", PARTS | {"series": parts(5)}, PARTS | {"series": parts(6, broken=True)}),
        ("contributions", PARTS | {"series": parts(5, broken=True)}, PARTS | {"series": parts(6)}),
        ("reach", REACH | {"shares": arriving(5)}, REACH | {"shares": arriving(6, broken=True)}),
    ],
)  # fmt: skip
def test_new_numbers_are_drawn_in_place(
    staved: Page, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    staved.evaluate("([kind, stave]) => put(kind, stave)", [kind, before])
    state = """async ([kind, stave]) => {
      const fresh = stave ? await made(kind, stave) : view;
      const canvas = fresh.root.querySelector('canvas');
      const pixels = canvas ? [...canvas.getContext('2d').getImageData(0, 0, 40, 40).data] : [];
      return [fresh.root.outerHTML, fresh.vector().outerHTML, pixels, fresh.axis?.(), fresh.rows()];
    }"""
    old = staved.evaluate(state, [kind, None])
    staved.evaluate("() => { window.elements = [...view.root.children]; }")
    staved.evaluate("([stave]) => update(stave)", [after])
    wanted = staved.evaluate(state, [kind, after])
    assert old != wanted
    until(lambda: staved.evaluate(state, [kind, None]) == wanted)  # its name follows once it rests
    assert staved.evaluate("[...view.root.children].every((one, index) => one === elements[index])")
