"""Words to numbers in a browser: words are clicked, typed and reached with keys."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import visitor
from tests.running import RunningServer

PICKED = "tr.picked"


def test_a_chosen_word_picks_its_row_of_the_matrix(page: Page) -> None:
    page.goto("/words?words_ids_guess=same")
    picture = page.locator(".onehot")
    expect(picture.locator(PICKED)).to_contain_text("river")
    picture.get_by_role("button", name="banana").click()
    expect(picture.locator(PICKED)).to_contain_text("banana")
    row = picture.locator(f"{PICKED} .onehot-number").all_inner_texts()
    assert picture.locator(".onehot-result .onehot-row b").all_inner_texts() == row
    picture.get_by_role("button", name="banana").press("ArrowLeft")
    expect(picture.locator(PICKED).get_by_role("rowheader")).to_have_text("a")
    expect(picture.locator("button[aria-pressed=true]")).to_be_focused()
    distances = picture.locator("tbody tr:not(.picked) .onehot-far").all_inner_texts()
    assert distances == ["√2 ≈ 1.41"] * 6


def test_distances_stay_covered_until_the_question_is_answered(page: Page) -> None:
    page.goto("/words")
    far = page.locator(".onehot tbody .onehot-far")
    expect(far.first).to_have_text("?")
    page.get_by_role("radio", name="equally far").click()
    expect(far.last).to_have_text("√2 ≈ 1.41")
    expect(page.get_by_role("heading", name=re.compile("equally far apart"))).to_be_visible()


def test_an_analogy_of_one_s_own_is_clicked_and_typed(page: Page) -> None:
    page.goto("/words?scene=analogy&words_analogy_guess=queen")
    picture = page.locator(".analogy")
    answer = picture.locator(".analogy-answer")
    expect(answer).to_have_text("queen")
    expect(picture.locator(".plane-word")).to_have_count(8)
    expect(picture.locator(".plane-sought-name")).to_have_text("the sum")
    expect(picture.locator(".analogy-by")).to_have_text("cosine with king − man + woman:")
    expect(picture.locator(".analogy-off")).to_contain_text(
        "The true place of queen is 2.06 beside this plane"
    )
    picture.get_by_label("the other words, too").check()
    expect(picture.locator(".plane-word")).to_have_count(40)
    picture.get_by_label("the other words, too").uncheck()
    first = picture.get_by_label("The first word")
    first.fill("boy")
    expect(answer).to_have_text("girl")
    expect(picture.locator(".analogy-score")).to_have_text("Of all 48 such analogies, 48 right.")
    first.fill("woman")
    expect(picture.get_by_role("status")).to_contain_text("“woman” stands in it twice")
    first.fill("<b>")
    expect(picture.get_by_role("status")).to_contain_text("“<b>” is not among the 40 words")
    expect(answer).to_have_text("?")
    first.click()
    picture.get_by_role("button", name="prince", exact=True).dispatch_event("click")
    expect(first).to_have_value("prince")
    expect(answer).to_have_text("princess")
    picture.get_by_label("leave out the three words asked").uncheck()
    expect(picture.locator(".analogy-ranking li")).to_have_count(4)


def test_a_word_of_the_plane_is_reached_with_keys(page: Page) -> None:
    page.goto("/words?scene=counts&words_counts_guess=queen")
    picture = page.locator(".company")
    expect(picture.locator(".company-head strong")).to_have_text("cosine 0.67")
    expect(picture.locator(".company-contrast")).to_contain_text("“king” and “throne”")
    expect(picture.locator(".company-key")).to_contain_text("below: queen’s")
    reached = picture.locator(".plane-word[tabindex='0']")
    reached.focus()
    reached.press("ArrowRight")
    focused = picture.locator(".plane-word:focus")
    expect(focused).to_have_count(1)
    name = focused.get_attribute("aria-label")
    focused.press("Enter")
    expect(picture.locator(".company-head button[aria-pressed=true]")).to_have_text(str(name))


def test_a_film_plays_to_its_end_once_the_question_is_answered(page: Page) -> None:
    page.goto("/words?scene=learn")
    picture = page.locator(".learning")
    expect(picture.locator(".learning-play")).to_be_disabled()
    expect(picture.locator(".learning-position")).to_contain_text("step 0 of 1,500")
    page.get_by_role("radio", name="crown").click()
    expect(picture.locator(".learning-position")).to_contain_text("step 1,500 of 1,500")
    expect(page.get_by_role("heading", name=re.compile("fit the same gaps"))).to_be_visible()
    picture.get_by_label("Training step").fill("0")
    expect(picture.locator(".learning-position")).to_contain_text("step 0 of 1,500, loss 3.69")
    word = picture.locator(".learning-line button").last
    word.click()
    expect(word).to_have_class("target")


def test_nothing_is_wider_than_a_phone_and_all_can_be_hit(browser: Browser, server: RunningServer) -> None:
    with visitor(
        browser, server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as page:
        for scene, picture in (
            ("ids", "onehot"),
            ("counts", "company"),
            ("learn", "learning"),
            ("analogy", "analogy"),
            ("task", "valence"),
        ):
            page.goto(f"/words?scene={scene}&words_{scene}_guess=show-me")
            expect(page.locator(f".{picture}")).to_be_visible()
            assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390, scene
            boxes = page.locator(f".{picture} button:visible").evaluate_all(
                "all => all.map(one => one.getBoundingClientRect().toJSON())"
            )
            assert all(box["height"] >= 44 for box in boxes), scene
