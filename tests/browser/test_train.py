"""The lab in the browser: runs that move, orders, the film, what is kept, taken home and opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from core.nets.run import Run
from core.network.files import from_file
from core.recipes.link import from_line
from core.spec import KINDS
from tests.browser.driver import to_page
from tests.browser.reading import Traffic, arrived, show, until, visitor
from tests.browser.taking import rows_of, take
from tests.running import RunningServer

SHORT = "/train?" + "&".join(f"run=sentiment-{kind}-s80-seed{{seed}}" for kind in KINDS)
ENDLESS = "/train?run=recall-lstm-h128-s5000-seed{seed}&run=recall-gru-h128-s5000-seed{seed}"
EXPLODING = (
    "/train?run=recall-rnn-s60-r0.5-cnone-radius2-seed{seed}"
    "-activation.relu-initialisation.gaussian-optimiser.sgd"
)
USED = "Now used by"


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server of their own for tests that look at the processor: what others train would be in the way."""
    with RunningServer(tmp_path_factory.mktemp("quiet") / "server.log") as server:
        yield server


@pytest.fixture
def one(browser: Browser, quiet: RunningServer) -> Iterator[tuple[RunningServer, Page]]:
    """The quiet server and its only visitor."""
    with visitor(browser, quiet) as page:
        yield quiet, page


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
    page.wait_for_timeout(1000)
    return seconds_used(server) - before < 0.03


def train_button(page: Page) -> Locator:
    return page.get_by_test_id("stBaseButton-primary")


def begin(page: Page, address: str) -> None:
    page.goto(address)
    train = train_button(page)
    expect(train).to_be_visible()
    train.click()
    expect(page.locator(".lab .run").first).to_be_visible()


def chips(page: Page) -> Locator:
    return page.locator(".lab .run")


def state(page: Page, index: int = 0) -> str:
    """What stands on a run's chip."""
    return chips(page).nth(index).locator(".state").inner_text()


def step(page: Page, index: int = 0) -> int:
    """The training step that a run has come to, by its chip."""
    found = re.search(r"step ([\d,]+)", state(page, index))
    return int(found[1].replace(",", "")) if found else 0


def said(page: Page, what: str, index: int = 0) -> None:
    """Wait until a run's chip says something."""
    expect(chips(page).nth(index).locator(".state")).to_contain_text(what)


def do(page: Page, what: str, index: int = 0) -> None:
    """Press a button of a run's chip."""
    chips(page).nth(index).locator(f"button.{what}").click()


def settled(page: Page, place: Locator) -> str:
    """Return what stands somewhere once it does not change any more."""
    text = ""
    while text != (now := place.inner_text()):
        text = now
        page.wait_for_timeout(250)
    return text


def test_the_way_back_from_the_lab_is_one_step(page: Page) -> None:
    show(page, "/")
    to_page(page, "Training lab").click()
    expect(train_button(page)).to_be_visible()
    page.wait_for_timeout(1000)
    page.go_back()
    arrived(page)
    assert page.evaluate("location.pathname") == "/"


def test_an_answer_and_ctrl_enter_train(page: Page) -> None:
    page.goto("/train?run=recall-rnn-s40-seed711")
    expect(page.get_by_text("Nothing has been trained here yet")).to_be_visible()
    page.get_by_role("radio", name="yes", exact=True).click()
    expect(page.get_by_text("You said yes.")).to_be_visible()
    page.keyboard.press("Control+Enter")
    said(page, "40 steps in")
    expect(page.get_by_role("radio", name="yes", exact=True)).to_be_checked()
    expect(page.get_by_role("link", name="Why?")).to_be_visible()


def test_training_is_seen_and_the_lessons_use_it(page: Page, tmp_path: Path) -> None:
    begin(page, SHORT.format(seed=501))
    expect(page.get_by_text(USED)).to_be_visible()
    for index in range(3):
        said(page, "80 steps in", index)
    _, rows = rows_of(take(page, "CSV, the numbers", tmp_path, ".lab .figure"))
    for kind in KINDS:
        run = Run(from_line(f"sentiment-{kind}-s80-seed501"))
        mine = [float(row["value"]) for row in rows if row["run"] == kind.upper()]
        assert np.allclose(mine, run.advance(80).losses, rtol=1e-4), "every loss, to five digits"
    page.get_by_role("link", name="Inside the LSTM").last.click()
    expect(page.get_by_role("heading", name="Inside the LSTM")).to_be_visible()
    arrived(page)
    expect(page.locator(".score .caption")).to_contain_text("80 steps, rate 0.02, seed 501")
    assert "run=sentiment-lstm-s80-seed501" in page.url


def test_a_setting_that_differs_changes_only_when_a_value_is_typed(page: Page) -> None:
    page.goto("/train?run=adding-rnn-s800&run=adding-gru-s450")
    steps = page.get_by_role("spinbutton", name="Steps")
    expect(steps).to_have_attribute("placeholder", "450, 800")
    box = page.get_by_test_id("stNumberInput").filter(has=steps)
    for way in ("Up", "Down"):
        expect(box.get_by_test_id(f"stNumberInputStep{way}")).to_be_disabled()
        steps.press(f"Arrow{way}")
    steps.press("Enter")
    expect(steps).to_have_value("")
    steps.fill("500")
    steps.press("Enter")
    page.wait_for_url("**/train?run=adding-rnn-s500&run=adding-gru-s500")
    expect(steps).to_be_focused()
    box.get_by_test_id("stNumberInputStepUp").click()
    page.wait_for_url("**/train?run=adding-rnn-s501&run=adding-gru-s501")


