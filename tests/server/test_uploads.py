"""Files that visitors send: bounded for a session, an address and all, and given up when they do not come."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime import Runtime

from pages._shell.disk.recording import stand_in
from pages._shell.server.uploads import LEAST, MOST, MOST_OF_ONE, Refusals, Uploads, held_by_sessions
from tests.bench.session import Session
from tests.making.files import send_file
from tests.running import RunningServer
from tests.server.asking import finish

LARGEST = 24 * 2**20
SIZE = 17 * 2**20


class Keeper:
    """What Streamlit does with files: it reads them and keeps them for their session."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self.told: list[tuple[str, str]] = []
        self.layer = Uploads(
            self, "/course", lambda: self.held, lambda: LARGEST, 0.2, lambda *said: self.told.append(said)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session, size = scope["path"].split("/")[-2], 0
        while True:
            message = await receive()
            size += message.get("size", 0)
            if not message.get("more_body"):
                break
        self.held[session] = self.held.get(session, 0) + max(LEAST, size)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def put(self, session: str, size: int | None, client: str = "192.0.2.1") -> tuple[int, str]:
        """Send a file; return the status and what was said. A file without a size never ends."""
        headers = [] if size is None else [(b"content-length", str(size).encode())]
        path = f"/course/_stcore/upload_file/{session}/a-file"
        scope: Scope = {
            "type": "http",
            "method": "PUT",
            "path": path,
            "headers": headers,
            "client": (client, 1),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            if size is None:
                await asyncio.sleep(60)
            return {"type": "http.request", "body": b"", "size": size, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        finish(lambda: self.layer(scope, receive, send))
        return sent[0]["status"], sent[1]["body"].decode()


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


def test_a_session_keeps_two_large_files_and_no_third(keeper: Keeper) -> None:
    assert [keeper.put("me", LARGEST)[0] for _ in range(MOST_OF_ONE)] == [204] * MOST_OF_ONE
    status, said = keeper.put("me", LARGEST)
    assert (status, "one at a time" in said) == (429, True)
    assert keeper.told == [("me", said)], "its page says it: Streamlit's field shows the status alone"
    keeper.held.clear()  # the page has read them
    assert keeper.put("me", LARGEST)[0] == 204


def test_fifty_files_of_one_session_do_not_fill_the_memory(keeper: Keeper) -> None:
    statuses = [keeper.put("me", 23 * 2**20)[0] for _ in range(50)]
    assert statuses.count(204) == 2
    assert sum(keeper.held.values()) <= MOST_OF_ONE * LARGEST


def test_small_files_without_number_are_too_many_as_well(keeper: Keeper) -> None:
    statuses = [keeper.put("me", 1)[0] for _ in range(100)]
    assert statuses.count(204) == MOST_OF_ONE * LARGEST // LEAST


def test_one_address_does_not_take_all_the_room_and_all_do_not_take_more(keeper: Keeper) -> None:
    here = [keeper.put(f"here {number}", LARGEST) for number in range(20)]
    assert [status for status, _ in here].count(204) == 3 * MOST // 4
    assert "from your network address" in here[-1][1]
    there = [keeper.put(f"there {number}", LARGEST, "192.0.2.2") for number in range(20)]
    assert [status for status, _ in there].count(204) == MOST // 4
    assert "as it can. Try again in a minute." in there[-1][1]


def test_what_says_no_size_counts_as_the_largest_and_is_given_up(keeper: Keeper) -> None:
    status, said = keeper.put("me", None)
    assert (status, "did not arrive within 0.2 s" in said) == (408, True)
    assert keeper.told == [("me", said)]
    assert keeper.put("me", LARGEST)[0] == 204, "what was given up is counted no more"


def test_files_that_are_on_their_way_count(keeper: Keeper) -> None:
    async def several() -> None:
        statuses = []

        async def one() -> None:
            sent: list[Message] = []

            async def receive() -> Message:
                await asyncio.sleep(0.05)
                return {"type": "http.request", "body": b"", "size": LARGEST, "more_body": False}

            async def send(message: Message) -> None:
                sent.append(message)

            path = "/course/_stcore/upload_file/me/x"
            headers = [(b"content-length", str(LARGEST).encode())]
            await keeper.layer(
                {"type": "http", "method": "PUT", "path": path, "headers": headers}, receive, send
            )
            statuses.append(sent[0]["status"])

        await asyncio.gather(*(one() for _ in range(10)))
        assert sorted(statuses) == [204] * 2 + [429] * 8

    finish(several)


def test_without_a_running_server_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Runtime, "_instance", None)
    assert held_by_sessions() == {}


def test_a_recorded_page_keeps_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in for the runtime while a page is recorded can be asked for files, too."""
    monkeypatch.setattr(Runtime, "_instance", None)
    stand_in()
    assert held_by_sessions() == {}


def test_a_refusal_is_said_once_and_the_oldest_are_forgotten() -> None:
    kept = Refusals(most=2)
    for session, sentence in (("a", "first"), ("b", "second"), ("a", "third"), ("c", "fourth")):
        kept.note(session, sentence)
    assert [kept.take(session) for session in "abc"] == ["third", "", "fourth"]
    assert kept.take("a") == ""


@pytest.mark.server
def test_the_server_keeps_two_files_of_a_visit_and_refuses_the_third(server: RunningServer) -> None:
    """Once more through all layers of a real server, which reads and keeps the files."""

    async def send_three() -> list[int]:
        async with Session(server.url, "train") as session:
            return [
                await asyncio.to_thread(send_file, server, session.id, number, SIZE) for number in range(3)
            ]

    assert finish(send_three) == [204, 204, 429]
