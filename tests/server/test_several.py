"""Several web processes behind nginx: who stays where, and where a room's own process is."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.nginx import needs_nginx, nginx
from tests.waiting import until

pytestmark = [pytest.mark.server, needs_nginx]

Ask = Callable[..., tuple[str, str]]


def server_called(name: str) -> ThreadingHTTPServer:
    """Run a server on a free port that answers everything with its name."""

    class Named(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(name)))
            self.end_headers()
            self.wfile.write(name.encode())

        def log_request(self, *values: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Named)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def servers() -> Iterator[dict[str, ThreadingHTTPServer]]:
    running = {name: server_called(name) for name in "KM"}
    yield running
    for server in running.values():
        server.shutdown()
        server.server_close()


@pytest.fixture
def ask(servers: dict[str, ThreadingHTTPServer], tmp_path: Path) -> Iterator[Ask]:
    """Ask the proxy for a path with a cookie and as a browser; get who answered, and its cookie."""
    with ExitStack() as stack:
        port = stack.enter_context(nginx("several", tmp_path, [one.server_port for one in servers.values()]))

        def asked(path: str = "/", cookie: str = "", browser: str = "one") -> tuple[str, str]:
            headers = {"User-Agent": browser, **({"Cookie": cookie} if cookie else {})}
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read().decode(), (answer.headers["Set-Cookie"] or "").split(";")[0]

        yield asked


def test_a_browser_stays_at_its_process_and_a_class_is_spread(ask: Ask) -> None:
    places = []
    for _ in range(40):
        _, cookie = ask()
        assert cookie.startswith("unrolled_process=")
        answers = {ask(path, cookie) for path in ("/", "/lstm", "/_stcore/stream", "/descriptions/x")}
        assert len(answers) == 1  # one process, and no other cookie
        [(place, again)] = answers
        assert again == ""
        places.append(place)
    assert min(map(places.count, "KM")) >= 4  # of 40


def test_who_keeps_no_cookie_stays_too(ask: Ask) -> None:
    assert len({ask("/lstm")[0] for _ in range(10)}) == 1


def test_a_room_is_found_from_everywhere(ask: Ask) -> None:
    for browser in ("one", "another", "a third"):
        for letter in "KM":
            for path in (f"/rooms/{letter}BCDF/events", f"/join/{letter}BCDF", f"/join/{letter.lower()}bcdf"):
                assert ask(path, browser=browser)[0] == letter


def test_who_was_at_a_process_that_is_gone_goes_on_at_the_other(
    ask: Ask, servers: dict[str, ThreadingHTTPServer]
) -> None:
    cookies = {}
    until(lambda: cookies.update({ask("/", cookie := ask()[1])[0]: cookie}) or len(cookies) == 2)
    servers["K"].shutdown()
    servers["K"].server_close()
    assert {ask("/lstm", cookies["K"])[0] for _ in range(8)} == {"M"}
    assert ask("/lstm", cookies["M"])[0] == "M"
