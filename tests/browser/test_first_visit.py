"""What a first visit transfers, and that nothing large is fetched which the page does not show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import arrived, visitor
from tests.running import RunningServer

MOST_BYTES = 2_250_000


@pytest.mark.parametrize("name", ["lstm", "gradients"])
def test_a_first_visit_is_light(browser: Browser, server: RunningServer, name: str) -> None:
    """Fonts are most of what Streamlit sends: of its serif only the letters that are used are fetched."""
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    sizes: list[float] = []
    asked: list[str] = []

    def loaded(event: Mapping[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", loaded)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/{name}")
    arrived(page)
    page.wait_for_load_state("networkidle")
    context.close()
    assert sum(sizes) <= MOST_BYTES
    assert not any("SourceSerif" in url for url in asked)
    assert any("/vendor/serif-600" in url for url in asked)


def asked_by(page: Page) -> list[str]:
    """Return the paths that a page asks for, as it does."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    return asked


def test_a_later_visitor_s_browser_asks_for_nothing_by_trial_and_for_a_picture_beside_the_rest(
    browser: Browser, server: RunningServer
) -> None:
    """Streamlit tries the page's own address as the app's, and waits after the refusal, unless it is told."""
    for visit in ("first", "later"):
        with visitor(browser, server) as page:
            asked = asked_by(page)
            page.goto("/unrolled?scene=dog")
            expect(page.locator(".ink-word").first).to_be_visible()
            tried = [path for path in asked if path.endswith("/_stcore/health")]
            assert tried == ["/_stcore/health"]
            if visit == "later":
                picture = next(at for at, path in enumerate(asked) if path.endswith("/pictures/ink.js"))
                assert picture < asked.index("/_stcore/health"), "it was fetched once the page had run"