def test_runs_move_pause_step_go_on_and_stop(page: Page) -> None:
    begin(page, ENDLESS.format(seed=502))
    until(lambda: step(page) > 0)
    first = step(page)
    until(lambda: step(page) > first)
    do(page, "pause")
    said(page, "paused at step")
    paused = step(page)
    assert paused > 0
    page.wait_for_timeout(500)
    assert step(page) == paused
    do(page, "step")
    said(page, f"paused at step {paused + 1:,} ")
    do(page, "pause")
    until(lambda: step(page) > paused + 1)
    do(page, "stop")
    said(page, "stopped")
    do(page, "stop", 1)
    said(page, "stopped", 1)
    ended = step(page)
    page.wait_for_timeout(600)
    assert step(page) == ended
    expect(page.get_by_text(USED)).to_have_count(0)
    page.keyboard.press("Home")
    expect(page.locator(".film .position")).to_have_text(re.compile(r"step [1-9]\b"))
    train_button(page).click()
    expect(page.locator(".film .position")).to_have_text(re.compile(r"step [\d,]{2,}"))


def test_the_film_moves_everything_by_key(page: Page) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    begin(page, SHORT.format(seed=507))
    expect(page.get_by_text(USED)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.locator(".lab").click(position={"x": 5, "y": 5})
    before_keys = len(traffic.sent)
    assert before_keys > 0, "the websocket is listened to"
    page.keyboard.press("Home")
    here = page.locator(".lab .here").first
    first = settled(page, here)
    picture = page.locator(".lab canvas").first
    before = picture.evaluate("canvas => canvas.toDataURL()")
    page.keyboard.press("End")
    until(lambda: here.inner_text() != first)
    settled(page, here)
    assert picture.evaluate("canvas => canvas.toDataURL()") != before
    page.keyboard.press("Home")
    until(lambda: here.inner_text() == first)
    settled(page, here)
    assert picture.evaluate("canvas => canvas.toDataURL()") == before
    assert traffic.sent[before_keys:] == [], "the server is not asked"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_film_stays_in_reach_while_gates_are_looked_at(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    begin(page, SHORT.format(seed=501))
    expect(page.get_by_text(USED)).to_be_attached()
    page.locator(".look canvas").nth(2).hover()  # brings it into view, also where it is just drawn anew
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(500)
    scrub = page.locator(".film .scrub")
    box = scrub.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.3 * box["width"], box["y"] + box["height"] / 2)
    until(lambda: float(scrub.input_value()) < 40)


def test_a_gradient_that_explodes_is_named_and_repeated_with_clipping(page: Page) -> None:
    begin(page, EXPLODING.format(seed=503))
    again = page.get_by_role("button", name="Repeat with clipping")
    expect(again).to_be_visible()
    said(page, "at step")
    again.click()
    expect(chips(page)).to_have_count(2)
    said(page, "60 steps in", 1)
    exploded, again_clipped = (from_line(run) for run in parse_qs(urlsplit(page.url).query)["run"])
    assert (exploded.train.clip, again_clipped.train.clip) == (None, 1.0)


def test_a_network_is_kept_taken_home_and_opened_again(page: Page, tmp_path: Path) -> None:
    begin(page, SHORT.format(seed=508))
    expect(page.get_by_text(USED)).to_be_visible()
    page.get_by_text("Networks you keep").click()
    page.get_by_role("button", name="Keep", exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download").click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    opened = from_file(file.read_bytes())
    run = Run(from_line("sentiment-rnn-s80-seed508"))
    run.advance(80)
    assert opened.network.key == run.network().key, "the network of the chosen run, to the bit"
    page.get_by_role("button", name="Remove").last.click()
    expect(page.get_by_role("button", name="Download")).to_have_count(0)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("opened from a file")).to_be_visible()
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(file.read_bytes()[:200])
    page.locator("input[type=file]").set_input_files(broken)
    expect(page.get_by_role("alert").filter(has_text="file")).to_be_visible()
    expect(page.get_by_text("opened from a file")).to_be_visible()


def test_stopped_runs_leave_the_processor_alone(one: tuple[RunningServer, Page]) -> None:
    server, page = one
    show(page, "/")
    until(lambda: idle(server, page))
    begin(page, ENDLESS.format(seed=504))
    until(lambda: step(page) > 0)
    until(lambda: not idle(server, page))
    for index in range(2):
        do(page, "stop", index)
    said(page, "stopped", 1)
    until(lambda: idle(server, page))


def test_train_is_obeyed_by_a_server_that_was_started_again(browser: Browser, tmp_path: Path) -> None:
    with RunningServer(tmp_path / "first.log") as first:
        port = first.port
        context = browser.new_context(base_url=first.url)
        page = context.new_page()
        page.goto("/train?run=recall-lstm-h64-s5000-seed512")
        expect(train_button(page)).to_be_visible()
        expect(page.get_by_text("Nothing has been trained here yet")).to_be_visible()
    with RunningServer(tmp_path / "second.log", port=port):
        page.wait_for_timeout(4000)  # the page finds the server by itself
        train_button(page).click()
        expect(chips(page)).to_have_count(1)
        context.close()


@pytest.mark.slow
def test_who_reloads_goes_back_or_leaves_leaves_no_run_behind(one: tuple[RunningServer, Page]) -> None:
    server, page = one
    show(page, "/")
    begin(page, ENDLESS.format(seed=505))
    until(lambda: step(page) > 0)
    page.reload()
    until(lambda: step(page) > 0)
    show(page, "/unrolled")
    page.go_back()
    expect(train_button(page)).to_be_visible()
    show(page, "/unrolled")
    until(lambda: idle(server, page))
    workers = server.workers()
    assert workers, "and the training processes are still there for the next one"
