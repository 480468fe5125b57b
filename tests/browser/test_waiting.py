"""A page that waits for its networks: what it shows and says, and how often it asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.recipes import default_run
from core.spec import Kind
from tests.browser.reading import ALL_SIGNALS, until
from tests.browser.stand import NEXT_FRAME, Stand, told
from tests.making.runs import View, frames, tail

KINDS: tuple[Kind, ...] = ("rnn", "lstm")
MOUNT = """async ([text, around]) => {
  const { Waiting } = await import('/stage/now/stage/waiting.js');
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.append(await (await fetch('/stage/now/stage/stage.css')).text());
  root.append(style);
  [window.told, window.said] = [[], []];
  window.waiting = new Waiting(root, (states) => window.told.push(states));
  const spoken = root.querySelector('.spoken');
  new MutationObserver(() => window.said.push(spoken.textContent)).observe(spoken, { childList: true });
  window.waiting.show(JSON.parse(text), around);
}"""
SHOW = "([text, around]) => window.waiting.show(JSON.parse(text), around)"
AROUND = {"stream": "/runs/events", "watcher": "me", "asked": 1}
RUNS = {
    "runs": [
        {"key": f"{at:016x}", "short": kind.upper(), "hue": "#808894", "curve": {"scale": "share"}}
        for at, kind in enumerate(KINDS)
    ]
}

SEEDS = count(777)


def views(*states: str, steps: tuple[int, ...] = (1, 4, 9), **more: Any) -> list[View]:
    found = []
    for at, (kind, state) in enumerate(zip(KINDS, states, strict=True)):
        measured = () if state == "queued" else frames(*steps)
        found.append(View(measured, key=f"{at:016x}", spec=default_run(kind, "recall"), state=state, **more))
    return found


@pytest.fixture
def put_up(stand: Stand) -> Iterator[Callable[..., Stand]]:
    def mounted(*answers: list[View]) -> Stand:
        stand.answers = [told(*group) for group in answers]
        stand.page.goto("/_stcore/health")
        stand.page.evaluate(MOUNT, [json.dumps(RUNS), AROUND])
        return stand

    yield mounted
    if stand.page.evaluate("() => Boolean(window.waiting)"):
        stand.page.evaluate("() => window.waiting.end()")


def show_again(stand: Stand, **around: Any) -> None:
    stand.page.evaluate(SHOW, [json.dumps(RUNS), {**AROUND, **around}])


def rows(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".waiting li").all_inner_texts()]


def test_each_network_says_how_far_it_is(put_up: Callable[..., Stand]) -> None:
    going, queued = views("running", "queued", seconds_left=3.2, place=2)
    going = replace(going, tail=tail([0.5, 0.25], [1, 1]))
    stand = put_up([going, queued])
    until(lambda: "step 11" in rows(stand.page)[0])
    first, second = rows(stand.page)
    assert first.startswith("RNN step 11 of ")
    assert "3.2 s left" in first
    assert "loss 0." in first
    assert first.endswith("% right")
    assert second == "LSTM waiting, place 2 in the queue · about 3.2 s"
    shares = [bar.get_attribute("aria-valuenow") for bar in stand.page.get_by_role("progressbar").all()]
    assert shares == [str(round(100 * 11 / going.spec.train.steps)), "0"]
    assert stand.page.evaluate("window.told") == []


def test_the_page_is_told_once_when_all_have_ended(put_up: Callable[..., Stand]) -> None:
    stand = put_up(views("running", "done"), views("diverged", "done"))
    until(lambda: bool(stand.page.evaluate("window.told.length")))
    states = " ".join(f"{at:016x}:{state}" for at, state in enumerate(("diverged", "done")))
    stand.page.wait_for_timeout(1200)  # longer than a line that breaks needs to come back
    assert stand.page.evaluate("window.told") == [states]
    assert len(stand.asked) == 2


def test_a_paused_run_is_not_waited_for(put_up: Callable[..., Stand]) -> None:
    stand = put_up(views("paused", "done"))
    until(lambda: bool(stand.page.evaluate("window.told.length")))
    assert stand.page.evaluate("window.told[0]").startswith(f"{0:016x}:paused ")


def test_a_page_that_does_not_hear_it_is_told_again(stand: Stand, put_up: Callable[..., Stand]) -> None:
    """Its own line to the server may be down at that moment."""
    stand.page.clock.install()
    put_up(views("done", "done"))
    until(lambda: stand.page.evaluate("window.told.length") == 1)
    stand.page.clock.run_for(21_000)
    assert stand.page.evaluate("window.told.length") == 3
    stand.page.evaluate("() => window.waiting.end()")
    stand.page.clock.run_for(21_000)
    assert stand.page.evaluate("window.told.length") == 3


def test_a_page_that_runs_meanwhile_asks_for_nothing_anew(put_up: Callable[..., Stand]) -> None:
    stand = put_up(views("done", "done"))
    until(lambda: bool(stand.page.evaluate("window.told.length")))
    show_again(stand)  # the same call once more, as for another theme
    stand.page.evaluate(NEXT_FRAME)
    assert len(stand.asked) == 1
    stand.answers = [told(*views("queued", "done"))]
    show_again(stand, asked=2)  # the page still waits: the desk had forgotten a run
    until(lambda: "waiting" in rows(stand.page)[0])
    assert stand.page.evaluate("window.told.length") == 1


def test_another_visit_is_followed_under_its_own_name(put_up: Callable[..., Stand]) -> None:
    """After a restart of the server the page has another name there."""
    stand = put_up(views("done", "done"))
    until(lambda: bool(stand.page.evaluate("window.told.length")))
    with stand.page.expect_request("**/runs/events*") as asked:
        show_again(stand, watcher="another")
    assert asked.value.headers["x-watcher"] == "another"


def test_what_is_said_aloud_is_the_beginning_and_each_end(put_up: Callable[..., Stand]) -> None:
    stand = put_up(*(views("running", "running", steps=steps) for steps in ((1,), (1, 4), (1, 4, 9))))
    until(lambda: "step 9 " in rows(stand.page)[0])
    stand.answers.append(told(*views("done", "running")))
    until(lambda: any("done" in text for text in stand.page.evaluate("window.said")))
    stand.answers.append(told(*views("done", "done")))
    until(lambda: len(stand.page.evaluate("window.said")) > 2)
    began = "The networks of this page are being trained now."
    assert stand.page.evaluate("window.said") == [began, "RNN is done.", "LSTM is done."]


def test_a_lost_line_is_said_and_what_is_known_stays(put_up: Callable[..., Stand]) -> None:
    stand = put_up(views("running", "running"))
    expect(stand.page.locator(".waiting .trouble")).to_contain_text("connection to the server is lost")
    assert rows(stand.page)[0].startswith("RNN step 9 of ")


def test_a_lesson_waits_and_then_shows_its_picture_in_one_run(page: Page) -> None:
    sent: list[str | bytes] = []

    def note(frame: str | bytes) -> None:
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", note))
    untrained = f"recall-lstm-h48-s900-seed{next(SEEDS)}"  # another one where the test runs once more
    page.goto(f"{ALL_SIGNALS}&run={untrained}&lstm_task=recall&lstm_guess=just+show+me&t=1")
    card = page.locator(".waiting")
    expect(card).to_contain_text("The network of this page is being trained now.")
    expect(card.locator("li")).to_contain_text("step")
    before = len(sent)
    expect(page.locator(".score")).to_be_visible()
    expect(card).to_have_count(0)
    assert len(sent) == before + 1, "the browser asked for the page once"
