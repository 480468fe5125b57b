"""Claims and questions in a real browser: the first picture of `/claims`, a claim measured again and stopped,
and what a visitor who goes through questions sends to the server.

python -m tests.bench.practice
"""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

from tests.bench.rows import Row, row, show
from tests.browser.driver import chromium, find_chromium
from tests.running import RunningServer

PATIENCE = 120_000  # ms
PICTURE = 1.5  # s, until the table of claims is drawn
NUMBER, STOPPED, RESTS = 3.0, 0.3, 25.0  # s, from the click
CLAIM, DEAR = "gradients/trained", "gates_out/eight"
QUESTIONS, RUNS = 20, 60
PACE = 20
"""Seconds that a quick visitor takes for a question; their number in a minute is the load on the server."""


def rows(quick: bool = False) -> list[Row]:
    """Return the table; nothing where there is no Chromium."""
    if find_chromium() is None:
        return []
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder) / "server.log") as server,
        chromium() as browser,
    ):
        return [
            _first_picture(browser, server.url, 3 if quick else 9),
            *_again(browser, server.url),
            *(_whole(browser, server.url, claim) for claim in ((CLAIM,) if quick else (CLAIM, DEAR))),
            *_questions(browser, server.url, 6 if quick else QUESTIONS),
        ]


def _window(browser: Browser, url: str) -> Page:
    page = browser.new_context(base_url=url, viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def _first_picture(browser: Browser, url: str, tries: int) -> Row:
    """Open the table with an empty cache; the first visitor of the server is not counted."""
    times = []
    for _ in range(tries + 1):
        page = _window(browser, url)
        began = time.monotonic()
        page.goto("/claims")
        expect(page.locator(".claims-row").last).to_be_visible(timeout=PATIENCE)
        page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))")
        times.append(time.monotonic() - began)
        page.context.close()
    return row("/claims: a later visitor's picture", "s", statistics.median(times[1:]), target=PICTURE)


def _again(browser: Browser, url: str) -> list[Row]:
    """Measure a claim on trained networks again until its first number is seen, then stop it."""
    page = _window(browser, url)
    page.goto(f"/claims?claim={CLAIM}")
    page.get_by_role("button", name=re.compile("^Measure again")).click()
    began = time.monotonic()
    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(page.locator(".seeds-dot[data-here=true]").first).to_be_visible(timeout=PATIENCE)
    first = time.monotonic() - began
    stop.click()
    began = time.monotonic()
    expect(stop).to_have_count(0)
    stopped = time.monotonic() - began
    page.context.close()
    return [
        row(f"{CLAIM} measured again: click → first number seen", "s", first, target=NUMBER),
        row("Stop: click → seen", "s", stopped, target=STOPPED),
    ]


def _whole(browser: Browser, url: str, claim: str) -> Row:
    """Measure a claim again until it rests with what was measured."""
    page = _window(browser, url)
    page.goto(f"/claims?claim={claim}")
    page.get_by_role("button", name=re.compile("^Measure again")).click()
    began = time.monotonic()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0, timeout=5 * PATIENCE)
    took = time.monotonic() - began
    seeds = re.findall(r"\d+ of \d+", page.locator(".seeds-anew").inner_text())[-1]
    page.context.close()
    return row(f"{claim} measured again: click → it rests, borne by {seeds}", "s", took, target=RESTS)


def _questions(browser: Browser, url: str, count: int) -> list[Row]:
    """Answer so many questions, right or wrong, once all networks are there; count what the page sends."""
    sent: list[int] = []
    page = _window(browser, url)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(len(frame)))

    page.on("websocket", listen)
    page.goto("/check?seed=7")
    waiting = page.get_by_role("list", name="Networks that are being trained")
    expect(page.get_by_role("region", name="Question", exact=True)).to_be_visible()
    page.wait_for_timeout(2000)
    while waiting.count():
        page.wait_for_timeout(2000)
    opened = len(sent)
    for _ in range(count):
        _answer(page.get_by_role("region", name="Question", exact=True))
    page.wait_for_timeout(1000)
    runs = len(sent) - opened
    page.context.close()
    return [
        row("/check: messages until all its networks are trained", "", opened),
        row(
            f"/check: page runs a minute of one visitor, a question every {PACE} s",
            "",
            runs / count * 60 / PACE,
            target=RUNS,
        ),
    ]


def _answer(card: Locator) -> None:
    """Answer the question with the first that one can choose, or with 1, and go on."""
    choice = card.locator(".option, [data-place]")
    if choice.count():
        choice.first.click()
    else:
        field = card.get_by_role("textbox")
        if field.count():
            field.fill("1")
        card.get_by_role("button", name="Check").click()
    expect(card.locator(".because")).to_contain_text(re.compile("Right|Not so"))
    card.get_by_role("button", name="Next question").click()
    expect(card.locator(".because")).to_be_empty()


if __name__ == "__main__":
    show(rows(quick=True))
