"""A page in a frame of a course page: who may show it, how high it is, what a sandbox and no storage do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.driver import PATIENCE, to_page
from tests.running import ROOT, RunningServer, free_port

SNIPPET = (ROOT / "assets" / "deploy" / "course_page.html").read_text("utf-8")
ADDRESS = "https://unrolled.example.edu/lstm?embed=true"
REFUSE_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError") } });"""
ALLOWED = "allow-scripts allow-same-origin"


@contextmanager
def served(html: str, port: int) -> Iterator[str]:
    """Serve a page from an origin of its own; give its address."""

    class Course(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<!doctype html><html lang=en><title>Course</title><h1>Week 5</h1>" + html.encode()
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, *values: object) -> None:
            """Say nothing."""

    course = ThreadingHTTPServer(("127.0.0.1", port), Course)
    threading.Thread(target=course.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        course.shutdown()
        course.server_close()


@pytest.fixture(scope="module")
def place() -> int:
    """The port of the course page."""
    return free_port()


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory, place: int) -> Iterator[RunningServer]:
    """A server that the course page may frame."""
    settings = {"UNROLLED_FRAME_ANCESTORS": f"http://127.0.0.1:{place}"}
    with RunningServer(tmp_path_factory.mktemp("framed") / "server.log", settings) as server:
        yield server


@pytest.fixture
def course(browser: Browser, place: int) -> Iterator[Callable[..., Page]]:
    """Open the course page with the supplied snippet, whose sandbox may be another."""
    with ExitStack() as stack:

        def opened(server: RunningServer, sandbox: str = "", script: str = "") -> Page:
            here = server.url.replace("127.0.0.1", "localhost")
            html = SNIPPET.replace(ADDRESS, f"{here}/by_hand?embed=true")
            if sandbox:
                html = html.replace(f'sandbox="{ALLOWED}', f'sandbox="{sandbox}" data-rest="')
            context = browser.new_context(viewport={"width": 1000, "height": 700})
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE * 1000)
            page = context.new_page()
            if script:
                page.add_init_script(script)
            page.goto(stack.enter_context(served(html, place)))
            return page

        yield opened


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.unrolled")


def test_the_frame_is_as_high_as_the_page(course: Callable[..., Page], open_server: RunningServer) -> None:
    """Nothing scrolls in it, and it follows when another page is gone to."""
    page = course(open_server)
    fits = """before => ![before, undefined].includes(document.querySelector("h1")?.textContent)
      && [...document.querySelectorAll("[data-testid=stMain]")].every((main) =>
        main.scrollHeight <= main.clientHeight + 1 && main.scrollHeight > 200)"""
    frame = page.frames[1]
    frame.wait_for_function(fits, arg="")
    page.wait_for_function("() => document.querySelector('iframe').style.height !== '800px'")
    before = page.locator("iframe").evaluate("frame => frame.style.height")
    to_page(framed(page), "Limits").click()
    frame.wait_for_function(fits, arg="A network by hand")
    page.wait_for_function("before => document.querySelector('iframe').style.height !== before", arg=before)


def test_other_sites_get_no_frame_unless_they_are_named(
    course: Callable[..., Page], server: RunningServer
) -> None:
    page = course(server)
    page.wait_for_function("() => document.readyState === 'complete'")
    assert page.frames[1].url.startswith("chrome-error:")


def test_a_sandbox_without_an_origin_says_what_is_missing(
    course: Callable[..., Page], open_server: RunningServer
) -> None:
    """It used to stay white."""
    page = course(open_server, sandbox="allow-scripts")
    expect(framed(page).get_by_role("alert")).to_contain_text(f'sandbox="{ALLOWED}"')


def test_a_frame_whose_storage_is_refused_loses_nothing(
    course: Callable[..., Page], open_server: RunningServer
) -> None:
    page = course(open_server, script=REFUSE_STORAGE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    expect(framed(page).get_by_role("heading", name="By hand", level=1)).to_be_visible()
    for title in ("Check yourself", "Lesson plans", "Inside the LSTM"):
        to_page(framed(page), title).click()
        expect(framed(page).get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(framed(page).locator(".score .transport")).to_be_visible()
    assert errors == []
