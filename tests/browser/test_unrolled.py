"""The scenes of the unrolled RNN as a reader uses them: keys, what is revealed, and whose the keys are."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import answer, position, press, show, stave, until


def test_the_dog_is_revealed_word_by_word_once_the_question_is_answered(page: Page) -> None:
    page.goto("/unrolled?scene=dog")
    read = page.locator(".ink-read.ink-right:not(.ink-ahead)")
    expect(page.locator(".ink-word")).to_have_count(18)
    expect(read).to_have_count(0)
    expect(page.get_by_role("heading", name="Where is the dog?")).to_be_visible()
    expect(page.locator(".ink-reader")).to_have_text("from its state, a reader (linear probe) names")
    answer(page, "all three")
    expect(page.get_by_role("heading", name="The RNN loses the dog")).to_be_visible()  # it plays by itself
    at_the_end = read.count()
    assert at_the_end > 2 * 17, "GRU and LSTM keep it"
    page.keyboard.press("Home")
    expect(read).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(read).to_have_count(3)
    expect(page.locator(".ink-now")).to_contain_text("After “dog”: RNN dog")
    expect(page.locator(".ink-now")).to_contain_text("Pale: the reader is unsure.")
    page.locator(".ink-word").nth(17).click()
    expect(read).to_have_count(at_the_end)
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play (space)").click()
    expect(page.get_by_role("button", name="Pause (space)")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Play (space)")).to_be_visible()


def test_no_state_has_a_colour_before_its_word_is_read(page: Page) -> None:
    show(page, "/unrolled?unrolled_guess=same&t=3")
    state = stave(page, "hidden state")
    box = state.bounding_box()
    cover = state.locator("svg > rect").first
    assert box is not None
    assert float(cover.get_attribute("width") or 0) == pytest.approx(11 / 14 * (box["width"] - 2), rel=0.3)
    press(page, "End")
    expect(cover).to_have_attribute("width", "0")
    press(page, "Home")
    expect(cover).not_to_have_attribute("width", "0")


def test_the_weights_that_all_words_share_are_told_once_the_question_is_answered(page: Page) -> None:
    show(page, "/unrolled")
    told = page.locator(".score .gutter small").filter(has_text=re.compile("weights|timestep"))
    expect(told).to_have_text("a box for each timestep")
    answer(page, "the same")
    expect(told).to_have_text("one cell with 5,471 weights, used 14 times")


def test_the_next_word_is_in_sight_below_the_unrolled_network(page: Page) -> None:
    show(page, "/unrolled")
    answer(page, "four times")  # the widest answer that is not the right one
    expect(page.get_by_text("Calculated: the same")).to_be_visible()
    assert page.viewport_size == {"width": 1280, "height": 800}
    drawn = stave(page, "next word")

    def bottom() -> float:
        """Return where it ends; the answer draws the rows anew."""
        box = drawn.bounding_box() if drawn.is_visible() else None
        return box["y"] + box["height"] if box else math.inf

    until(lambda: bottom() <= 800 + 14)  # the room below its last bar


COLOUR = "element => getComputedStyle(element).backgroundColor"


def number(text: str | None) -> float:
    return float((text or "").replace("\u2212", "-"))


def test_a_step_opens_act_by_act_and_hands_its_state_on(page: Page) -> None:
    page.goto("/unrolled?scene=step")
    expect(page.locator(".acts-column[aria-current]")).to_contain_text("dog")  # the word that is asked about
    answer(page, "this word and the old state")
    act = page.locator(".acts-acts [aria-pressed=true]")
    expect(act).to_have_text("5 · next word")  # it plays this one step by itself
    page.keyboard.press("Home")
    old, new = page.locator("td.step-old"), page.locator("td.step-new")
    expect(old).to_have_text(["0.00"] * 4)  # s\u2080 = 0
    expect(act).to_have_text("1 · side by side")
    expect(new).to_have_text([""] * 4)
    expect(page.locator(".step-unit td").first).to_have_text("")
    coloured = page.locator(".acts-state:not(.acts-ahead)")
    expect(coloured).to_have_count(1)  # the state of a word that was not read yet has no colour
    for name in ("2 · multiply by W", "3 · add b", "4 · squash"):
        page.keyboard.press("ArrowRight")
        expect(act).to_have_text(name)
    expect(coloured).to_have_count(2)
    states = new.all_text_contents()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".step-answer tr")).to_have_count(2 + 4 + 1)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".acts-column[aria-current]")).to_contain_text("dog")
    expect(old).to_have_text(states)
    page.keyboard.press("ArrowRight")
    one = page.locator(".step-unit.step-here").last.locator("td").first.text_content()
    page.get_by_label("one matrix").uncheck()
    parts = page.locator(".step-unit.step-here").last.locator("td")
    expect(page.locator(".step-weigh th", has_text="W_hh, 4")).to_be_visible()
    assert (
        abs(number(parts.nth(0).text_content()) + number(parts.nth(1).text_content()) - number(one)) < 0.011
    )


def test_a_step_follows_the_hand(page: Page) -> None:
    page.goto("/unrolled?scene=step&unrolled_step_guess=show-me")
    words = page.locator(".acts-column b")
    expect(words).to_have_count(15)
    page.get_by_label("Initial state").fill("0.5")
    page.keyboard.press("Home")
    page.locator(".acts-column", has_text="the").click()
    expect(page.locator("td.step-old")).to_have_text(["0.50"] * 4)
    field = page.get_by_role("textbox", name="Sentence: your own words")
    field.fill("xyzzy cat had")
    expect(words).to_have_count(1 + 3)
    expect(words.nth(1)).to_have_text("xyzzy")
    field.fill("")
    expect(words).to_have_count(1 + 3)  # without a word the last picture stays
    page.set_viewport_size({"width": 390, "height": 844})
    wide = "one => one.scrollWidth - one.clientWidth"
    assert page.locator(".picture.step").evaluate(wide) <= 0


def test_a_picture_beside_a_score_leaves_it_the_keys_and_the_address(page: Page) -> None:
    show(page, "/unrolled?unrolled_guess=same&t=3&u=4")
    expect(page.locator(".growth svg")).to_be_visible()
    press(page, "ArrowRight")
    assert position(page) == 4
    expect(page).to_have_url(re.compile(r"[?&]t=4&u=4"))


def test_a_twin_is_chosen_in_the_picture(page: Page) -> None:
    page.goto("/unrolled?scene=twin&unrolled_twin_guess=show-me")
    word, verdict = page.locator(".twins-word b"), page.locator(".twins-end strong")
    expect(word).to_have_text("dog/bird")
    expect(verdict).to_have_text(["not gone, but mixed", "kept", "kept"])
    findings = page.locator(".twins-end").nth(0).locator("small")
    expect(findings).to_have_text(["≠ states differ", "✗ words not both read"])
    expect(page.locator(".twins-end").nth(1).locator("small").last).to_have_text("✓ both words read")
    signs = page.locator(".twins-differ")
    expect(signs).to_have_text(["≠"] * 3 * 17)
    expect(page.locator(".twins-legend")).to_contain_text("A reader (a linear probe) names the animal")
    expect(page.locator(".twins-read")).to_have_count(3 * 2 * 17)
    ends = page.locator(".twins-read[title^='fluffy']")
    expect(ends).to_have_count(6)
    right = [one.endswith("right") for one in ends.evaluate_all("all => all.map(({ title }) => title)")]
    assert right == [*[False] * 2, *[True] * 4]
    expect(page.locator(".twins-wrong").first).not_to_have_css(
        "background-color", page.locator(".twins-read .twins-right").first.evaluate(COLOUR)
    )
    page.locator(".twins-choices button", has_text="bear").click()
    expect(word).to_have_text("dog/bear")
    expect(verdict.first).to_have_text("gone")
    expect(signs.nth(16)).to_have_text("=")  # the last word of the RNN
    expect(page.locator(".twins-end").nth(0).locator("small").first).to_have_text("= same state twice")
    expect(page.locator(".twins-choices [aria-pressed=true]")).to_be_focused()


def test_batches_and_windows_follow_their_sliders(page: Page) -> None:
    page.goto("/unrolled?scene=loop&unrolled_loop_guess=show-me")
    shape = page.locator(".loop-found")
    expect(shape).to_contain_text("(3, 32)")
    page.get_by_label("return_sequences").check()
    expect(shape).to_contain_text("(3, 6, 32)")
    page.get_by_label("window", exact=True).fill("4")
    expect(shape).to_contain_text("(3, 4, 32)")
    expect(page.locator(".loop-row")).to_have_count(3)
    expect(page.locator(".loop-state:not(.loop-kept)")).to_have_count(12)


def test_the_loss_stands_at_every_word_or_at_the_last(page: Page) -> None:
    page.goto("/unrolled?scene=loop&unrolled_loop_guess=show-me")
    losses, states = page.locator(".loop-loss"), page.get_by_label("return_sequences")
    expect(losses).to_have_count(3)
    expect(losses.first).to_have_text(re.compile(r"^next: horse\s*loss \d+\.\d\d$"))
    page.get_by_role("button", name="every word").click()
    expect(losses).to_have_count(18)
    expect(states).to_be_checked()  # it needs all of them
    expect(page.locator(".loop-says")).to_contain_text("The loss is the mean of 18 numbers")
    states.uncheck()
    expect(losses).to_have_count(3)
