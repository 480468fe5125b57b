"""The first page: two networks read a sentence by themselves, once, and any other that is typed."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from core import fit_probe, record
from core.experiments.lessons.unrolled_subjects import RIVER
from core.instruments.labelled import State
from core.spec import Kind
from tests.browser.reading import sentence_field, show, trained, visitor
from tests.running import RunningServer

WORDS = RIVER.split()
STATES: dict[Kind, State] = {"rnn": "hidden", "lstm": "cell_state"}
END = f"{len(WORDS)} / {len(WORDS)}"


def row(page: Page, kind: str) -> list[str]:
    """Return what stands under the words of a network, as far as the sentence was read."""
    found: list[str] = page.locator(".ink-read:not(.ink-ahead)").evaluate_all(
        "(cells, name) => cells.filter(cell => cell.title.startsWith(name)).map(cell => cell.textContent)",
        kind,
    )
    return found


def position(page: Page) -> Locator:
    return page.locator(".ink .position")


def test_it_reads_by_itself_to_the_end_and_once(page: Page) -> None:
    show(page, "/")
    expect(page.locator(".ink .primary")).to_have_attribute("aria-label", "Pause (space)")
    expect(page.locator(".ink-says.ink-ahead")).to_have_count(0)  # the heading tells of the end, too
    expect(page.locator(".ink-read.ink-ahead")).not_to_have_count(0)
    expect(position(page)).to_have_text(END)
    expect(page.locator(".ink .primary")).to_have_attribute("aria-label", "Play (space)")
    page.get_by_role("link", name="By hand").first.click()
    expect(page.locator(".byhand [role=grid]").first).to_be_visible()
    page.go_back()
    expect(position(page)).to_have_text(END)
    expect(page.locator(".ink .primary")).to_have_attribute("aria-label", "Play (space)")


def test_what_stands_under_each_word_is_what_core_reads(page: Page) -> None:
    show(page, "/")
    expect(position(page)).to_have_text(END)
    for place, (kind, state) in enumerate(STATES.items()):
        network = trained(kind)
        trace = record(network, RIVER)
        says = fit_probe(network, "subject", state=state).says(trace)
        assert row(page, kind.upper()) == list(says[WORDS.index("dog") :])
        answer = network.classes[trace.probabilities[-1].argmax()]
        expect(page.locator(".ink-says").nth(place)).to_contain_text(answer)
        assert (answer == "tail") == (kind == "lstm"), "only the LSTM still has the dog"


def test_who_wants_little_motion_finds_it_at_its_end_and_can_step(
    browser: Browser, server: RunningServer
) -> None:
    with visitor(browser, server, reduced_motion="reduce") as page:
        show(page, "/")
        expect(position(page)).to_have_text(END)
        expect(page.locator(".ink .primary")).to_have_attribute("aria-label", "Play (space)")
        page.keyboard.press("Home")
        expect(position(page)).to_have_text(f"1 / {len(WORDS)}")
        page.get_by_role("button", name="One word on (→)").click()
        expect(position(page)).to_have_text(f"2 / {len(WORDS)}")
        assert row(page, "RNN") == ["dog"]


def test_what_is_typed_is_read_by_the_browser_before_the_page_hears_of_it(page: Page) -> None:
    frames: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda sent: frames.append(sent)))
    show(page, "/")
    expect(position(page)).to_have_text(END)
    page.wait_for_load_state("networkidle")  # the networks and their probes are here
    sentence, sent = "The zebra saw the horse and had a soft", len(frames)
    sentence_field(page).dispatch_event("compositionstart")  # as long as one composes, the page hears nothing
    sentence_field(page).fill(sentence)
    expect(page.locator(".ink-subject")).to_have_text("horse")
    expect(page.locator(".ink-unknown")).to_have_text(["zebra"])
    expect(page.locator(".ink .caption")).to_contain_text("Words on a dotted line are unknown")
    expect(page.locator(".ink")).to_have_attribute("aria-label", re.compile("^“The zebra .* LSTM: "))
    at_once = [row(page, kind.upper()) for kind in STATES]
    answers = page.locator(".ink-says").all_text_contents()
    expect(page.locator("h2", has_text="horse")).to_have_count(0)
    sentence_field(page).dispatch_event("compositionend")
    expect(page.locator("h2", has_text="horse")).to_be_visible()  # the page has heard of it
    for (kind, state), read in zip(STATES.items(), at_once, strict=True):
        network = trained(kind)
        says = fit_probe(network, "subject", state=state).says(record(network, sentence))
        assert read == row(page, kind.upper()) == list(says[4:])
    assert page.locator(".ink-says").all_text_contents() == answers
    assert len(frames) == sent + 1, "the page hears of the sentence once, and of nothing else"
    expect(page.locator(".ink .primary")).to_have_attribute("aria-label", "Play (space)")
    expect(position(page)).to_have_text("9 / 9")


def test_a_sentence_of_ones_own_is_read_and_judged(page: Page) -> None:
    show(page, "/")
    sentence_field(page).fill("")
    sentence_field(page).press_sequentially("the cat had a soft")  # and no Enter
    expect(page.get_by_role("heading", name="both networks still have the cat")).to_be_visible()
    expect(page.locator(".ink-subject")).to_have_text("cat")
    sentence_field(page).fill("<b>nothing</b> that anybody knows")
    sentence_field(page).press("Enter")
    expect(page.get_by_role("heading", name="find no subject in this sentence")).to_be_visible()
    expect(page.locator(".ink b b")).to_have_count(0)
