"""What is taken home of a scene: made one at a time, kept while it fits, refused with a sentence."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from secrets import token_hex
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response

from pages._shell.disk.states import Scenes
from pages._shell.server.taken import MOST_LETTERS, MOST_WAITING, Asked, Make, Taken, asked_of, taken_route
from tests.server.asking import finish

AT = "scene=belt&everyday_sentence=a+b"


class Maker:
    """Makes a text at once, or once it is let go."""

    def __init__(self, fails: Exception | None = None, *, held: bool = False) -> None:
        self.asked: list[Asked] = []
        self.at_once = self.most = 0
        self._fails, self.go = fails, threading.Event()
        if not held:
            self.go.set()

    def __call__(self, asked: Asked, _: Scenes) -> str:
        self.asked.append(asked)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        self.go.wait(30)
        self.at_once -= 1
        if self._fails:
            raise self._fails
        return f"made of {asked.at}"

    @property
    def kinds(self) -> Mapping[str, tuple[Make, str]]:
        return {"lines.py": (self, "text/x-python; charset=utf-8")}


def got(
    maker: Maker, *ats: str, page: str = "lstm", kind: str = "lines.py", site: str = "same-origin"
) -> list[tuple[int, str]]:
    """Ask for several at the same time; a maker that is held is let go once all have come in."""
    route = taken_route(make=maker.kinds)

    def request(at: str) -> Request:
        query = urlencode({"page": page, "at": at}).encode()
        headers = [(b"sec-fetch-site", site.encode())]
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": query, "headers": headers}
        return Request(scope | {"path_params": {"kind": kind}})

    async def all_of_them() -> list[Response]:
        asked = [asyncio.ensure_future(route.endpoint(request(at))) for at in ats]
        for _ in range(50):
            await asyncio.sleep(0)
        maker.go.set()
        return list(await asyncio.gather(*asked))

    return [(one.status_code, bytes(one.body).decode()) for one in finish(all_of_them)]


def test_a_scene_is_made_at_its_address() -> None:
    maker = Maker()
    assert got(maker, AT) == [(200, f"made of {AT}")]
    assert maker.asked == [Asked("lines.py", "lstm", "belt", AT)]
    assert maker.asked[0].link == {"scene": ["belt"], "everyday_sentence": ["a b"]}


def test_one_is_made_at_a_time_and_the_same_once() -> None:
    maker = Maker(held=True)
    found = got(maker, AT, AT, "scene=gates")
    assert [status for status, _ in found] == [200, 200, 200]
    assert [one.at for one in maker.asked] == [AT, "scene=gates"]
    assert maker.most == 1


def test_who_would_have_to_wait_long_is_told_so() -> None:
    maker = Maker(held=True)
    found = got(maker, *(f"scene=belt&t={number}" for number in range(MOST_WAITING + 3)))
    assert [status for status, _ in found] == [200] * (MOST_WAITING + 1) + [503] * 2
    assert "Try again" in found[-1][1]


@pytest.mark.parametrize(
    ("page", "kind", "at"),
    [
        ("nowhere", "lines.py", AT),
        ("lstm", "anything", AT),
        ("lstm", "lines.py", "scene=nowhere"),
        ("lstm", "lines.py", f"scene=belt&everyday_sentence={'a' * MOST_LETTERS}"),
        ("train", "lines.py", ""),
    ],
)
def test_what_there_is_not_is_not_made(page: str, kind: str, at: str) -> None:
    maker = Maker()
    assert [status for status, _ in got(maker, at, page=page, kind=kind)] == [404]
    assert maker.asked == []


def test_what_cannot_be_made_is_said() -> None:
    assert got(Maker(ValueError("No recipe.")), AT) == [(409, "No recipe.")]
    assert got(Maker(TimeoutError()), AT)[0][0] == 503
    assert got(Maker(), AT, site="cross-site")[0][0] == 403


def test_what_was_made_last_is_kept_while_it_fits() -> None:
    taken = Taken(most_bytes=1000)
    asked = [Asked("lines.py", "lstm", "belt", str(number)) for number in range(3)]
    packed = [taken.keep(one, token_hex(300)) for one in asked]
    assert taken.found(asked[0]) is None
    assert taken.found(asked[2]) == packed[2]


def test_a_scene_without_a_name_is_the_first() -> None:
    asked = asked_of("lines.py", "lstm", "")
    assert asked is not None
    assert asked.scene == "gates"
