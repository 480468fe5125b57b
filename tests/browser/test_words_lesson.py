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
    expect(picture.locator(".analogy-by")).to_have_text(
        "cosine with king − man + woman; the highest is the answer:"
    )
    off = picture.locator(".analogy-off")
    expect(off).to_contain_text(
        "Drawn is E, the vector of a word that is read, in the plane through the three"
    )
    expect(picture.locator(".analogy-seeming")).to_have_text(
        "“princess” only looks near: in all 8 directions it is 10.2 from the sum, queen 2.2."
    )
    expect(picture.locator(".analogy-offset strong")).to_have_text("0.97")
    picture.get_by_label("the other words, too").check()
    expect(picture.locator(".plane-word")).to_have_count(40)
    picture.get_by_label("the other words, too").uncheck()
    first = picture.get_by_label("The first word")
    first.fill("boy")
    expect(answer).to_have_text("girl")
    expect(picture.locator(".analogy-score")).to_have_text(
        "Of all 48 analogies 48 right, asked words left out."
    )
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
    expect(picture.locator(".company-name")).to_have_text(["king", "queen"])
    expect(picture.locator(".plane-word.quiet")).to_have_count(0)
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
    expect(picture.locator(".plane-word.answer:visible text")).to_have_text(["throne"])
    expect(picture.locator(".learning-row:visible")).to_have_count(0)
    expect(picture.locator(".learning-position")).to_contain_text("step 0 of 1,500")
    page.get_by_role("radio", name="crown").click()
    expect(picture.locator(".learning-position")).to_contain_text("step 1,500 of 1,500")
    expect(page.get_by_role("heading", name=re.compile("words that stand in like places"))).to_be_visible()
    rows = picture.locator(".learning-rows")
    expect(rows.locator(".near .learning-word")).to_have_text(["throne", "court", "palace", "crown"])
    expect(rows.locator(".near strong")).to_have_text(["", "0.98", "0.98", "0.97"])
    expect(rows.locator(".far .learning-word")).to_have_text(["village", "king"])
    expect(rows.locator(".far strong")).to_have_text(["0.52", "−0.07"])
    before, after = (picture.locator(".plane").nth(at) for at in (0, 1))
    for each in (before, after):
        named = each.locator(".plane-word.answer:not(.quiet) text").all_text_contents()
        assert sorted(named) == ["court", "crown", "palace", "throne"]
    began = rows.locator(".learning-then").all_text_contents()
    picture.get_by_label("Training step").fill("0")
    expect(picture.locator(".learning-position")).to_have_text("step 0 of 1,500")
    expect(rows.locator("strong")).to_have_text(began)
    picture.get_by_text("How a gap is filled").click()
    expect(picture.locator(".learning-line .target")).to_have_text("throne")
    expect(picture.locator(".learning-fold")).to_contain_text("Loss now: 3.69")
    word = picture.locator(".learning-line button").last
    word.click()
    expect(word).to_have_class("target")
    after.locator(".plane-word").get_by_text("queen", exact=True).dispatch_event("click")
    expect(picture.locator(".learning-line .target")).to_have_text("queen")
    expect(rows.locator(".learning-word").first).to_have_text("queen")
    names = picture.locator(".learning-matrix").last.locator("text")
    expect(names).to_have_text(["queen"])


def test_another_training_is_asked_for_in_the_picture(page: Page) -> None:
    page.goto("/words?scene=learn&words_learn_guess=show-me")
    picture = page.locator(".learning")
    position = picture.locator(".learning-position")
    expect(position).to_contain_text("step 1,500 of 1,500")
    picture.get_by_role("button", name="4", exact=True).click()
    expect(page).to_have_url(re.compile("numbers=4"))
    expect(position).to_contain_text("step 1,500 of 1,500")
    expect(picture.get_by_role("button", name="4", exact=True)).to_have_attribute("aria-pressed", "true")
    again = picture.locator(".learning-again")
    again.click()
    expect(again).to_have_text("Another start (2 of 10)")
    expect(page).to_have_url(re.compile("start=1"))
    expect(position).to_contain_text("step 1,500 of 1,500")
    where = picture.locator(".plane").last.locator(".plane-word").filter(has_text="queen")
    before = where.get_attribute("style")
    picture.get_by_text("How a gap is filled").click()
    picture.get_by_role("button", name="guessed (U)").click()
    assert where.get_attribute("style") != before
    page.get_by_role("button", name="Reset").click()
    expect(picture).to_have_count(0)  # until then the strip stands at the scene that is left
    page.get_by_role("link", name="Guessing neighbours").click()
    expect(again).to_have_text("Another start (1 of 10)")
    expect(picture.get_by_role("button", name="8", exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_text_of_one_s_own_goes_from_scene_to_scene(page: Page) -> None:
    page.goto("/words?vocabulary=text&words_ids_guess=show-me")
    field = page.locator(".owntext textarea")
    field.fill("the sea is wide and the sea is deep. the sky is wide and the sky is high.")
    page.get_by_role("button", name="Use this text").click()
    rows = page.locator(".onehot tbody tr:not(.onehot-gap)")
    expect(page.locator(".onehot-times")).to_have_text("times in the text")
    expect(rows.first.get_by_role("cell").nth(1)).to_have_text("4")
    page.goto("/words?scene=counts&whose=own")
    expect(page.locator(".company-head button").first).to_have_text("king")
    page.locator(".owntext textarea").fill(
        "a ship sails the wide sea. a boat sails the wide sea. <i>ship</i>."
    )
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator(".company-head button").first).to_have_text("ship")
    page.get_by_role("link", name="Guessing neighbours").click()
    expect(page.locator(".learning-position")).to_contain_text("step 800 of 800")
    expect(page.locator(".learning .plane").last.locator(".plane-word")).to_have_count(8)


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
