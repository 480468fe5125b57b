"""The pictures of the lesson on guessing: what is computed in the browser, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

LOOK = "/guess?guess_look_guess=show-me"
DRAW = "/guess?scene=draw&guess_draw_guess=show-me"


SAME_NUMBERS = "() => { let at = 3; Math.random = () => (at = (at * 16807) % 2147483647) / 2147483647; }"


def row(page: Page, at: int) -> Locator:
    """Return the row of words of the table (0), the window network (1) or the LSTM (2)."""
    return page.locator(".guess_look-row").nth(at)


def moved(row: Locator) -> list[str]:
    """Return by how many points the guess depends on each word; "" where it does not."""
    return row.locator(".guess_look-cell b").all_inner_texts()


def test_the_window_slides_and_the_state_carries_on(page: Page) -> None:
    page.goto(LOOK)
    expect(row(page, 2).locator(".guess_look-about")).to_have_text("Depends most on “dog”, 13 words back.")
    assert not any(moved(row(page, 0))[:11])
    assert int(moved(row(page, 2))[1]) > 50, "the dog"
    assert row(page, 2).locator(".guess_look-true").inner_text().startswith("tail")
    for at in (0, 1):
        expect(row(page, at).locator(".guess_look-seen")).to_have_count(3)
    expect(row(page, 1)).to_contain_text("sees the same 3 words, as vectors")
    assert any(moved(row(page, 1))[11:])
    assert not any(moved(row(page, 1))[:11])
    expect(row(page, 0)).to_contain_text("looks at 3 words (N = 4: 3 words and the next one)")
    expect(row(page, 0)).to_contain_text("8 of 79 words came after it; 71 never did: empty cells")
    expect(row(page, 0).locator(".guess_look-bars .guess_look-empty")).to_have_count(0)
    page.locator(".guess_look").press("Home")
    expect(page.get_by_text("gap after word 1 of 14")).to_be_visible()
    expect(row(page, 0).locator(".guess_look-seen")).to_have_count(1)
    page.locator(".guess_look").press("ArrowRight")
    expect(row(page, 0).locator(".guess_look-true")).to_contain_text("that")


def test_the_cell_is_chosen_at_its_name(page: Page) -> None:
    page.goto(f"{LOOK}&look_cell=gru")
    kind = row(page, 2).get_by_role("button")
    expect(kind).to_have_text(["RNN", "GRU", "LSTM"])
    expect(row(page, 2).locator('[aria-pressed="true"]')).to_have_text("GRU")
    expect(page.get_by_text("the GRU's guess still depends on “dog”, 13 back")).to_be_visible()
    pressed = kind.last.evaluate("button => { button.click(); return button.getAttribute('aria-pressed'); }")
    assert pressed == "true", "it is pressed before the server has answered"
    expect(page.get_by_text("the LSTM's guess still depends on “dog”, 13 back")).to_be_visible()
    expect(row(page, 2).locator('[aria-pressed="true"]')).to_have_text("LSTM")
    expect(page.locator(".guess_look-asked")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("look_cell"))


def test_cells_that_the_table_never_filled_are_hatched(page: Page) -> None:
    page.goto(f"{LOOK}&recall_sentence=the+dog+dog+dog")
    about = row(page, 0).locator(".guess_look-about")
    expect(about).to_contain_text("“dog dog dog” was never seen: all cells are empty; it backs off to")
    expect(row(page, 0).locator(".guess_look-bars .guess_look-empty")).to_have_count(4)
    expect(row(page, 1).locator(".guess_look-bars li")).to_have_count(4)
    expect(row(page, 1).locator(".guess_look-bars .guess_look-empty")).to_have_count(0)


def test_before_the_prediction_there_are_words_alone(page: Page) -> None:
    page.goto("/guess")
    expect(row(page, 2)).to_contain_text("fluffy")
    assert not any(word for at in range(3) for word in moved(row(page, at)))
    expect(page.locator(".guess_look-seen, .guess_look-bars li")).to_have_count(0)


@pytest.mark.parametrize("who", ["table", "network"])
def test_a_letter_is_drawn_or_written_by_hand(page: Page, who: str) -> None:
    page.goto(f"{DRAW}&who={who}")
    text, line = page.locator(".guess_draw-text"), page.locator(".guess_draw-line i")
    expect(text).to_have_text(re.compile("^the whale "))
    temperature = page.get_by_role("slider", name="Temperature")
    temperature.fill("0")
    expect(line).to_have_count(1)
    likeliest = line.inner_text()
    page.get_by_role("button", name="Draw one").click()
    expect(page.locator(".guess_draw-pin")).to_have_count(1)
    expect(text).to_have_text(f"the whale {likeliest}▏")
    temperature.fill("19")
    assert line.count() > 40
    page.get_by_role("slider", name="Top-k").fill("1")
    expect(line).to_have_count(2)
    page.locator(".guess_draw-chip").nth(1).click()
    expect(page.locator(".guess_draw-says")).to_have_text(re.compile("^2 letters written"))
    page.get_by_role("button", name="Start again").click()
    expect(text).to_have_text("the whale ▏")


def test_every_control_of_a_draw_at_its_ends(page: Page) -> None:
    page.goto(f"{DRAW}&source=words")
    line, key = page.locator(".guess_draw-line i"), page.locator(".guess_draw-key")
    ends = {"Temperature": ("0", "19", "10"), "Top-k": ("0", "10"), "Top-p": ("0", "11")}
    sliders = {name: page.get_by_role("slider", name=name) for name in ends}
    expect(sliders["Temperature"]).to_have_value("10")
    expect(key).not_to_contain_text("cut off")
    sliders["Temperature"].fill("0")
    expect(line).to_have_count(1)
    expect(key).to_contain_text("cut off, 998 words with")
    sliders["Temperature"].fill("19")
    expect(page.locator(".guess_draw-narrow")).not_to_have_count(0)
    page.get_by_role("button", name="Draw one").click()
    expect(page.locator(".guess_draw-says")).to_contain_text("1 word written")
    sliders["Temperature"].fill("10")
    for name in ("Top-k", "Top-p"):
        sliders[name].fill("0")
        expect(line).to_have_count(1)
        sliders[name].press("End")
        expect(key).not_to_contain_text("cut off")


def test_a_sentence_is_written_to_its_end(page: Page) -> None:
    page.goto(DRAW)
    page.get_by_role("slider", name="Temperature").fill("8")
    page.evaluate(SAME_NUMBERS)  # some texts have no end in 240 letters
    page.get_by_role("button", name="To the end").click()
    expect(page.locator(".guess_draw-text")).to_have_text(
        re.compile(r"^the whale [^.!?]*[.!?]▏$"), timeout=30_000
    )
    page.wait_for_timeout(200)
    expect(page.get_by_role("button", name="Draw 40")).to_be_visible()
    expect(page.locator(".guess_draw-seen")).to_have_text(re.compile(r"[.!?]$"))


def test_a_text_of_one_s_own_is_pasted_counted_and_written_by_keyboard(page: Page) -> None:
    page.goto(f"{DRAW}&source=own&cut=words")
    text = "the cat sat on the mat. the dog saw the cat. <b>{x}</b> " * 6
    page.get_by_label("Your own text").fill(text)
    page.get_by_role("button", name="Use this text").press("Enter")
    expect(page.get_by_text("Your text: 138 words")).to_be_visible()
    expect(page.locator(".guess_draw-says")).to_contain_text("0 words written")
    chip = page.locator(".guess_draw-chip").first
    chip.focus()
    chip.press("Enter")
    expect(page.locator(".guess_draw-says")).to_contain_text("1 word written")
    chip.press("Enter")
    expect(page.locator(".guess_draw-says")).to_contain_text("2 words written")


TOUCHING = """figures => {
  const AIR = 7; // px of two lines' boxes in which there is no ink
  const boxes = figures.flatMap(one => [...one.querySelectorAll("text")])
    .filter(one => one.textContent && one.getClientRects().length)
    .map(one => ({ text: one.textContent, box: one.getBoundingClientRect() }));
  const touch = ({ box: a }, { box: b }) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom - AIR && b.top < a.bottom - AIR;
  return boxes.flatMap((one, at) => boxes.slice(at + 1).filter(other => touch(one, other))
    .map(other => `${one.text} / ${other.text}`));
}"""


def test_a_text_of_one_s_own_is_scored_and_nothing_touches_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/guess?scene=score&guess_score_guess=show-me&on=own")
    findings = page.locator(".figure .finding")
    page.get_by_label("Your own text").fill(
        "the cat sat on the mat. the dog saw the cat, and the cat ran up the tree. <b>{x}</b> " * 12
    )
    page.get_by_role("button", name="Use this text").click()
    expect(findings.first).to_contain_text("Your text: the table", timeout=240_000)
    expect(findings.last).to_contain_text("N = 6: the table stores")
    expect(page.get_by_text("Your text: the next letter of unread parts")).to_be_visible()
    plots = page.locator(".js-plotly-plot")
    expect(plots).to_have_count(2)
    for name in ("table", "LSTM"):
        for plot in plots.all():
            expect(plot.locator(".annotation-text").filter(has_text=name).first).to_be_visible()
    touching = plots.evaluate_all(TOUCHING)
    assert not touching, touching


def test_perplexity_is_one_number_and_its_formulas_come_on_demand(page: Page) -> None:
    page.goto("/guess?scene=sentence&guess_sentence_guess=show-me")
    shown = page.locator(".guess_sentence-perplexity strong")
    expect(shown).to_have_text(re.compile(r"^Perplexity [\d.]+ and [\d.]+$"))
    first = shown.inner_text().split()[1]
    table = page.locator(".guess_sentence-forms")
    expect(table).to_be_hidden()
    page.get_by_text("Three ways to compute it, one number").click()
    expect(table.locator("tbody tr").first.locator("td")).to_have_text([re.compile(f"= {first}$")] * 3)
