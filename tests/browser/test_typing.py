"""Type and see: what stands in the sentence field is read in the same frame; the page hears of it at rest."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from core import initial_network, record
from core.equations.signals import label_of
from tests.browser.reading import (
    ALL_SIGNALS,
    Traffic,
    lens_by_core,
    lens_numbers,
    position,
    press,
    sentence_field,
    show,
    table,
    trained,
    words,
)

TYPED = "the plot was dull"
AT_ONCE = """([selector, text]) => {
  const field = document.querySelector(selector);
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  set.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const root = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('.score'));
  return [...root.shadowRoot.querySelectorAll('.row.tokens g.token title')].map((one) => one.textContent);
}"""
FIELD = ".st-key-sentiment_sentence input"


@pytest.fixture
def traffic(page: Page) -> Traffic:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    return traffic


def test_each_key_is_read_at_once_and_sends_nothing(page: Page, traffic: Traffic) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=1&u=1")
    sentence_field(page).focus()
    before = len(traffic.sent)
    for end in range(1, len(TYPED) + 1):
        assert page.evaluate(AT_ONCE, [FIELD, TYPED[:end]]), "in the same task"
        assert [word.split(":")[0] for word in words(page)] == TYPED[:end].split()
    assert len(traffic.sent) == before
    assert lens_numbers(page) == lens_by_core(record(trained("lstm", "sentiment"), TYPED), 0, 0)


def test_the_page_hears_of_a_sentence_when_the_reader_rests(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=2&u=3")
    page.evaluate("(score) => { score.dataset.kept = 'yes'; }", page.locator(".score").element_handle())
    field = sentence_field(page)
    field.fill("the plot was dull but great")
    drawn = page.locator(".score")
    expect(drawn.locator(".caption")).to_contain_text("dull but great")
    page.evaluate("(score) => { score.dataset.kept = 'yes'; }", drawn.element_handle())
    expect(page).to_have_url(re.compile(r"sentiment_sentence=the\+plot\+was\+dull\+but\+great"))
    expect(field).to_be_focused()
    assert drawn.get_attribute("data-kept") == "yes", "the picture is not touched"
    expect(page.locator(".score .position")).to_have_text("2 / 6")


def test_everyday_words_are_read_in_any_spelling_and_unknown_ones_are_named(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&lstm_guess=show-me&t=1&u=1")
    network, typed = trained("lstm", "everyday"), "Ugh, the blorb wasn’t sooo GOOD 👍🏽"
    sentence_field(page).fill(typed)
    expect(page.get_by_text("1 of 8 words unknown to this network: “blorb”.")).to_be_visible()
    trace = record(network, typed)
    assert trace.known.tolist() == [word != "blorb" for word in trace.words]
    assert lens_numbers(page) == lens_by_core(trace, 0, 0)
    sentence_field(page).fill("the blorb")
    expect(page.get_by_text("its answer is a guess")).to_be_visible()


def test_a_field_without_a_word_leaves_the_last_picture(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    before = words(page)
    sentence_field(page).fill("")
    assert words(page) == before
    expect(page.get_by_text("There is no word in this sentence.")).to_be_visible()
    assert words(page) == before
    sentence_field(page).fill("a film")
    assert words(page) == ["a", "film"]


def test_two_networks_under_one_another_both_read_what_is_typed(page: Page) -> None:
    show(
        page,
        f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&compared_weights=untrained&t=1&u=1&order=trained",
    )
    sentence_field(page).fill(TYPED)
    fresh = initial_network(trained("lstm", "sentiment").spec)
    assert lens_numbers(page) == lens_by_core(record(fresh, TYPED), 0, 0)
    press(page, "ArrowRight", "ArrowDown")
    assert lens_numbers(page) == lens_by_core(record(fresh, TYPED), 1, 1)


WIDTHS = """([selector, text]) => {
  const { shadowRoot } = [...document.querySelectorAll('*')].find(
    (one) => one.shadowRoot?.querySelector('.score'));
  const field = document.querySelector(selector);
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  const widths = [];
  for (let end = 1; end <= text.length; end++) {
    set.call(field, text.slice(0, end));
    field.dispatchEvent(new Event('input', { bubbles: true }));
    widths.push(shadowRoot.querySelector('.playhead').style.width);
  }
  return widths;
}"""


def pictured(page: Page) -> tuple[list[str], list[str]]:
    """Return the score as it stands: its elements and texts, and what is painted.

    Attributes are in the order of their names: which one was set first says nothing.
    """
    drawn: list[str] = page.locator(".score").evaluate(
        """score => [score, ...score.querySelectorAll("*")].map((one) => [
          one.localName,
          ...[...one.attributes].map(({ name, value }) => `${name}="${value}"`).sort(),
          ...[...one.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data),
        ].join(" "))"""
    )
    painted: list[str] = page.locator(".score canvas").evaluate_all(
        "all => all.map((one) => one.toDataURL())"
    )
    return drawn, painted


def rebuild(page: Page) -> None:
    """Have the score built anew, as after another width of the page."""
    score = page.locator(".score")
    for width in (1300, 1280):
        score.evaluate("score => { score.dataset.old = 'yes'; }")
        page.set_viewport_size({"width": width, "height": 800})
        expect(page.locator(".score[data-old]")).to_have_count(0)


@pytest.mark.parametrize(
    "address",
    [
        f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=2&u=3",
        f"{ALL_SIGNALS}&task=sentiment&t=2&u=3",
        "/unrolled?cell=LSTM&unrolled_guess=the+same&t=2&u=3",
        "/gradients?gradients_guess=just+show+me&t=2&u=3",
    ],
)
def test_a_score_that_was_updated_equals_one_that_is_built_anew(page: Page, address: str) -> None:
    show(page, address)
    expect(page.locator(".score .gutter a[data-term]").first).to_be_attached()  # links come at rest
    field = sentence_field(page)
    known = [word for word in trained("lstm", "sentiment").vocabulary if word.isalpha()]
    draw = np.random.default_rng(7)
    count = len(words(page))
    for length in (count, count + 3, count - 2):
        page.locator(".score").evaluate("score => { score.dataset.kept = 'yes'; }")
        sentence = " ".join(draw.choice(known, length))
        field.fill(sentence)
        expect(page.locator(".score .caption")).to_contain_text(sentence)
        expect(page).to_have_url(re.compile(sentence.replace(" ", r"\+")))
        page.locator(".score[data-kept]").evaluate("score => { delete score.dataset.kept; }")
        page.wait_for_timeout(600)  # names and what is spoken follow once all rests
        updated = pictured(page)
        rebuild(page)
        page.wait_for_timeout(600)
        fresh = pictured(page)
        assert len(updated[0]) == len(fresh[0])
        assert [pair for pair in zip(updated[0], fresh[0], strict=True) if pair[0] != pair[1]] == []
        assert updated[1] == fresh[1]


def test_columns_do_not_move_at_every_key_and_are_at_rest_what_they_are_without_typing(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    text = "it was an unremarkable and interminable film with extraordinary pictures"
    widths = page.evaluate(WIDTHS, [FIELD, text])
    changes = sum(width != before for before, width in itertools.pairwise(widths))
    assert 0 < changes <= len(text) // 6
    expect(page).to_have_url(re.compile("extraordinary"))
    head = page.locator(".score .playhead")
    show(page, page.url)
    at_rest = head.evaluate("head => head.style.width")
    page.evaluate(WIDTHS, [FIELD, "a film"])
    page.evaluate(WIDTHS, [FIELD, text])
    expect(head).to_have_attribute("style", re.compile(f"width: {at_rest};"))


def test_a_word_less_takes_the_cursor_along_and_the_next_one_brings_it_back(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=5&u=2")
    for typed, timestep in (
        ("the plot was dull", 4),
        ("the", 1),
        ("the plot was dull but", 5),
        ("a b c d e f", 5),
    ):
        page.evaluate(AT_ONCE, [FIELD, typed])
        assert position(page) == timestep
    page.evaluate(AT_ONCE, [FIELD, "the plot"])
    press(page, "Home")
    page.evaluate(AT_ONCE, [FIELD, TYPED])
    assert position(page) == 1
    expect(page.get_by_role("button", name="Play (space)")).to_be_visible()


def test_what_is_open_scrolled_and_focused_stays_while_the_sentence_changes(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=1&u=2&lens=1")
    long = " ".join(["film"] * 40)
    page.evaluate(AT_ONCE, [FIELD, long])
    page.locator("details.astable summary").click()
    page.locator(".lens .chip").nth(2).click()
    scroller = page.locator(".score .scroller")
    scroller.evaluate("sheet => sheet.scrollTo({ left: 120 })")
    for typed in (f"{long} plot", " ".join(["plot"] * 41)):
        page.evaluate(AT_ONCE, [FIELD, typed])
        assert scroller.evaluate("sheet => sheet.scrollLeft") == 120
        expect(page.locator(".lens .chip").nth(2)).to_be_focused()
        expect(page.locator(".lens tr[aria-selected=true] .chip")).to_have_count(1)
        numbers, hidden = table(page), record(trained("lstm", "sentiment"), typed)["hidden"]
        assert numbers[label_of("hidden")] == pytest.approx(hidden[0, 1], abs=1e-6)


EARLY = """async () => {
  const { followField } = await import('/stage/now/stage/sentence.js');
  window.hands = (await import('/stage/now/stage/hands.js')).hands;
  window.follow = () => followField('early');
  document.body.innerHTML = '<div class="st-key-early"><input aria-label="Sentence"></div>';
  const field = document.querySelector('input');
  window.entered = [];
  const note = ({ key, isTrusted }) => key === 'Enter' && window.entered.push(isTrusted);
  field.addEventListener('keydown', note);
}"""


@pytest.fixture
def early(page: Page) -> Page:
    """A field that is not yet said to be the sentence's: networks are being trained."""
    page.goto("/_stcore/health")
    page.evaluate(EARLY)
    return page


