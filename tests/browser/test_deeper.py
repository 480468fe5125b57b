"""The pictures of *Deeper and both ways* under the hand: words that are covered, words that are heard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from core import initial_network
from core.experiments.lessons.deeper import of_meanings, probes
from core.network.files import to_file
from core.tasks.two_sided import AND, CLUES, KINDS, NOUNS
from tests.browser.alone import MOUNT

SENTENCE = "the hungry crane was by the river and the mouse in the garden was broken"
ONE, TWO = (initial_network(spec) for spec in of_meanings(1))
OF_BOTH = {"kinds": KINDS, "nouns": NOUNS, "sentence": SENTENCE, "caption": "Two networks."}
UNITS = 4
LAYER = {"shares": [0.9, 0.5, 0.1], "units": [[-1, 0, 1, 0.5]] * 3}
HALVES = [
    {"name": "→ from the left", "reads": "subject", "shares": [0.5, 0.9, 0.95], "differs": [0.5, 0.6, 0.9]},
    {"name": "← from the right", "reads": "verb", "shares": [0.1, 0.05, 0.6], "differs": [0.9, 0.4, 0.5]},
]
WAY = {"name": "1 layer →", "both": False, "starts": [0.5, 0.52, 1], "weights": 1234, "time": "× 1.0"}
DATA: dict[str, dict[str, Any]] = {
    "meeting": OF_BOTH
    | {"network": TWO.key, "probes": [probe.to_dict("f32") for probe in probes(TWO)], "end": AND},
    "heard": OF_BOTH
    | {
        "clues": CLUES,
        "end": AND,
        "networks": [
            {"key": ONE.key, "name": "one direction"},
            {"key": TWO.key, "name": "two directions"},
        ],
    },
    "layered": {
        "words": ["<b>dogs", "near", "is"],
        "answers": ["agree", "differ"],
        "right": 1,
        "between": [1, 2],
        "numbers": ["singular", "plural"],
        "all": False,
        "networks": [
            {"name": f"{count} layers", "layers": [LAYER] * count, "halves": HALVES} for count in (1, 2, 3)
        ],
        "ways": [WAY, WAY | {"name": "2 layers ⇄", "both": True, "starts": [], "time": "–"}],
        "caption": "Networks.",
    },
}
Put = Callable[..., None]


@pytest.fixture
def put(page: Page) -> Put:
    """Return what puts a picture of a kind on an empty page; its networks are at hand."""
    files = {network.key: to_file(network, "a network") for network in (ONE, TWO)}

    def answer(route: Route) -> None:
        route.fulfill(body=files[route.request.url.rsplit("/", 1)[-1].split("?")[0]])

    page.goto("/_stcore/health")
    page.route("**/networks/*", answer)

    def mount(kind: str, width: int = 1100, *, veiled: bool = False) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(MOUNT, [kind, DATA[kind], {"alt": "What it shows.", "veiled": veiled, "fresh": 0}])
        page.locator(".picture").evaluate(
            "(root) => root.getRootNode().addEventListener('keydown', (event) => picture.keydown?.(event))"
        )

    return mount


@pytest.mark.parametrize("kind", DATA)
def test_before_the_answer_nothing_gives_it_away(page: Page, put: Put, kind: str) -> None:
    put(kind, veiled=True)
    picture = page.locator(".picture")
    expect(picture).to_contain_text("?")
    told = picture.inner_text()
    assert not any(word in told for word in ("animal", "thing", "differ", "taken back", "× 1.0"))


@pytest.mark.parametrize("kind", DATA)
def test_on_a_phone_nothing_stands_beside_the_page(page: Page, put: Put, kind: str) -> None:
    put(kind, 358)
    expect(page.locator(".picture")).to_contain_text("mouse" if kind != "layered" else "<b>dogs")
    assert page.evaluate("document.documentElement.scrollWidth") <= 358


def test_a_word_is_covered_by_mouse_and_by_key_and_read_again(page: Page, put: Put) -> None:
    put("meeting")
    words = page.locator(".meeting-word")
    clue = words.nth(1)
    before = page.locator(".meeting-cell").nth(4).get_attribute("style")
    clue.click()
    expect(clue).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".meeting-told")).to_contain_text("crane")
    clue.press("ArrowRight")
    expect(words.nth(2)).to_be_focused()
    words.nth(2).press("ArrowLeft")
    clue.press("Enter")
    expect(clue).to_have_attribute("aria-pressed", "false")
    assert page.locator(".meeting-cell").nth(4).get_attribute("style") == before


def test_words_are_heard_by_slider_word_and_key(page: Page, put: Put) -> None:
    put("heard")
    number = page.locator(".heard-number")
    expect(number).to_have_text("15 words of 15 heard")
    after_all = page.locator(".heard-run").count()
    page.locator(".heard-word").nth(2).click()
    expect(number).to_have_text("3 words of 15 heard")
    expect(page.locator(".heard-told")).to_contain_text("taken back")
    page.locator(".heard-word").nth(2).press("ArrowRight")
    expect(number).to_have_text("4 words of 15 heard")
    page.get_by_label("Words heard so far").fill("1")
    expect(number).to_have_text("1 word of 15 heard")
    assert page.locator(".heard-run").count() < after_all, "of later words nothing is said yet"


def test_a_lane_is_pale_before_its_clue_and_then_judged(page: Page, put: Put) -> None:
    put("heard")
    words, ends = page.locator(".heard-word"), page.locator(".heard-end")
    judged = ends.filter(has_text=re.compile("right|wrong"))
    expect(judged).not_to_have_count(0)
    expect(words.nth(1)).to_have_attribute("data-kind", "0")  # "hungry" tells of an animal
    assert page.locator(".heard-run[data-guess]").count() < page.locator(".heard-run").count()
    words.nth(0).click()
    expect(judged).to_have_count(0)
    expect(words.nth(1)).not_to_have_attribute("data-kind", "0")
    runs = page.locator(".heard-run").count()
    expect(page.locator(".heard-run[data-guess]")).to_have_count(runs)


def test_on_a_phone_the_last_word_heard_is_in_sight(page: Page, put: Put) -> None:
    put("heard", 358)
    words, names = page.locator(".heard-word"), page.locator(".heard-name").first
    expect(words).to_have_count(15)
    for at in (14, 2, 9, 0):
        words.nth(at).evaluate("(word) => word.click()")
        expect(words.nth(at)).to_have_attribute("aria-current", "step")
        box, name = words.nth(at).bounding_box(), names.bounding_box()
        assert box
        assert name
        assert name["x"] + name["width"] <= box["x"] + 1
        assert box["x"] + box["width"] <= 359


def test_the_states_of_all_layers_are_drawn_on_demand(page: Page, put: Put) -> None:
    put("layered")
    cells = page.locator(".layered-cell")
    expect(cells).to_have_count(3 * 6)
    expect(page.locator(".layered-strip")).to_have_count(0)
    said = page.locator(".layered-said").all_inner_texts()
    assert said[:3] == ["✓ differ", "? cannot tell", "✗ agree"]
    page.get_by_role("button", name="show the states").click()
    units = UNITS * 3  # of all words
    expect(page.locator(".layered-strip rect")).to_have_count(2 * 2 * units)
    expect(page.locator(".layered-strip")).to_have_count(2 * 9)
    page.get_by_role("button", name="show three layers").click()
    expect(cells).to_have_count(3 * 9)
    expect(page.locator(".layered-strip rect")).to_have_count(2 * 2 * units + 3 * units)


def test_each_half_says_what_it_knows_and_leads_up_where_it_is_asked(page: Page, put: Put) -> None:
    put("layered", veiled=True)
    halves = page.locator(".layered-half")
    expect(halves).to_have_count(2 * 4)
    expect(page.locator(".picture")).not_to_contain_text("compares")
    put("layered")
    expect(page.locator(".picture")).to_contain_text("second layer compares")
    said = page.locator(".layered-said").all_inner_texts()
    assert said[3:7] == ["?", "subject: plural", "✓ differ", "✓ differ"], "from the left, then from the right"
    assert said[7:9] == ["verb: singular", "?"]
    arrows = page.locator(".layered-up").evaluate_all(
        "(all) => all.map((up) => [...up.querySelectorAll('path')].map((one) => one.dataset.half).join(''))"
    )
    assert arrows == ["1", "01", "0"] * 2, "from the direction that has read both, or from each"


def test_each_direction_is_a_chain_that_begins_at_its_own_end(page: Page, put: Put) -> None:
    put("meeting")
    links = page.locator(".meeting-chain")
    words = page.locator(".meeting-word").count()
    for way, begins, ends in ((1, 0, -1), (-1, -1, 0)):
        chain = links.locator(f"xpath=self::*[@data-way='{way}']")
        expect(chain).to_have_count(words)
        arrows, onward = (
            chain.evaluate_all("(links, part) => links.map((one) => one.querySelectorAll(part).length)", part)
            for part in ("svg", ".meeting-out")
        )
        assert sum(arrows) == sum(onward) == words - 1
        assert arrows[begins] == onward[ends] == 0
