"""Behind proxies: pictures come where a prefix is taken away, and a page says what a proxy does wrong."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.driver import to_page
from tests.browser.proxy import PREFIX, Head, proxy, with_another_name, without_prefix, without_upgrade
from tests.running import RunningServer


@pytest.mark.parametrize("path", ["/", "/gradients"])
def test_a_prefix_that_a_proxy_takes_away_does_no_harm(
    browser: Browser, server: RunningServer, path: str
) -> None:
    with proxy(server.port, without_prefix) as port:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}{PREFIX}{path}")
        expect(page.locator(".transport").first).to_be_visible()
        on_the_path = page.get_by_role("navigation", name="Lessons").get_by_role(
            "link", name="Inside the LSTM"
        )
        (on_the_path if path == "/" else to_page(page, "Inside the LSTM")).click()
        expect(page.get_by_text("forget gate").first).to_be_visible()
        assert page.get_by_role("alert").count() == 0
        page.close()


def test_runs_and_classes_are_followed_where_only_streams_are_passed_on_at_once(
    browser: Browser, server: RunningServer
) -> None:
    """jupyter-server-proxy keeps every other answer until it has ended, and a run's news came never."""
    with proxy(server.port, without_prefix) as port:
        site = f"http://127.0.0.1:{port}{PREFIX}"
        page = browser.new_page()
        page.goto(f"{site}/train?run=sentiment-rnn-s80-seed78")
        page.get_by_test_id("stBaseButton-primary").click()
        expect(page.locator(".lab .run .state").first).to_contain_text("80 steps in")
        page.goto(f"{site}/lstm")
        page.get_by_role("button", name="Class", exact=True).click()
        bar = page.get_by_role("region", name="Room of the class")
        expect(bar).to_contain_text("0 people")
        code = json.loads(page.evaluate("sessionStorage.getItem('unrolled-room')"))["code"]
        student = browser.new_page()
        student.goto(f"{site}/join/{code}")
        expect(student.get_by_role("region", name="Room of the class")).to_contain_text(
            "You follow the class"
        )
        expect(bar).to_contain_text("1 person")
        for one in (page, student):
            one.close()


@pytest.mark.parametrize(
    ("mistake", "said"),
    [(with_another_name, "proxy_set_header Host $http_host;"), (without_upgrade, "has to pass on upgrades")],
)
def test_a_page_says_what_its_proxy_does_wrong(
    browser: Browser, server: RunningServer, mistake: Callable[[Head], Head], said: str
) -> None:
    """It used to be grey for ever, with nothing in the log."""
    with proxy(server.port, mistake) as port:
        page = browser.new_page()
        page.goto(f"http://unrolled.localhost:{port}/lstm")
        expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
        page.close()
    if mistake is with_another_name:
        assert said in server.log.read_text()
