"""Runs told to the browser: nothing twice, nothing missing, nothing for ever, nothing for strangers."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.types import ASGIApp, Message, Scope

from core.jobs import HOUSE
from core.recipes import default_run
from pages._shell.server.compression import CompressedAssets
from pages._shell.server.reports import Texts, Told, frame_json
from pages._shell.server.stream import Look, Streams, stream_route
from tests.making.runs import SIGNALS, Frame, View, frames, tail
from tests.running import RunningServer
from tests.server.asking import Answer, ask, finish

KEY = "0123456789abcdef"
WATCHER = "0" * 32
ASKED = f"/runs/events?key={KEY}&watcher={WATCHER}"


def news(told: Told, view: View) -> dict[str, Any]:
    text = told.news(view)
    assert text is not None
    said: dict[str, Any] = json.loads(text)
    return said


def put_together(parts: list[dict[str, Any]]) -> tuple[list[float], list[float], list[int]]:
    """Do what a browser does: keep what is there up to `from`, append what comes."""
    losses: list[float] = []
    norms: list[float] = []
    steps: list[int] = []
    for part in parts:
        losses = losses[: part["from"]] + part["losses"]
        norms = norms[: part["from"]] + part["norms"]
        steps = steps[: part["frameFrom"]] + [frame["step"] for frame in part["frames"]]
    return losses, norms, steps


def five_digits(values: Any) -> list[float]:
    return [float(f"{value:.5g}") for value in values]


def test_what_comes_in_pieces_is_the_whole() -> None:
    history = frames(1, 4, 9, 16)
    later = tail([0.5, 0.25], [7.0, 8.0])
    views = [
        View(state="queued", place=2, seconds_left=None),
        View(history[:1]),
        View(history[:1], tail=tail([1 / 2], [2])),
        View(history[:1], tail=tail([1 / 2, 1 / 3], [2, 3])),
        View(history[:3]),
        View(history[:3], tail=later),
        View(history, tail=later),
        View(history, state="done"),
    ]
    told = Told(Texts())
    parts = [news(told, view) for view in views]
    losses, norms, steps = put_together(parts[:5])
    assert steps == [1, 4, 9]
    assert norms == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert losses == five_digits(1 / np.arange(1, 10, dtype=np.float32))
    losses, norms, steps = put_together(parts[:6])
    assert (losses[9:], norms[9:]) == ([0.5, 0.25], [7.0, 8.0])
    assert [len(part["losses"]) for part in parts[:6]] == [0, 1, 1, 1, 6, 2], "no number twice"
    assert sum(len(part["frames"]) for part in parts[1:6]) == 3, "no frame twice"
    assert parts[0]["place"] == 2
    assert parts[-1]["state"] == "done"
    assert [part["step"] for part in parts] == [0, 1, 2, 3, 9, 11, 18, 16]


def test_nothing_new_is_not_told() -> None:
    told = Told(Texts())
    view = View(frames(1, 4))
    assert told.news(view)
    assert told.news(view) is None
    said = news(told, replace(view, state="paused"))
    assert (said["state"], said["from"], said["losses"], said["frameFrom"], said["frames"]) == (
        "paused", 4, [], 2, [],
    )  # fmt: skip


@pytest.mark.parametrize("after", [frames(1, 4), frames(1, 4, 9, 20), (), frames(3, 4, 16)])
def test_a_run_that_went_back_is_told_anew(after: tuple[Frame, ...]) -> None:
    told = Told(Texts())
    first = news(told, View(frames(1, 4, 9)))
    said = [first, news(told, View(after, restarts=1))]
    losses, norms, steps = put_together(said)
    assert steps == [frame.step for frame in after]
    assert norms == list(range(1, (steps or [0])[-1] + 1))
    assert len(losses) == len(norms)


def test_a_frame_says_everything_in_numbers_a_browser_reads() -> None:
    frame = Frame(4, 3, samples={"0.7": "the <b>cat"}, score=float("nan"))
    said = json.loads(frame_json(frame))
    assert said["shape"] == [5, 3]
    assert list(said["signals"]) == list(SIGNALS)
    for name, codes in frame.signals.items():
        assert base64.b64decode(said["signals"][name]) == codes.tobytes()
    assert said["profile"] == [None, 0.001, 0.01, 0.1, 1.0]
    assert said["cell"] == [1.0] * 5
    assert said["curve"] == [[3, 1.0], [24, 0.25]]
    assert said["samples"] == {"0.7": "the <b>cat"}
    assert said["score"] is None


def test_texts_are_made_once_and_bounded() -> None:
    made: list[int] = []
    texts = Texts(room=1000)

    def make(number: int) -> Callable[[], str]:
        def text() -> str:
            made.append(number)
            return "x" * 100

        return text

    for number in (1, 1, 2, 1):
        assert texts.get((number,), make(number)) == "x" * 100
    assert made == [1, 2]
    for number in range(3, 60):
        texts.get((number,), make(number))
    assert sum(map(len, texts._texts.values())) <= 1000
    assert texts._size == sum(map(len, texts._texts.values()))


def told_in(answer: Answer) -> list[dict[str, Any]]:
    """Return what the events of a stream say, run by run; the last event has to be its end."""
    *events, end = [event for event in answer.text.split("\n\n") if event and not event.startswith(":")]
    assert end == "event: end\ndata: {}"
    return [run for event in events for run in json.loads(event.removeprefix("data: "))["runs"]]


def one_after_another(*views: View | None) -> Look:
    """Return a desk on which a run changes with each look; in the end it stays."""
    left = iter(views)
    last: list[View | None] = [None]

    def look(_key: str, _watcher: str) -> View | None:
        last[0] = next(left, last[0])
        return last[0]

    return look


@pytest.mark.parametrize("base", ["", "/course"])
def test_a_stream_tells_a_run_to_its_end(base: str) -> None:
    history = frames(1, 4, 9)
    look = one_after_another(View(), View(history[:2]), View(history[:2]), View(history, state="done"))
    answer = ask(stream_route(look, base, Streams()), base + ASKED)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    said = told_in(answer)
    assert [run["state"] for run in said] == ["running", "running", "done"]
    assert put_together(said)[2] == [1, 4, 9]


def test_a_run_that_nobody_knows_ends_the_stream() -> None:
    said = told_in(ask(stream_route(one_after_another(None), "", Streams()), ASKED))
    assert said == [{"key": KEY, "state": "unknown"}]


def test_the_stream_looks_as_its_watcher() -> None:
    looked = []

    def look(key: str, watcher: str) -> View:
        looked.append((key, watcher))
        return View(frames(1), state="done", key=key)

    ask(stream_route(look, "", Streams()), f"{ASKED}&key=fedcba9876543210~ab12&key={KEY}")
    assert looked == [(KEY, WATCHER), ("fedcba9876543210~ab12", WATCHER)]


@pytest.mark.parametrize(
    "query",
    [
        "", f"key={KEY}", f"watcher={WATCHER}", f"key=../x&watcher={WATCHER}",
        f"key={KEY[1:]}&watcher={WATCHER}",
        f"key={KEY}&watcher={HOUSE}", f"key={KEY}&watcher=%00{WATCHER}", f"key={KEY}~&watcher={WATCHER}",
        f"key={KEY}%0a&watcher={WATCHER}", f"key={KEY}&watcher={WATCHER}0",
        "&".join(f"key={number:016x}" for number in range(9)) + f"&watcher={WATCHER}",
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_refused_in_a_sentence(query: str) -> None:
    answer = ask(stream_route(one_after_another(None), "", Streams()), f"/runs/events?{query}")
    assert answer.status == 400
    assert answer.text.endswith((".", "…"))
    assert answer.headers["cache-control"] == "no-store"


def test_another_site_is_shown_nothing() -> None:
    answer = ask(stream_route(one_after_another(None), "", Streams()), ASKED, sec_fetch_site="cross-site")
    assert answer.status == 403


def test_streams_are_bounded_and_counted_down() -> None:
    streams = Streams(most=3, most_of_one=2)
    for _ in range(9):  # each ends: none stays counted
        assert ask(stream_route(one_after_another(None), "", streams), ASKED).status == 200
    streams.enter(WATCHER)
    streams.enter(WATCHER)
    mine = ask(stream_route(one_after_another(None), "", streams), ASKED)
    assert (mine.status, "2 times" in mine.text) == (503, True)
    streams.enter("1" * 32)
    other = ask(stream_route(one_after_another(None), "", streams), ASKED.replace(WATCHER, "2" * 32))
    assert (other.status, "3 people" in other.text) == (503, True)
    streams.leave(WATCHER)
    assert ask(stream_route(one_after_another(None), "", streams), ASKED).status == 200


def listen(app: ASGIApp, until: Callable[[list[bytes]], bool]) -> list[bytes]:
    """Read a stream as a browser that goes away as soon as `until` holds of what it got."""
    got: list[bytes] = []
    path, _, query = ASKED.partition("?")
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"accept-encoding", b"gzip")],
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


def endless() -> Look:
    """Return a desk on which a run has trained one more step with each look."""
    steps = itertools.count(1)
    return lambda _key, _watcher: View(tail=tail([1.0] * (step := next(steps)), [1.0] * step))


def test_who_goes_away_is_counted_no_more_and_nothing_is_held_back() -> None:
    streams = Streams()
    layered = CompressedAssets(stream_route(endless(), "", streams))
    got = listen(layered, lambda got: len(got) == 3)
    assert 3 <= len(got) <= 4
    assert all(part.startswith(b"data: ") for part in got), "no layer holds back or packs"
    assert streams.refusal(WATCHER) == ""
    assert streams._open.total() == 0


def test_a_silent_stream_says_that_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages._shell.server.stream._PATIENCE", 0.25)
    got = listen(stream_route(one_after_another(View()), "", Streams()), lambda got: len(got) == 3)
    assert [part[:6] for part in got[:3]] == [b"data: ", b": stil", b": stil"]


def test_many_streams_look_less_often_but_four_times_a_second() -> None:
    streams = Streams()
    streams.enter(WATCHER)
    assert streams.beat == pytest.approx(0.1)
    for number in range(200):
        streams.enter(str(number))
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
        thread = threading.Thread(target=listen, args=(stream_route(endless(), "", streams), lambda _: False))
        thread.start()
        while thread.is_alive():
            thread.join(0.05)
        assert 0.25 < time.monotonic() - began < 3
        assert heard == [signal.SIGTERM], "the server's own handler is called as before"
        assert "closing" in streams.refusal(WATCHER)
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, interrupt)


@pytest.mark.server
def test_the_server_streams_and_ends_in_spite_of_it(tmp_path: Path) -> None:
    key = default_run("lstm", "recall").key  # the house trains it when the server starts
    with RunningServer(tmp_path / "server.log") as server:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server.url}/runs/events", timeout=10)
        assert refused.value.code == 400
        refused.value.close()
        address = f"{server.url}/runs/events?key={key}&watcher={WATCHER}"
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert "Content-Encoding" not in answer.headers
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert key in answer.readline().decode()
            began = time.monotonic()
            server.process.terminate()
            assert server.process.wait(timeout=8) is not None
            assert time.monotonic() - began < 6
