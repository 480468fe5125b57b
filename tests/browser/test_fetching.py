"""Networks and descriptions on their way: fetched once a browser; what is said when one cannot be had."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from core.spec import KINDS
from tests.browser.reading import ALL_SIGNALS, arrived, sentence_field, show, trained, until, words
from tests.running import RunningServer

NETWORKS = re.compile(r"/networks/[0-9a-f]{16}$")
MOST_BYTES = 15_000
DESCRIPTIONS = re.compile(r"/descriptions/[0-9a-f]{16}$")


def test_a_network_is_fetched_once_a_browser(page: Page) -> None:
    """Those of the other options come when the pointer or the keyboard is near them."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if NETWORKS.search(request.url) else None)
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    assert [url[-16:] for url in asked] == [trained("lstm", "sentiment").key]
    page.get_by_role("radio", name="untrained", exact=True).click()
    expect(page.locator(".score .caption")).to_contain_text("untrained")
    page.get_by_role("radio", name="trained", exact=True).click()
    expect(page.locator(".score .caption")).to_contain_text("after 500 training steps")
    assert len(asked) == len(set(asked)) == 2


def test_a_description_is_fetched_once_a_browser_whatever_the_sentence(page: Page) -> None:
    """That of another cell comes when the pointer is near it; other weights have the same one."""
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if DESCRIPTIONS.search(request.url) else None
    )
    show(page, "/unrolled?unrolled_guess=same")
    assert len(asked) == 1
    own = sentence_field(page)
    own.fill("the cat")
    own.press("Enter")
    expect(page.locator(".row.tokens g.token")).to_have_count(2)
    expect(page).to_have_url(re.compile("sentence=the"))
    assert len(asked) == 1
    page.get_by_role("radio", name="GRU", exact=True).click()
    expect(page.locator(".score .caption")).to_contain_text("GRU")
    page.get_by_role("radio", name="untrained", exact=True).click()
    expect(page.locator(".score .caption")).to_contain_text("untrained")
    assert len(asked) == len(set(asked)) == len(KINDS)


def test_what_stays_as_it_was_is_not_sent_again_with_a_sentence(page: Page) -> None:
    """On this page the server sends 19 kB first: a figure and notes among them, which no sentence changes."""
    received: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", heard)

    def heard(frame: bytes | str) -> None:
        received.append(frame.encode() if isinstance(frame, str) else frame)

    def finished() -> bool:
        page.evaluate("0")  # frames are heard of while something is asked
        return any(ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished" for frame in received)

    page.on("websocket", listen)
    show(page, "/gradients?gradients_guess=show-me")
    until(finished)
    received.clear()
    own = sentence_field(page)
    own.fill("the cat had a big")
    own.press("Enter")
    until(finished)
    assert sum(map(len, received)) <= MOST_BYTES


@pytest.mark.parametrize(
    ("what", "trouble"),
    [
        (NETWORKS, "offline"),
        (NETWORKS, "unknown"),
        (NETWORKS, "broken"),
        (DESCRIPTIONS, "offline"),
        (DESCRIPTIONS, "unknown"),
    ],
)
def test_what_cannot_be_had_is_told_and_can_be_asked_for_again(
    browser: Browser, server: RunningServer, what: re.Pattern[str], trouble: str
) -> None:
    page = browser.new_page(base_url=server.url)
    said = {
        "offline": "there is no connection to the server",
        "unknown": "Reload the page",
        "broken": "no safetensors file",
    }[trouble]

    def answer(route: Route) -> None:
        if trouble == "offline":
            route.abort()
        elif trouble == "unknown":
            route.fulfill(status=404, body="This network is not at hand any more. Reload the page.")
        else:
            route.fulfill(body=b"no network at all, but long enough")

    page.route(what, answer)
    page.goto("/unrolled")
    excuse = page.locator(".excuse")
    expect(excuse).to_contain_text(said)
    expect(page.get_by_text("Predict.")).to_be_visible()
    # A run of the page would ask again by itself: only the button may do it here.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    again = excuse.get_by_role("button", name="Try again")
    with page.expect_request(what):
        again.click()
    expect(excuse).to_contain_text(said)
    page.unroute(what)
    again.click()
    arrived(page)
    expect(excuse).to_have_count(0)
    assert words(page)
    page.close()
