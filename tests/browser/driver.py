"""A Chromium that the tests and the benchmarks drive, and what it must never do on our pages.

Playwright's `page.url` moves on only while Playwright is called: a test that waits for an address asks the
page for `location`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    Request,
    Route,
    expect,
    sync_playwright,
)

from pages._shell.story import groups

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PATIENCE = 120.0
"""Seconds that a test waits for what is to come; a machine that others use is slow now and then."""

# On a deep link the page asks at which of the possible paths the server is; "404" is one of the answers.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def find_chromium() -> str | None:
    """Return the Chromium or Chrome of this machine, or None."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return found or (str(ON_A_MAC) if ON_A_MAC.exists() else None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser. Raises FileNotFoundError when there is none."""
    path = find_chromium()
    if path is None:
        raise FileNotFoundError("No Chromium or Chrome found. On Debian: sudo apt-get install chromium")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def to_page(page: Page | FrameLocator, title: str) -> Locator:
    """Return the link to a page in the navigation; the menu that holds it is opened first."""
    bar = page.get_by_test_id("stTopNav")
    menu = next((part for part, pages in groups().items() for one in pages if one.title == title), "")
    if not menu:
        return bar.get_by_role("link", name=title)
    bar.get_by_role("button", name=menu, exact=True).click()
    return page.get_by_test_id("stTopNavPopover").get_by_role("menuitem", name=title)


class Watch:
    """Everything on a page that should not happen: errors in the console, uncaught errors, foreign requests.

    A request to another origin is noted and never leaves the machine.
    """

    def __init__(self, page: Page, origin: str) -> None:
        self.troubles: list[str] = []
        self._host = urlsplit(origin).netloc
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"uncaught: {error}"))
        page.context.route(self._is_foreign, self._on_foreign)
        page.on("websocket", lambda socket: self._note_foreign(socket.url))

    def _is_foreign(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host

    def _note_foreign(self, url: str) -> None:
        if self._is_foreign(url):
            self.troubles.append(f"request to another server: {url}")

    def _on_foreign(self, route: Route, request: Request) -> None:
        self._note_foreign(request.url)
        route.abort()

    def _on_console(self, message: ConsoleMessage) -> None:
        where = urlsplit(message.location["url"]).path
        if message.type == "error" and not where.endswith(PROBES):
            self.troubles.append(f"console: {message.text} ({where})")
