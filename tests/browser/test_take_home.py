"""What a scene gives to take home: its picture as SVG and PNG, its numbers; all readable elsewhere."""

from __future__ import annotations

import base64
import csv
import io
import itertools
import json
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from core.equations.signals import label_of
from pages._shell.story import PAGES
from tests.browser.driver import PATIENCE
from tests.browser.reading import trace_of, until
from tests.running import RunningServer

SVG = "{http://www.w3.org/2000/svg}"
SCENES = [(page.name, scene.name) for page in PAGES for scene in page.scenes]
CSV = "CSV, the numbers"
BUTTON = "button.home-open[aria-label^='Take it home']"
GATES = "/lstm?scene=gates&task=sentiment&lstm_gates_guess=show-me"
LEAST_OF_WORDS, LEAST_IN_A_PICTURE, SOURCE = 27, 18, 18
"""px of type on a slide: heading, question and result; what is in a picture; where it comes from."""
LEAST_OF_THE_BELT = 16
"""Its labels are as long as its network's numbers."""
CONTROLS = (
    ".transport, .menu, .help, .astable, .spoken, .offers, .handle, .opener, .reweigh, .pencil, .acts, "
    ".row.tokens .key, .operations button, .caption, figcaption, dialog, style, select, textarea, [popover]"
)
WORDS = """(controls) => {
  const pictures = [...document.querySelectorAll("*")].filter(
    (one) => one.shadowRoot?.querySelector(".score, .picture, .figure") && one.checkVisibility());
  const own = pictures.filter((one) => !one.shadowRoot.querySelector(".seeds"));
  const words = new Set();
  for (const { shadowRoot } of own.length ? own : pictures) {
    const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const around = walker.currentNode.parentElement;
      if (!around || around.closest(controls) || around.closest("title, desc, defs")) continue;
      if (!around.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const { width, height } = range.getBoundingClientRect();
      const box = around.getBoundingClientRect();
      const style = getComputedStyle(around);
      if (width < 1.5 || height < 1.5 || box.width < 1.5 || style.clipPath === "inset(50%)") continue;
      if (style.textTransform !== "none") continue;
      for (const word of walker.currentNode.data.split(/\\s+/)) if (word) words.add(word);
    }
  }
  return [...words];
}"""
OUTSIDE = """() => {
  const whole = document.querySelector("svg").getBoundingClientRect();
  const clipped = (one) => {
    for (let up = one.parentElement; up && !up.classList?.contains("taken"); up = up.parentElement)
      if (up.hasAttribute("clip-path") || up.matches("svg:not([overflow=visible])")) return true;
    return one.hasAttribute("clip-path");
  };
  return [...document.querySelectorAll("text, rect, path, circle, line, image, polyline, polygon")]
    .filter((one) => !one.closest("defs, clipPath, pattern, marker, linearGradient") && !clipped(one))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width + box.height > 0)
    .filter(([, box]) => box.left < whole.left - 1.5 || box.top < whole.top - 1.5 ||
      box.right > whole.right + 1.5 || box.bottom > whole.bottom + 1.5)
    .map(([one, box]) => `${one.localName} ${one.textContent.slice(0, 30)} ${JSON.stringify(box)}`);
}"""


@pytest.fixture
def viewer(browser: Browser) -> Iterator[Page]:
    """A page of no server, on which a file is looked at."""
    context = browser.new_context(viewport={"width": 2400, "height": 1600})
    yield context.new_page()
    context.close()


def open_home(page: Page, address: str) -> Locator:
    """Go to a scene, open the dialogue once there is a picture, and wait until it shows what is there."""
    page.emulate_media(reduced_motion="reduce")  # no film plays meanwhile
    page.goto(address)
    page.locator(BUTTON).wait_for()
    until(
        lambda: page.locator(".waiting").count() == 0 and bool(page.evaluate(WORDS, CONTROLS)), PATIENCE * 2
    )
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.locator(BUTTON).click()
    dialogue = page.get_by_role("dialog", name="Take it home")
    shown(dialogue)
    return dialogue


def shown(dialogue: Locator) -> None:
    """Wait until the dialogue shows what was chosen."""
    dialogue.locator(".home-preview:not(.busy) img").wait_for()


