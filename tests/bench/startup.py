"""From `streamlit run` to the first picture; memory; what a first visit transfers.

python -m tests.bench.startup
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.rows import Row, row, show
from tests.bench.session import Session
from tests.browser.driver import chromium, find_chromium
from tests.running import RunningServer, resident_megabytes

PAGES = ("", "unrolled", "lstm", "gradients", "train")


def rows(quick: bool = False) -> list[Row]:
    """Start the server once (quick) or three times, warm disk, and take the medians."""
    tables = [_measure(browse=turn == 0) for turn in range(1 if quick else 3)]
    table = tables[0]
    for number, first in enumerate(table):
        values = [again[number]["measured"] for again in tables if number < len(again)]
        table[number] = row(first["name"], first["unit"], statistics.median(values), target=first["target"])
    return table


def _measure(*, browse: bool) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder) / "server.log") as server:
        answers = time.monotonic() - server.started
        asyncio.run(_until_picture(server.url, "home"))
        picture = time.monotonic() - server.started
        for page in PAGES[1:-1]:
            asyncio.run(_until_picture(server.url, page))
        trained = time.monotonic() - server.started
        table = [
            row("start: the server answers", "s", answers, target=3.0),
            row("start: first picture, of a network trained meanwhile", "s", picture, target=5.0),
            row("start: every page has its networks", "s", trained),
            row("memory of the web process", "MB", resident_megabytes(server.pid), target=160),
            row("memory of a worker", "MB", max(map(resident_megabytes, server.workers())), target=320),
        ]
        if browse and find_chromium() is not None:
            with chromium() as browser:
                table += [_visit(browser, server.url, page) for page in PAGES]
        return table


async def _until_picture(url: str, page: str) -> None:
    async with Session(url, page) as session:
        while not session.has_picture:
            await asyncio.sleep(0.1)
            await session.rerun()


def _visit(browser: Browser, url: str, path: str) -> Row:
    """Open a page with an empty cache and count the bytes that come over the network."""
    context = browser.new_context(base_url=url)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    received: list[float] = []
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"/{path}")
    page.locator('[data-testid="stApp"] h1').first.wait_for(timeout=30_000)
    page.wait_for_load_state("networkidle")
    context.close()
    return row(f"first visit of /{path}, transferred", "MB", sum(received) / 1e6, target=2.25)


if __name__ == "__main__":
    show(rows())
