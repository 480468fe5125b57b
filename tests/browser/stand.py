"""The lab's component alone on a page, and what a server would tell it of runs that nobody trained."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page, Route

from core.figures.lab import lab_board
from core.recipes import default_run
from core.spec import RunSpec
from pages._shell.server.reports import BrowserState, TextCache
from tests.making.runs import Frame, View, frames

STEPS = (1, 4, 9, 16, 25)
ALL = frames(*STEPS)
MOUNT = """async ([text, around]) => {
  const { buildLab } = await import('/stage/now/stage/lab/lab.js');
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  document.body.style.margin = '0';
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  const sheet = async (name) => (await fetch(`/stage/now/stage/${name}`)).text();
  style.append(await sheet('stage.css'), await sheet('lab/lab.css'));
  root.append(style);
  window.told = [];
  window.lab = buildLab(root, (...said) => window.told.push(said));
  document.addEventListener('keydown', (event) => window.lab.keydown(event));
  window.lab.show(JSON.parse(text), around);
}"""
NEXT_FRAME = "() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))"
AROUND = {"base": "/stage/now/stage", "stream": "/runs/events", "watcher": "0" * 32, "fresh": 0, "play": ""}


class Stand:
    """A page with the component on it, and the server's side of its stream."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[str] = []
        self.asked: list[str] = []
        page.route("**/runs/events*", self._answer)

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        body = self.answers[min(len(self.asked), len(self.answers)) - 1]
        route.fulfill(body=body, content_type="text/event-stream")

    def mount(self, board: dict[str, Any], *views: Sequence[View]) -> None:
        """Show a board; each time the stream is asked for, it tells the next of `views`."""
        self.answers = [told(*group) for group in views] or [""]
        self.page.goto("/_stcore/health")
        self.page.evaluate(MOUNT, [json.dumps(board), AROUND])

    def show(self, board: dict[str, Any], **around: object) -> None:
        """Put up another board, as a rerun of the page does."""
        self.page.evaluate("([data, around]) => window.lab.show(data, around)", [board, {**AROUND, **around}])

    @property
    def told(self) -> list[list[Any]]:
        """What the component said to the server."""
        said: list[list[Any]] = self.page.evaluate("window.told")
        return said

    @property
    def position(self) -> int:
        """The training step of the cursor."""
        return int(self.page.locator(".film .position").inner_text().removeprefix("step ").replace(",", ""))

    def press(self, *keys: str) -> None:
        """Press keys on the page, each once the last one's effect is drawn."""
        for key in keys:
            self.page.keyboard.press(key)
            self.drawn()

    def drawn(self) -> None:
        """Wait until what was asked for by now is drawn."""
        self.page.evaluate(NEXT_FRAME)


def told(*views: View) -> str:
    """Return what the server says of runs in these states; the end, if all have ended."""
    parts = [BrowserState(TextCache()).news(view) for view in views]
    going = any(view.state in ("running", "queued", "paused") for view in views)
    end = "" if going else "event: end\ndata: {}\n\n"
    return f'data: {{"runs":[{",".join(part for part in parts if part)}]}}\n\n{end}'


def specs(count: int = 2) -> list[RunSpec]:
    return [default_run("lstm", "recall", seed) for seed in range(count)]


def board_of(views: Sequence[View], names: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    named = names or [f"run {index + 1}" for index in range(len(views))]
    board = lab_board(
        [view.spec for view in views], named, keys=[view.key for view in views], held_constant="All.", **more
    )
    for entry in board["runs"]:
        entry |= {"probe": ["the", "cat", "<b>sat</b>", "on", "it"], "units": 3}
    return board


def views(count: int = 2, history: Sequence[Frame] = ALL, **more: Any) -> list[View]:
    return [
        View(tuple(history), key=f"{index:016x}", spec=spec, **more)
        for index, spec in enumerate(specs(count))
    ]
