"""The score by mouse and by keyboard: one cursor moves everything, and every number on screen is core's."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from core import gradient_profile, initial_network, record
from core.equations.signals import label_of
from core.figures.palette import SHARED_WEIGHTS, SIGNALS, line_name
from core.spec import KINDS
from tests.browser.driver import to_page
from tests.browser.reading import (
    ALL_SIGNALS,
    Traffic,
    answer,
    arrived,
    as_shown,
    cell_of,
    digits_of,
    lens_by_core,
    lens_numbers,
    place,
    position,
    press,
    probe,
    sentence_field,
    show,
    stave,
    table,
    trace_of,
    trained,
    until,
    visitor,
    words,
)
from tests.running import RunningServer


def test_keys_move_the_cursor(page: Page) -> None:
    show(page, "/unrolled?order=trained&u=1")
    assert words(page) == probe().split()
    last = len(words(page))
    keys = page.keyboard
    for pressed, expected in [
        ("End", last), ("ArrowRight", last), ("Home", 1), ("ArrowLeft", 1),
        ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2),
    ]:  # fmt: skip
        keys.press(pressed)
        assert position(page) == expected, pressed
    for pressed, expected in [
        ("ArrowDown", 2),
        ("ArrowDown", 3),
        ("ArrowUp", 2),
        ("ArrowUp", 1),
        ("ArrowUp", 1),
    ]:
        keys.press(pressed)
        assert place(page) == (2, expected), pressed
    where = page.locator(".lens .where")
    keys.press("Enter")
    expect(where).to_contain_text("pinned")
    keys.press("Escape")
    expect(where).not_to_contain_text("pinned")
    keys.press("?")
    expect(page.locator(".keys")).to_be_visible()
    keys.press("?")
    expect(page.locator(".keys")).to_be_hidden()
    keys.press("Control+ArrowRight")
    assert position(page) == 2, "keys with Ctrl belong to the browser"


def test_the_bar_moves_the_cursor(page: Page) -> None:
    show(page, "/unrolled")
    last = len(words(page))
    for name, expected in [
        ("Last word (End)", last), ("One word back (←)", last - 1),
        ("One word on (→)", last), ("First word (Home)", 1),
    ]:  # fmt: skip
        page.get_by_role("button", name=name).click()
        assert position(page) == expected, name
    scrub = page.get_by_role("slider", name="Timestep")
    scrub.fill("6")
    assert position(page) == 7
    assert scrub.get_attribute("aria-valuetext") == f"7 of {last}: {words(page)[6]}"
    scrub.press("ArrowRight")
    assert position(page) == 8
    box = scrub.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    assert position(page) == 1


def test_play_pause_and_tempo(page: Page) -> None:
    show(page, "/unrolled?recall_sentence=the+dog+had+a&t=1")
    playing = page.locator(".transport .primary")
    page.keyboard.press("Space")
    expect(playing).to_have_attribute("aria-label", "Pause (space)")
    page.keyboard.press("Space")
    expect(playing).to_have_attribute("aria-label", "Play (space)")
    held = position(page)
    tempo = page.get_by_title("Tempo")
    tempo.click()
    tempo.click()
    expect(tempo).to_have_text("4×")
    playing.click()
    expect(page.locator(".score .position")).to_have_text("4 / 4")
    expect(playing).to_have_attribute("aria-label", "Play (space)")
    assert held < 4
    playing.click()
    expect(page.locator(".score .position")).to_have_text("2 / 4")
    page.keyboard.press("ArrowLeft")
    expect(playing).to_have_attribute("aria-label", "Play (space)")
    held = position(page)
    page.wait_for_timeout(600)
    assert position(page) == held < 4, "a step ends the playing"


GAPS = """rows => rows.map(row => {
  const boxes = [...row.querySelectorAll('td')].map(cell => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return text.getBoundingClientRect();
  });
  const right = row.closest('.lens').getBoundingClientRect().right;
  const beside = boxes.slice(1).filter((box, at) => box.top < boxes[at].bottom && box.left > boxes[at].left);
  const gaps = beside.map((box) => box.left - boxes[boxes.indexOf(box) - 1].right);
  return [Math.min(...gaps), right - Math.max(...boxes.map((box) => box.right))];
})"""


def test_terms_of_many_digits_do_not_touch(page: Page) -> None:
    """Where a sum asks for many digits, no other row of the lens may be pushed together by it."""
    parts = trace_of("lstm", "recall").parts["forget_gate"]
    asked = {
        (t, u): digits_of([float(parts.input[t, u]), float(parts.recurrent[t, u]), float(parts.bias[u])])
        for t, u in np.ndindex(parts.input.shape)
    }
    (t, u), digits = max(asked.items(), key=lambda one: one[1])
    assert digits >= 4
    show(page, f"{ALL_SIGNALS}&lstm_guess=just+show+me&lstm_task=recall&t={t + 1}&u={u + 1}&lens=1")
    rows = page.locator(".lens .numbers tbody tr")
    expect(rows.first).to_contain_text(re.compile(rf"\.\d{{{digits}}}"))
    for gap, room in rows.evaluate_all(GAPS):
        assert gap >= 6
        assert room >= 8


def test_every_number_of_the_lens_is_core_s(page: Page) -> None:
    show(page, "/unrolled?order=trained&t=1&u=1")
    for kind in KINDS:
        answer(page, kind.upper())
        trace = trace_of(kind, "recall")
        expect(page.locator(".score .caption")).to_contain_text(trace.network.key)
        press(page, "Home", *["ArrowUp"] * 8)
        for timestep in range(0, len(trace), 2):
            at = (timestep + 1, timestep // 2 + 1)
            assert place(page) == at
            assert lens_numbers(page) == lens_by_core(trace, at[0] - 1, at[1] - 1)
            press(page, "ArrowRight", "ArrowRight", "ArrowDown")


def test_every_stave_of_the_lstm_says_core_s_numbers(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=1&u=1&order=trained")
    trace = trace_of("lstm", "sentiment")
    unit = 2
    for key in ("Home", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    for timestep in range(len(trace)):
        shown = table(page)
        for signal, values in trace.signals.items():
            value = float(values[timestep, unit])
            assert shown[label_of(signal)] == float(f"{value:.6g}"), (timestep, signal)
        for name, share in zip(trace.network.classes, trace.probabilities[timestep], strict=True):
            (said,) = [number for label, number in shown.items() if label.endswith(f": {name}")]
            assert said == float(f"{share:.6g}")
        assert lens_numbers(page) == lens_by_core(trace, timestep, unit)
        page.keyboard.press("ArrowRight")


def test_gradients_are_core_s_for_trained_and_untrained(page: Page) -> None:
    show(page, "/gradients?gradients_guess=just+show+me")
    target = trained("lstm").classes.index("tail")
    for state in ("trained", "untrained"):
        page.get_by_role("radio", name=state, exact=True).click()
        key = trained("lstm").key if state == "trained" else initial_network(trained("lstm").spec).key
        expect(page.locator(".score .caption")).to_contain_text(key)
        press(page, "Home")
        traces = {
            kind: record(
                trained(kind) if state == "trained" else initial_network(trained(kind).spec), probe()
            )
            for kind in KINDS
        }
        profiles = {kind: gradient_profile(trace, target) for kind, trace in traces.items()}
        for timestep in (0, 1):
            shown = {label: number for label, number in table(page).items() if "share of" in label}
            lines = {line_name(kind): profile.hidden for kind, profile in profiles.items()}
            cell = profiles["lstm"].cell_state
            assert cell is not None
            lines["LSTM c"] = cell
            expected = {name: norms[timestep] / norms[-1] for name, norms in lines.items()}
            assert len(shown) == len(expected)
            for name, norm in expected.items():
                (said,) = [number for label, number in shown.items() if label.endswith(name)]
                assert said == float(f"{norm:.6g}"), (state, name)
            press(page, "ArrowRight")


def test_a_cell_under_the_mouse_moves_everything_and_a_click_pins_it(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=1&u=1&order=trained")
    trace = trace_of("lstm", "sentiment")
    page.keyboard.press("Escape")
    for label, timestep, unit in [("input gate", 3, 4), ("candidate", 6, 0), ("hidden state", 1, 7)]:
        stave(page, label).hover(position=cell_of(page, label, timestep, unit))
        assert place(page) == (timestep + 1, unit + 1), label
        assert lens_numbers(page) == lens_by_core(trace, timestep, unit)
        assert position(page) == timestep + 1
    stave(page, "cell state").first.click(position=cell_of(page, "cell state", 5, 2))
    expect(page.locator(".lens .where")).to_contain_text("pinned")
    assert place(page) == (6, 3)
    stave(page, "hidden state").hover(position=cell_of(page, "hidden state", 2, 2))
    assert place(page) == (6, 3), "a pinned place stays while the mouse moves"
    stave(page, "hidden state").click(position=cell_of(page, "hidden state", 2, 6))
    assert place(page) == (3, 7)
    stave(page, "hidden state").click(position=cell_of(page, "hidden state", 2, 6))
    expect(page.locator(".lens .where")).not_to_contain_text("pinned")


def test_units_are_kept_and_let_go(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=1&u=1&order=trained")
    kept = stave(page, "cell state").last.locator("g path")
    before = kept.count()
    page.keyboard.press("k")
    expect(kept).to_have_count(before + 1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(kept).to_have_count(before + 2)
    page.keyboard.press("k")
    expect(kept).to_have_count(before + 1)
    page.keyboard.press("Escape")
    expect(kept).to_have_count(before)


def test_predict_watch_explain(page: Page) -> None:
    show(page, "/unrolled?recall_sentence=the+dog+had+a&t=1")
    expect(page.get_by_text("What happened", exact=True)).to_have_count(0)
    answer(page, "the same")
    expect(page.get_by_role("button", name="Unroll", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Roll up", exact=True)).to_be_visible()
    expect(stave(page, "unrolled RNN").locator('g[stroke-width="5"]')).to_have_count(1)
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()  # a count needs no watching
    expect(page.locator(".transport .primary")).to_have_attribute("aria-label", "Pause (space)")
    expect(page.locator(".score .position")).to_have_text("4 / 4")
    expect(page.get_by_text(f"{trained('rnn').size:,}").first).to_be_visible()
    expect(page.locator(".transport .primary")).to_have_attribute("aria-label", "Play (space)")


def test_what_is_watched_is_told_at_its_end(page: Page) -> None:
    show(page, "/lstm?task=sentiment&sentiment_sentence=the+film+was+not+good")
    answer(page, "just show me")
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    expect(page.locator(".score .position")).to_have_text("5 / 5")


@pytest.mark.parametrize("name", ["lstm", "gradients?scene=trained"])
def test_every_question_uncovers_its_stave_by_keyboard(page: Page, name: str) -> None:
    show(page, f"/{name}")
    expect(page.locator(".veil")).to_have_count(1)
    page.keyboard.press("Space")  # whatever plays, or not, the question can be reached
    page.get_by_role("radio", name="just show me").focus()
    page.keyboard.press("Space")
    expect(page.locator(".veil")).to_have_count(0)
    expect(page.locator(".transport .primary")).to_have_attribute("aria-label", "Pause (space)")
    page.keyboard.press("End" if name == "lstm" else "Home")
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


def test_a_key_ends_the_opening_scene_and_leaves_nothing_rolled_up(page: Page) -> None:
    show(page, "/unrolled?t=1")
    answer(page, "the same")
    expect(page.get_by_role("button", name="Unroll", exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Roll up", exact=True)).to_be_visible()
    assert position(page) == 2
    page.wait_for_timeout(2500)
    assert position(page) == 2, "the scene is over"
    expect(stave(page, "unrolled RNN").locator('g[stroke-width="5"]')).to_have_count(0)


def test_the_network_rolls_up_and_its_weights_light_up_in_all_copies(page: Page) -> None:
    show(page, "/unrolled?t=3")  # rolled up, all copies lie on one another
    drawing = page.locator(".row.stave > [role=img]").first
    copies = len(words(page))
    for chip in page.locator("button.weight").all():
        chip.hover()
        lit = drawing.locator('g[stroke-width="5"]')
        expect(lit).to_have_count(1)
        expect(lit.locator("path")).to_have_count(copies)
    chip.focus()
    expect(lit).to_have_count(1)
    page.get_by_title("Tempo").hover()
    page.get_by_title("Tempo").focus()
    expect(lit).to_have_count(0)
    places = """drawing => new Set([...drawing.querySelectorAll("g[transform]")]
        .map(group => group.getAttribute("transform"))).size"""
    assert drawing.evaluate(places) >= copies
    page.keyboard.press("Escape")
    page.locator(".score .scroller").focus()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Unroll", exact=True)).to_be_visible()
    until(lambda: drawing.evaluate(places) <= 2)
    page.get_by_role("button", name="Unroll", exact=True).click()
    expect(page.get_by_role("button", name="Roll up")).to_be_visible()
    assert drawing.evaluate(places) >= copies


def test_a_sentence_a_sample_and_back_keep_cell_and_answer(page: Page) -> None:
    show(page, "/unrolled?cell=GRU&unrolled_guess=the+same")
    own = sentence_field(page)
    own.fill("The cat, a zebra!")
    own.press("Enter")
    expect(page.locator(".row.tokens g.token")).to_have_count(6)
    assert words(page) == ["The", "cat", ",", "a", "zebra", "!"]
    expect(page.get_by_text("3 of 6 words unknown to this network")).to_be_visible()
    assert page.locator(".row.tokens g.token").nth(4).locator("text").all_text_contents()[1] == "unknown"
    trace = trace_of("gru", "recall", "The cat, a zebra!")
    press(page, "Home", "ArrowRight")
    assert lens_numbers(page) == lens_by_core(trace, 1, place(page)[1] - 1)
    page.get_by_label("or a sample").hover()  # a page that scrolls closes the list
    page.get_by_label("or a sample").click()
    page.get_by_role("option", name="the cat had a big").click()
    expect(page.locator(".row.tokens g.token")).to_have_count(5)
    expect(own).to_have_value("the cat had a big")
    expect(page.get_by_role("radio", name="GRU")).to_be_checked()
    expect(page.locator(".veil")).to_have_count(0)
    own.fill("   ")
    own.press("Enter")
    expect(page.get_by_text("There is no word in this sentence")).to_be_visible()
    assert words(page) == ["the", "cat", "had", "a", "big"]


def test_typing_in_the_field_moves_nothing(page: Page) -> None:
    show(page, "/unrolled?t=3&u=4")
    own = sentence_field(page)
    own.focus()
    for key in ("ArrowRight", "End", "Home", "Space", "u", "k", "?", "ArrowDown"):
        page.keyboard.press(key)
    assert place(page) == (3, 4)
    assert own.input_value().startswith(" uk?")


def test_untrained_weights_are_the_untrained_network_s(page: Page) -> None:
    show(page, "/unrolled?t=4&u=9")
    answer(page, "untrained")
    fresh = initial_network(trained("rnn").spec)
    expect(page.locator(".score .caption")).to_contain_text(fresh.key)
    assert place(page) == (4, 9), "the cursor stays where it was"
    assert lens_numbers(page) == lens_by_core(record(fresh, probe()), 3, 8)


def test_keys_send_nothing_to_the_server(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server) as page:
        traffic = Traffic()
        page.on("websocket", traffic.listen)
        for page_with in ("unrolled?unrolled_guess=the+same", "lstm?lstm_guess=just+show+me"):
            address = f"/{page_with}&order=trained&t=1&u=1"
            show(page, address)
            page.wait_for_load_state("networkidle")
            before = len(traffic.sent)
            assert before > 0, "the websocket is listened to"
            for key in [
                *["ArrowRight", "ArrowDown"] * 5,
                "ArrowLeft",
                "Home",
                "Enter",
                "k",
                "u",
                "u",
                "?",
                "?",
                "Escape",
            ]:
                page.keyboard.press(key)
            expect(page).to_have_url(re.compile(r"[?&]t=1&u=6$"))
            assert traffic.sent[before:] == []
            page.keyboard.press("End")
            expect(page.get_by_role("heading", name="What happened")).to_be_visible()
            page.wait_for_load_state("networkidle")
            while len(traffic.sent) == before:  # the test's own time limit ends it
                page.wait_for_timeout(20)
            assert len(traffic.sent) == before + 1, "the end of the sentence is told, once"


def test_the_address_follows_and_restores_everything(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, reduced_motion="reduce") as page:
        show(page, "/unrolled?order=trained&t=1&u=1")
        own = sentence_field(page)
        own.fill("the cat that we saw had a big")
        own.press("Enter")
        expect(page.locator(".row.tokens g.token")).to_have_count(8)
        for option in ("LSTM", "untrained", "twice"):
            answer(page, option)
        expect(page.locator(".transport .position")).to_have_text("8 / 8")
        expect(page).to_have_url(re.compile(r"[?&]t=8&"))  # the answer has moved the cursor, and it rests
        press(page, "Home", *["ArrowRight"] * 4, *["ArrowDown"] * 6)
        before = (place(page), lens_numbers(page), page.locator(".score .caption").inner_text())
        expect(page).to_have_url(re.compile(r"[?&]t=5&u=7(&|$)"))
        link = page.url
    with visitor(browser, server) as page:
        show(page, link)
        assert (place(page), lens_numbers(page), page.locator(".score .caption").inner_text()) == before
        expect(page.get_by_role("radio", name="twice")).to_be_checked()
        expect(page.get_by_role("radio", name="untrained")).to_be_checked()
        expect(page.get_by_role("radio", name="LSTM")).to_be_checked()
        expect(page.locator(".veil")).to_have_count(0)


@pytest.mark.parametrize(
    ("asked", "shown"), [("t=999&u=999", (14, 32)), ("t=abc&u=-1", (1, 1)), ("t=0&u=1e3", (1, 1))]
)
def test_a_place_that_is_not_there_is_brought_inside(page: Page, asked: str, shown: tuple[int, int]) -> None:
    show(page, f"/unrolled?{asked}")
    assert place(page) == shown


def test_the_cursor_goes_along_to_the_next_page_and_back(page: Page) -> None:
    show(page, "/unrolled?t=4&u=3")
    to_page(page, "Vanishing gradients").click()
    expect(page.get_by_role("heading", name="Vanishing gradients")).to_be_visible()
    expect(page.locator(".row.stave").filter(has_text="share of the gradient")).to_be_visible()
    assert position(page) == 4
    page.go_back()
    expect(page.get_by_role("heading", name="The unrolled RNN")).to_be_visible()
    arrived(page)
    expect(page.locator(".lens h2")).to_have_text("timestep 4 · unit 3")


def test_the_card_of_keys_closes_on_escape_and_on_a_press_outside(page: Page) -> None:
    show(page, "/unrolled?t=2")
    card = page.locator(".keys")
    for outside in (False, True):
        page.get_by_role("button", name="Keys (?)").click()
        expect(card).to_be_visible()
        box, button = card.bounding_box(), page.get_by_role("button", name="Keys (?)").bounding_box()
        assert box is not None
        assert button is not None
        below, above = button["y"] + button["height"], button["y"] - box["height"]
        assert min(abs(box["y"] - below), abs(box["y"] - above)) < 20, "it opens at its button"
        if outside:
            page.locator(".score .caption").click()
        else:
            page.keyboard.press("Escape")
        expect(card).to_be_hidden()
    page.get_by_role("button", name="Keys (?)").click()
    page.get_by_role("button", name="Keys (?)").click()
    expect(card).to_be_hidden()


def test_keys_of_one_letter_can_be_switched_off_and_stay_so(page: Page) -> None:
    show(page, "/unrolled?t=2")
    keys, slides = page.get_by_role("button", name="Keys (?)"), page.locator("html.slides")
    roll = page.locator("[data-control=roll]")
    expect(roll).to_have_text("Roll up")
    keys.click()
    page.get_by_label("Keys of one letter or sign act").uncheck()
    page.keyboard.press("Escape")
    for again in (False, True):
        if again:
            show(page, page.url)
        page.locator(".score .caption").click()
        for key in "uf?":
            page.keyboard.press(key)
        page.keyboard.press("ArrowRight")
        expect(page.locator(".score .position")).to_have_text(re.compile(r"^[34] / "))
        expect(roll).to_have_text("Roll up")
        expect(slides).to_have_count(0)
        expect(page.locator(".keys")).to_be_hidden()
    keys.click()
    page.get_by_label("Keys of one letter or sign act").check()
    page.keyboard.press("Escape")
    expect(keys).to_be_focused()
    page.keyboard.press("f")
    expect(slides).to_have_count(1)


def test_a_click_pauses_what_plays(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=1")
    playing = page.locator(".transport .primary")
    for label in ("input gate", "cell state"):
        press(page, "Home", "Space")
        expect(playing).to_have_attribute("aria-label", "Pause (space)")
        stave(page, label).last.click(position=cell_of(page, "input gate", 4, 2))
        expect(playing).to_have_attribute("aria-label", "Play (space)")
        page.wait_for_timeout(1100)  # longer than a timestep is played
        assert position(page) == 5, "it stays where it was pinned"
        page.keyboard.press("Escape")


def test_rolled_up_stays_rolled_up_with_another_cell_and_says_so(page: Page) -> None:
    show(page, "/unrolled?t=3")
    press(page, "u")
    expect(page.get_by_role("button", name="Unroll", exact=True)).to_be_visible()
    expect(stave(page, "rolled-up RNN")).to_have_count(1)
    answer(page, "LSTM")
    expect(stave(page, "rolled-up LSTM")).to_have_count(1)
    expect(page.get_by_role("button", name="Unroll", exact=True)).to_be_visible()
    for hue in (SIGNALS["cell_state"], SHARED_WEIGHTS["W_h"]):
        loop = stave(page, "rolled-up LSTM").locator(f'> svg > path[stroke="{hue}"][opacity="1"]')
        expect(loop).to_have_count(1)
    page.get_by_role("button", name="Unroll", exact=True).click()
    expect(stave(page, "unrolled LSTM")).to_have_count(1)


def test_no_stave_of_a_sentence_that_fits_is_cut_off(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    sizes = page.locator(".scroller").evaluate("sheet => [sheet.scrollHeight, sheet.clientHeight]")
    assert sizes[0] == sizes[1]
    page.locator(".row.stave").last.scroll_into_view_if_needed()
    tokens, last = page.locator(".row.tokens").bounding_box(), page.locator(".row.stave").last.bounding_box()
    assert tokens is not None
    assert last is not None
    assert 0 <= tokens["y"] < last["y"], "the words stay in sight"


def test_what_uncovers_a_stave_is_in_sight_however_long_the_sentence_is(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&sentiment_sentence={'+'.join(['film'] * 100)}")
    for key in ("Home", "End"):
        press(page, key)
        expect(page.locator(".veil span").first).to_be_in_viewport(ratio=1)


def test_the_class_at_the_cursor_is_whole_on_a_phone(browser: Browser, server: RunningServer) -> None:
    with visitor(browser, server, viewport={"width": 390, "height": 844}) as page:
        show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&t=3")
        answers = stave(page, "answer so far")
        expect(answers.locator("g.now text:not(:empty)")).to_have_text(["negative", "positive"])
        for name in ("ArrowRight", "End"):
            press(page, name)
            expect(answers.locator("g.now text:not(:empty)")).to_have_text(["negative", "positive"])
        ends = answers.evaluate(
            "root => [root.getBoundingClientRect().right, "
            "...[...root.querySelectorAll('g.now text')].map(text => text.getBoundingClientRect().right)]"
        )
        assert max(ends[1:]) <= ends[0]


def test_a_picture_is_called_by_what_it_shows(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    trace = trace_of("lstm", "sentiment")
    for signal in ("input_gate", "candidate"):
        means = np.abs(trace[signal]).mean(axis=1)
        low, high = int(means.argmin()), int(means.argmax())
        name = stave(page, label_of(signal)).get_attribute("aria-label") or ""
        assert f"{as_shown(means[low], 2)} at “{trace.words[low]}”" in name
        assert f"{as_shown(means[high], 2)} at “{trace.words[high]}”" in name


def test_on_paper_the_whole_sentence_is_there(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    count = len(words(page))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 between its margins
    rights = page.locator(".row.tokens g.token").evaluate_all(
        "words => words.map(word => word.getBoundingClientRect().right)"
    )
    assert len(rights) == count
    assert max(rights) <= 718


LONG = "i+did+not+like+the+story+but+the+music+was+great+and+the+actors+were+good+but+the+film+was+too+long"
CUT = """systems => systems.map(one => [...one.querySelectorAll('.row.tokens g.token')].flatMap(token => {
  const [word, sheet] = [token.getBoundingClientRect(), token.ownerSVGElement.getBoundingClientRect()];
  const style = getComputedStyle(token.ownerSVGElement);
  const [, right, , left] = style.clipPath.match(/-?[\\d.]+/g).map(Number);
  const scale = sheet.width / token.ownerSVGElement.clientWidth;
  const middle = (word.left + word.right) / 2;
  const inside = middle > sheet.left + left * scale && middle < sheet.right - right * scale;
  return inside ? [[token.querySelector('text').textContent, word.left, word.right]] : [];
}))"""


def test_on_paper_a_long_sentence_stands_in_systems_and_goes_back(page: Page) -> None:
    show(page, f"/lstm?weights=untrained&task=sentiment&sentiment_sentence={LONG}&lstm_guess=just+show+me")
    systems, sheet = page.locator(".system"), page.locator(".score .scroller")
    before = sheet.inner_html()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert systems.count() > 1
    found = systems.evaluate_all(CUT)
    read = [word for system in found for word, _, _ in system]
    assert read == LONG.split("+")
    assert all(left >= 0 and right <= 718 for system in found for _, left, right in system)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(systems).to_have_count(0)
    assert sheet.inner_html() == before


def test_on_paper_numbers_are_exact_vectors(page: Page) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    canvases = page.locator(".row.stave > .cells canvas")
    staves = canvases.count()
    assert staves > 4
    width, height = canvases.first.evaluate("canvas => [canvas.width, canvas.height]")
    for _ in range(2):
        assert f"/Width {width}\n/Height {height}".encode() not in page.pdf(), "no picture of pixels"
        expect(canvases).to_have_count(staves)
