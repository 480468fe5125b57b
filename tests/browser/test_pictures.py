"""The live pictures of lessons, each alone on a page: what stands in them, wide, on a phone and covered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.alone import MOUNT

WORDS = ["day", "teddy", "roosevelt", "was", "here"]


def column(read: str, answer: str = "", part: int = 0, **more: Any) -> dict[str, Any]:
    return {"read": read, "answer": answer, "note": "", "own": False, "asked": "", "part": part, **more}


def bars(words: list[str], marks: list[int], says: str, strong: bool) -> dict[str, Any]:
    shares = [0.0, 0.53, 1.0, 0.004, 0.2]
    return {"words": words, "shares": shares, "marks": marks, "says": says, "strong": strong}


WIRING: dict[str, Any] = {
    "columns": [
        *(column(letter) for letter in "badehf"),
        column("go", "f", 1),
        *(column(letter, letter, 1, own=True) for letter in "hedb"),
        column("a", "<i>", 1, own=True, asked="b"),
    ],
    "parts": ["encoder reads", "decoder writes"],
    "between": "one state",
}
WORDBARS = {
    "often": "right, of 256 sentences",
    "title": "Each bar: a share",
    "scale": {"text": "line: 50 % to 100 %", "from": 0.5, "to": 1},
    "right": "correct answer: good",
    "words": WORDS,
    "rows": [
        {
            "label": "last",
            "score": "94 %",
            "note": "ten seeds: 90–95 %",
            "range": [0.9, 0.94, 0.95],
            "shares": [0, 0, 0, 0, 1],
            "numbers": ["", "", "", "", "8 of 8"],
            "unit": "units",
            "says": "good, 96 %",
            "verdict": "correct",
        },
        {
            "label": "mean",
            "score": "95 %",
            "note": "",
            "range": None,
            "shares": [0.2] * 5,
            "numbers": ["1 of 5"] * 5,
            "unit": "",
            "says": "bad, 70 %",
            "verdict": "wrong",
        },
    ],
}
PANELS = {
    "even": 0.5,
    "unit": " %",
    "caption": "Bar: a share.",
    "panels": [
        {"title": title, "note": "reads", "rows": [bars(WORDS, [1], "cannot tell", strong)] * 2}
        for title, strong in (("one direction", False), ("two directions", True))
    ],
}
LOOKS = {
    "read": list("facedb"),
    "written": list("bdeecf"),
    "right": [True, True, True, False, True, True],
    "unaided": list("bdecef"),
    "unaidedRight": [True, True, True, True, False, False],
    "weights": [[float(read == 5 - row) for read in range(6)] for row in range(6)],
    "network": "none",
    "panels": PANELS,
    "often": "What the curves show.",
    "hues": ["#0000ff", "#ff8800"],
}
SHAPES = {
    "one": [column("great", "positive")],
    "many": [column("not"), column("great", "negative")],
    "coder": [column("a"), column("b"), column("go", "b", 1), column("b", "a", 1, own=True)],
}
CHOICES: dict[str, Any] = {
    "chosen": "many",
    "heard": 0,
    "shapes": [
        {
            "id": name,
            "label": f"label {name}",
            "steps": [{"reads": True, "answers": True, "part": 0}] * len(columns),
            "says": "a task",
            "low": 0.9,
            "high": 0.95,
            "score": "90–95 % right",
        }
        for name, columns in SHAPES.items()
    ],
    "wirings": {
        name: {"columns": columns, "parts": [], "between": "", "alt": f"alt {name}"}
        for name, columns in SHAPES.items()
    },
}
SEEDS = {
    "proof": "a/b",
    "claim": "GRU and LSTM c keep a tenth.",
    "constant": "The same sentence.",
    "drawn": "random starts",
    "unit": "share of the gradient left",
    "scale": "log",
    "lines": [
        {"name": "RNN", "hue": "#808894", "least": None},
        {"name": "LSTM c", "hue": "#a97a00", "least": 0.1},
    ],
    "kept": {
        "points": [[seed, [10.0**-seed, 0.09 * (seed + 1)], seed > 0] for seed in range(6)],
        "verdict": {"word": "mostly", "text": "Holds on most", "low": 0.4, "high": 0.9, "count": 6},
        "date": "2026-11-29",
        "processor": "a processor, 2 cores",
        "versions": "numpy 2",
    },
    "problem": "",
    "here": {"points": [], "verdict": {"word": "fails", "text": "", "low": 0, "high": 1, "count": 0}},
    "count": 3,
    "seconds": 20,
}
ROWS: list[dict[str, Any]] = [
    {
        "name": "<i>none",
        "gates": [],
        "shares": [0.55, 0.6, 0.71],
        "here": None,
        "quoted": 80.6,
        "strong": False,
    },
    {
        "name": "input gate only",
        "gates": ["input_gate"],
        "shares": [0.9, 0.944, 0.95],
        "here": 0.93,
        "quoted": 84.4,
        "strong": True,
    },
]
ABLATION: dict[str, Any] = {
    "groups": [{"title": "Right answers", "note": "three starts", "chance": 0.5, "rows": ROWS}],
    "low": 0.45,
    "quoted": "a lecture's",
    "equations": True,
    "caption": "Dashed: guessing.",
}
KINDS = {"seeds": SEEDS, "looks": LOOKS, "wiring": WIRING, "wordbars": WORDBARS, "panels": PANELS}
GROUPED = {
    **ABLATION,
    "groups": [
        {**ABLATION["groups"][0], "title": title, "note": note, "rows": [row]}
        for title, note, row in zip(("One", "None"), ("three starts", ""), ROWS[::-1], strict=True)
    ],
}
OF_ROWS = {"ablation": ABLATION, "grouped": GROUPED}
"""Pictures of rows and words, not one drawing."""

Put = Callable[..., None]


@pytest.fixture
def put(page: Page) -> Put:
    """Return what puts a picture of a kind on an empty page."""
    page.goto("/_stcore/health")

    def mount(kind: str, width: int = 1100, **around: Any) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        module = "ablation" if kind in OF_ROWS else kind
        page.evaluate(MOUNT, [module, (KINDS | OF_ROWS)[kind], {"alt": "What it shows.", **around}])

    return mount


def texts(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("svg text").all_text_contents() if text.strip()]


def beyond(page: Page) -> float:
    """Return how many px of the widest text stand outside the drawing."""
    return float(
        page.evaluate(
            """() => {
              const drawing = document.querySelector('div').shadowRoot.querySelector('svg');
              const [all, texts] = [drawing.getBoundingClientRect(), drawing.querySelectorAll('text')];
              const out = [...texts].filter((text) => text.textContent).map((text) => {
                const box = text.getBoundingClientRect();
                const across = Math.max(all.left - box.left, box.right - all.right);
                return Math.max(across, all.top - box.top, box.bottom - all.bottom);
              });
              return Math.max(...out);
            }"""
        )
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [358, 1120])
def test_every_text_is_inside_and_large_enough(page: Page, put: Put, kind: str, width: int) -> None:
    put(kind, width)
    expect(page.locator("svg[role=img]").first).to_have_attribute("aria-label", "What it shows.")
    assert beyond(page) <= 0.5
    sizes = page.locator("svg text").evaluate_all(
        "all => all.filter((one) => one.textContent).map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= (12 if width < 700 else 14)
    frame = page.locator(f".{kind}")
    assert frame.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_covered_picture_shows_nothing_of_itself_until_it_is_uncovered(
    page: Page, put: Put, kind: str
) -> None:
    put(kind, veiled=True)
    expect(page.locator(f".{kind}")).to_contain_text("Answer first")
    expect(page.locator("svg text >> visible=true")).to_have_count(0)
    page.set_viewport_size({"width": 700, "height": 800})
    expect(page.locator("svg text >> visible=true")).to_have_count(0)
    page.evaluate("data => window.picture.show(data, { alt: '' })", KINDS[kind])
    expect(page.locator("svg text >> visible=true").first).to_be_visible()
    expect(page.get_by_text("Answer first >> visible=true")).to_have_count(0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_follows_the_width_of_its_page(page: Page, put: Put, kind: str) -> None:
    put(kind, 1120)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("svg[role=img]").first).to_have_attribute("width", "390")
    page.evaluate("window.picture.end()")
    expect(page.locator(f".{kind}")).to_have_count(0)


def test_wiring_stands_in_one_line_or_breaks_where_the_decoder_begins(page: Page, put: Put) -> None:
    boxes = """() => [...document.querySelector('div').shadowRoot.querySelectorAll('.wiring-box')]
      .map((box) => Math.round(box.getBoundingClientRect().top))"""
    put("wiring", 1120)
    assert len(set(page.evaluate(boxes))) == 1
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function(f"() => new Set(({boxes})()).size === 2")
    tops = page.evaluate(boxes)
    assert (len(set(tops[:6])), len(set(tops[6:]))) == (1, 1)
    assert tops[6] > tops[5]


def test_wiring_says_what_was_asked_above_what_is_wrong_and_makes_no_markup(page: Page, put: Put) -> None:
    put("wiring")
    wrong = page.locator(".wiring-part[data-wrong=true]")
    expect(wrong).to_have_count(1)
    expect(wrong.locator(".wiring-answer")).to_have_text("<i>")
    expect(wrong.locator(".wiring-note")).to_have_text("b")
    expect(page.locator(".wiring-state[data-crossing=true]")).to_have_count(1)
    assert "one state" in texts(page)


def test_wiring_takes_away_timesteps_that_another_shape_has_not(page: Page, put: Put) -> None:
    put("wiring")
    expect(page.locator(".wiring-box")).to_have_count(12)
    page.evaluate("data => window.picture.show(data, {})", {**WIRING, "columns": WIRING["columns"][:1]})
    expect(page.locator(".wiring-box")).to_have_count(1)
    expect(page.locator(".wiring-between")).to_have_text("")


def test_panels_say_what_came_out_at_the_word_that_is_asked_about(page: Page, put: Put) -> None:
    put("panels")
    rows = page.locator(".panels-row")
    expect(rows).to_have_count(4)
    expect(rows.first.locator("[data-marked=true] .panels-number")).to_have_text("53 %")
    expect(rows.first.locator(".panels-says")).to_have_text("cannot tell")
    expect(page.locator(".panels-caption")).to_have_text("Bar: a share.")
    assert texts(page).count("0 %") == 0, "a share that nobody asks about and that is nothing has no number"


def test_a_look_is_ink_where_its_weight_is(page: Page, put: Put) -> None:
    put("looks")
    ink = page.locator(".looks-ink").evaluate_all("all => all.map((one) => one.getAttribute('fill-opacity'))")
    assert [at for at, weight in enumerate(ink) if weight == "1"] == [5, 10, 15, 20, 25, 30]
    assert page.locator(".looks-number").all_text_contents() == ["100"] * 6
    wrong = page.locator(".looks-letter[data-wrong=true]")
    expect(wrong).to_have_text(["e", "e", "f"])  # with attention, and two without
    expect(page.locator(".looks-counted")).to_have_text(["4 of 6", "5 of 6"])


def test_bars_over_words_stand_for_their_shares(page: Page, put: Put) -> None:
    put("wordbars")
    tall = page.locator(".wordbars-bar").evaluate_all(
        "all => all.map((one) => Number(one.getAttribute('height')))"
    )
    assert tall[4] == pytest.approx(50)
    assert tall[5:] == pytest.approx([50 * 0.2] * 5)
    assert texts(page).count("1 of 5") == 5
    assert "8 of 8" in texts(page)
    good, bad = (page.locator(".wordbars-row").nth(at) for at in (0, 1))
    expect(good.locator(".wordbars-verdict")).to_have_text("✓ correct")
    expect(bad.locator(".wordbars-verdict")).to_have_text("✗ wrong")
    inks = [
        one.locator(".wordbars-verdict").evaluate("it => getComputedStyle(it).fill") for one in (good, bad)
    ]
    assert inks[0] != inks[1], "what is wrong has a colour of its own"
    sizes = [
        good.locator(f".wordbars-{part}").evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
        for part in ("score", "says")
    ]
    assert sizes[0] > 1.5 * sizes[1], "what holds over many sentences is the large number"


@pytest.mark.parametrize("width", [358, 1120])
def test_ranges_of_scores_stand_on_one_scale(page: Page, put: Put, width: int) -> None:
    put("wordbars", width)
    expect(page.locator(".wordbars-range")).to_have_count(1)  # of the row that has one
    parts = (".wordbars-scale path", ".wordbars-range", ".wordbars-here")
    boxes = [page.locator(part).first.bounding_box() for part in parts]
    (start, whole), (low, wide), (here, dot) = [(box["x"], box["width"]) for box in boxes if box]
    assert (low - start) / whole == pytest.approx(0.8, abs=0.02)
    assert (low + wide - start) / whole == pytest.approx(0.9, abs=0.02)
    assert (here + dot / 2 - start) / whole == pytest.approx(0.88, abs=0.02)


def test_a_drawing_that_is_chosen_rewires_the_large_one_at_once_and_tells_the_page(page: Page) -> None:
    page.goto("/_stcore/health")
    page.evaluate(MOUNT, ["kinds", CHOICES, {}])
    answers = page.locator(".wiring-step:not(.wiring-leaving) .wiring-part[data-there=true] .wiring-answer")
    expect(answers).to_have_text(["negative"])
    pressed = page.locator("button[aria-pressed=true]")
    expect(pressed).to_contain_text("label many")
    page.get_by_role("button", name="label coder").click()
    expect(answers).to_have_text(["b", "a"])
    expect(pressed).to_contain_text("label coder")
    expect(page.locator("svg[role=img]")).to_have_attribute("aria-label", "alt coder")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(answers).to_have_text(["positive"])
    expect(page.locator(".wiring-step")).to_have_count(1)  # what it has not has faded out
    assert page.evaluate("window.told") == [["coder", 1], ["one", 2]]
    late = "data => window.picture.show({ ...data, chosen: 'coder', heard: 1 })"
    page.evaluate(late, CHOICES)
    expect(pressed).to_contain_text("label one")  # the answer to the choice before changes nothing
    page.evaluate(late.replace("heard: 1", "heard: 2"), CHOICES)
    expect(pressed).to_contain_text("label coder")


def test_the_equations_of_the_chosen_cell_have_what_is_missing_struck_out(page: Page, put: Put) -> None:
    put("ablation")
    rows, struck = page.locator("button.ablation-row"), page.locator(".ablation-equation s")
    expect(rows.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".ablation-score")).to_have_text(["60 %", "94 %"])
    assert [text[:2] for text in struck.all_inner_texts()] == ["f ", "o ", "f ", "o "]
    rows.nth(1).focus()
    page.keyboard.press("Tab")
    rows.nth(0).click()
    assert [text[:2] for text in struck.all_inner_texts()] == ["i ", "f ", "o ", "f ", "i ", "o "]
    expect(page.locator(".ablation-equation b")).to_have_text(["i = 1", "f = 1", "o = 1"])
    expect(page.locator(".ablation-here")).to_have_count(1)


def test_cells_in_groups_are_chosen_across_them_and_quoted_under_one_head(page: Page, put: Put) -> None:
    put("grouped")
    expect(page.locator(".ablation-groups .ablation-title")).to_have_text(["One", "None"])
    expect(page.locator(".ablation-head .ablation-quoted")).to_have_text(["a lecture's"])
    rows = page.locator("button.ablation-row")
    expect(rows.nth(0)).to_have_attribute("aria-pressed", "true")
    rows.nth(0).focus()
    page.evaluate(
        "window.picture.keydown(new KeyboardEvent('keydown', { key: 'ArrowDown', cancelable: true }))"
    )
    expect(rows.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".ablation-equations .ablation-title")).to_have_text("<i>none")


@pytest.mark.parametrize("kind", OF_ROWS)
def test_rows_of_cells_stay_inside_a_phone_and_are_covered_until_the_answer(
    page: Page, put: Put, kind: str
) -> None:
    put(kind, 358)
    assert page.evaluate("document.documentElement.scrollWidth") <= 358
    put(kind, veiled=True)
    expect(page.locator(".ablation")).to_contain_text("Answer first")
    expect(page.locator(".ablation-row")).to_have_count(0)
