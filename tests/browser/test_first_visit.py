"""What a first visit transfers, and that nothing large is fetched which the page does not show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.reading import arrived
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
