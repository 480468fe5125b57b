"""Gates held by hand: the network follows in the frame, list and link say it, the server hears nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core import Clamp, Erase, Off, Operation, record, with_forget_bias, with_radius
from core.equations.signals import label_of
from tests.browser.driver import to_page
from tests.browser.reading import (
    ALL_SIGNALS,
    Traffic,
    arrived,
    as_shown,
    cell_of,
    lens_numbers,
    place,
    press,
    sentence_field,
    show,
    stave,
    table,
    trace_of,
    trained,
    until,
    words,
)
from tests.browser.taking import rows_of, take

LSTM = f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&lens=1"
HERE = 4
"""The timestep from which on the forget gate is held, counted from 0."""


def handle(page: Page) -> Locator:
    """Return the slider of the selected gate."""
    return page.get_by_role("slider", name="forget gate, held by hand")


def chips(page: Page) -> Locator:
    return page.locator(".held li button")


def search(page: Page) -> str:
    return str(page.evaluate("location.search"))


def drag_to_zero(page: Page, gate: Locator) -> None:
    """Take the slider by its thumb and draw it to its left end, slowly."""
    gate.scroll_into_view_if_needed()
    box = gate.bounding_box()
    assert box is not None
    half = box["height"] / 2
    share = float(gate.input_value())
    x, y = box["x"] + half / 2 + share * (box["width"] - half), box["y"] + half
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + (box["x"] - 20 - x) * step / 10, y)
    page.mouse.up()


def test_a_gate_that_is_closed_by_hand_empties_the_memory_at_once(page: Page) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    show(page, f"{LSTM}&t=1&u=1&order=trained")
    word = words(page)[HERE]
    stave(page, "forget gate").click(position=cell_of(page, "forget gate", HERE, 2))
    assert place(page) == (HERE + 1, 3)
    page.get_by_label("Which units are held").select_option("all")
    sent = len(traffic.sent)
    drag_to_zero(page, handle(page))
    clamp = Clamp("forget_gate", 0.0, start=HERE)
    trace = record(trained("lstm", "sentiment"), trace_of("lstm", "sentiment").words, operations=[clamp])
    expect(page.locator(".lens .numbers tr[aria-selected=true] td").last).to_have_text("held 0.000")
    for unit in (2, 3):
        assert lens_numbers(page)["g"][-1] == f"tanh = {as_shown(trace['candidate'][HERE, unit], 3)}"
        shown = table(page)
        for signal, values in trace.signals.items():
            assert shown[label_of(signal)] == float(f"{values[HERE, unit]:.6g}"), signal
        press(page, "ArrowDown")
    assert len(traffic.sent) == sent, "what is held is the reader's alone"
    expect(chips(page)).to_have_text([f"forget gate, all units, from “{word}” on: 0.00 ×"])
    expect(page.locator(".score .caption")).to_contain_text(f"forget gate, all units, from “{word}” on: 0.00")
    until(lambda: f"hold=forget_gate:all:0.00:{HERE + 1}-" in search(page))
    expect(page.locator(".held + .spoken")).to_have_text(
        f"By hand: forget gate, all units, from “{word}” on: 0.00."
    )
    outlines = page.locator("path.alone:not([d=''])")
    assert outlines.count() > 0
    chips(page).click()
    expect(page.locator(".held")).to_be_hidden()
    expect(outlines).to_have_count(0)
    assert table(page)["cell state"] == float(f"{trace_of('lstm', 'sentiment')['cell_state'][HERE, 4]:.6g}")
    until(lambda: "hold" not in search(page))


def test_a_link_holds_and_says_what_it_cannot(page: Page) -> None:
    gates = ["forget_gate:3:0.00:5-", "input_gate:all:1.00:2", "forget_gate:99:0.00:all", "<b>x</b>"]
    show(page, f"{LSTM}&t=6&u=3&{'&'.join(f'hold={gate}' for gate in gates)}")
    clamps = [Clamp("forget_gate", 0.0, units=(2,), start=4), Clamp("input_gate", 1.0, start=1, stop=2)]
    trace = record(trained("lstm", "sentiment"), trace_of("lstm", "sentiment").words, operations=clamps)
    expect(chips(page)).to_have_count(2)
    expect(page.locator(".held p").first).to_contain_text("“<b>x</b>”")
    expect(page.locator(".held p").nth(1)).to_contain_text("this network has units 1 to 8.")
    assert table(page)["cell state"] == float(f"{trace['cell_state'][5, 2]:.6g}")
    # The page runs again, for another sentence: what is held stays, and stays in the address.
    sentence_field(page).fill("a good film but a bad story")
    sentence_field(page).press("Enter")
    expect(page.locator(".score .caption")).to_contain_text("a good film")
    expect(chips(page).first).to_have_text("forget gate, unit 3, from “a” on: 0.00 ×")
    until(lambda: "story" in search(page) and "hold=forget_gate:3:0.00:5-" in search(page))
    page.reload()
    arrived(page)
    expect(chips(page)).to_have_count(2)
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.locator(".held")).to_be_hidden()
    until(lambda: "hold" not in search(page))


def test_keys_hold_in_hundredths_and_escape_lets_go(page: Page) -> None:
    show(page, f"{LSTM}&t=3&u=2")
    gate = handle(page)
    value = float(gate.input_value())
    at = place(page)
    gate.press("ArrowLeft")
    gate.press("ArrowLeft")
    expect(gate).to_have_attribute("aria-valuetext", re.compile("held$"))
    assert abs(float(gate.input_value()) - value + 0.02) < 0.011
    assert place(page) == at, "the arrow keys are the slider's"
    expect(chips(page)).to_have_count(1)
    gate.press("Escape")
    expect(gate).to_have_attribute("aria-valuetext", re.compile("free$"))
    expect(page.locator(".held")).to_be_hidden()


def test_what_is_held_stays_on_its_page(page: Page) -> None:
    show(page, f"{LSTM}&t=3&u=2&hold=output_gate:all:0.50:all")
    expect(chips(page)).to_have_count(1)
    to_page(page, "The unrolled RNN").click()
    expect(page.locator(".score .caption")).to_contain_text("RNN")
    expect(page.locator(".held")).to_be_hidden()
    until(lambda: "/unrolled" in page.evaluate("location.pathname") and "hold" not in search(page))
    page.go_back()
    expect(chips(page)).to_have_text(["output gate, all units, everywhere: 0.50 ×"])


def test_what_is_held_is_taken_along(page: Page, tmp_path: Path) -> None:
    show(page, f"{LSTM}&hold=forget_gate:all:0.25:5-&do=erase:2")
    said = "by hand: forget gate, all units, from “very” on: 0.25; “story”, word 2: erased"
    alone = trace_of("lstm", "sentiment")
    operations: list[Operation] = [Clamp("forget_gate", 0.25, start=4), Erase(1)]
    trace = record(alone.network, alone.words, operations=operations)
    source, rows = rows_of(take(page, "CSV, the numbers", tmp_path))
    assert said in source
    cells = [float(row["value"]) for row in rows if row["signal"] == "cell state"]
    assert sorted(cells) == pytest.approx(sorted(trace["cell_state"].ravel()), rel=1e-12)
    drawing = take(page, "SVG", tmp_path).read_text(encoding="utf-8")
    assert re.findall(r'text-decoration="line-through"[^>]*>([^<]*)<', drawing) == ["story"]
    hatched = re.findall(r'class="hatched" d="([^"]*)"', drawing)
    assert [path.count("z") for path in hatched if path] == [trace["forget_gate"][4:].size]


def test_a_word_is_erased_where_it_stands_and_read_again(page: Page) -> None:
    traffic = Traffic()
    page.on("websocket", traffic.listen)
    show(page, f"{LSTM}&t=4&u=2")
    alone = trace_of("lstm", "sentiment")
    sent = len(traffic.sent)
    word = page.locator(".row.tokens .token").nth(3)
    word.focus()
    word.press("Enter")
    page.get_by_role("button", name="Erase: nothing is read here, its place stays").click()
    trace = record(alone.network, alone.words, operations=[Erase(3)])
    expect(chips(page)).to_have_text([f"“{alone.words[3]}”, word 4: erased ×"])
    expect(word).to_have_attribute("aria-label", re.compile("erased: nothing is read here$"))
    expect(page.locator(".lens .where")).to_contain_text("the network reads nothing")
    expect(page.locator(".row.tokens .token")).to_have_count(len(alone))
    assert table(page)["cell state"] == float(f"{trace['cell_state'][3, 1]:.6g}")
    assert len(traffic.sent) == sent
    until(lambda: "do=erase:4" in search(page))
    chips(page).click()
    expect(page.locator(".held")).to_be_hidden()
    assert table(page)["cell state"] == float(f"{alone['cell_state'][3, 1]:.6g}")
    until(lambda: "do=" not in search(page))


def test_weights_are_changed_by_sliders_and_put_back(page: Page) -> None:
    show(page, f"{LSTM}&t=5&u=3&do=off:input_gate&do=off:candidate")
    expect(page.locator(".held p").first).to_contain_text("this cell can only do without")
    alone = trace_of("lstm", "sentiment")
    page.get_by_text("Change the weights by hand").click()
    bias = page.get_by_role("slider", name="forget bias, all units, by hand")
    bias.focus()
    bias.press("Home")
    radius = page.get_by_role("slider", name="radius of W_h, forget gate, by hand")
    radius.press("Home")
    expect(radius).to_have_attribute("aria-valuetext", "0.00, by hand")
    changed = with_radius(with_forget_bias(alone.network, -4), 0, "forget_gate")
    trace = record(changed, alone.words, operations=[Off("input_gate")])
    assert lens_numbers(page)["f"][1:3] == ["0.00", "−4.00"]
    assert table(page)["cell state"] == float(f"{trace['cell_state'][4, 2]:.6g}")
    assert table(page)["input gate"] == 1
    expect(chips(page)).to_have_text(
        ["input gate: switched off ×", "forget bias: −4.00 ×", "radius of W_h, forget gate: 0.00 ×"]
    )
    until(lambda: "do=off:input_gate" in search(page) and "do=forget_bias:-4.00" in search(page))
    radius.press("Escape")
    expect(chips(page)).to_have_count(2)
    page.get_by_role("button", name="Undo all").click()
    expect(page.locator(".held li")).to_have_count(0)
    assert table(page)["cell state"] == float(f"{alone['cell_state'][4, 2]:.6g}")