def test_what_is_typed_before_there_is_a_picture_is_read_by_it_and_handed_over(early: Page) -> None:
    early.get_by_role("textbox").press_sequentially(TYPED)
    early.evaluate("follow()")
    assert early.evaluate("hands.sentence") == TYPED
    early.wait_for_function("() => window.entered.length")
    assert early.evaluate("entered") == [False], "the page hears of it once, at rest"


def test_what_was_typed_early_and_handed_over_is_the_page_s_own_sentence(early: Page) -> None:
    field = early.get_by_role("textbox")
    field.press_sequentially(TYPED)
    field.press("Enter")
    early.evaluate("follow()")
    assert early.evaluate("hands.sentence") is None
    field.press_sequentially(" film")
    field.blur()
    early.evaluate("follow()")
    assert early.evaluate("entered") == [True]


def test_a_picture_that_comes_anew_reads_what_is_typed_and_not_handed_over(early: Page) -> None:
    early.evaluate("follow()")
    early.get_by_role("textbox").press_sequentially(TYPED)
    early.evaluate(
        "import('/stage/now/stage/hands.js').then(({ take }) => { take({ sentence: null }); follow(); })"
    )
    assert early.evaluate("hands.sentence") == TYPED


def test_what_is_typed_before_the_modules_are_there_is_not_lost(page: Page) -> None:
    held: list[Route] = []
    page.route("**/mount.js", lambda route: held.append(route))
    page.goto("/unrolled?weights=untrained")
    sentence_field(page).fill(TYPED)
    for route in held:
        route.continue_()
    page.unroute("**/mount.js")
    expect(page.locator(".score .caption")).to_contain_text(TYPED)
    assert words(page) == TYPED.split()
    expect(page).to_have_url(re.compile(r"recall_sentence=the\+plot\+was\+dull"))
