"""The start page asks why its connection does not come through, and the server says it."""

from __future__ import annotations

from starlette.types import Receive, Scope, Send

from pages._shell.server.compression import CompressedAssets
from pages._shell.server.connection import NO_UPGRADE, StartPage, connection_route
from pages._shell.server.stage_files import stage_url
from tests.server.asking import ask

HTML = b"<html><head><title>x</title></head><body>" + b"x" * 2000 + b"</body></html>"


async def below(scope: Scope, _receive: Receive, send: Send) -> None:
    kind = b"text/html; charset=utf-8" if scope["path"] == "/" else b"text/javascript"
    headers = [(b"content-type", kind), (b"content-length", str(len(HTML)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": HTML[:50], "more_body": True})
    await send({"type": "http.response.body", "body": HTML[50:]})


def test_the_start_page_loads_a_module_by_a_relative_address() -> None:
    answer = ask(StartPage(below), "/", accept="text/html")
    assert f'src="./{stage_url()}/connection.js"></script></head>' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.body)
    packed = ask(CompressedAssets(StartPage(below)), "/", accept="text/html", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == answer.text


def test_everything_else_stays_as_it_is() -> None:
    assert ask(StartPage(below), "/", accept="*/*").body == HTML
    assert ask(StartPage(below), "/x.js", accept="text/html").body == HTML


def test_the_reason_is_said() -> None:
    route = connection_route(frozenset({"course.example"}), "/course")
    asked = "/course/connection?origin=https://unrolled.example"
    assert "proxy_set_header Host" in ask(route, asked, host="127.0.0.1:8501").text
    assert ask(route, asked, host="unrolled.example").text == NO_UPGRADE
    assert ask(route, "/course/connection?origin=http://[bad", host="unrolled.example").status == 200
    assert ask(route, "/course/connection", host="unrolled.example").text == NO_UPGRADE
