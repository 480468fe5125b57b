"""Fixtures for tests in a real browser. A test fails on any error in the console and any foreign request."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driver import PATIENCE, Watch, find_chromium
from tests.browser.stand import Stand
from tests.browser.staved import mounted
from tests.running import RunningServer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip = pytest.mark.skip(reason="no Chromium or Chrome found; on Debian: sudo apt-get install chromium")
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if os.environ.get("CI"):  # a machine that others use; a test that needed it is named at the end
                item.add_marker(pytest.mark.flaky(reruns=1))
            if find_chromium() is None:
                item.add_marker(skip)


@pytest.fixture
def page(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A fresh profile at 1280 x 800 whose addresses are relative to the server: `page.goto("/gates")`."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE * 1000)
    opened = context.new_page()
    watch = Watch(opened, server.url)
    yield opened
    context.close()
    assert watch.troubles == []


@pytest.fixture
def make(browser: Browser, server: RunningServer) -> Iterator[Callable[..., Stand]]:
    contexts = []
    watches = []

    def made(**settings: Any) -> Stand:
        size = {"viewport": {"width": 1280, "height": 800}}
        context = browser.new_context(base_url=server.url, **{**size, **settings})
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page, server.url))
        return Stand(page)

    yield made
    for context in contexts:
        context.close()
    assert [trouble for watch in watches for trouble in watch.troubles] == []


@pytest.fixture
def stand(make: Callable[..., Stand]) -> Stand:
    return make()


@pytest.fixture
def staved(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page on which staves can be put."""
    yield from mounted(browser, server, 1)


@pytest.fixture(params=[1, 1.25, 2])
def zoomed(request: pytest.FixtureRequest, browser: Browser, server: RunningServer) -> Iterator[Page]:
    """The same at several zooms."""
    yield from mounted(browser, server, request.param)
