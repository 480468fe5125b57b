"""Streams: bounded, woken by changes, closed to strangers, ended with the server. Runs are one of them."""

from __future__ import annotations

import asyncio
import itertools
import json
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Scope

from core.jobs import HOUSE, place_of
from core.recipes import default_run
from pages._shell.server import streams as streams_module
from pages._shell.server.compression import CompressedAssets
from pages._shell.server.runs import Runs, runs_route
from pages._shell.server.streams import Streams
from pages._shell.server.watchers import Watchers
from tests.bench.session import Session
from tests.making.runs import View, frames, put_together, tail
from tests.running import RunningServer
from tests.server.asking import Answer, ask, finish
from tests.waiting import until

KEY = "0123456789abcdef"
NAMES = Watchers(b"of the tests")
WATCHER = NAMES.issue("192.0.2.1")
ASKED = f"/runs/events?key={KEY}"


class FakeDesk:
    """A desk on which every run goes through these views, one with each look, and stays at the last."""

    def __init__(self, *views: View | None) -> None:
        self._views: Iterator[View | None] = iter(views)
        self._last: View | None = None
        self._wakes: list[Callable[[], None]] = []
        self.looked: list[tuple[str, str]] = []

    @classmethod
    def endless(cls) -> FakeDesk:
        """A run that has trained one more step with each look."""
        desk = cls()
        desk._views = (View(tail=tail([1.0] * step, [1.0] * step)) for step in itertools.count(1))
        return desk

    def look(self, key: str, watcher: str) -> View | None:
        self.looked.append((key, watcher))
        self._last = next(self._views, self._last)
        self.ring()
        return self._last

    def ring(self) -> None:
        for wake in self._wakes:
            wake()

    def listen(self, keys: Iterable[str], wake: Callable[[], None]) -> Callable[[], None]:
        assert list(keys)
        self._wakes.append(wake)
        return lambda: self._wakes.remove(wake)

    @property
    def listeners(self) -> int:
        return len(self._wakes)


def route(desk: Runs, base: str = "", counted: Streams | None = None) -> Route:
    return runs_route(lambda: desk, base, counted or Streams(), NAMES)


def follow(app: ASGIApp, path: str = ASKED, watcher: str = WATCHER, **headers: str) -> Answer:
    """Ask for a stream as a browser does: the address names the runs, a header who watches."""
    return ask(app, path, x_watcher=watcher, **headers)


def told_in(answer: Answer) -> list[dict[str, Any]]:
    """Return what the events of a stream say, run by run; the last event has to be its end."""
    *events, end = [event for event in answer.text.split("\n\n") if event and not event.startswith(":")]
    assert end == "event: end\ndata: {}"
    return [run for event in events for run in json.loads(event.removeprefix("data: "))["runs"]]


@pytest.mark.parametrize("base", ["", "/course"])
def test_a_stream_tells_a_run_to_its_end(base: str) -> None:
    history = frames(1, 4, 9)
    desk = FakeDesk(View(), View(history[:2]), View(history[:2]), View(history, state="done"))
    answer = follow(route(desk, base), base + ASKED)
    assert desk.listeners == 0
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    said = told_in(answer)
    assert [run["state"] for run in said] == ["running", "running", "done"]
    assert put_together(said)[2] == [1, 4, 9]


def test_a_run_that_nobody_knows_ends_the_stream() -> None:
    said = told_in(follow(route(FakeDesk(None))))
    assert said == [{"key": KEY, "state": "unknown"}]


def test_the_stream_looks_as_its_watcher() -> None:
    desk = FakeDesk(View(frames(1), state="done"))
    follow(route(desk), f"{ASKED}&key=fedcba9876543210~ab12&key={KEY}")
    assert desk.looked == [(KEY, WATCHER), ("fedcba9876543210~ab12", WATCHER)]


