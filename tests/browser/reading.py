"""Reading what stands on the stage, and what core says should stand there."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Locator, Page, Position, WebSocket, expect

import core
from core import Trace, default_run, record, task
from core.network import Network
from core.spec import Kind, TaskName
from tests.browser.driver import PATIENCE, Watch
from tests.running import RunningServer

ALL_SIGNALS = "/lstm?rows=forget_gate,input_gate,output_gate,candidate,cell_state,lines-cell_state,hidden"
"""The page of the LSTM with all its signals: its first scene hides some of them."""

UNKNOWN_MARK = "unknown"
PIXELS = """canvas => {
  const [width, height] = [canvas.width - 2, canvas.height - 2];
  return [[height, width], [...canvas.getContext("2d").getImageData(1, 1, width, height).data]];
}"""


@cache
def trained(kind: Kind, name: TaskName = "recall") -> Network:
    """Train the default recipe here: the same spec gives the same numbers, to the bit."""
    return core.train(default_run(kind, name))


def probe(name: TaskName = "recall") -> str:
    """Return the sentence a page begins with."""
    return task(default_run("lstm", name).task).probe


@cache
def trace_of(kind: Kind, name: TaskName, sentence: str = "") -> Trace:
    """Record the trained default network on a sentence, by default the probe."""
    return record(trained(kind, name), sentence or probe(name))


def as_shown(value: float, digits: int) -> str:
    """Write a number as the stage does: fixed digits, a real minus, no minus before zero."""
    text = str(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "−")


@dataclass
class Traffic:
    """What the page sent over its websocket."""

    sent: list[bytes] = field(default_factory=list)

    def listen(self, socket: WebSocket) -> None:
        socket.on(
            "framesent", lambda frame: self.sent.append(frame if isinstance(frame, bytes) else frame.encode())
        )


@contextmanager
def visitor(browser: Browser, server: RunningServer, **settings: Any) -> Iterator[Page]:
    """Open a fresh profile of another kind: a phone, a dark theme, less motion."""
    context = browser.new_context(
        base_url=server.url, **{"viewport": {"width": 1280, "height": 800}, **settings}
    )
    page = context.new_page()
    watch = Watch(page, server.url)
    page.on("dialog", lambda dialog: watch.troubles.append(f"dialog: {dialog.message}"))
    yield page
    context.close()
    assert watch.troubles == []


PICTURES = ":is(.score, .ink)"
"""A picture that reads a sentence, word by word: a score, or the words of the first page."""


def show(page: Page, address: str) -> Locator:
    """Go to an address and wait for its picture."""
    page.goto(address)
    return arrived(page)


def arrived(page: Page) -> Locator:
    """Wait until the picture is drawn."""
    picture = page.locator(PICTURES)
    expect(picture.locator(".transport")).to_be_visible()
    return picture


def words(page: Page) -> list[str]:
    """Return the tokens, in full, from their titles."""
    titles = page.locator(".row.tokens g.token title").all_text_contents()
    return [title.removesuffix(f": not in the vocabulary, read as {UNKNOWN_MARK}") for title in titles]


def position(page: Page) -> int:
    """Return the timestep of the cursor, counted from 1."""
    return int(page.locator(".score .position").inner_text().split("/")[0])


def place(page: Page) -> tuple[int, int]:
    """Return (timestep, unit) that the lens shows, counted from 1."""
    _, timestep, _, _, unit = page.locator(".lens h2").inner_text().split()
    return int(timestep), int(unit)


def stave(page: Page, label: str) -> Locator:
    """Return the drawing of a stave by its label."""
    row = page.locator(".row.stave").filter(has=page.locator(".title > span", has_text=exactly(label)))
    return row.locator("> [role=img]")


def pixels(page: Page, label: str) -> NDArray[np.uint8]:
    """Return the colours of a heatmap's numbers on screen, (T, H, 4): red, green, blue, opacity."""
    shape, colours = stave(page, label).first.locator("canvas").evaluate(PIXELS)
    units, timesteps = shape
    return np.array(colours, dtype=np.uint8).reshape(units, timesteps, 4).swapaxes(0, 1)