def keep(page: Page, item: str, folder: Path) -> Path:
    """Take something of the dialogue home; return the file."""
    with page.expect_download() as saved:
        page.get_by_role("dialog", name="Take it home").get_by_role("button", name=item, exact=True).click()
    file = folder / saved.value.suggested_filename
    saved.value.save_as(file)
    return file


def texts_of(drawing: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


def chunks(file: Path) -> Iterator[tuple[str, bytes]]:
    """Return the chunks of a PNG file; each has the right check sum."""
    data = file.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        body = data[at + 4 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(body),)
        yield body[:4].decode(), body[4:]
        at += 12 + length


def size_and_texts(file: Path) -> tuple[tuple[int, ...], dict[str, str]]:
    found = list(chunks(file))
    assert found[0][0] == "IHDR"
    assert found[-1][0] == "IEND"
    texts = {}
    for kind, body in found:
        if kind == "iTXt":
            name, rest = body.split(b"\0", 1)
            texts[name.decode()] = rest[4:].decode()
    return struct.unpack_from(">II", found[0][1]), texts


def sizes_of_type(
    element: ET.Element, scale: float = 1, size: float = 0, taken: bool = False
) -> Iterator[tuple[bool, float, str]]:
    """Yield for each text of a slide whether it stands in a picture, its size in px, and what it says."""
    taken = taken or "taken" in element.get("class", "")
    larger = re.search(r"scale\(([\d.]+)", element.get("transform", ""))
    scale *= float(larger[1]) if larger else 1
    size = float(element.get("font-size", str(size)).removesuffix("px"))
    said = (element.text or "").strip()
    if said and element.tag in (f"{SVG}text", f"{SVG}tspan"):
        yield taken, size * scale, said
    for child in element:
        yield from sizes_of_type(child, scale, size, taken)


def too_small(drawing: ET.Element, in_a_picture: float = LEAST_IN_A_PICTURE) -> list[tuple[bool, float, str]]:
    """Return the texts of a slide that are smaller than is promised."""
    least = {True: in_a_picture, False: LEAST_OF_WORDS}
    return [
        one
        for one in sizes_of_type(drawing)
        if one[1] < least[one[0]] - 0.05 and not (one[1] == SOURCE and not one[0])
    ]


@pytest.mark.timeout(420)  # a scene trains its networks first
@pytest.mark.parametrize(("lesson", "scene"), SCENES, ids=[f"{one}-{two}" for one, two in SCENES])
def test_the_picture_of_every_scene_is_complete(
    page: Page, viewer: Page, tmp_path: Path, lesson: str, scene: str
) -> None:
    dialogue = open_home(page, f"/{lesson}?scene={scene}&{lesson}_{scene}_guess=show-me")
    heading = page.get_by_test_id("stHeading").locator("h2").first.inner_text()
    file = keep(page, "SVG", tmp_path)
    drawing = ET.parse(file).getroot()  # noqa: S314 we made it
    tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert not tags & {"script", "foreignObject", "a", "use"}
    assert not [name for one in drawing.iter() for name in one.attrib if name.startswith("on")]
    said = " ".join(texts_of(drawing))
    assert heading.split()[0] in said
    found = set(said.split())
    missing = [word for word in page.evaluate(WORDS, CONTROLS) if word not in found and word not in said]
    assert not missing, missing
    told = drawing.find(f"{SVG}metadata")
    assert told is not None
    assert f"scene={scene}" in (told.text or "") or scene == next(two for one, two in SCENES if one == lesson)
    viewer.set_content(f"<body style='margin:0'>{file.read_text('utf-8')}</body>")
    assert viewer.evaluate(OUTSIDE) == []
    with keep(page, CSV, tmp_path).open(encoding="utf-8", newline="") as lines:
        columns, *rows = csv.reader(lines)
    assert len({*columns}) == len(columns) > 2, "each column has a name of its own"
    assert columns[-1] == "source"
    assert "Unrolled" in rows[0][-1]
    assert {len(row) for row in rows} == {len(columns)}
    assert not {*itertools.chain(*rows)} & {"undefined", "[object Object]"}
    numbers = [cell for row in rows for cell in row[:-1] if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)]
    assert numbers
    dialogue.get_by_label("Slide, 16 : 9").check()
    expect(dialogue.get_by_role("status")).to_contain_text("1920 × 1080 px")
    slide = ET.parse(keep(page, "SVG", tmp_path)).getroot()  # noqa: S314 we made it
    assert too_small(slide, LEAST_OF_THE_BELT if scene == "belt" else LEAST_IN_A_PICTURE) == []


