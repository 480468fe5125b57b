"""The scenes of Learning through time as a reader uses them: everything follows in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.reading import answer, sentence_field, until


def has_the_keys(page: Page) -> bool:
    """Return whether the answers have handed the focus on."""
    asking = "document.activeElement?.closest('[class*=_question]') != null"
    return not page.evaluate(asking)


def number(text: str | None) -> float:
    """Return the first number that a text says."""
    found = re.search(r"[−-]?\d[\d,]*\.?\d*", text or "")
    assert found, text
    return float(found.group().replace("−", "-").replace(",", ""))


@contextmanager
def slow(page: Page) -> Iterator[None]:
    """Hold the picture back, as a slow line does, until the end of the block."""
    held: list[Route] = []
    page.route("**/pictures/through*", lambda route: held.append(route))
    yield
    assert held, "a picture that is here already is not held back"
    page.unroute("**/pictures/through*")  # they go on


def test_the_bars_of_a_weight_add_up_to_its_gradient_and_a_nudge_says_the_same(page: Page) -> None:
    page.goto("/learning?scene=sum")
    expect(page.get_by_text("What each word adds then appears here.")).to_be_visible()
    expect(page.locator(".through-summand")).to_have_count(0)
    answer(page, "the last words")
    bars = page.locator(".through-summand")
    expect(bars).to_have_count(14)
    bold = page.locator(".through-check b")
    expect(bold).to_have_count(2)
    total, slope = map(number, bold.all_text_contents())
    assert total == slope
    before = bold.first.text_content()
    until(lambda: has_the_keys(page))
    page.keyboard.press("ArrowUp")
    expect(bold.first).not_to_have_text(before or "")
    expect(page.locator(".through-check")).to_contain_text("All 16 nudged")


def test_a_loss_at_every_word_asks_for_the_next_and_their_mean_is_what_is_lowered(page: Page) -> None:
    page.goto("/learning?scene=sum&learning_sum_guess=show-me")
    losses = page.locator(".through-loss")
    expect(losses).to_have_count(1)
    said = page.locator(".through-bar output")
    expect(said).to_have_text("“tail” has to follow: loss 5.12")
    share = page.locator(".through-scroll text").filter(has_text="3 of 14 words add")
    expect(share).to_contain_text("91 %")
    page.get_by_role("button", name="every word").click()
    expect(share).to_contain_text("24 %")
    expect(losses).to_have_count(14)
    each = [number(text.removeprefix("loss")) for text in losses.all_text_contents()]
    mean = number((said.text_content() or "").rpartition("losses")[2])
    assert abs(sum(each) / len(each) - mean) < 0.05


@pytest.mark.parametrize(
    ("scene", "option", "key", "follows"),
    [
        ("sum", "the last words", "ArrowUp", ".through-check b"),
        ("windows", "what is learnt", "ArrowRight", ".through-number"),
    ],
)
def test_a_picture_that_comes_after_its_answer_has_the_keys(
    page: Page, scene: str, option: str, key: str, follows: str
) -> None:
    with slow(page):
        page.goto(f"/learning?scene={scene}")
        answer(page, option)
        expect(page.get_by_text("What happened")).to_be_visible()
    shown = page.locator(follows).first
    expect(shown).to_have_text(re.compile(r"\d"))
    before = shown.text_content()
    until(lambda: has_the_keys(page))
    expect(page.locator(".through-scroll svg")).to_be_visible()  # the network has come, and read
    page.keyboard.press(key)
    expect(shown).not_to_have_text(before or "")
    expect(page.get_by_text(f"You said {option}.")).to_be_visible()


def test_a_picture_leaves_the_focus_to_who_types(page: Page) -> None:
    field = sentence_field(page)
    with slow(page):
        page.goto("/learning?scene=sum")
        answer(page, "the last words")
        expect(page.get_by_text("What happened")).to_be_visible()
        field.focus()
    expect(page.locator(".through-summand")).to_have_count(14)
    expect(field).to_be_focused()


def test_steps_are_taken_and_taken_back(page: Page) -> None:
    page.goto("/learning?scene=step&learning_step_guess=show-me")
    expect(page.locator(".through-plot")).to_contain_text("worse than before")
    rate = page.get_by_role("slider", name="learning rate")
    rate.fill("10")
    said = page.locator(".through-plot text").first
    expect(said).to_contain_text("4.39 → 2.74")
    page.get_by_role("button", name="Take this step").click()
    expect(said).to_contain_text("2.74 →")
    expect(page.locator(".through-says")).to_contain_text("1 step taken: 4.39 → now")
    page.get_by_role("button", name="Back to the start").click()
    expect(said).to_contain_text("4.39 → 2.74")


def test_luck_goes_on_until_it_has_all_answers(page: Page) -> None:
    page.goto("/learning?scene=search")
    answer(page, "gradients clearly more")
    cards = page.locator(".through-cards div")
    expect(cards.nth(1)).to_contain_text("luck: 180 random changes")
    page.get_by_role("button", name="Let luck go on").click()
    expect(cards.nth(1)).to_contain_text("8 of 8 answers right", timeout=30_000)
    assert number(cards.nth(1).locator("span").text_content()) > 180
    page.get_by_role("button", name="8", exact=True).click()
    expect(cards.nth(2)).to_contain_text("2,183")


def test_a_state_that_begins_anew_loses_the_answer_and_a_long_window_cuts_nothing(page: Page) -> None:
    page.goto("/learning?scene=windows&learning_windows_guess=show-me")
    cards = page.locator(".through-cards div")
    expect(cards.first).to_contain_text("the same as without windows")
    expect(cards.nth(1)).to_contain_text("0 %")
    expect(cards.nth(2)).to_contain_text("of what a training step gains is left")
    page.get_by_role("button", name="set to 0").click()
    expect(cards.first).not_to_contain_text("the same as without windows")
    page.get_by_label("words in a window").fill("14")
    expect(cards.nth(1)).to_contain_text("100 %")
    expect(cards.first).to_contain_text("the same as without windows")
