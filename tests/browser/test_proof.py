"""A proof in the browser: its points, its verdict, and what comes over its stream until it is stopped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

from pages._shell import story

MOUNT = """async ([data, around]) => {
  const { Picture } = await import(`/stage/now/stage/pictures/seeds.js`);
  const host = document.createElement('div');
  document.body.replaceChildren(host);
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  const sheet = async (name) => (await fetch(`/stage/now/stage/${name}`)).text();
  style.append(await sheet('stage.css'), await sheet('pictures/seeds.css'));
  root.append(style);
  window.picture = new Picture(root);
  window.picture.show(data, around);
}"""
LATER = "() => { const { now } = performance; performance.now = () => 30_000 + now.call(performance); }"
AROUND = {"alt": "What it shows.", "stream": "/proofs/events", "watcher": "me"}


def said(word: str, text: str, count: int) -> dict[str, Any]:
    return {"word": word, "text": text, "low": 0.25, "high": 0.999, "count": count}


NOTHING = {"points": [], "verdict": said("fails", "Not measured yet", 0)}


def proof(**changed: Any) -> dict[str, Any]:
    return {
        "proof": "a/b",
        "claim": "B keeps <i>more</i>.",
        "constant": "One sentence.",
        "drawn": "random starts",
        "unit": "share left",
        "scale": "linear",
        "lines": [
            {"name": "A", "hue": "#808894", "least": None},
            {"name": "B", "hue": "#12958a", "least": 0.5},
        ],
        "kept": {
            "points": [[0, [0.1, 0.9], True], [1, [0.2, 0.4], False], [2, [None, 0.8], False]],
            "verdict": said("fails", "Does not hold here: 1 of 3 random starts", 3),
            "date": "2026-11-29",
            "processor": "a processor, 2 cores",
            "versions": "numpy 2, torch 2",
        },
        "problem": "",
        "here": NOTHING,
        "count": 3,
        "seconds": 20,
        **changed,
    }


def event(
    seeds: list[int],
    *,
    over: bool = False,
    trouble: str = "",
    left: int | None = 7,
    growing: Sequence[Any] = (),
) -> str:
    points = [[seed, [0.3, 0.7], True] for seed in seeds]
    count = 0 if not seeds else max(seeds) + 1
    told = {
        "points": points,
        "growing": growing,
        "verdict": said("holds", f"Holds on {count} of {count} random starts", count),
        "done": count,
        "of": 3,
        "share": count / 3,
        "left": left,
        "trouble": trouble,
        "over": over,
    }
    return f"data: {json.dumps(told)}\n\n" + ("event: end\ndata: {}\n\n" if over else "")


Put = Callable[..., None]


@pytest.fixture
def put(page: Page) -> Put:
    """Return what puts a proof on an empty page, whose stream says these events."""
    page.goto("/_stcore/health")

    def mount(*events: str, **changed: Any) -> None:
        def answer(route: Route) -> None:
            route.fulfill(content_type="text/event-stream", body="".join(events))

        page.route("**/proofs/events**", answer)
        page.evaluate(MOUNT, [proof(**changed), AROUND])

    return mount


def marks(page: Page, here: bool) -> int:
    return page.locator(f".seeds-dot[data-here={str(here).lower()}]").count()


def test_kept_seeds_stand_with_their_verdict_ends_and_date(page: Page, put: Put) -> None:
    put()
    expect(page.locator(".seeds-claim")).to_have_text("Proof B keeps <i>more</i>.")
    expect(page.locator(".seeds-verdict").first).to_contain_text("Does not hold here: 1 of 3 random starts")
    assert marks(page, False) == 5, "of what is not finite there is no point"
    expect(page.locator(".seeds-cross")).to_have_count(3)
    heads = page.locator(".seeds-drawing text").all_text_contents()
    assert "median 0.15 (0.1 to 0.2, 1 not finite)" in heads
    assert "median 0.8 (0.4 to 0.9)" in heads
    expect(page.locator(".seeds-least")).to_have_count(1)
    small = page.locator(".seeds-small")
    expect(small).to_contain_text("One sentence. 3 random starts (seeds 0 to 2), measured 2026-11-29")
    expect(page.get_by_role("button", name="Measure again (about 20 s)")).to_be_enabled()
    expect(page.get_by_role("button", name="3 other random starts")).to_be_visible()


@pytest.mark.parametrize(
    ("word", "ranges"), [("holds", "at least 25 %"), ("mostly", "25 to 100 %"), ("fails", "at most 100 %")]
)
def test_what_many_more_seeds_would_say_is_told_by_the_end_that_counts(
    page: Page, put: Put, word: str, ranges: str
) -> None:
    kept = proof()["kept"]
    put(kept={**kept, "verdict": said(word, "So it is", 20)})
    many = page.locator(".seeds-many").first
    expect(many).to_have_text(f"of many more it would hold on {ranges} (95 % sure)")


def test_the_first_networks_of_a_seed_are_points_before_it_is_done(page: Page, put: Put) -> None:
    put(event([], growing=[[5, [0.3, None], None]]))
    page.get_by_role("button", name="3 other random starts").click()
    expect(page.locator(".seeds-dot[data-here=true]")).to_have_count(1)
    expect(page.locator(".seeds-cross[data-here=true]")).to_have_count(0)
    heads = page.locator(".seeds-drawing text").all_text_contents()
    assert "here median 0.3 (all alike)" in heads, "what is still to come is not called not finite"


def test_keys_go_from_seed_to_seed_and_say_its_numbers(page: Page, put: Put) -> None:
    put()
    page.locator(".seeds-drawing").focus()
    page.keyboard.press("ArrowRight")
    readout = page.locator(".seeds-readout")
    expect(readout).to_have_text("Seed 0: A 0.1, B 0.9. It bears the claim.")
    page.keyboard.press("End")
    expect(readout).to_have_text("Seed 2: A not a finite number, B 0.8. It speaks against the claim.")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".seeds-dot[data-chosen=true]")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(readout).to_have_text("Each point is one start; ✕ speaks against the claim.")


def test_a_point_that_is_touched_says_its_numbers(page: Page, put: Put) -> None:
    put()
    page.locator(".seeds-cross").first.click(force=True)
    expect(page.locator(".seeds-readout")).to_contain_text("Seed 1: A 0.2, B 0.4.")


def test_points_come_as_they_are_measured_and_the_verdict_with_them(page: Page, put: Put) -> None:
    put(event([0]), event([1]), event([2], over=True, left=None))
    with page.expect_request("**/proofs/events**") as asked:
        page.get_by_role("button", name="Measure again").click()
    assert asked.value.url.endswith("?proof=a%2Fb&first=0&within=24")
    assert asked.value.headers["x-watcher"] == "me"
    expect(page.locator(".seeds-anew")).to_contain_text("Measured here: holds on 3 of 3 random starts")
    assert (marks(page, True), marks(page, False)) == (6, 5)
    expect(page.locator(".seeds-readout")).to_contain_text("○ kept, ● measured here")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    expect(page.get_by_role("button", name="Measure again")).to_be_disabled()  # it would say the same
    with page.expect_request("**/proofs/events**") as others:
        page.get_by_role("button", name="3 other random starts").click()
    assert int(parse_qs(others.value.url)["first"][0]) >= 1000


def test_stop_hangs_up_at_once_and_keeps_what_came(page: Page, put: Put) -> None:
    put()
    page.unroute("**/proofs/events**")
    page.evaluate(
        """(text) => {
          window.fetch = (_address, { signal }) => new Promise((answer) => {
            signal.addEventListener('abort', () => { window.aborted = true; });
            const bytes = new TextEncoder().encode(text);
            const body = new ReadableStream({ start: (line) => line.enqueue(bytes) });
            answer(new Response(body));
          });
        }""",
        event([0]),
    )
    page.get_by_role("button", name="Measure again").click()
    expect(page.locator(".seeds-standing")).to_have_text("1 of 3 · about 7 s left")
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    page.evaluate(
        "() => { const { now } = performance; performance.now = () => 30_000 + now.call(performance); }"
    )
    page.keyboard.press("Enter")
    rest = page.get_by_role("button", name=re.compile(r"The other 2 \(about \d+ (s|minutes)\)"))
    expect(rest).to_be_focused()
    said = re.search(r"\d+", rest.inner_text().partition("about")[2])
    assert said
    assert int(said[0]) >= 60 or "minutes" in rest.inner_text(), "as long as the first one took here"
    assert page.evaluate("window.aborted")
    assert marks(page, True) == 2


def test_what_takes_long_rests_after_a_time_and_goes_on_at_a_click(page: Page, put: Put) -> None:
    put(event([0], over=True, left=None), seconds=60)
    page.get_by_role("button", name="Measure again, for 25 s").click()
    expect(page.locator(".seeds-standing")).to_have_text("1 of 3 measured")
    rest = page.get_by_role("button", name="The other 2 (about 40 s)")
    with page.expect_request("**/proofs/events**") as asked:
        rest.click()
    assert asked.value.url.endswith("&first=0&within=0"), "the others are measured to the end"


def test_leaving_hangs_up(page: Page, put: Put) -> None:
    put()
    page.unroute("**/proofs/events**")
    page.evaluate(
        """() => {
          window.fetch = (_address, { signal }) => new Promise(() => {
            signal.addEventListener('abort', () => { window.aborted = true; });
          });
        }"""
    )
    page.get_by_role("button", name="Measure again").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.evaluate("window.picture.end()")
    assert page.evaluate("window.aborted")


def test_a_page_that_is_run_again_goes_on_measuring(page: Page, put: Put) -> None:
    put()
    page.unroute("**/proofs/events**")
    page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    page.get_by_role("button", name="Measure again").click()
    here = {"points": [[7, [0.3, 0.6], True]], "verdict": said("holds", "Holds on 1 of 1 random starts", 1)}
    page.evaluate("([data, around]) => window.picture.show(data, around)", [proof(here=here), AROUND])
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    assert marks(page, True) == 2


def test_what_goes_wrong_is_a_sentence(page: Page, put: Put) -> None:
    put(event([], over=True, trouble="Start 0 could not be measured. No memory.", left=None))
    page.get_by_role("button", name="Measure again").click()
    expect(page.locator(".seeds-trouble")).to_have_text("Start 0 could not be measured. No memory.")
    expect(page.get_by_role("button", name="Measure again")).to_be_enabled()


def test_a_refusal_is_told_in_the_server_s_words(page: Page, put: Put) -> None:
    sentence = "This visit has 3 streams open already. Close another tab."
    put()
    page.evaluate("(text) => { window.fetch = async () => new Response(text, { status: 503 }); }", sentence)
    page.get_by_role("button", name="Measure again").click()
    expect(page.locator(".seeds-trouble")).to_have_text(sentence)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Measure again")).to_be_enabled()


def test_without_kept_seeds_a_sentence_says_so_and_it_can_be_measured(page: Page, put: Put) -> None:
    put(event([0, 1, 2], over=True), kept=None, problem="Nothing is kept of a/b.", seconds=0)
    expect(page.locator(".seeds-trouble")).to_have_text("Nothing is kept of a/b.")
    page.get_by_role("button", name="Measure again").click()
    expect(page.locator(".seeds-anew")).to_contain_text("Measured here: holds on 3 of 3")
    assert marks(page, True) == 6


@pytest.mark.parametrize(
    ("scale", "values", "ticks"),
    [
        ("percent", [0.48, 1.0], ["40 %", "50 %", "60 %", "70 %", "80 %", "90 %", "100 %"]),
        ("log", [0.0002, 3.0], ["10⁻⁴", "10⁻³", "0.01", "0.1", "1", "10"]),
        ("linear", [3.0, 3.0], ["3"]),
        ("log", [0.0, 1.0], ["1"]),
    ],
)
def test_the_axis_has_few_round_numbers(
    page: Page, put: Put, scale: str, values: list[float], ticks: list[str]
) -> None:
    kept = {**proof()["kept"], "points": [[0, values, True]]}
    put(scale=scale, kept=kept, lines=[{"name": one, "hue": "", "least": None} for one in "AB"])
    texts = page.locator(".seeds-drawing text").all_text_contents()
    found = [text for text in texts if text not in ("A", "B", "share left") and "median" not in text]
    assert [tick for tick in ticks if tick not in found] == []


@pytest.mark.slow
def test_what_was_measured_on_a_page_stays_for_the_visit(page: Page) -> None:
    page.goto("/shapes?scene=tags&shapes_tags_guess=show-me")
    page.get_by_role("button", name="Measure again").click(timeout=120_000)
    points = page.locator(".seeds-dot[data-here=true]")
    expect(points.first).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Stop").click()
    measured = points.count()
    titles = [scene.title for scene in story.page("shapes").scenes]
    strip = page.get_by_role("navigation", name="Scenes of this lesson")
    strip.get_by_text(titles[0]).click()
    expect(points).to_have_count(0, timeout=60_000)
    strip.get_by_text(titles[2]).click()
    expect(points.nth(measured - 1)).to_be_visible(timeout=60_000)  # and a seed that ended beside the stop
    expect(page.get_by_role("button", name="The other")).to_be_enabled()
