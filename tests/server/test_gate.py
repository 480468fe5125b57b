"""The gate: foreign pages and names stay out, a proxy is told what it does wrong, nothing fills the log."""

from __future__ import annotations

import logging

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from pages._shell.server.gate import Gate
from tests.server.asking import Answer, ask, finish

HOST = "unrolled.example"


class Behind:
    """An application that notes with which host it was asked."""

    def __init__(self) -> None:
        self.hosts: list[str | None] = []

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.hosts.append(Headers(scope=scope).get("host"))
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})


def knock(gate: Gate, **headers: str) -> list[Message]:
    """Ask for a session; return what was sent."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: Scope = {"type": "websocket", "headers": raw, "path": "/_stcore/stream"}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    finish(lambda: gate(scope, receive, send))
    return sent


REFUSED = [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": HOST},
        {"host": HOST, "origin": f"http://{HOST}"},
        {"host": HOST, "origin": "https://course.example"},
        {"host": HOST, "origin": "http://localhost:9"},
        {"host": f"{HOST}:81", "origin": f"http://{HOST}:81"},
    ],
)
def test_own_and_named_sites_get_a_session(headers: dict[str, str]) -> None:
    behind = Behind()
    assert knock(Gate(behind, frozenset({"course.example"})), **headers) == []
    assert len(behind.hosts) == 1


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ({"host": HOST, "origin": f"http://{HOST}:8080"}, f"{HOST}:8080"),
        ({"host": "127.0.0.1:8501", "x_forwarded_host": HOST, "origin": f"https://{HOST}"}, HOST),
    ],
)
def test_a_proxy_that_takes_the_port_away_or_passes_the_name_apart_does_no_harm(
    headers: dict[str, str], host: str
) -> None:
    behind = Behind()
    assert knock(Gate(behind), **headers) == []
    assert behind.hosts == [host]  # Streamlit holds origin and host against each other once more


@pytest.mark.parametrize(
    "origin",
    [
        "http://elsewhere.example", "https://unrolled.example.evil", "null", "http://192.0.2.9",
        "http://[bad", "",
        f"http://{HOST}.", "//", "http://", "\x00", "http://[::1", "http://x:y:z",
    ],
)  # fmt: skip
def test_foreign_sites_get_none(origin: str) -> None:
    behind = Behind()
    assert knock(Gate(behind), host=HOST, origin=origin) == REFUSED
    assert behind.hosts == []


def test_a_page_on_another_port_gets_none_where_no_proxy_took_the_port_away() -> None:
    assert knock(Gate(Behind()), host=f"{HOST}:8501", origin=f"http://{HOST}:9999") == REFUSED


def test_a_proxy_that_does_not_pass_the_name_is_told_so_in_the_log_but_not_a_thousand_times(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = [0.0]
    gate = Gate(Behind(), clock=lambda: now[0])
    for _ in range(1000):
        assert knock(gate, host="127.0.0.1:8501", origin=f"http://{HOST}") == REFUSED
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "proxy_set_header Host $http_host;" in record.message
    assert HOST in record.message
    now[0] = 61.0
    for number in range(1000):
        knock(gate, host="127.0.0.1:8501", origin=f"http://{number}.example")
    assert len(caplog.records) < 12


HOSTS = (HOST, "*.course.example", "[::1]")


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8501", HOST.upper(), f"{HOST}.", "a.course.example:1"])
def test_names_that_are_listed_are_answered(host: str) -> None:
    gate = Gate(Behind(), hosts=HOSTS)
    assert ask(gate, "/", host=host).status == 200
    assert knock(gate, host=host, origin=f"http://{host}") == []


@pytest.mark.parametrize(
    "host", ["evil.example", "course.example", f"{HOST}.evil.example", f"evil{HOST}", "", "[bad", "127.0.0.1"]
)
def test_other_names_are_not(host: str) -> None:
    """A page of evil.example whose name was made to point here: origin and host agree."""
    behind = Behind()
    gate = Gate(behind, hosts=HOSTS, open_to_health="/health")
    answer = ask(gate, "/", host=host)
    assert (answer.status, "server.allowedHosts" in answer.text) == (421, True)
    assert knock(gate, host=host, origin=f"http://{host}") == REFUSED
    assert behind.hosts == []
    assert ask(gate, "/health", host=host).status == 200


def test_what_is_closed_does_not_exist() -> None:
    behind = Behind()
    answer: Answer = ask(Gate(behind, closed=("/_stcore/metrics",)), "/_stcore/metrics", host=HOST)
    assert (answer.status, behind.hosts) == (404, [])