def exactly(text: str) -> re.Pattern[str]:
    """Return a pattern for this text and nothing around it."""
    return re.compile(f"^{re.escape(text)}$")


def lens_numbers(page: Page) -> dict[str, list[str]]:
    """Return the rows of the lens: symbol -> W_x·x, W_h·h, b, sum, value."""
    rows: list[list[str]] = page.locator(".lens .numbers tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
    )
    return {symbol: numbers for symbol, *numbers in rows}


def lens_by_core(trace: Trace, timestep: int, unit: int) -> dict[str, list[str]]:
    """Return what the lens has to show, from the trace."""
    letters = {"forget_gate": "f", "input_gate": "i", "output_gate": "o", "candidate": "g", "hidden": "h"}
    letters |= {"reset_gate": "r", "update_gate": "z"}
    kind = trace.network.spec.model.kind
    rows = {}
    for name in [name for name in trace.signals if name in trace.parts]:
        part = trace.parts[name]
        terms = [
            float(x) for x in (part.input[timestep, unit], part.recurrent[timestep, unit], part.bias[unit])
        ]
        squash = "tanh" if name in ("candidate", "hidden") else "σ"
        value = float(trace[name][timestep, unit])
        symbol = "n" if (kind, name) == ("gru", "candidate") else letters[name]
        shown = [as_shown(term, digits_of(terms)) for term in terms]
        rows[symbol] = [*shown, as_shown(sum(terms), 2), f"{squash} = {as_shown(value, 3)}"]
    return rows


def digits_of(terms: Sequence[float]) -> int:
    """Return with how many digits terms are shown: the fewest that add up to their sum in two digits."""
    wanted = to_two_digits(sum(terms))
    sums = {digits: to_two_digits(sum(round(term, digits) for term in terms)) for digits in range(2, 7)}
    return next((digits for digits, found in sums.items() if found == wanted), 2)


def to_two_digits(number: float) -> Decimal:
    """Return a number as JavaScript rounds it: what lies in the middle goes away from zero."""
    return Decimal(number).quantize(Decimal("0.01"), ROUND_HALF_UP)


def table(page: Page) -> dict[str, float]:
    """Return the numbers of this timestep as the table under the score says them."""
    details = page.locator("details.astable")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
        expect(details.locator("table")).to_be_visible()
    rows: list[tuple[str, str]] = details.locator("tr").evaluate_all(
        "rows => rows.map(row => [row.children[0].textContent, row.children[1].textContent])"
    )
    return {label: float(number) for label, number in rows}


def sentence_field(page: Page) -> Locator:
    """Return the field in which the reader types."""
    return page.get_by_label("Sentence: your own words", exact=True)


def press(page: Page, *keys: str) -> None:
    """Press keys on the score."""
    page.locator(".score .scroller").focus()
    for key in keys:
        page.keyboard.press(key)


def until(reached: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for something that no element tells."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "this did not happen in time"
        time.sleep(0.02)


def until_right(troubles: Callable[[], list[Any]], seconds: float = PATIENCE) -> None:
    """Wait until nothing is wrong any more; what still is when the time is over is what the test says."""
    deadline = time.monotonic() + seconds
    while found := troubles():
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


def answer(page: Page, option: str) -> None:
    """Answer the page's question."""
    page.get_by_role("radio", name=option, exact=True).click()


def cell_of(page: Page, label: str, timestep: int, unit: int) -> Position:
    """Return the middle of a heatmap's cell, relative to the drawing; its unit is one with a number."""
    number = stave(page, label).first.locator("..").locator(".tick").get_by_text(str(unit + 1), exact=True)
    middle: float = number.evaluate("tick => parseFloat(tick.style.top)")
    middles: list[float] = page.locator(".row.tokens g.token > text:first-child").evaluate_all(
        "texts => texts.map(text => Number(text.getAttribute('x')))"
    )
    return Position(x=middles[timestep], y=middle)
