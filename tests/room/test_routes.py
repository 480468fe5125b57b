"""The addresses of rooms: opened by a click, closed to strangers, to other sites and to what is too long."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.applications import Starlette

from pages._shell.room.classes import Rooms
from pages._shell.room.limits import Limits
from pages._shell.room.routes import rooms_routes
from pages._shell.room.told import MOST_BYTES
from pages._shell.server.streams import Streams
from tests.server.asking import Answer, ask, post

NAME, TAB = "0" * 32, "0123456789abcdef"
ASK = {"do": "ask", "question": "Which?", "answers": ["one", "two"]}


class Server:
    def __init__(self, **limits: Any) -> None:
        self.rooms = Rooms(Limits(**limits))
        self.app = Starlette(routes=rooms_routes(self.rooms, "/course", Streams()))
        opened = json.loads(self.post("", {}, "new").text)
        self.code, self.secret = opened["code"], opened["secret"]
        self.at = f"/{self.code}"

    def post(self, where: str, message: object, who: str, **headers: str) -> Answer:
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return post(self.app, f"/course/rooms{where}", body, {"x-watcher": who, **headers})

    def get(self, path: str, **headers: str) -> Answer:
        return ask(self.app, f"/course{path}", **headers)


@pytest.fixture
def server() -> Server:
    return Server()


def test_only_who_has_the_secret_presents(server: Server) -> None:
    assert server.post(f"{server.at}/orders", {"do": "lock"}, server.secret).status == 204
    for forged in ("", "new", NAME, server.secret[:-1], server.code):
        answer = server.post(f"{server.at}/orders", {"do": "free"}, forged)
        assert (answer.status, answer.text) == (403, "Only who opened the room can do this.")
        assert server.get(f"/rooms{server.at}/votes", x_watcher=forged).status == 403
    assert server.rooms.find(server.code).locked


def test_the_secret_of_one_room_opens_no_other(server: Server) -> None:
    other = json.loads(server.post("", {}, "new").text)
    assert server.post(f"/{other['code']}/orders", {"do": "lock"}, server.secret).status == 403


def test_a_page_of_another_site_does_nothing(server: Server) -> None:
    answer = server.post(
        f"{server.at}/orders", {"do": "lock"}, server.secret, **{"sec-fetch-site": "cross-site"}
    )
    assert answer.status == 403
    assert post(server.app, "/course/rooms", b"{}", {}).status == 403  # a form cannot send the header
    assert not server.rooms.find(server.code).locked


def test_what_is_too_long_or_no_message_is_refused_in_a_sentence(server: Server) -> None:
    orders = f"{server.at}/orders"
    assert server.post(orders, b" " * (MOST_BYTES + 1), server.secret).status == 413
    assert "cannot be read" in server.post(orders, b"{", server.secret).text
    assert server.post(orders, {"do": "place", "path": "//evil", "query": ""}, server.secret).status == 400


def test_who_has_not_come_in_does_not_vote(server: Server) -> None:
    server.post(f"{server.at}/orders", ASK, server.secret)
    ballot = {"number": 1, "round": 1, "answer": 0, "tab": TAB}
    assert server.post(f"{server.at}/votes", ballot, NAME).status == 403
    room = server.rooms.find(server.code)
    room.enter(NAME, TAB)
    assert server.post(f"{server.at}/votes", ballot, NAME).status == 204
    assert server.post(f"{server.at}/votes", ballot, NAME).status == 409
    counts = server.get(f"/rooms{server.at}/votes", x_watcher=server.secret)
    assert counts.headers["content-type"].startswith("text/csv")
    assert counts.text.splitlines()[1:] == [",,Which?,one,,1,", ",,Which?,two,,0,"]


def test_a_room_that_is_not_there_says_so(server: Server) -> None:
    for path in ("/rooms/AAAAA/events", "/rooms/AAAAA/code.svg"):
        answer = server.get(path, x_watcher=NAME)
        assert answer.status == 404
        assert "There is no room AAAAA here" in answer.text
    page = server.get("/join/<b>")
    assert page.status == 404
    assert "<b>" not in page.text.lower()
    assert "<form" in page.text


def test_a_full_room_says_so() -> None:
    server = Server(people=1)
    server.rooms.find(server.code).enter("1" * 32, TAB)
    answer = server.get(f"/rooms{server.at}/events?tab={TAB}", x_watcher=NAME)
    assert answer.status == 503
    assert "This room is full" in answer.text


def test_who_says_no_name_hears_nothing(server: Server) -> None:
    for name in ("", "x", NAME[1:], NAME.upper().replace("0", "G")):
        assert server.get(f"/rooms{server.at}/events?tab={TAB}", x_watcher=name).status == 403
    assert server.get(f"/rooms{server.at}/events", x_watcher=NAME).status == 403


def test_the_page_behind_the_code_leads_to_the_presenter(server: Server) -> None:
    assert 'href="../"' in server.get(f"/join/{server.code.lower()}").text
    server.post(f"{server.at}/orders", {"do": "place", "path": "lstm", "query": "?a=1&b=%22"}, server.secret)
    page = server.get(f"/join/{server.code}")
    assert 'href="../lstm?a=1&amp;b=%22"' in page.text
    assert f'data-code="{server.code}"' in page.text


def test_a_typed_code_leads_to_its_page(server: Server) -> None:
    answer = server.get("/join?code=bcdfg")
    assert (answer.status, answer.headers["location"]) == (303, "join/BCDFG")
    assert "<form" in server.get("/join?code=//evil").text


def test_only_the_link_of_the_room_is_drawn(server: Server) -> None:
    link = f"http://192.0.2.7:8501/course/join/{server.code}"
    assert server.get(f"/rooms{server.at}/code.svg?link={link}").headers["content-type"] == "image/svg+xml"
    assert server.get(f"/rooms{server.at}/code.svg?link=http://evil.example").status == 400
