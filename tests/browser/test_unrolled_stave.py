"""The unrolled network alone on a page: its strips on screen and on paper, rolled up and not."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.staved import (
    CROSSES,
    UNITS,
    UNROLLED,
    WORDS,
    inside,
)

STRIPS = """() => {
  const canvases = [...view.root.querySelectorAll('canvas')].map((one) => {
    const [left, top, width, height] =
      ['left', 'top', 'width', 'height'].map((name) => parseFloat(one.style[name]));
    const context = one.getContext('2d');
    return (x, y) => {
      const at = [(x - left) * one.width / width, (y - top) * one.height / height].map(Math.floor);
      const [r, g, b, opacity] = context.getImageData(...at, 1, 1).data;
      return opacity ? '#' + [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('') : null;
    };
  });
  const copies = [...view.vector().querySelectorAll('g[transform]')]
    .filter((one) => !one.querySelector('[stroke-dasharray]'));
  const paths = (copy) => [...copy.querySelectorAll('g[shape-rendering] path[fill]')];
  return copies.flatMap((copy) => paths(copy).flatMap((path) => {
    const shift = parseFloat(copy.getAttribute('transform').slice('translate('.length));
    const boxes = [...path.getAttribute('d').matchAll(/M([-\\d.]+) ([-\\d.]+)h([\\d.]+)v([\\d.]+)/g)];
    return boxes.map((found) => {
      const [x, y, width, height] = found.slice(1).map(Number);
      const seen = canvases.map((colour) => colour(shift + x + width / 2, y + height / 2)).filter(Boolean);
      return [path.getAttribute('fill'), seen];
    });
  }));
}"""


def test_the_strips_of_the_unrolled_network_are_on_screen_what_they_are_on_paper(staved: Page) -> None:
    numbers = inside(5)
    numbers["values"][2][4] = None
    order = {"units": [*range(1, UNITS), 0], "few": []}
    staved.evaluate("([stave]) => put('unrolled', stave)", [UNROLLED | numbers | {"order": order}])
    boxes = staved.evaluate(STRIPS)
    assert len(boxes) == WORDS * (UNITS + 5) - 1
    assert [box for box in boxes if box[1] != [box[0]]] == []
    expect(staved.locator(f".cells .covers {CROSSES}")).to_have_attribute("d", re.compile("^M[^M]+M[^M]+$"))
    assert staved.evaluate("view.vector().querySelectorAll('.covers').length") == 0


def test_a_network_that_rolls_up_is_drawn_exactly_and_on_canvases_again(staved: Page) -> None:
    staved.evaluate("([stave]) => put('unrolled', stave)", [UNROLLED | inside(5)])
    exact, canvas = staved.locator(".cells g[shape-rendering]"), staved.locator(".cells canvas").first
    first = 1  # the state before the first word
    expect(exact).to_have_count(first)
    staved.evaluate("moved({ unrolled: 0.5 })")
    expect(exact).to_have_count(first + 2 * WORDS)
    expect(canvas).to_be_hidden()
    staved.evaluate("([stave]) => update(stave)", [UNROLLED | inside(6)])
    staved.evaluate("moved({ unrolled: 1 })")
    expect(exact).to_have_count(first)
    expect(canvas).to_be_visible()
    assert [box for box in staved.evaluate(STRIPS) if box[1] != [box[0]]] == []
