"""Another cell, other weights, a sample: drawn when it is chosen, while the server has not answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from core import Network, default_run, initial_network, record, task
from core.instruments.summary import candidates, lowest_mean
from tests.browser.reading import (
    ALL_SIGNALS,
    arrived,
    lens_by_core,
    lens_numbers,
    probe,
    show,
    trained,
    until,
    visitor,
    words,
)
from tests.running import RunningServer

SENTIMENT = task(default_run("lstm", "sentiment").task)
CAPTIONS = """() => {
  const { shadowRoot } = [...document.querySelectorAll('*')].find(
    (one) => one.shadowRoot?.querySelector('.score'));
  window.seen = [];
  const note = () => {
    const said = shadowRoot.querySelector('.score .caption')?.textContent;
    const veils = shadowRoot.querySelectorAll('.veil').length;
    const now = JSON.stringify([said, veils]);
    if (window.seen.at(-1) !== now) window.seen.push(now);
  };
  note();
  new MutationObserver(note).observe(shadowRoot, { childList: true, characterData: true, subtree: true });
}"""


class Line:
    """The connection of a page with its server; what the server says can be held back."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kept: list[tuple[WebSocketRoute, str | bytes]] = []
        self._holding = False
        page.route_web_socket("**/_stcore/stream", self._route)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold back what the server says; afterwards it all comes at once."""
        self._holding = True
        yield
        while self._kept:  # what comes meanwhile waits behind it
            socket, message = self._kept.pop(0)
            socket.send(message)
        self._holding = False

    def has_answered(self) -> bool:
        """Return whether the server has said something that is held back."""
        self._page.evaluate("0")  # Playwright hears the server only while it is called
        return bool(self._kept)

    def _route(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(server.send)
        server.on_message(lambda message: self._pass_on(socket, message))

    def _pass_on(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self._holding:
            self._kept.append((socket, message))
        else:
            socket.send(message)


@pytest.fixture
def line(page: Page) -> Line:
    return Line(page)


@pytest.fixture(scope="module", autouse=True)
def _three_cells_are_trained(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server) as page:
        show(page, "/gradients?scene=trained")


def painted(page: Page) -> list[str]:
    """Return the pictures on the score, pixel by pixel."""
    found: list[str] = page.locator(".score canvas").evaluate_all("all => all.map((one) => one.toDataURL())")
    return found


def search(page: Page) -> str:
    return str(page.evaluate("location.search"))


def fresh(network: Network) -> Network:
    return initial_network(network.spec)


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def is_drawn(page: Page, network: Network, sentence: str) -> bool:
    """Whether the lens shows what a network does at the first word."""
    return lens_numbers(page) == lens_by_core(record(network, sentence), 0, 0)


def test_another_cell_and_other_weights_are_drawn_while_the_server_is_silent(page: Page, line: Line) -> None:
    show(page, "/unrolled?unrolled_guess=the+same&t=1&u=1")
    page.wait_for_load_state("networkidle")
    with line.held():
        choose(page, "GRU")
        until(lambda: is_drawn(page, trained("gru"), probe()))
        choose(page, "untrained")
        until(lambda: is_drawn(page, fresh(trained("gru")), probe()))
        page.locator(".score").evaluate("score => { score.dataset.kept = 'yes'; }")
        before = painted(page)
        until(line.has_answered)
    until(lambda: "cell=gru" in search(page) and "weights=untrained" in search(page))
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(page.locator(".score[data-kept]")).to_have_count(1)
    assert painted(page) == before
    assert is_drawn(page, fresh(trained("gru")), probe())


def test_a_quick_series_ends_on_its_last_and_nothing_else_is_seen_afterwards(page: Page, line: Line) -> None:
    show(page, "/unrolled?unrolled_guess=the+same&t=1&u=1")
    page.wait_for_load_state("networkidle")
    with line.held():
        for name in ("GRU", "LSTM", "RNN", "LSTM"):
            choose(page, name)
        until(lambda: is_drawn(page, trained("lstm"), probe()))
        page.evaluate(CAPTIONS)
        until(line.has_answered)
    until(lambda: "cell=lstm" in search(page))
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    assert len(page.evaluate("window.seen")) == 1
    assert is_drawn(page, trained("lstm"), probe())


def test_an_option_is_chosen_by_keyboard_and_by_touch(
    browser: Browser, server: RunningServer, page: Page, line: Line
) -> None:
    show(page, "/unrolled?unrolled_guess=the+same&t=1&u=1")
    page.get_by_role("radio", name="RNN", exact=True).focus()
    with line.held():
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        until(lambda: is_drawn(page, trained("gru"), probe()))
        expect(page.get_by_role("radio", name="GRU", exact=True)).to_be_focused()
    with visitor(browser, server, viewport={"width": 390, "height": 800}, has_touch=True) as phone:
        touched = Line(phone)
        show(phone, "/unrolled?unrolled_guess=the+same&t=1&u=1")
        with touched.held():
            phone.get_by_role("radio", name="LSTM", exact=True).tap()
            expect(phone.locator(".score .caption")).to_contain_text("LSTM")


@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_a_sample_is_read_when_it_is_chosen(browser: Browser, server: RunningServer, way: str) -> None:
    sample = SENTIMENT.samples[3]
    with visitor(browser, server, has_touch=way == "touch") as page:
        line = Line(page)
        show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=1&u=1")
        box = page.get_by_role("combobox", name="or a sample")
        with line.held():
            if way == "keyboard":
                box.focus()
                for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"):
                    page.keyboard.press(key)
                if page.get_by_role("option", name=sample).get_attribute("data-focused") is None:
                    page.keyboard.type(sample[:20])
                page.keyboard.press("Enter")
            elif way == "touch":
                box.tap()
                page.get_by_role("option", name=sample).tap()
            else:
                box.click()
                page.get_by_role("option", name=sample).click()
            until(lambda: words(page) == sample.split())
            page.locator(".score").evaluate("score => { score.dataset.kept = 'yes'; }")
            before = painted(page)
        until(lambda: quote_plus(sample) in search(page))
        expect(page.locator("[data-stale=true]")).to_have_count(0)
        expect(page.locator(".score[data-kept]")).to_have_count(1)
        assert words(page) == sample.split()
        assert painted(page) == before, "units stay in their order, columns have their width"


def asked(network: Network, sentence: str) -> list[str]:
    """Return the words among which the lowest forget gate is to be guessed."""
    return candidates(lowest_mean(record(network, sentence), "forget_gate"), SENTIMENT.telling)


def test_no_cover_is_lifted_by_an_option_and_none_is_late(page: Page, line: Line) -> None:
    lstm, sentence = trained("lstm", "sentiment"), SENTIMENT.probe
    only_here = next(word for word in asked(lstm, sentence) if word not in asked(fresh(lstm), sentence))
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess={only_here}&t=1&u=1")
    expect(page.locator(".veil")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    with line.held():
        choose(page, "untrained")
        expect(page.locator(".score .caption")).to_contain_text("untrained")
        expect(page.locator(".veil")).to_have_count(2)  # the gate, and its mean
        page.evaluate(CAPTIONS)
        until(line.has_answered)
    expect(page.get_by_text("Answer first.")).to_be_visible()
    for name in ("both", "trained", "untrained"):
        choose(page, name)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    assert all(one.endswith(",2]") for one in page.evaluate("window.seen")), "covered at all times"


def test_a_sample_whose_question_is_open_is_covered_when_it_is_drawn(page: Page, line: Line) -> None:
    lstm = trained("lstm", "sentiment")
    (word, *_), samples = asked(lstm, SENTIMENT.probe), SENTIMENT.samples
    sample = next(one for one in samples if word not in asked(lstm, one))
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess={word}&t=1&u=1")
    expect(page.locator(".veil")).to_have_count(0)
    with line.held():
        page.get_by_role("combobox", name="or a sample").click()
        page.evaluate(CAPTIONS)
        page.get_by_role("option", name=sample).click()
        until(lambda: words(page) == sample.split())
    expect(page.get_by_text("Answer first.")).to_be_visible()
    assert [one.endswith(",0]") for one in page.evaluate("window.seen")] == [True, False]
    arrived(page)