def test_a_stream_looks_when_something_changed_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports used to be polled ten times a second and stream, under the lock of the desk."""
    monkeypatch.setattr(streams_module, "PATIENCE", 0.05)
    desk = FakeDesk(*[View(frames(1))] * 3, *[View(frames(1), state="done")] * 9)
    desk.ring = lambda: None  # type: ignore[method-assign]
    listening = threading.Thread(target=lambda: got.append(follow(route(desk))))
    got: list[Answer] = []
    listening.start()
    for looks in (1, 2, 3, 4):
        until(lambda looks=looks: len(desk.looked) >= looks)  # type: ignore[misc]
        time.sleep(0.4)  # several beats in which nothing happens
        assert len(desk.looked) == looks
        FakeDesk.ring(desk)
    listening.join()
    assert told_in(got[0])[-1]["state"] == "done"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "key=../x",
        f"key={KEY[1:]}",
        f"key={KEY}~",
        f"key={KEY}%0a",
        "&".join(f"key={number:016x}" for number in range(9)),
    ],
    ids=lambda _: "query",
)
def test_what_is_asked_wrongly_is_refused_in_a_sentence(query: str) -> None:
    answer = follow(route(FakeDesk(None)), f"/runs/events?{query}")
    assert answer.status == 400
    assert answer.text.endswith((".", "…"))
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "watcher",
    ["", HOUSE, "0" * 32, f"\0{WATCHER}", f"{WATCHER}0", WATCHER[:-1], f"x{WATCHER}", "é", "..",
     WATCHER.replace(".", ".0", 1), Watchers(b"another").issue("192.0.2.1")],
    ids=lambda _: "watcher",
)  # fmt: skip
def test_a_watcher_that_this_server_did_not_name_is_told_nothing_and_keeps_nothing_alive(
    watcher: str,
) -> None:
    desk = FakeDesk(View())
    answer = follow(route(desk), watcher=watcher)
    assert (answer.status, desk.looked) == (403, [])
    assert "Reload the page" in answer.text


def test_an_address_names_no_watcher() -> None:
    """Proxies write addresses into their logs, and who knows a name can watch under it."""
    desk = FakeDesk(View())
    assert ask(route(desk), f"{ASKED}&watcher={WATCHER}").status == 403
    assert desk.looked == []


def test_names_of_one_address_share_a_place_and_nothing_else() -> None:
    names = [NAMES.issue(address) for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "")]
    assert len({*names}) == 4
    assert all(NAMES.knows(name) for name in names)
    assert len({place_of(name) for name in names}) == 3
    assert not any("192" in name for name in names)


def test_another_site_is_shown_nothing() -> None:
    answer = follow(route(FakeDesk(None)), sec_fetch_site="cross-site")
    assert answer.status == 403


def test_streams_are_bounded_and_counted_down() -> None:
    streams = Streams(most=3, most_of_one=2)
    for _ in range(9):  # each ends: none stays counted
        assert follow(route(FakeDesk(None), "", streams)).status == 200
    assert streams.open == 0
    streams.enter(WATCHER, place_of(WATCHER))
    streams.enter(WATCHER, place_of(WATCHER))
    mine = follow(route(FakeDesk(None), "", streams))
    assert (mine.status, "2 streams" in mine.text) == (503, True)
    streams.enter("somebody", "elsewhere")
    other = follow(route(FakeDesk(None), "", streams), watcher=NAMES.issue("192.0.2.9"))
    assert (other.status, "3 people" in other.text) == (503, True)
    streams.leave(WATCHER, place_of(WATCHER))
    assert follow(route(FakeDesk(None), "", streams)).status == 200


def test_one_address_cannot_open_all_streams() -> None:
    streams = Streams(most=8)
    for number in range(6):
        assert streams.refusal(f"here.{number}", "here") == ""
        streams.enter(f"here.{number}", "here")
    assert "6 people watch from your network address" in streams.refusal("here.6", "here")
    assert streams.refusal("there.0", "there") == ""


def listen(app: ASGIApp, until: Callable[[list[bytes]], bool]) -> list[bytes]:
    """Read a stream as a browser that goes away as soon as `until` holds of what it got."""
    got: list[bytes] = []
    path, _, query = ASKED.partition("?")
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"accept-encoding", b"gzip"), (b"x-watcher", WATCHER.encode())],
    }

    async def session() -> None:
        gone = asyncio.Event()

        async def receive() -> Message:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.body":
                got.append(message["body"])
                if until(got):
                    gone.set()

        await asyncio.wait_for(app(scope, receive, send), 5)

    finish(session)
    return got


def test_who_goes_away_is_counted_no_more_and_nothing_is_held_back() -> None:
    streams, desk = Streams(), FakeDesk.endless()
    layered = CompressedAssets(route(desk, "", streams))
    got = listen(layered, lambda got: len(got) == 3)
    assert 3 <= len(got) <= 4
    assert all(part.startswith(b"data: ") for part in got), "no layer holds back or packs"
    assert streams.open == 0
    until(lambda: desk.listeners == 0)


def test_a_silent_stream_says_that_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams_module, "PATIENCE", 0.25)
    monkeypatch.setattr(streams_module, "LOOK_EVERY", 0.05)
    got = listen(route(FakeDesk(View())), lambda got: len(got) == 3)
    assert [part[:6] for part in got[:3]] == [b"data: ", b": stil", b": stil"]


def test_many_streams_look_less_often_but_four_times_a_second() -> None:
    streams = Streams()
    streams.enter(WATCHER, "here")
    assert streams.beat == pytest.approx(0.1)
    for number in range(200):
        streams.enter(str(number), "here")
    assert streams.beat == pytest.approx(0.25)


def test_an_open_stream_ends_with_the_server() -> None:
    streams = Streams()
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    interrupt = signal.getsignal(signal.SIGINT)
    try:
        streams.end_with_the_server()
        threading.Timer(0.3, signal.raise_signal, [signal.SIGTERM]).start()
        began = time.monotonic()
        thread = threading.Thread(
            target=listen, args=(route(FakeDesk.endless(), "", streams), lambda _: False)
        )
        thread.start()
        while thread.is_alive():
            thread.join(0.05)
        assert 0.25 < time.monotonic() - began < 3
        assert heard == [signal.SIGTERM], "the server's own handler is called as before"
        assert "closing" in streams.refusal(WATCHER, "here")
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, interrupt)


async def watcher_of(server: RunningServer) -> str:
    """Return the name that the server gave to a session."""
    async with Session(server.url, "train") as session:
        return session.watcher


@pytest.mark.server
def test_the_server_streams_and_ends_in_spite_of_it(tmp_path: Path) -> None:
    key = default_run("lstm", "recall").key  # the house trains it when the server starts
    with RunningServer(tmp_path / "server.log") as server:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server.url}/runs/events", timeout=10)
        assert refused.value.code == 400
        refused.value.close()
        watcher = finish(lambda: watcher_of(server))
        address = f"{server.url}/runs/events?key={key}"
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", "X-Watcher": watcher})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert "Content-Encoding" not in answer.headers
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert key in answer.readline().decode()
            began = time.monotonic()
            server.process.terminate()
            assert server.process.wait(timeout=8) is not None
            assert time.monotonic() - began < 6
