"""Training in the browser: curves that move, a stop that stops, and a server that forgets who has left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from core.nets.run import Run
from core.recipe import from_recipe
from core.spec import KINDS
from tests.browser.reading import PATIENCE, arrived, position, press, show, until, visitor, words
from tests.browser.test_take_along import rows_of, take
from tests.running import RunningServer

SHORT = "/train?train_task=sentiment&sentiment_steps=80&sentiment_seed={seed}"
ENDLESS = "/train?train_task=recall&recall_steps=5000&recall_hidden_size=64&recall_seed={seed}"
USED = "Now used by"
STEPS = "plots => plots.map(plot => (plot.data ?? []).map(({ x }) => x?.at(-1) ?? 0))"


@pytest.fixture
def one(browser: Browser, tmp_path: Path) -> Iterator[tuple[RunningServer, Page]]:
    """A server and a visitor of their own: what others train would be in the way."""
    with RunningServer(tmp_path / "server.log") as server, visitor(browser, server) as page:
        yield server, page


def seconds_used(server: RunningServer) -> float:
    """Return the processor seconds that the training processes have used (Linux)."""
    used = 0.0
    for pid in server.workers():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / 100
    return used


def idle(server: RunningServer, page: Page) -> bool:
    """Return whether the training processes do nothing for a moment."""
    before = seconds_used(server)
    page.wait_for_timeout(400)
    return seconds_used(server) - before < 0.06


def begin(page: Page, address: str) -> None:
    page.goto(address)
    train = page.get_by_role("button", name="Train", exact=True)
    expect(train).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".figure .main-svg").first).to_be_visible(timeout=15_000)
    train.click()


def longest(page: Page) -> int:
    """Return the last training step that the curves of the loss have come to."""
    counts: list[list[int]] = page.locator(".figure .plot").evaluate_all(STEPS)
    return max(counts[0], default=0) if counts else 0


def test_training_is_seen_and_the_lessons_use_it(page: Page, tmp_path: Path) -> None:
    begin(page, SHORT.format(seed=501))
    expect(page.get_by_text(USED)).to_be_visible(timeout=PATIENCE)
    for name in ("RNN", "GRU", "LSTM"):
        expect(page.get_by_text(f"{name}: 80 steps in")).to_be_visible()
    until(lambda: longest(page) == 80)
    _, rows = rows_of(take(page, "CSV, the numbers", tmp_path, ".figure"))
    for kind in KINDS:
        run = Run(from_recipe(f"sentiment-{kind}-s80-seed501"))
        mine = [np.float32(row["y"]) for row in rows if row["series"] == kind.upper()]
        assert mine == list(run.advance(80).losses), "every loss, to the bit"
    page.get_by_role("link", name="Inside the LSTM").last.click()
    expect(page.get_by_role("heading", name="Inside the LSTM")).to_be_visible()
    arrived(page)
    expect(page.locator(".score .caption")).to_contain_text("80 steps, seed 501")
    link = page.url
    assert "run=sentiment-lstm-s80-seed501" in link
    page.goto(link)
    arrived(page)
    expect(page.locator(".score .caption")).to_contain_text("80 steps, seed 501")
    press(page, "End")
    assert position(page) == len(words(page))


def test_curves_move_and_stop_stops_at_once(page: Page) -> None:
    begin(page, ENDLESS.format(seed=502))
    until(lambda: longest(page) > 0, 30)
    first, plot = longest(page), page.locator(".figure .plot").first
    plot.evaluate("plot => { plot.mine = 'the same element'; }")
    until(lambda: longest(page) > first, 30)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("stopped at step").first).to_be_visible(timeout=3000)
    expect(page.get_by_text(USED)).to_have_count(0)
    page.wait_for_timeout(600)  # what was measured before the stop is still being drawn
    ended = longest(page)
    page.wait_for_timeout(600)
    assert longest(page) == ended
    assert plot.evaluate("plot => plot.mine") == "the same element", "never drawn anew: zoom is kept"


def test_a_learning_rate_that_blows_up_is_explained(page: Page) -> None:
    begin(page, "/train?train_task=recall&recall_steps=200&recall_rate=100&train_clip=false&recall_seed=503")
    advice = page.get_by_text("Try a learning rate ten or a hundred times smaller").first
    expect(advice).to_be_visible(timeout=PATIENCE)


def test_stopped_runs_leave_the_processor_alone(one: tuple[RunningServer, Page]) -> None:
    server, page = one
    show(page, "/")
    until(lambda: idle(server, page), 60)
    begin(page, ENDLESS.format(seed=504))
    until(lambda: longest(page) > 0, 30)
    assert not idle(server, page)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("stopped at step").first).to_be_visible(timeout=3000)
    until(lambda: idle(server, page), 5)


@pytest.mark.slow
def test_who_reloads_goes_back_or_leaves_leaves_no_run_behind(one: tuple[RunningServer, Page]) -> None:
    server, page = one
    show(page, "/")
    begin(page, ENDLESS.format(seed=505))
    until(lambda: longest(page) > 0, 30)
    page.reload()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Train", exact=True).click()
    until(lambda: longest(page) > 0, 30)
    show(page, "/unrolled")
    page.go_back()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible(timeout=PATIENCE)
    show(page, "/unrolled")
    until(lambda: idle(server, page), 60)
    workers = server.workers()
    assert workers, "and the training processes are still there for the next one"
