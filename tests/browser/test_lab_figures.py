"""The figures of the lab: an axis that follows the training, keys beside the data, words that can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from core.figures.lab import Ghost
from core.recipes import default_run
from core.spec import KINDS, TASKS
from core.tasks import task
from tests.browser.reading import until, until_right
from tests.browser.stand import ALL, Stand, board_of, specs, told, views
from tests.making.runs import View, frames, tail

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


HELD = """() => [...document.body.firstChild.shadowRoot.querySelectorAll('.plot')][0].data.at(-1)"""

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
    ghost = Ghost(going[0].spec, long, long, [(3, 0.5)], "longer")
    stand.mount(board_of(going[:1], ghosts=[ghost]), *([view] for view in going))
    stand.page.evaluate(RECORD)
    scrub = stand.page.locator(".film .scrub")
    expect(scrub).to_have_attribute("max", "450")
    until(lambda: axes(stand) == [450, 450])
    assert stand.page.evaluate("window.ends") == [[50, 100, 450]] * 2, "one jump each, and none back"
    until(lambda: stand.position == 450)
    stand.press("Home", "ArrowRight", "ArrowRight")
    assert stand.position == 90
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
    until(lambda: stand.page.evaluate(PLOTS)[2]["x"] == [-3, 104])


def test_what_was_stopped_begins_again_on_an_axis_of_its_own(stand: Stand) -> None:
    (stopped,) = views(1, frames(1, 9, 300), state="stopped")
    anew = replace(stopped, history=frames(1, 9), state="running")
    stand.mount(board_of([stopped]), [stopped], [anew])
    until(lambda: axes(stand) == [450, 450])
    stand.press("Home")
    stand.show(board_of([stopped]), again="2")
    until(lambda: axes(stand) == [50, 50])
    assert stand.position == 9


BOXES = """() => {
  const plot = document.body.firstChild.shadowRoot.querySelectorAll('.plot')[2];
  const box = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return [left, right, top, bottom];
  };
  const area = plot.querySelector('.overlay').getBoundingClientRect();
  const swatches = [...plot.querySelectorAll('.shapelayer path')].map(box).filter((it) => it[3] < area.top);
  return { key: [...[...plot.querySelectorAll('.annotation-text-g')].map(box), ...swatches],
           swatches: swatches.length, within: box(plot), top: area.top };
}"""


def key_troubles(stand: Stand, name: str) -> list[str]:
    """Return what is wrong with the place of a curve's key: nothing, once it is drawn."""
    found = stand.page.evaluate(BOXES)
    left, right, top, _ = found["within"]
    troubles = [] if found["swatches"] == len(found["key"]) / 2 > 0 else ["a colour or a name is missing"]
    for index, (here, end, high, low) in enumerate(found["key"]):
        if low > found["top"]:
            troubles.append("over the data")
        if not (left <= here < end <= right and high >= top):
            troubles.append("outside the figure")
        if any(end > other[0] and here < other[1] for other in found["key"][:index]):
            troubles.append("one over the other")
    return [f"{name}: {trouble}" for trouble in troubles]


@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_the_key_of_a_curve_is_above_the_data_and_readable(make: Callable[..., Stand], width: int) -> None:
    stand = make(viewport={"width": width, "height": 844})
    first = [View(ALL, spec=default_run("lstm", "recall"), state="done")]
    stand.mount(board_of(first), first)
    for name in TASKS:
        shown = View(ALL, spec=default_run("lstm", name), state="done")
        stand.show(board_of([shown]))
        title = stand.page.locator(".figure .xtitle").nth(2)
        expect(title).to_contain_text(task(shown.spec.task).curve_name)
        until_right(partial(key_troubles, stand, name), seconds=10)


def test_on_paper_title_names_and_key_stand_one_over_the_other(stand: Stand, tmp_path: Path) -> None:
    shown = [
        View(
            ALL,
            key=f"{index:016x}",
            spec=replace(spec, train=replace(spec.train, batch_size=8 + index)),
            state="done",
        )
        for index, spec in enumerate(specs(8))
    ]
    stand.mount(board_of(shown, [f"LSTM · batch {index}" for index in range(8)]), shown)
    expect(stand.page.locator(".run .state").first).to_contain_text("25 steps")
    menu = stand.page.locator(".figure .menu").nth(2)
    menu.locator("summary").click()
    with stand.page.expect_download() as saved:
        menu.get_by_role("menuitem").filter(has_text="SVG").click()
    saved.value.save_as(tmp_path / "curve.svg")
    stand.page.evaluate(
        "text => { document.body.innerHTML = text; }", (tmp_path / "curve.svg").read_text("utf-8")
    )
    parts = """(names) => names.map((name) => {
      const { top, bottom } = document.querySelector(name).getBoundingClientRect();
      return [top, bottom];
    })"""
    places = stand.page.evaluate(parts, [".gtitle", ".legend .scrollbox", ".annotation-text-g", ".gridlayer"])
    for (_, bottom), (top, _) in pairwise(places):
        assert bottom <= top + 1


