"""Type and see: what stands in the sentence field is read in the same frame; the page hears of it at rest."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from core import initial_network, record
from tests.browser.reading import (
    Traffic,
    lens_by_core,
    lens_numbers,
    press,
    sentence_field,
    show,
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
    show(page, "/lstm?lstm_guess=just+show+me&t=1&u=1")
    sentence_field(page).focus()
    before = len(traffic.sent)
    for end in range(1, len(TYPED) + 1):
        assert page.evaluate(AT_ONCE, [FIELD, TYPED[:end]]), "in the same task"
        assert [word.split(":")[0] for word in words(page)] == TYPED[:end].split()
    assert len(traffic.sent) == before
    assert lens_numbers(page) == lens_by_core(record(trained("lstm", "sentiment"), TYPED), 0, 0)


def test_the_page_hears_of_a_sentence_when_the_reader_rests(page: Page) -> None:
    show(page, "/lstm?lstm_guess=just+show+me&t=2&u=3")
    page.evaluate("(score) => { score.dataset.kept = 'yes'; }", page.locator(".score").element_handle())
    field = sentence_field(page)
    field.fill("the plot was dull but great")
    drawn = page.locator(".score")
    expect(drawn.locator(".caption")).to_contain_text("dull but great")
    page.evaluate("(score) => { score.dataset.kept = 'yes'; }", drawn.element_handle())
    expect(page.get_by_text("6 words, all in this network's vocabulary.")).to_be_visible()
    assert "sentiment_sentence=the+plot+was+dull+but+great" in page.url
    expect(field).to_be_focused()
    assert drawn.get_attribute("data-kept") == "yes", "the picture is not touched"
    expect(page.locator(".score .position")).to_have_text("2 / 6")


def test_a_field_without_a_word_leaves_the_last_picture(page: Page) -> None:
    show(page, "/lstm?lstm_guess=just+show+me")
    before = words(page)
    sentence_field(page).fill("")
    assert words(page) == before
    expect(page.get_by_text("There is no word in this sentence.")).to_be_visible()
    assert words(page) == before
    sentence_field(page).fill("a film")
    assert words(page) == ["a", "film"]


def test_two_networks_under_one_another_both_read_what_is_typed(page: Page) -> None:
    show(page, "/lstm?lstm_guess=just+show+me&compared_weights=untrained&t=1&u=1")
    sentence_field(page).fill(TYPED)
    fresh = initial_network(trained("lstm", "sentiment").spec)
    assert lens_numbers(page) == lens_by_core(record(fresh, TYPED), 0, 0)
    press(page, "ArrowRight", "ArrowDown")
    assert lens_numbers(page) == lens_by_core(record(fresh, TYPED), 1, 1)
