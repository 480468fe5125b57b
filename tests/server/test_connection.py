"""The server says why the connection of a page does not come through."""

from __future__ import annotations

from pages._shell.server.connection import NO_UPGRADE, connection_route
from tests.server.asking import ask


def test_the_reason_is_said() -> None:
    route = connection_route(frozenset({"course.example"}), "/course")
    asked = "/course/connection?origin=https://unrolled.example"
    assert "proxy_set_header Host" in ask(route, asked, host="127.0.0.1:8501").text
    assert ask(route, asked, host="unrolled.example").text == NO_UPGRADE
    assert ask(route, "/course/connection?origin=http://[bad", host="unrolled.example").status == 200
    assert ask(route, "/course/connection", host="unrolled.example").text == NO_UPGRADE