def test_png_has_the_size_that_was_chosen_and_says_where_it_comes_from(page: Page, tmp_path: Path) -> None:
    dialogue = open_home(page, GATES)
    drawing = ET.parse(keep(page, "SVG", tmp_path)).getroot()  # noqa: S314 we made it
    size = (round(float(drawing.attrib["width"])), round(float(drawing.attrib["height"])))
    plain, texts = size_and_texts(keep(page, "PNG", tmp_path))
    assert plain == size
    assert trace_of("lstm", "sentiment").network.spec.label() in texts["Description"]
    assert "scene=gates" in texts["Source"]
    assert texts["Title"] == page.get_by_test_id("stHeading").locator("h2").first.inner_text()
    assert size_and_texts(keep(page, "PNG, double size", tmp_path))[0] == (2 * size[0], 2 * size[1])
    dialogue.get_by_label("Slide, 16 : 9").check()
    expect(dialogue.get_by_role("status")).to_contain_text("1920 × 1080 px")
    assert size_and_texts(keep(page, "PNG", tmp_path))[0] == (1920, 1080)


def test_the_ground_is_white_or_none_and_the_words_may_be_left_out(page: Page, tmp_path: Path) -> None:
    dialogue = open_home(page, GATES)
    full = ET.parse(keep(page, "SVG", tmp_path)).getroot()  # noqa: S314 we made it
    grounds = [one.get("fill") for one in full.findall(f"{SVG}rect")]
    assert grounds == ["#ffffff"]
    question = next(text for text in texts_of(full) if text.startswith("At which of these words"))
    dialogue.get_by_label("Transparent").check()
    dialogue.get_by_label("heading, question, result").uncheck()
    shown(dialogue)
    bare = ET.parse(keep(page, "SVG", tmp_path)).getroot()  # noqa: S314 we made it
    assert not bare.findall(f"{SVG}rect")
    assert question not in texts_of(bare)
    assert float(bare.attrib["height"]) < float(full.attrib["height"])


def test_the_numbers_are_those_of_the_network(page: Page, tmp_path: Path) -> None:
    open_home(page, GATES)
    trace = trace_of("lstm", "sentiment")
    with keep(page, CSV, tmp_path).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    label = f"mean {label_of('forget_gate')}"
    found = [(row["token"], float(row["value"])) for row in rows if row["signal"] == label]
    assert [token for token, _ in found] == list(trace.words)
    assert [value for _, value in found] == pytest.approx(
        trace.signals["forget_gate"].mean(axis=1), rel=1e-12
    )


