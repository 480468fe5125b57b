"""A scene as one file, opened from disk by a browser that has no network: it is as alive as the page.

Firefox opens the same files, as it is installed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core import Clamp, Network, Operation, record
from core.jobs import HOUSE
from pages._shell.disk.lessons import lesson_file
from pages._shell.disk.site import index
from pages._shell.disk.states import Scenes
from pages._shell.server.networks import network_files
from tests.browser.driver import PATIENCE
from tests.browser.firefox import Firefox, find_firefox, firefox
from tests.browser.reading import probe
from tests.running import RunningServer
from tests.waiting import until

LINK = {"weights": ["untrained"]}
"""Nothing is trained for it."""

TEXTS = """() => {
  const all = [...document.querySelectorAll('*')];
  const { shadowRoot } = all.find((one) => one.shadowRoot?.querySelector('.score'));
  const drawn = shadowRoot.querySelectorAll('.score text, .score .token, .score .caption, .score .name');
  return [...drawn].map((one) => one.textContent.trim()).filter(Boolean);
}"""
HOSTILE = "the </script><script>document.title = 'caught'</script> \u2028 dog had a big"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scene alone, one with a hostile sentence, and an index."""
    place, scenes = tmp_path_factory.mktemp("disk"), Scenes({"watcher": HOUSE})
    hostile = {**LINK, "recall_sentence": [HOSTILE]}
    for name, link in (("roll", LINK), ("hostile", hostile)):
        text = lesson_file("unrolled", scenes, only="roll", link=link)
        (place / f"{name}.html").write_text(text, "utf-8")
    (place / "gates.html").write_text(lesson_file("lstm", scenes, only="gates"), "utf-8")
    (place / "index.html").write_text(index(), "utf-8")
    return place


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page without a network; nothing may go wrong on it, and nothing is asked but the file itself."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE * 1000)
    page, troubles, asked = context.new_page(), list[str](), list[str]()
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert troubles == []
    assert [url for url in asked if not url.partition("?")[0].endswith(".html")] == []


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox in which nothing may go wrong; it is asked for the files and what is inside them."""
    if find_firefox() is None:
        pytest.skip("no Firefox found; on Debian: sudo apt-get install firefox-esr")
    with firefox(tmp_path_factory.mktemp("firefox")) as running:
        yield running
    assert running.troubles == []
    assert {url.partition(":")[0] for url in running.asked} <= {"about", "blob", "data", "file"}


def in_firefox(fox: Firefox, path: Path) -> Firefox:
    """Open a file and pass its question over."""
    fox.open(path.as_uri())
    fox.click("button", "just show me")
    fox.wait("h2, h3", "What happened")
    fox.wait(".score")
    return fox


def numbers(fox: Firefox) -> dict[str, float]:
    """Return the numbers of this timestep as the table under the score says them."""
    if not fox.seen("details.astable table"):
        fox.click("details.astable summary")
        fox.wait("details.astable table")
    cells = fox.seen("details.astable td, details.astable th")
    return {label: float(number) for label, number in zip(cells[::2], cells[1::2], strict=True)}


def gates_by_core(network: Network, words: str, timestep: int, *held: Operation) -> dict[str, float]:
    """Return the mean gates that the table has to tell."""
    trace = record(network, words, operations=held)
    names = {f"mean {gate} gate": f"{gate}_gate" for gate in ("forget", "input", "output")}
    return {label: float(trace[name][timestep].mean()) for label, name in names.items()}


def network_of(fox: Firefox) -> Network:
    """Return the network that the file says it is about: it was recorded in this process."""
    found = re.search(r"network ([0-9a-f]{16})", " ".join(fox.seen(".caption")))
    assert found
    network = network_files().network(found[1])
    assert network is not None
    return network


def opened(page: Page, path: Path) -> Page:
    """Open a file and wait for its picture."""
    page.goto(path.as_uri())
    expect(page.locator(".score").first).to_be_visible()
    return page


def answered(page: Page) -> Page:
    """Answer by passing the question over, and go to the last word."""
    page.get_by_role("radio", name="just show me").click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    return page


def texts(page: Page) -> list[str]:
    """Return all that a score says; a column that is drawn anew stands last in the document."""
    return sorted(page.evaluate(TEXTS))


def test_it_is_answered_stepped_and_typed_into(offline: Page, folder: Path) -> None:
    page = opened(offline, folder / "roll.html")
    expect(page.get_by_role("heading", name="What happened")).to_have_count(0)
    answered(page)
    page.locator(".score").first.click(position={"x": 5, "y": 5})
    page.keyboard.press("End")
    expect(page.get_by_text("14 / 14")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("13 / 14")).to_be_visible()
    field = page.get_by_label("Sentence: your own words")
    field.fill("the cat had a big")
    expect(page.get_by_text("/ 5", exact=False).first).to_be_visible()
    expect(page.get_by_text("The words on this page speak of")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("/ 14", exact=False).first).to_be_visible()
    expect(page.get_by_text("The words on this page speak of")).to_be_hidden()


def test_a_gate_is_held_and_a_twin_put_beside_it(offline: Page, folder: Path) -> None:
    page = offline
    page.goto(f"{(folder / 'gates.html').as_uri()}?hold=forget_gate:all:0.00:3-")
    expect(page.locator(".score").first).to_be_visible()
    answered(page)
    expect(page.get_by_text("forget gate", exact=False).first).to_be_visible()
    held = texts(page)
    page.goto((folder / "gates.html").as_uri())
    expect(page.locator(".score").first).to_be_visible()
    answered(page)
    free = texts(page)
    assert held != free
    untrained = page.get_by_role("radio", name="untrained")
    expect(untrained).to_be_disabled()
    expect(untrained).to_have_attribute("title", re.compile("^“untrained” is not inside this file"))
    page.get_by_role("button", name="Twin", exact=True).click()
    expect(page.get_by_role("button", name="No twin any more")).to_be_visible()
    page.get_by_role("button", name="No twin any more").click()
    expect(page.get_by_role("button", name="Twin", exact=True)).to_be_visible()


def test_reset_opens_the_question_again(offline: Page, folder: Path) -> None:
    page = answered(opened(offline, folder / "roll.html"))
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_role("heading", name="What happened")).to_have_count(0)
    expect(page.locator(".score").first).to_be_visible()


def test_what_a_reader_typed_stays_text(offline: Page, folder: Path) -> None:
    page = answered(opened(offline, folder / "hostile.html"))
    expect(page.get_by_label("Sentence: your own words")).to_have_value(HOSTILE)
    assert page.title() == "Rolled up and unrolled · The unrolled RNN"


def test_a_term_has_its_card(offline: Page, folder: Path) -> None:
    page = answered(opened(offline, folder / "roll.html"))
    page.locator("a[data-term]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog")).not_to_contain_text("no entry")


def test_names_in_a_picture_become_terms_there_too(offline: Page, folder: Path) -> None:
    page = opened(offline, folder / "gates.html")
    expect(page.locator(".row a[data-term]").first).to_be_visible()


def test_nothing_is_wider_than_a_phone(browser: Browser, folder: Path) -> None:
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 800}, has_touch=True)
    context.set_default_timeout(PATIENCE * 1000)
    page = answered(opened(context.new_page(), folder / "roll.html"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_the_index_needs_no_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    expect(page.get_by_role("link", name="Inside the LSTM")).to_be_visible()
    context.close()


def test_it_draws_what_the_page_draws(page: Page, offline: Page, folder: Path, server: RunningServer) -> None:
    page.goto(f"{server.url}/unrolled?scene=roll&weights=untrained&unrolled_roll_guess=show-me")
    answered(opened(offline, folder / "roll.html"))
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    for one in (page, offline):
        one.locator(".score").first.click(position={"x": 5, "y": 5})
        one.keyboard.press("End")
        expect(one.get_by_text("14 / 14")).to_be_visible()
    deadline = time.monotonic() + PATIENCE
    while (found := texts(offline)) != (expected := texts(page)) and time.monotonic() < deadline:
        offline.wait_for_timeout(100)  # both come to rest
    assert len(expected) > 20
    assert found == expected


def test_firefox_reads_what_is_typed_steps_and_counts_as_core_does(fox: Firefox, folder: Path) -> None:
    in_firefox(fox, folder / "gates.html")
    words = "the story was not good but the music was great"
    fox.fill("input[type=text]", words)
    until(lambda: fox.seen(".position")[0].endswith("/ 10"))
    fox.focus(".score .scroller")
    fox.keys("End")
    fox.wait(".position", "10 / 10")
    fox.keys("Left")
    fox.wait(".position", "9 / 10")
    expected = gates_by_core(network_of(fox), words, 8)
    assert {name: number for name, number in numbers(fox).items() if name in expected} == pytest.approx(
        expected, rel=1e-5
    )


def test_in_firefox_a_gate_is_held_and_a_twin_put_beside_it(fox: Firefox, folder: Path) -> None:
    in_firefox(fox, folder / "gates.html")
    fox.click("button", "Open this step")
    fox.click("input[type=range]", "forget gate, held by hand")
    fox.keys("Home")
    fox.wait(".held li button")
    assert fox.seen(".held li button") == ["forget gate, unit 1, everywhere: 0.00 ×"]
    read = network_of(fox), probe("everyday"), int(fox.seen(".position")[0].split(" / ")[0]) - 1
    expected = gates_by_core(*read, Clamp("forget_gate", 0.0, (0,)))
    assert expected != gates_by_core(*read)
    assert {name: number for name, number in numbers(fox).items() if name in expected} == pytest.approx(
        expected, rel=1e-5
    )
    before = fox.seen("g.token")
    fox.click("button", "Twin")
    until(lambda: len(fox.seen("g.token")) == 2 * len(before))
    assert fox.seen("g.token")[len(before) :] != before
