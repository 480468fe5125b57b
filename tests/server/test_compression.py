"""The compressing layer by itself: what is kept, what is not, and how much."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from pages._shell.server.compression import CompressedAssets
from pages._shell.server.encoding import accepts_gzip
from tests.server.asking import ask


class Bundle:
    """An application that answers every path with a script and counts how often it is asked."""

    def __init__(
        self, cache: str = "public, immutable, max-age=9", kind: str = "text/javascript", times: int = 1000
    ) -> None:
        self.asked = 0
        self._times = times
        self._headers = [(b"content-type", kind.encode()), (b"cache-control", cache.encode())]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked += 1
        body = scope["path"].encode() * self._times
        headers = [*self._headers, (b"content-length", str(len(body)).encode())]
        start: Message = {"type": "http.response.start", "status": 200, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": body[:50], "more_body": True})
        await send({"type": "http.response.body", "body": body[50:]})


def test_an_immutable_file_is_compressed_once() -> None:
    bundle = Bundle()
    layer = CompressedAssets(bundle)
    answers = [ask(layer, "/static/a.js", accept_encoding="gzip") for _ in range(3)]
    assert bundle.asked == 1
    for answer in answers:
        assert answer.text == "/static/a.js" * 1000
        assert int(answer.headers["content-length"]) == len(answer.body) < 200
        assert answer.headers["vary"] == "Accept-Encoding"


def test_a_small_one_is_kept_as_it_is() -> None:
    bundle = Bundle(times=9)
    layer = CompressedAssets(bundle)
    for _ in range(3):
        answer = ask(layer, "/static/a.js", accept_encoding="gzip")
        assert answer.body == b"/static/a.js" * 9
        assert "content-encoding" not in answer.headers
        assert answer.headers["content-length"] == str(len(answer.body))
    assert bundle.asked == 1
    ask(layer, "/stage/a.js", accept_encoding="gzip")
    ask(layer, "/stage/a.js", accept_encoding="gzip")
    assert bundle.asked == 3


def test_what_may_change_is_asked_for_each_time() -> None:
    bundle = Bundle(cache="no-cache")
    layer = CompressedAssets(bundle)
    for _ in range(2):
        assert ask(layer, "/static/a.js", accept_encoding="gzip").text == "/static/a.js" * 1000
    assert bundle.asked == 2


def test_a_client_that_cannot_unpack_gets_the_file_as_it_is() -> None:
    layer = CompressedAssets(Bundle())
    ask(layer, "/static/a.js", accept_encoding="gzip")
    answer = ask(layer, "/static/a.js")
    assert "content-encoding" not in answer.headers
    assert answer.body == b"/static/a.js" * 1000


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True), ("br, gzip", True), ("gzip;q=0.1", True), ("*", True), ("GZIP ; Q=1", True),
        ("", False), ("br", False), ("gzip;q=0", False), ("gzip; q=0.0, br", False), ("*;q=0", False),
        ("*, gzip;q=0", False), ("gzip;q=x", False), ("xgzip", False), ("gzip;", True),
    ],
)  # fmt: skip
def test_gzip_is_sent_to_whom_accepts_it(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) == accepted
    layer = CompressedAssets(Bundle())
    assert ("content-encoding" in ask(layer, "/static/a.js", accept_encoding=header).headers) == accepted


def test_the_layers_below_are_not_told_of_an_encoding_that_is_refused() -> None:
    heard: list[str | None] = []

    async def below(scope: Scope, _receive: Receive, send: Send) -> None:
        heard.append(Headers(scope=scope).get("accept-encoding"))
        await Bundle()(scope, _receive, send)

    for header in ("gzip;q=0", "gzip"):
        ask(CompressedAssets(below), "/static/a.js", accept_encoding=header)
    assert heard == [None, "gzip"]


def test_pictures_pass_through() -> None:
    answer = ask(CompressedAssets(Bundle(kind="image/png")), "/static/a.png", accept_encoding="gzip")
    assert "content-encoding" not in answer.headers


def test_memory_is_bounded_whatever_is_asked_for() -> None:
    bundle = Bundle()
    layer = CompressedAssets(bundle, capacity=500)
    for number in range(100):
        ask(layer, f"/static/{number}.js", accept_encoding="gzip")
    assert sum(len(stored.body) for stored in layer._stored.values()) <= 500
    assert ask(layer, "/static/99.js", accept_encoding="gzip").text == "/static/99.js" * 1000