def test_the_numbers_of_a_live_picture_are_those_of_the_network_once_it_is_uncovered(
    page: Page, tmp_path: Path
) -> None:
    address = "/lstm?scene=belt&task=sentiment"
    expect(open_home(page, address).get_by_role("button", name=CSV)).to_have_count(0)
    open_home(page, f"{address}&lstm_belt_guess=show-me")
    trace = trace_of("lstm", "sentiment")
    with keep(page, CSV, tmp_path).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["signal"] == label_of("forget_gate")]
    assert [row["token"] for row in rows[:: len(rows) // len(trace)]] == list(trace.words)
    found = [float(row["value"]) for row in rows]
    wanted = [trace.signals["forget_gate"][int(row["timestep"]) - 1, int(row["unit"]) - 1] for row in rows]
    assert found == pytest.approx(wanted, rel=1e-9)


def pictures_of(film: bytes) -> list[tuple[int, ...]]:
    """Return of each picture of a GIF its width and its height."""
    assert film[:6] == b"GIF89a"
    assert struct.unpack_from("<HH", film, 6) == (1280, 720)
    at = 13 + (3 << (film[10] & 7) + 1 if film[10] & 128 else 0)
    found: list[tuple[int, ...]] = []
    while film[at] != 0x3B:
        if film[at] == 0x21:
            at += 2
        else:
            assert film[at] == 0x2C
            found.append(struct.unpack_from("<HH", film, at + 5))
            at += 11 + (3 << (film[at + 9] & 7) + 1 if film[at + 9] & 128 else 0)
        while film[at]:
            at += 1 + film[at]
        at += 1
    assert at == len(film) - 1
    return found


def test_a_score_becomes_a_film_a_picture_a_word(page: Page, tmp_path: Path) -> None:
    open_home(page, f"{GATES}&t=2")
    before = page.locator(".score .position").inner_text()
    film = keep(page, "GIF, word by word", tmp_path).read_bytes()
    assert pictures_of(film) == [(1280, 720)] * len(trace_of("lstm", "sentiment").words)
    assert len(film) < 3e6
    assert page.locator(".score .position").inner_text() == before


def test_a_step_taken_apart_becomes_a_film_of_its_operations(page: Page, tmp_path: Path) -> None:
    open_home(page, f"{GATES}&t=2")
    before = page.locator(".score .position").inner_text()
    film = keep(page, "GIF, this step taken apart", tmp_path)
    assert film.name == "unrolled-lstm-gates-this-step-taken-apart.gif"
    operations = page.locator(".operations .track button").count()
    pictures = pictures_of(film.read_bytes())
    assert operations >= 5
    assert pictures == [(1280, 720)] * (operations * 5)
    shown = Image.open(io.BytesIO(film.read_bytes()))
    last = []
    for at in range(4, 5 * operations, 5):
        shown.seek(at)
        last.append(np.asarray(shown.convert("RGB"), float))
    apart = [float(np.abs(one - other).mean()) for one, other in itertools.pairwise(last)]
    assert min(apart) > 0.2, "each operation has a picture of its own"
    expect(page.locator(".score .position")).to_have_text(before)
    expect(page.locator(".score .operations")).to_be_hidden()


@pytest.mark.timeout(600)  # three networks are trained first
@pytest.mark.parametrize("lesson_and_scene", ["gradients/film", "words/learn"])
def test_a_training_becomes_a_film_of_its_steps(page: Page, tmp_path: Path, lesson_and_scene: str) -> None:
    lesson, scene = lesson_and_scene.split("/")
    dialogue = open_home(page, f"/{lesson}?scene={scene}&{lesson}_{scene}_guess=show-me")
    film = keep(page, "GIF, the training", tmp_path)
    pictures = pictures_of(film.read_bytes())
    assert 10 <= len(pictures) <= 48
    assert film.stat().st_size < 8.2e6
    shown = Image.open(io.BytesIO(film.read_bytes()))
    seen = set()
    for at in range(len(pictures)):
        shown.seek(at)
        seen.add(shown.convert("RGB").tobytes())
    assert len(seen) > len(pictures) / 2, "it moves"
    expect(dialogue.get_by_role("status")).to_contain_text(film.name)


@pytest.mark.timeout(600)
def test_a_film_of_128_words_and_all_networks_leaves_the_page_alive_and_says_what_it_leaves_out(
    page: Page, tmp_path: Path
) -> None:
    words = "+".join(["my", "dog", "had", "fluffy"] * 32)
    dialogue = open_home(
        page, f"/gradients?scene=untrained&recall_sentence={words}&gradients_untrained_guess=show-me"
    )
    page.evaluate("""() => {
      globalThis.seenFrames = 0;
      const beat = () => requestAnimationFrame(beat, (globalThis.seenFrames += 1));
      beat();
    }""")
    film = keep(page, "GIF, word by word", tmp_path)
    pictures = pictures_of(film.read_bytes())
    assert page.evaluate("() => globalThis.seenFrames") > 2 * len(pictures), "the page went on drawing"
    said = dialogue.get_by_role("status").inner_text()
    assert "One word of 3 has a picture: 43 of 128 words." in said
    assert pictures == [(1280, 720)] * len(pictures)
    assert len(pictures) == 43 or f"It ends after {len(pictures)} of 43 pictures" in said
    assert film.stat().st_size < 10e6
    dialogue.get_by_role("button", name="GIF, word by word").click()
    expect(dialogue.get_by_role("status")).to_contain_text(re.compile(r"Picture \d+ of"))
    dialogue.get_by_role("button", name="Stop the film").click()
    expect(dialogue.get_by_role("status")).to_have_text("The film was stopped.")
    expect(dialogue.get_by_role("button", name="GIF, word by word")).to_be_enabled()


def test_one_file_and_a_notebook_are_made_of_the_scene_as_it_stands(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    sentence = "the music was not good"
    link = f"/lstm?scene=gates&everyday_sentence={sentence.replace(' ', '+')}&hold=forget_gate:1:0.00:2-"
    dialogue = open_home(page, link)
    notebook = json.loads(keep(page, "Notebook", tmp_path).read_text("utf-8"))
    lines = "".join(line for cell in notebook["cells"] for line in cell["source"])
    assert f"sentence = '{sentence}'" in lines
    assert "Clamp('forget_gate', 0.0, units=(0,), start=1)" in lines
    dialogue.get_by_role("button", name="Copy as Python").click()
    expect(dialogue.get_by_label("Lines of Python")).to_have_value(re.compile("trace = record"))
    file = keep(page, "One HTML file", tmp_path)
    context = browser.new_context(offline=True)
    saved = context.new_page()
    saved.goto(file.as_uri())
    expect(saved.locator(".score").first).to_be_visible()
    expect(saved.get_by_label("Sentence: your own words")).to_have_value(sentence)
    context.close()


def test_what_cannot_be_made_is_said_and_can_be_tried_again(
    browser: Browser, server: RunningServer, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    dialogue = open_home(page, "/words?scene=ids")
    page.route("**/taken/**", lambda route: route.fulfill(status=503, body="Others wait, too."))
    dialogue.get_by_role("button", name="Notebook").click()
    expect(dialogue.get_by_role("status")).to_have_text("That did not work: Others wait, too.")
    page.unroute("**/taken/**")
    assert keep(page, "Notebook", tmp_path).suffix == ".ipynb"
    context.close()


def test_the_pictures_of_a_film_are_those_of_the_score(page: Page, tmp_path: Path) -> None:
    dialogue = open_home(page, GATES)
    film = Image.open(io.BytesIO(keep(page, "GIF, word by word", tmp_path).read_bytes()))
    count = len(trace_of("lstm", "sentiment").words)
    page.keyboard.press("Escape")
    for timestep in (0, count - 1):
        page.locator(".score").first.click(position={"x": 5, "y": 5})
        page.keyboard.press("End" if timestep else "Home")
        expect(page.locator(".score .position")).to_have_text(f"{timestep + 1} / {count}")
        page.locator(BUTTON).click()
        shown(dialogue)
        dialogue.get_by_label("Slide, 16 : 9").check()
        expect(dialogue.get_by_role("status")).to_contain_text("1920 × 1080 px")
        slide = Image.open(keep(page, "PNG", tmp_path)).convert("RGB").resize((1280, 720))
        page.keyboard.press("Escape")
        apart = []
        for number in range(count):
            film.seek(number)
            apart.append(
                float(np.abs(np.asarray(film.convert("RGB"), float) - np.asarray(slide, float)).mean())
            )
        assert int(np.argmin(apart)) == timestep, apart
        assert min(apart) < 4, "of 255: a palette of 255 colours and another way to make it small"


def test_a_score_becomes_a_video_that_a_browser_plays(page: Page, tmp_path: Path) -> None:
    open_home(page, "/lstm?scene=gates&everyday_sentence=not+good&lstm_gates_guess=show-me")
    video = keep(page, "WebM, word by word", tmp_path)
    assert video.suffix == ".webm"
    told = base64.b64encode(video.read_bytes()).decode()
    size = page.evaluate(
        """(told) => new Promise((seen, failed) => {
          const bytes = Uint8Array.from(atob(told), (sign) => sign.charCodeAt(0));
          const video = document.createElement("video");
          video.onloadeddata = () => seen([video.videoWidth, video.videoHeight]);
          video.onerror = () => failed(new Error(video.error.message));
          video.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
        })""",
        told,
    )
    assert size == [1280, 720]


def test_the_page_stands_as_it_stood(page: Page) -> None:
    dialogue = open_home(page, GATES)
    before = page.locator(".score .sheet").bounding_box()
    dialogue.get_by_label("Slide, 16 : 9").check()
    expect(dialogue.get_by_role("status")).to_contain_text("1920 × 1080 px")
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
    expect(page.locator(BUTTON)).to_be_focused()
    until(lambda: page.locator(".score .sheet").bounding_box() == before)


def test_where_a_picture_cannot_be_copied_it_says_why(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    dialogue = open_home(page, "/words?scene=ids")
    expect(dialogue.get_by_role("button", name="Copy picture")).to_be_disabled()
    expect(dialogue).to_contain_text("Download the PNG and insert it.")
