"""The whole app behind nginx: plain, by TLS below a path, and below a path that nginx takes away."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.driver import PATIENCE, Watch, to_page
from tests.browser.nginx import needs_nginx, nginx
from tests.browser.reading import arrived
from tests.running import RunningServer

pytestmark = needs_nginx

WAYS = (
    ("plain", "http", "", ""),
    ("tls-prefix", "https", "/unrolled", "/unrolled"),
    ("stripped-prefix", "http", "/tools/unrolled", ""),
)
"""A file, the scheme and the path that visitors see, the path that the server is told."""
DRAWN_AT_ONCE = "lstm?task=recall&weights=untrained"
RUN = "sentiment-rnn-s80-seed77"


@dataclass
class Site:
    """The app as visitors reach it."""

    browser: Browser
    url: str
    stack: ExitStack

    def visitor(self) -> Page:
        """Open a page with a profile of its own."""
        context: BrowserContext = self.browser.new_context(
            viewport={"width": 1280, "height": 800}, ignore_https_errors=True
        )
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        watch = Watch(page, self.url)

        def end() -> None:
            context.close()
            assert watch.troubles == []

        self.stack.callback(end)
        return page


@pytest.fixture(scope="module", params=WAYS, ids=[way[0] for way in WAYS])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    name, scheme, path, base = request.param
    with ExitStack() as stack:
        if base:
            log = tmp_path_factory.mktemp("based") / "server.log"
            server = stack.enter_context(RunningServer(log, base=base))
        else:
            server = request.getfixturevalue("server")
        port = stack.enter_context(nginx(name, tmp_path_factory.mktemp("nginx"), [server.port]))
        yield f"{scheme}://localhost:{port}{path}"


@pytest.fixture
def site(browser: Browser, address: str) -> Iterator[Site]:
    with ExitStack() as stack:
        yield Site(browser, address, stack)


def test_pages_come_by_their_links_and_after_a_reload(site: Site) -> None:
    page, path = site.visitor(), urlsplit(site.url).path
    page.goto(site.url)  # without a slash at its end
    to_page(page, "By hand").click()
    page.wait_for_function("path => location.pathname === path", arg=f"{path}/by_hand")
    page.reload()
    expect(page.get_by_role("heading", name="By hand", level=1)).to_be_visible()
    page.goto(f"{site.url}/{DRAWN_AT_ONCE.replace('?', '/?')}&t=3")  # with a slash that the server takes away
    arrived(page)
    expect(page.locator(".score .position").first).to_have_text(re.compile(r"^3 /"))
    assert page.evaluate("location.pathname") == f"{path}/lstm"


def test_runs_are_followed_and_files_opened(site: Site) -> None:
    page = site.visitor()
    page.goto(f"{site.url}/train?run={RUN}")
    page.get_by_test_id("stBaseButton-primary").click()
    expect(page.locator(".lab .run .state").first).to_contain_text("80 steps in")
    page.get_by_text("Networks you keep").click()
    file: FilePayload = {
        "name": "mine.safetensors",
        "mimeType": "application/octet-stream",
        "buffer": bytes(2**21),
    }
    with page.expect_response("**/_stcore/upload_file/**") as sent:
        page.get_by_test_id("stFileUploader").locator("input").set_input_files([file])
    assert sent.value.status == 204
    expect(page.get_by_test_id("stAlert")).to_be_visible()  # it is no network


def test_a_stream_of_events_is_not_held_back(address: str) -> None:
    """What a room says first comes while its stream stays open."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE  # it signs itself

    def ask(path: str, watcher: str, method: str) -> http.client.HTTPResponse:
        asked = urllib.request.Request(f"{address}/{path}", headers={"X-Watcher": watcher}, method=method)
        answer: http.client.HTTPResponse = urllib.request.urlopen(asked, timeout=PATIENCE, context=trusting)
        return answer

    with ask("rooms", "x", "POST") as opened:
        room = json.load(opened)
    with ask(f"rooms/{room['code']}/events", room["secret"], "GET") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert stream.readline().startswith(b"data: ")


def test_a_class_comes_in_by_the_link_and_its_code(site: Site) -> None:
    presenter = site.visitor()
    presenter.goto(f"{site.url}/{DRAWN_AT_ONCE}")
    with presenter.expect_response("**/code.svg?**") as drawn:
        presenter.get_by_role("button", name="Class", exact=True).click()
    code = json.loads(presenter.evaluate("sessionStorage.getItem('unrolled-room')"))["code"]
    [link] = parse_qs(urlsplit(drawn.value.url).query)["link"]
    assert link == f"{site.url}/join/{code}"
    assert drawn.value.ok
    student = site.visitor()
    student.goto(f"{site.url}/join?code={code.lower()}")  # as the form asks
    bar = student.get_by_role("region", name="Room of the class")
    expect(bar).to_contain_text("You follow the class")
    arrived(student)
    arrived(presenter)
    presenter.keyboard.press("ArrowRight")
    expect(student.locator(".score .position").first).to_have_text(re.compile(r"^2 /"))


def test_links_for_a_class_lead_back_here(site: Site) -> None:
    page = site.visitor()
    page.goto(f"{site.url}/{DRAWN_AT_ONCE}")
    arrived(page)
    page.get_by_role("button", name="Set up a link for a class").click()
    dialogue = page.get_by_role("dialog", name="Set up a link")
    dialogue.get_by_label("Weights").select_option("hidden")
    link = dialogue.get_by_role("textbox", name="The link")
    expect(link).to_have_value(f"{site.url}/{DRAWN_AT_ONCE}&hide=weights")
    expect(page.frame_locator("iframe[name=unrolled-preview]").locator(".score .transport")).to_be_visible()
    page.goto(f"{site.url}/check")
    page.get_by_role("button", name="A link for a class").click()
    link = page.get_by_role("dialog", name="A link for a class").get_by_label("The link")
    expect(link).to_have_value(re.compile(f"^{re.escape(site.url)}/check"))
