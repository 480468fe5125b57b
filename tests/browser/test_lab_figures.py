"""The figures of the lab: an axis that follows the training, keys beside the data, words that can be read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from core.figures.lab import ghost_entry
from core.spec import default_run
from tests.browser.reading import until
from tests.browser.stand import ALL, Stand, board_of, told, views
from tests.server.runs import View, frames

PLOTS = """() => [...document.body.firstChild.shadowRoot.querySelectorAll('.plot')].map((plot) => {
  const { xaxis, yaxis } = plot._fullLayout ?? {};
  if (!xaxis) return null;
  const path = plot.querySelector('.overlay path')?.getAttribute('d') ?? '';
  const last = plot.data[0]?.x.at(-1);
  const drawn = Number(/([-\\d.]+) [-\\d.]+$/.exec(path)?.[1]);
  return { x: xaxis.range, y: yaxis.range, off: Math.abs(drawn - xaxis.l2p(last)), last,
           seen: plot.nextSibling.dataset.seen };
})"""


def axes(stand: Stand) -> Any:
    """Return where the axis of steps ends in the figures of loss and gradient norm."""
    return [plot and plot["x"][1] for plot in stand.page.evaluate(PLOTS)[:2]]


RECORD = """() => {
  window.ends = [[], []];
  const plots = () => [...document.body.firstChild.shadowRoot.querySelectorAll('.plot')].slice(0, 2);
  const note = () => {
    plots().forEach((plot, index) => {
      const end = plot._fullLayout?.xaxis.range[1];
      if (end && end !== window.ends[index].at(-1)) window.ends[index].push(end);
    });
    requestAnimationFrame(note);
  };
  note();
}"""


def test_the_axis_of_steps_follows_the_training(stand: Stand) -> None:
    moments = [(1, 9), (1, 9, 90), (1, 9, 90, 300), (1, 9, 90, 300, 450)]
    going = [views(1, frames(*steps))[0] for steps in moments]
    going[-1] = replace(going[-1], state="done")
    long = [(1, 0.5), (5000, 0.1)]
    ghost = ghost_entry(going[0].spec, "longer", long, long, [(3, 0.5)])
    stand.mount(board_of(going[:1], ghosts=[ghost]), *([view] for view in going))
    stand.page.evaluate(RECORD)
    scrub = stand.page.locator(".film .scrub")
    expect(scrub).to_have_attribute("max", "450")
    until(lambda: axes(stand) == [450, 450])
    assert stand.page.evaluate("window.ends") == [[50, 100, 450]] * 2, "one jump each, and none back"
    until(lambda: stand.position == 450)
    stand.press("Home", "ArrowRight", "ArrowRight")
    line = stand.page.locator(".cursorline").first.bounding_box()
    plot = stand.page.locator(".figure .overlay").first.bounding_box()
    assert line is not None
    assert plot is not None
    assert line["x"] + 1 - plot["x"] == pytest.approx(90 / 450 * plot["width"], abs=1.5)


def aligned(stand: Stand, end: int, last: int) -> bool:
    """Whether lines and cursor of a run that came to step `last` lie on axes up to `end`."""
    plots = [plot for plot in stand.page.evaluate(PLOTS)[:2] if plot]
    found = [(plot["x"][1], plot["last"], plot["off"] < 0.2, plot["seen"]) for plot in plots]
    return found == [(end, last, True, "true")] * 2


def test_lines_lie_on_the_axes_however_far_they_reach(stand: Stand) -> None:
    early, late = views(1, frames(1, 9)), views(1, frames(1, 9, 300), state="done")
    stand.mount(board_of(early), early)
    until(lambda: aligned(stand, 50, 9))
    stand.answers.append(told(*late))  # nothing comes after it
    until(lambda: aligned(stand, 450, 300))


def drag(stand: Stand, index: int) -> None:
    """Zoom a figure from a tenth to four tenths of its width."""
    box = stand.page.locator(".figure .overlay").nth(index).bounding_box()
    assert box is not None
    mouse, middle = stand.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + 0.1 * box["width"], middle)
    mouse.down()
    mouse.move(box["x"] + 0.4 * box["width"], middle, steps=4)
    mouse.up()


def test_the_reader_s_zoom_stays_when_the_axis_grows(stand: Stand) -> None:
    early, late = views(1, frames(1, 9)), views(1, frames(1, 9, 300))
    stand.mount(board_of(early), early)
    until(lambda: axes(stand) == [50, 50])
    drag(stand, 0)
    until(lambda: axes(stand)[0] < 25)
    zoomed = stand.page.evaluate(PLOTS)[0]["x"]
    assert zoomed == pytest.approx([5, 20], abs=1)
    stand.answers.append(told(*late))
    until(lambda: axes(stand)[1] == 450)
    stand.page.wait_for_timeout(500)
    assert stand.page.evaluate(PLOTS)[0]["x"] == zoomed
    assert stand.page.evaluate(PLOTS)[0]["seen"] == "false", "the cursor is beyond what is looked at"
    stand.page.locator(".figure .nsewdrag").first.dblclick()
    until(lambda: axes(stand) == [450, 450])


def test_a_zoom_ends_with_its_task(stand: Stand) -> None:
    shown = views(1, state="done")
    stand.mount(board_of(shown), shown)
    until(lambda: stand.page.evaluate(PLOTS)[2] is not None)
    drag(stand, 2)
    until(lambda: stand.page.evaluate(PLOTS)[2]["x"][1] < 20)
    other = View(ALL, spec=default_run("lstm", "adding"), state="done")
    stand.show(board_of([other]))
    until(lambda: stand.page.evaluate(PLOTS)[2]["x"] == [0, 104])


def test_what_was_stopped_begins_again_on_an_axis_of_its_own(stand: Stand) -> None:
    (stopped,) = views(1, frames(1, 9, 300), state="stopped")
    anew = replace(stopped, history=frames(1, 9), state="running")
    stand.mount(board_of([stopped]), [stopped], [anew])
    until(lambda: axes(stand) == [450, 450])
    stand.press("Home")
    stand.show(board_of([stopped]), again="2")
    until(lambda: axes(stand) == [50, 50])
    assert stand.position == 9