THEMES = {
    "light": ("#151923", "#ffffff", "#f4f3ee", "#3b5bdb"),
    "dark": ("#e8eaf0", "#11151d", "#1b212c", "#6f8cff"),
}
FAINT = """([names, colours]) => {
  const host = document.body.firstChild;
  names.forEach((name, index) => host.style.setProperty(`--st-${name}`, colours[index]));
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parse = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const light = (colour) => parse(colour).map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = light(colours[1]);
  return [...host.shadowRoot.querySelectorAll('.chips, .held, .charts, .into, .caption, .runs')]
    .flatMap((part) => [part, ...part.querySelectorAll('*')])
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === 'visible')
    .map((one) => {
      const style = getComputedStyle(one);
      const ink = light(one instanceof SVGElement ? style.fill : style.color);
      const [low, high] = [ink, ground].sort((a, b) => a - b);
      const part = one.localName === 'tspan' && one.closest('.ytick') !== null ? 0.7 : 1;
      return [one.textContent, parseFloat(style.fontSize) / part, (high + 0.05) / (low + 0.05)];
    });
}"""


def faint(stand: Stand, names: list[str], colours: Sequence[str]) -> list[Any]:
    """Return text, size in px and contrast of words hard to read; an exponent counts as its number."""
    read = stand.page.evaluate(FAINT, [names, colours])
    assert len(read) > 50
    return [(text, size, round(contrast, 2)) for text, size, contrast in read if size < 12 or contrast < 4.5]


@pytest.mark.parametrize("theme", THEMES)
def test_all_words_and_numbers_can_be_read(make: Callable[..., Stand], theme: str) -> None:
    stand = make(color_scheme=theme)
    kinds = [
        View(ALL, key=f"{index:016x}", spec=default_run(kind, "adding"), state="done")
        for index, kind in enumerate(KINDS)
    ]
    stand.mount(board_of(kinds), kinds)
    expect(stand.page.locator(".run .state").first).to_contain_text("25 steps")
    expect(stand.page.locator(".figure .xtitle")).to_have_count(3)
    stand.page.locator("canvas.heat").first.hover()
    names = [f"{name}-color" for name in ("text", "background", "secondary-background", "primary")]
    stand.page.evaluate(FAINT, [names, THEMES[theme]])
    stand.page.evaluate("window.lab.repaint()")
    stand.page.wait_for_timeout(1000)
    until_right(lambda: faint(stand, names, THEMES[theme]), seconds=10)


def test_a_figure_can_be_taken_along_before_it_is_drawn(stand: Stand, tmp_path: Path) -> None:
    held: list[Route] = []
    stand.page.route("**/plotly-cartesian.min.js", lambda route: held.append(route))
    (done,) = views(1, state="done")
    stand.mount(board_of([done]), [done])
    expect(stand.page.locator(".run .state")).to_contain_text("25 steps")
    menu = stand.page.locator(".figure .menu").first
    menu.locator("summary").click()
    with stand.page.expect_download() as saved:
        menu.get_by_role("menuitem").filter(has_text="SVG").click()
        stand.page.wait_for_timeout(300)
        held[0].continue_()
    saved.value.save_as(tmp_path / "loss.svg")
    assert "trace scatter" in (tmp_path / "loss.svg").read_text("utf-8")
    expect(stand.page.locator(".figure .main-svg .xaxislayer-above").first).to_be_visible()


def test_what_was_said_of_a_missing_library_goes_when_it_comes(stand: Stand) -> None:
    stand.page.add_init_script(
        """const append = Element.prototype.append;
        let missed = false;
        Element.prototype.append = function (...nodes) {
          const library = nodes.find((node) => node.src?.includes("plotly"));
          if (!library || missed) return append.apply(this, nodes);
          missed = true;
          setTimeout(() => library.onerror());
        };"""
    )
    (done,) = views(1, state="done")
    stand.mount(board_of([done]), [done])
    plot = stand.page.locator(".figure .plot").first
    expect(plot).to_contain_text("The drawing library did not arrive")
    stand.show(board_of([done]), again="2")
    expect(stand.page.locator(".figure .main-svg").first).to_be_visible()
    expect(plot).not_to_contain_text("did not arrive")


def test_what_a_language_model_makes_of_held_out_text_stands_as_marks(stand: Stand) -> None:
    history = tuple(replace(frame, score=2.0 + frame.step / 10) for frame in ALL)
    spec = default_run("lstm", "words")
    view = View(history, tail=tail([5.0, 4.0], [1, 1]), key="a" * 16, spec=spec, state="done")
    stand.mount(board_of([view]), [view])
    until(lambda: stand.page.evaluate(PLOTS)[0] is not None)
    until(lambda: stand.page.evaluate(HELD)["y"] == pytest.approx([log(one.score) for one in history]))
    held = stand.page.evaluate(HELD)
    assert held["x"] == [frame.step for frame in history]
    assert (held["mode"], held["line"]["width"]) == ("markers", 0)
    assert stand.page.locator(".figure").first.get_by_text("marks: held-out text").count() == 1
