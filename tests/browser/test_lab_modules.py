"""What the lab's modules do in a browser: a line that breaks, pixels, what is drawn of no number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from core.equations.signals import signal_of, signals_of
from core.figures.palette import drawn, palette
from core.spec import ModelSpec
from tests.making.runs import Frame, View, frames, news
from tests.running import RunningServer

STAGE = "/stage/now/stage/lab"


@pytest.fixture(scope="module")
def stage(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page of the server with nothing on it, from which the modules can be fetched."""
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/_stcore/health")
    yield page
    context.close()


def run_in(page: Page, module: str, body: str, *given: Any) -> Any:
    """Return what `body` returns; it sees the exports of a module as `m` and what is given as `g`."""
    return page.evaluate(
        f"async (g) => {{ const m = await import('{STAGE}/{module}.js'); {body} }}", list(given)
    )


def events(*parts: Any, end: bool) -> str:
    said = [f"data: {json.dumps({'runs': [part]})}\n\n" for part in parts]
    return "".join([": hello\n\n", *said, "event: end\ndata: {}\n\n" if end else ""])


FOLLOW = """
  const runs = await import('/stage/now/stage/lab/data/runs.js');
  const run = runs.newRun('x');
  const said = [];
  await new Promise((resolve) => {
    const close = m.follow(['x'], { stream: '/runs/events', watcher: 'me' }, ({ runs: [part] }) => {
      runs.merge(run, part);
      if (part.state === 'done') setTimeout(() => { close(); resolve(); }, 700);
    }, (sentence) => said.push(sentence));
  });
  const steps = run.frames.map(({ step }) => step);
  return { said, state: run.state, losses: run.losses.values.length, steps };"""


@pytest.mark.parametrize("fault", ["cut", "refused", "full"])
def test_a_line_that_breaks_comes_back_by_itself(stage: Page, fault: str) -> None:
    history = frames(1, 4, 9)
    first = events(*news(View(history[:2])), end=False)
    asked: list[str] = []
    watchers: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        watchers.append(route.request.headers["x-watcher"])
        kind = "text/event-stream"
        if len(asked) > 2:
            route.fulfill(body=events(*news(View(history, state="done")), end=True), content_type=kind)
        elif len(asked) == 1:
            route.fulfill(body=first, content_type=kind)
        elif fault == "cut":
            route.fulfill(body=first[:-20], content_type=kind)
        else:
            route.fulfill(status=503 if fault == "full" else 502, body="All places are taken.")

    stage.route("**/runs/events*", answer)
    found = run_in(stage, "../feed", FOLLOW)
    stage.unroute("**/runs/events*")
    assert found["state"] == "done"
    assert (found["losses"], found["steps"]) == (9, [1, 4, 9])
    assert len(asked) == 3, "when all have ended nobody asks again"
    assert {url.partition("/runs/")[2] for url in asked} == {"events?key=x"}, "no address says who watches"
    assert watchers == ["me"] * 3
    assert found["said"][0] == ""
    assert any("connection to the server is lost" in sentence for sentence in found["said"])
    assert ("All places are taken." in found["said"]) == (fault == "full")
    assert found["said"][-1] == ""


def test_a_heatmap_has_a_column_a_word_and_a_row_a_unit(stage: Page) -> None:
    measured = Frame(4, 4)
    codes = [
        [drawn(signal), measured.signals[signal.name].ravel().tolist()]
        for signal in signals_of(measured.model)
    ]
    body = """
      const { levelOf } = await import('/stage/now/stage/lab/data/signals.js');
      const theme = { empty: '#ffffff' };
      const found = {};
      for (const [signal, values] of g[0]) {
        const map = m.heatmap(signal, signal.name, [5, 3], g[1], theme);
        map.draw({ signals: { [signal.name]: values } });
        const pixels = map.canvas.getContext('2d').getImageData(0, 0, 5, 3).data;
        const two = (value) => value.toString(16).padStart(2, '0');
        const hex = (at) => '#' + [...pixels.slice(4 * at, 4 * at + 3)].map(two).join('');
        const place = (index) => (index % 3) * 5 + Math.floor(index / 3);
        const wanted = (code) => m.colourOf(signal, levelOf(signal, code), g[1], theme);
        found[signal.name] = values.map((code, index) => [hex(place(index)), wanted(code)]);
      }
      return found;"""
    for pairs in run_in(stage, "pictures/heatmap", body, codes, palette()).values():
        assert len({seen for seen, _ in pairs}) > 5
        for seen, wanted in pairs:
            assert seen == wanted


def test_a_cell_that_is_no_number_holds_a_cross(stage: Page) -> None:
    """As in the score's heatmap: NaN is not the colour of any number."""
    signal = signal_of(ModelSpec("lstm"), "forget_gate")
    body = """
      const map = m.heatmap(g[0], 'f', [2, 1], g[1], { empty: '#ffffff' });
      const seen = () => {
        const { width, height } = map.canvas;
        const pixels = map.canvas.getContext('2d').getImageData(0, 0, width, height).data;
        const cross = (at) => [0xd6, 0, 0x9a].every((value, part) => pixels[4 * at + part] === value);
        const all = Array.from({ length: width * height }, (_, at) => (cross(at) ? 'x' : '.')).join('');
        return all.match(new RegExp(`.{${width}}`, 'g'));
      };
      return [[0, 1], [255, 1]].map((codes) => {
        map.draw({ signals: { forget_gate: Uint8Array.from(codes) } });
        return seen();
      });"""
    crossed, whole = run_in(stage, "pictures/heatmap", body, drawn(signal), palette())
    assert crossed == ["x...x.....", ".x.x......", "..x.......", ".x.x......", "x...x....."]
    assert whole == [".."], "and the next frame is clean"


def test_an_answer_that_is_no_number_is_read_as_such(stage: Page) -> None:
    body = """
      const theme = { empty: '#ffffff', text: '#000000' };
      const [x, fit, widthOf] = [() => 30, (text) => text, () => 10];
      const sizes = { size: () => 14, px: (length) => length, columnWidth: 60, width: 60 };
      const board = { ...sizes, words: ['film'], theme, x, fit, widthOf, listen() {} };
      const { root, rows } = m.readout(board, { label: 'next', hue: 'red', best: g[0] });
      const of = (name, read) => [...root.querySelectorAll(name)].map(read);
      const bars = of('rect[fill=red]', (bar) => Number(bar.getAttribute('width')));
      return [rows().map((row) => row.map(String)), bars, of('path[stroke="#d6009a"]', String).length,
        of('text', (text) => text.textContent)];"""
    rows, bars, crosses, texts = run_in(stage, "../score/staves/readout", body, [[["NaN", None], ["", None]]])
    assert rows == [["0", "next 1: NaN", "", "NaN"]]
    assert max(bars, default=0) <= 0.5, "no bar"
    assert crosses == 1
    assert "".join(texts) == "NaN"
