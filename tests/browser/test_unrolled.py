"""The scenes of the unrolled RNN as a reader uses them: keys, what is revealed, and whose the keys are."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.reading import answer, position, press, show


def test_the_dog_is_revealed_word_by_word_once_the_question_is_answered(page: Page) -> None:
    page.goto("/unrolled?scene=dog")
    read = page.locator(".ink-read.ink-right:not(.ink-ahead)")
    expect(page.locator(".ink-word")).to_have_count(18)
    expect(read).to_have_count(0)
    expect(page.get_by_role("heading", name="Where is the dog?")).to_be_visible()
    answer(page, "all three")
    expect(page.get_by_role("heading", name="The RNN loses the dog")).to_be_visible()  # it plays by itself
    at_the_end = read.count()
    assert at_the_end > 2 * 17, "GRU and LSTM keep it"
    page.keyboard.press("Home")
    expect(read).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(read).to_have_count(3)
    expect(page.locator(".ink-now")).to_contain_text("After “dog”: RNN dog")
    page.locator(".ink-word").nth(17).click()
    expect(read).to_have_count(at_the_end)
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play (space)").click()
    expect(page.get_by_role("button", name="Pause (space)")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Play (space)")).to_be_visible()


def test_a_step_stands_open_and_the_keys_go_through_it(page: Page) -> None:
    show(page, "/unrolled?scene=step")
    name = page.locator(".operations .operation")
    expect(name).to_have_text("Concatenate")
    assert position(page) == 2, "a step that has an old state"
    press(page, ".")
    expect(name).to_have_text("Times W")


def test_a_picture_beside_a_score_leaves_it_the_keys_and_the_address(page: Page) -> None:
    show(page, "/unrolled?unrolled_guess=same&t=3&u=4")
    expect(page.locator(".growth svg")).to_be_visible()
    press(page, "ArrowRight")
    assert position(page) == 4
    expect(page).to_have_url(re.compile(r"[?&]t=4&u=4"))


def test_a_twin_is_chosen_in_the_picture(page: Page) -> None:
    page.goto("/unrolled?scene=twin&unrolled_twin_guess=show-me")
    expect(page.locator(".twins-word").last).to_have_text("cat")
    page.locator(".twins-choices button", has_text="horse").click()
    expect(page.locator(".twins-word").last).to_have_text("horse")
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
