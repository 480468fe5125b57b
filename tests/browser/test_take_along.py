"""What readers take along: PNG, SVG and CSV of a picture, complete, correct, harmless elsewhere."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.equations.signals import label_of
from tests.browser.driver import to_page
from tests.browser.reading import (
    ALL_SIGNALS,
    lens_numbers,
    press,
    sentence_field,
    show,
    table,
    trace_of,
    until,
    words,
)
from tests.browser.taking import rows_of, take

FIGURE = "/guess?scene=score&guess_score_guess=show-me"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '=HYPERLINK("x") +1 -1 @x <script>alert(1)</script> the, "quoted" film'


def png_size(file: Path) -> tuple[int, int]:
    head = file.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def texts_of(drawing: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


def drawing_of(file: Path) -> ET.Element:
    return ET.parse(file).getroot()  # noqa: S314 we made it


def test_the_score_as_picture_and_numbers(page: Page, tmp_path: Path) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    trace = trace_of("lstm", "sentiment")
    caption = page.locator(".score .caption").inner_text()

    drawing = drawing_of(take(page, "SVG", tmp_path))
    assert drawing.tag == f"{SVG}svg"
    texts = texts_of(drawing)
    assert set(trace.words) <= set(texts)
    assert "forget gate" in texts
    assert trace.network.key in " ".join(texts)
    assert trace.network.spec.label() in " ".join(texts)
    tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert not tags & {"script", "foreignObject", "image", "a", "use"}
    assert not [name for element in drawing.iter() for name in element.attrib if name.startswith("on")]
    groups = [group for group in drawing.iter(f"{SVG}g") if group.get("shape-rendering") == "crispEdges"]
    boxes = sum(path.attrib["d"].count("z") for group in groups for path in group)
    assert boxes == sum(values.size for values in trace.signals.values()), "each number is a box"

    size = (round(float(drawing.attrib["width"])), round(float(drawing.attrib["height"])))
    assert png_size(take(page, "PNG", tmp_path)) == size
    assert png_size(take(page, "PNG, double size", tmp_path)) == (2 * size[0], 2 * size[1])

    said, rows = rows_of(take(page, "CSV, the numbers", tmp_path))
    assert said == caption
    for signal, values in trace.signals.items():
        label = label_of(signal)
        mine = [row for row in rows if row["signal"] == label]
        found = {(int(row["timestep"]), int(row["unit"])): float(row["value"]) for row in mine}
        assert len(found) == values.size
        for (timestep, unit), value in found.items():
            assert value == pytest.approx(values[timestep - 1, unit - 1], rel=1e-12), (signal, timestep, unit)
    assert [row["token"] for row in rows if row["signal"] == "hidden state" and row["unit"] == "1"] == list(
        trace.words
    )


def test_a_pinned_place_is_taken_along_with_its_equations_and_the_question(
    page: Page, tmp_path: Path
) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me&u=1")
    drawing = drawing_of(take(page, "SVG", tmp_path))
    plain = float(drawing.attrib["width"])
    texts = texts_of(drawing)
    assert any(text.startswith("At which of these words does this network forget most?") for text in texts)
    assert not [text for text in texts if "timestep" in text or "with k" in text]
    press(page, "Home", "ArrowRight", "ArrowRight", "Enter")
    drawing = drawing_of(take(page, "SVG", tmp_path))
    assert float(drawing.attrib["width"]) > plain
    texts = texts_of(drawing)
    assert "timestep 3 · unit 1" in texts
    for numbers in lens_numbers(page).values():
        assert set(numbers) <= set(texts)


def test_a_signal_that_two_staves_show_is_in_the_file_once(page: Page, tmp_path: Path) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    _, rows = rows_of(take(page, "CSV, the numbers", tmp_path))
    places = [(row["timestep"], row["signal"], row["unit"]) for row in rows]
    assert len(places) == len(set(places))


def test_what_is_covered_does_not_leave_the_house(page: Page, tmp_path: Path) -> None:
    show(page, "/lstm")
    _, rows = rows_of(take(page, "CSV, the numbers", tmp_path))
    signals = {row["signal"] for row in rows}
    assert "mean input gate" in signals
    assert not [signal for signal in signals if "forget gate" in signal]
    assert "mean input gate" in table(page)
    assert not [signal for signal in table(page) if "forget gate" in signal]
    texts = texts_of(drawing_of(take(page, "SVG", tmp_path)))
    assert "mean input gate" in texts
    assert not [text for text in texts if text in ("forget gate", "mean forget gate")]


def test_hostile_words_stay_words(page: Page, tmp_path: Path) -> None:
    show(page, f"{ALL_SIGNALS}&task=sentiment&lstm_guess=just+show+me")
    sentence_field(page).fill(HOSTILE)
    sentence_field(page).press("Enter")
    expect(page.locator(".row.tokens g.token").first.locator("title")).to_contain_text("=")
    typed = words(page)
    assert {"=", "+", "-", "@", "<", "script", '"', ","} <= set(typed)
    _, rows = rows_of(take(page, "CSV, the numbers", tmp_path))
    tokens = [row["token"] for row in rows if row["signal"] == "hidden state" and row["unit"] == "1"]
    assert not [token for token in tokens if token[0] in "=+-@"]
    assert [token.removeprefix("'") if token[1:2] else token for token in tokens] == typed
    drawing = drawing_of(take(page, "SVG", tmp_path))
    assert not list(drawing.iter(f"{SVG}script"))
    assert "script" in texts_of(drawing)
    assert png_size(take(page, "PNG", tmp_path)) > (100, 100)


def test_the_rolled_up_network_and_the_gradients_can_be_taken_too(page: Page, tmp_path: Path) -> None:
    for address in ("/unrolled?unrolled_guess=the+same", "/gradients?gradients_guess=just+show+me"):
        show(page, address)
        assert png_size(take(page, "PNG", tmp_path)) > (600, 300)
    _, rows = rows_of(take(page, "CSV, the numbers", tmp_path))
    shares = "share of the gradient "
    names = {row["signal"].removeprefix(shares) for row in rows if row["signal"].startswith(shares)}
    assert names == {"RNN", "GRU", "LSTM h", "LSTM c"}


@pytest.mark.parametrize("item", ["PNG", "SVG", "CSV, the numbers"])
def test_a_figure_can_be_taken_along(page: Page, tmp_path: Path, item: str) -> None:
    page.goto(FIGURE)
    expect(page.locator(".figure .main-svg").first).to_be_visible()
    file = take(page, item, tmp_path, ".figure:has-text('Moby-Dick')")
    if item == "PNG":
        assert png_size(file) > (200, 200)
    elif item == "SVG":
        assert not list(drawing_of(file).iter(f"{SVG}script"))
    else:
        _, rows = rows_of(file)
        assert {"RNN", "GRU", "LSTM"} <= {row["series"] for row in rows}


def test_figures_that_were_left_do_not_listen_any_more(page: Page) -> None:
    page.add_init_script(
        """window.listening = 0;
        const [add, remove] = [window.addEventListener, window.removeEventListener];
        window.addEventListener = function (kind, ...more) {
          if (kind === "resize") {
            window.listening += 1;
            more[1]?.signal?.addEventListener("abort", () => (window.listening -= 1));
          }
          return add.call(this, kind, ...more);
        };
        window.removeEventListener = function (kind, ...more) {
          if (kind === "resize") window.listening -= 1;
          return remove.call(this, kind, ...more);
        };"""
    )
    page.goto(FIGURE)
    expect(page.locator(".figure .main-svg").first).to_be_visible()
    expect(page.get_by_role("button", name="Slides", exact=True)).to_be_visible()
    page.wait_for_timeout(500)  # what listens to the window besides has begun to
    listening = page.evaluate("window.listening")
    for _ in range(2):
        to_page(page, "The unrolled RNN").click()
        expect(page.get_by_role("heading", name="The unrolled RNN")).to_be_visible()
        until(lambda: page.evaluate("window.listening") < listening)
        to_page(page, "Guess the next word").click()
        expect(page.locator(".figure .main-svg").first).to_be_visible()
        until(lambda: page.evaluate("window.listening") == listening)


def test_the_menu_by_keyboard(page: Page, tmp_path: Path) -> None:
    show(page, "/unrolled?t=2")
    menu = page.locator(".score summary").get_by_text("⤓")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="PNG", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Copy the link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "unrolled-unrolled.csv"
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("menuitem", name="PNG", exact=True)).to_be_hidden()
    expect(page.locator(".score .position")).to_have_text("2 / 14")
    assert tmp_path.exists()
