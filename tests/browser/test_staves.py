"""Staves alone on a page: their numbers as colours on screen and on paper, and new numbers in their place."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect

from core.equations.signals import Scale
from core.figures.palette import NEGATIVE, POSITIVE, SIGNALS
from tests.browser.reading import PIXELS, until
from tests.running import RunningServer

WORDS, UNITS, CLASSES = 7, 11, 3
EMPTY = "#f1f2f2"  # 6 % of the way from a white page to its text, #1d2129
LEVELS = 64
CROSSES = 'path[stroke="#d6009a"]'

MOUNT = """async ([positive, negative, units]) => {
  const stage = (name) => import(`/stage/now/stage/${name}.js`);
  const { Stage } = await stage('score/stage');
  const { Matrix } = await import('/stage/now/net/matrix.js');
  const { cursor, move } = await stage('cursor');
  const style = document.createElement('style');
  for (const name of ['stage.css', 'score/score.css'])
    style.append(await (await fetch(`/stage/now/stage/${name}`)).text());
  const row = document.createElement('div');
  row.className = 'row stave';
  document.body.replaceChildren(style, row);
  const words = [...'abcdefg'];
  const palette = { signals: {}, positive, negative };
  const around = new Stage({ tokens: words.map((text) => ({ text })), palette, staves: [] }, row, 500);
  move({ length: words.length, units, timestep: 2, unit: 3 });
  const decoded = (one) => Array.isArray(one?.[0])
    ? new Matrix(one.length, one[0].length, Float64Array.from(one.flat(), (x) => x ?? NaN)) : one;
  const ledgerIn = ({ written, ...rest }) => ({ ...numbersIn(rest), written: written.map(decoded) });
  const numbersIn = (stave) => Object.fromEntries(Object.entries(stave).map(([name, one]) =>
    [name, name === 'best' ? one : name === 'ledger' ? ledgerIn(one) : decoded(one)]));
  window.made = async (type, stave) => {
    const view = (await stage(`score/staves/${type}`))[type](around, numbersIn(stave));
    view.move(cursor);
    return view;
  };
  window.put = async (type, stave) => {
    window.view = await window.made(type, stave);
    row.replaceChildren(window.view.root);
  };
  window.moved = (change) => { move(change); view.move(cursor); };
  window.update = (stave) => window.view.update(numbersIn(stave));
}"""


@pytest.fixture(params=[1, 1.25, 2])
def zoomed(request: pytest.FixtureRequest, browser: Browser, server: RunningServer) -> Iterator[Page]:
    yield from _mounted(browser, server, request.param)


@pytest.fixture
def stand(browser: Browser, server: RunningServer) -> Iterator[Page]:
    yield from _mounted(browser, server, 1)


def _mounted(browser: Browser, server: RunningServer, ratio: float) -> Iterator[Page]:
    context = browser.new_context(base_url=server.url, device_scale_factor=ratio)
    page = context.new_page()
    page.goto("/_stcore/health")
    page.evaluate(MOUNT, [POSITIVE, NEGATIVE, UNITS])
    yield page
    context.close()


def matrix(seed: int, rows: int = WORDS, columns: int = UNITS, size: float = 1.0) -> list[list[float]]:
    numbers: list[list[float]] = (
        np.random.default_rng(seed).uniform(-size, size, (rows, columns)).astype(np.float32).tolist()
    )
    return numbers


def heat(values: list[list[Any]], scale: Scale = "signed") -> dict[str, Any]:
    return {
        "label": "hidden",
        "scale": scale,
        "low": -1,
        "high": 1,
        "hue": SIGNALS["hidden"],
        "values": values,
    }


def rgb(colour: str) -> NDArray[np.int64]:
    return np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)])


def mixed(to: str, share: float) -> str:
    colour = np.floor(rgb(EMPTY) + (rgb(to) - rgb(EMPTY)) * share + 0.5).astype(int)
    return "#" + "".join(f"{part:02x}" for part in colour)


def colour_of(value: float, scale: Scale) -> str:
    """Return a number's colour: of a gate from empty to its hue, else from negative to positive."""
    shown = np.tanh(value) if scale == "squashed" else value
    low = 0 if scale == "gate" else -1
    share = np.floor((np.clip(shown, low, 1) - low) / (1 - low) * LEVELS + 0.5) / LEVELS
    if scale == "gate":
        return mixed(SIGNALS["hidden"], share)
    return mixed(NEGATIVE if 2 * share - 1 < 0 else POSITIVE, abs(2 * share - 1))


def on_screen(page: Page) -> list[list[str | None]]:
    """Return the colours on the canvas by timestep and unit; None where nothing is painted."""
    (units, timesteps), flat = page.locator(".cells canvas").evaluate(PIXELS)
    colours = np.array(flat).reshape(units, timesteps, 4).swapaxes(0, 1)
    return [
        [f"#{r:02x}{g:02x}{b:02x}" if opacity else None for r, g, b, opacity in column] for column in colours
    ]


def on_paper(page: Page) -> list[list[str | None]]:
    """Return the colours of the boxes in the drawing by timestep and unit; None where there is no box."""
    paths: list[tuple[str, str]] = page.evaluate(
        "[...view.vector().querySelectorAll('path[fill]')].map((one) => "
        "[one.getAttribute('fill'), one.getAttribute('d')])"
    )
    boxes = {
        (float(x), float(y)): fill for fill, d in paths for x, y in re.findall(r"M([\d.]+) ([\d.]+)h", d)
    }
    columns, rows = sorted({x for x, _ in boxes}), sorted({y for _, y in boxes})
    return [[boxes.get((x, y)) for y in rows] for x in columns]


@pytest.mark.parametrize("scale", ["gate", "signed", "squashed"])
def test_a_number_has_its_colour_on_screen_and_on_paper(stand: Page, scale: Scale) -> None:
    values = matrix(1, size=1.4)
    stand.evaluate("([stave]) => put('heat', stave)", [heat(values, scale)])
    expected = [[colour_of(value, scale) for value in column] for column in values]
    assert on_screen(stand) == expected
    assert on_paper(stand) == expected


def test_units_stand_in_their_order_and_what_matters_is_large_on_screen_and_on_paper(stand: Page) -> None:
    """A unit that matters has three lines on the canvas, an empty one parts them from the others."""
    values = matrix(7)
    order = [int(unit) for unit in np.random.default_rng(7).permutation(UNITS)]
    few = order[:6]
    for units in (order, sorted(order)):
        lines: list[int | None] = [line for unit in units for line in [unit] * (3 if unit in few else 1)]
        lines.insert(18 if units == order else len(lines), None)
        stave = heat(values) | {"order": {"by": "effect", "units": units, "few": few}}
        stand.evaluate("([stave]) => window.view ? update(stave) : put('heat', stave)", [stave])
        colours = [[colour_of(value, "signed") for value in column] for column in values]
        assert on_screen(stand) == [[None if at is None else one[at] for at in lines] for one in colours]
        assert on_paper(stand) == [[one[unit] for unit in units] for one in colours]
        stand.evaluate("view.move({ timestep: 2, unit: 3 })")
        numbers = stand.evaluate("view.axis().map(([, text]) => Number(text) - 1)")
        assert numbers == [unit for unit in units if unit in few]
        marked = stand.evaluate("view.root.querySelector('rect.mark').getAttribute('y')")
        assert float(marked) == pytest.approx(4 + 4 * lines.index(3)), (
            "the cursor's unit is marked where it stands"
        )


def test_what_is_not_a_number_is_crossed_out(stand: Page) -> None:
    values: list[list[float | None]] = [list(column) for column in matrix(2)]
    values[1][4] = values[6][0] = None
    stand.evaluate("([stave]) => put('heat', stave)", [heat(values)])
    broken = [(1, 4), (6, 0)]
    for colours in (on_screen(stand), on_paper(stand)):
        assert [(t, u) for t in range(WORDS) for u in range(UNITS) if colours[t][u] is None] == broken
    for picture in ("root", "vector()"):
        crosses = stand.evaluate(
            f"[...view.{picture}.querySelectorAll('{CROSSES}')].map((one) => one.getAttribute('d'))"
        )
        assert len(crosses) == 1
        assert crosses[0].count("M") == 2 * len(broken)
    stand.evaluate("([stave]) => update(stave)", [heat(matrix(3))])
    assert stand.locator(CROSSES).get_attribute("d") == ""


COLOURS = """async (picture) => {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
  const found = new Set();
  for (let n = 0; n < data.length; n += 4)
    found.add('#' + [0, 1, 2].map((k) => data[n + k].toString(16).padStart(2, '0')).join(''));
  return [...found];
}"""


def test_cells_have_sharp_edges_at_any_zoom(zoomed: Page) -> None:
    """No pixel has a colour between those of two numbers, or between a number's and the page's."""
    values = matrix(4)
    zoomed.evaluate("([stave]) => put('heat', stave)", [heat(values)])
    zoomed.evaluate("() => { for (const mark of view.root.querySelectorAll('.mark')) mark.remove(); }")
    zoomed.evaluate(
        "() => { document.body.style = 'margin: 10.3px 7.7px'; view.root.parentNode.style = 'border: 0'; }"
    )
    picture = base64.b64encode(zoomed.locator(".cells").screenshot()).decode()
    seen = set(zoomed.evaluate(COLOURS, picture))
    assert seen == {colour_of(value, "signed") for column in values for value in column} | {"#ffffff"}


def guesses(seed: int, *, broken: bool = False) -> list[list[list[Any]]]:
    shares = np.random.default_rng(seed).dirichlet(np.ones(CLASSES), WORDS)
    best = [[[f"class {rank}", float(share)] for rank, share in enumerate(row)] for row in shares]
    if broken:
        best[2][1][1] = None
    return best


LINES = {"label": "cell state", "hue": SIGNALS["cell_state"]}
READOUT = {"label": "answer", "hue": "#808894", "reveal": False}
PROBE = {"label": "read from RNN", "symbol": "h", "note": "chance 1 in 3", "hue": "#808894"}
LEDGER = {"label": "who wrote c", "note": "", "hue": SIGNALS["cell_state"], "symbol": "c", "reverse": False}


def answers(*words: str, broken: int = -1) -> list[dict[str, Any] | None]:
    """Return what is read after each word, "" for nothing; "dog" is right. Shares fall from word to word."""
    return [
        {"word": word, "share": None if at == broken else 1 - at / 10, "right": word == "dog"}
        if word
        else None
        for at, word in enumerate(words)
    ]


def accounts(seed: int) -> dict[str, Any]:
    """Return a ledger whose words keep half of what was there."""
    entries, kept = np.array(matrix(seed)), 0.5 * np.ones((WORDS, UNITS))
    written = np.zeros((WORDS, WORDS, UNITS))
    initial, left = np.zeros((WORDS, UNITS)), np.array(matrix(seed + 1, rows=1)[0])
    for at in range(WORDS):
        written[at, :at] = written[at - 1, :at] * kept[at] if at else 0
        written[at, at], initial[at] = entries[at], left * kept[at]
        left = initial[at]
    told = {"written": list(written), "initial": initial, "total": written.sum(axis=1) + initial}
    return {"state": "cell_state", **{name: plain(one) for name, one in told.items()}}


def plain(numbers: Any) -> Any:
    return [plain(one) for one in numbers] if isinstance(numbers, list) else numbers.tolist()


PARTS = {"id": "contributions", "label": "parts"}
REACH = {"label": "reach, RNN", "symbol": "h", "hue": SIGNALS["hidden"], "both": False}


def parts(seed: int, *, broken: bool = False) -> list[dict[str, Any]]:
    """Return shares that add up to 1, of two networks; of the second one none, where it is broken."""
    shares = np.random.default_rng(seed).dirichlet(np.ones(WORDS), 2).tolist()
    names = {"RNN": "#808894", "LSTM": "#7c5bd6"}
    made = [{"name": name, "hue": hue, "shares": shares[at]} for at, (name, hue) in enumerate(names.items())]
    gone = {"shares": [None] * WORDS, "left": None} if broken else {"left": 0.25}
    return [made[0] | {"left": 0.5}, made[1] | gone]


def arriving(seed: int, *, broken: bool = False) -> list[list[float | None]]:
    """Return what is left of each answer's gradient: it falls by random factors; one number is none."""
    kept = np.random.default_rng(seed).uniform(0.05, 1, (WORDS, WORDS))
    shares = [
        [float(np.prod(row[word:at])) if word <= at else 0 for word in range(WORDS)]
        for at, row in enumerate(kept)
    ]
    return [
        [None if broken and (at, word) == (4, 1) else one for word, one in enumerate(row)]
        for at, row in enumerate(shares)
    ]


UNROLLED = {
    **heat([]),
    "rolled": "rolled-up",
    "carry": None,
    "weights": [
        {"name": name, "hue": "#808894", "shape": "2×2", "count": 4} for name in ("W_x", "W_h", "W_y")
    ],
}


def inside(seed: int) -> dict[str, Any]:
    return {
        "values": matrix(seed),
        "inputs": matrix(seed + 100, columns=5),
        "initial": matrix(seed + 200, rows=1),
    }


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("heat", heat(matrix(5)), heat(matrix(6))),
        ("lines", LINES | {"values": matrix(5)}, LINES | {"values": matrix(6, size=3.7)}),
        ("readout", READOUT | {"best": guesses(5)}, READOUT | {"best": guesses(6, broken=True)}),
        ("readout", READOUT | {"best": guesses(5, broken=True)}, READOUT | {"best": guesses(6)}),
        ("unrolled", UNROLLED | inside(5), UNROLLED | inside(6)),
        (
            "probe",
            PROBE | {"answers": answers("", "dog", "dog", "cat", "dog", "cat", "cat")},
            PROBE | {"answers": answers("dog", "cat", "", "dog", "dog", "dog", "dog", broken=4)},
        ),
        (
            "probe",
            PROBE | {"answers": answers(*[""] * WORDS)},
            PROBE | {"answers": answers(*["dog"] * WORDS)},
        ),
        ("ledger", LEDGER | {"ledger": accounts(5)}, LEDGER | {"ledger": accounts(6)}),
        (
            "written",
            heat([]) | {"ledger": accounts(5)},
            heat([]) | {"ledger": accounts(6)},
        ),
        ("contributions", PARTS | {"series": parts(5)}, PARTS | {"series": parts(6, broken=True)}),
        ("contributions", PARTS | {"series": parts(5, broken=True)}, PARTS | {"series": parts(6)}),
        ("reach", REACH | {"shares": arriving(5)}, REACH | {"shares": arriving(6, broken=True)}),
    ],
)  # fmt: skip
def test_new_numbers_are_drawn_in_place(
    stand: Page, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    stand.evaluate("([kind, stave]) => put(kind, stave)", [kind, before])
    state = """async ([kind, stave]) => {
      const fresh = stave ? await made(kind, stave) : view;
      const canvas = fresh.root.querySelector('canvas');
      const pixels = canvas ? [...canvas.getContext('2d').getImageData(0, 0, 40, 40).data] : [];
      return [fresh.root.outerHTML, fresh.vector().outerHTML, pixels, fresh.axis?.(), fresh.rows()];
    }"""
    old = stand.evaluate(state, [kind, None])
    stand.evaluate("() => { window.elements = [...view.root.children]; }")
    stand.evaluate("([stave]) => update(stave)", [after])
    wanted = stand.evaluate(state, [kind, after])
    assert old != wanted
    until(lambda: stand.evaluate(state, [kind, None]) == wanted)  # its name follows once it rests
    assert stand.evaluate("[...view.root.children].every((one, index) => one === elements[index])")


STRIPS = """() => {
  const canvases = [...view.root.querySelectorAll('canvas')].map((one) => {
    const [left, top, width, height] =
      ['left', 'top', 'width', 'height'].map((name) => parseFloat(one.style[name]));
    const context = one.getContext('2d');
    return (x, y) => {
      const at = [(x - left) * one.width / width, (y - top) * one.height / height].map(Math.floor);
      const [r, g, b, opacity] = context.getImageData(...at, 1, 1).data;
      return opacity ? '#' + [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('') : null;
    };
  });
  const copies = [...view.vector().querySelectorAll('g[transform]')]
    .filter((one) => !one.querySelector('[stroke-dasharray]'));
  const paths = (copy) => [...copy.querySelectorAll('g[shape-rendering] path[fill]')];
  return copies.flatMap((copy) => paths(copy).flatMap((path) => {
    const shift = parseFloat(copy.getAttribute('transform').slice('translate('.length));
    const boxes = [...path.getAttribute('d').matchAll(/M([-\\d.]+) ([-\\d.]+)h([\\d.]+)v([\\d.]+)/g)];
    return boxes.map((found) => {
      const [x, y, width, height] = found.slice(1).map(Number);
      const seen = canvases.map((colour) => colour(shift + x + width / 2, y + height / 2)).filter(Boolean);
      return [path.getAttribute('fill'), seen];
    });
  }));
}"""


def test_the_strips_of_the_unrolled_network_are_on_screen_what_they_are_on_paper(stand: Page) -> None:
    numbers = inside(5)
    numbers["values"][2][4] = None
    order = {"units": [*range(1, UNITS), 0], "few": []}
    stand.evaluate("([stave]) => put('unrolled', stave)", [UNROLLED | numbers | {"order": order}])
    boxes = stand.evaluate(STRIPS)
    assert len(boxes) == WORDS * (UNITS + 5) - 1
    assert [box for box in boxes if box[1] != [box[0]]] == []
    expect(stand.locator(f".cells .covers {CROSSES}")).to_have_attribute("d", re.compile("^M[^M]+M[^M]+$"))
    assert stand.evaluate("view.vector().querySelectorAll('.covers').length") == 0


def test_a_network_that_rolls_up_is_drawn_exactly_and_on_canvases_again(stand: Page) -> None:
    stand.evaluate("([stave]) => put('unrolled', stave)", [UNROLLED | inside(5)])
    exact, canvas = stand.locator(".cells g[shape-rendering]"), stand.locator(".cells canvas").first
    first = 1  # the state before the first word
    expect(exact).to_have_count(first)
    stand.evaluate("moved({ unrolled: 0.5 })")
    expect(exact).to_have_count(first + 2 * WORDS)
    expect(canvas).to_be_hidden()
    stand.evaluate("([stave]) => update(stave)", [UNROLLED | inside(6)])
    stand.evaluate("moved({ unrolled: 1 })")
    expect(exact).to_have_count(first)
    expect(canvas).to_be_visible()
    assert [box for box in stand.evaluate(STRIPS) if box[1] != [box[0]]] == []


def test_a_wrong_answer_is_told_by_its_shape(stand: Page) -> None:
    """A right one is bold on a band as strong as it is sure; nothing stands before the subject."""
    told = answers("", "dog", "dog", "cat", "dog", "dog", "dog")
    stand.evaluate("([stave]) => put('probe', stave)", [PROBE | {"answers": told}])
    words = stand.evaluate(
        """() => [...view.root.querySelectorAll('text[text-decoration]')].map((one) =>
          [one.textContent, one.getAttribute('text-decoration'), one.getAttribute('font-weight')])"""
    )
    right = ["dog", "none", "700"]
    assert words == [["", "line-through", "400"], right, right, ["cat", "line-through", "400"], *3 * [right]]
    bands = stand.evaluate(
        "() => [...view.root.querySelectorAll('rect')].map((one) => Number(one.getAttribute('opacity')))"
    )
    assert [band > 0 for band in bands] == [word[0] == "dog" for word in words]
    assert bands[1] > bands[2] > bands[4]
    name = stand.evaluate("() => view.root.getAttribute('aria-label')")
    assert name == (
        "The subject, read from RNN: right after 5 of 6 words; first wrong after “d”: “cat”, 70 %, wrong; "
        "after the last, “g”: “dog”, 40 %"
    )
    rows = stand.evaluate("() => view.rows()")
    assert [row[:2] for row in rows[:3]] == [
        [1, "read from RNN: dog"],
        [2, "read from RNN: dog"],
        [3, "read from RNN: cat (wrong)"],
    ]
    assert [row[3] for row in rows] == pytest.approx([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])


def test_without_a_subject_the_row_says_so(stand: Page) -> None:
    stand.evaluate("([stave]) => put('probe', stave)", [PROBE | {"answers": answers(*[""] * WORDS)}])
    assert "There is no subject in this sentence." in stand.evaluate("() => view.root.textContent")
    assert stand.evaluate("() => view.rows()") == []


HEIGHTS = """() => {
  const [high, low] = [view.axis()[0], view.axis()[2]].map(([y]) => y);
  const one = (low - high) / 2 / Number(view.axis()[0][1]);
  return [...view.root.querySelectorAll('g rect[fill^="#"]')].map((bar) => {
    if (bar.getAttribute('visibility') === 'hidden') return 0;
    return Number(bar.getAttribute('height')) / one * (bar.getAttribute('fill') === '%s' ? -1 : 1);
  });
}"""


@pytest.mark.parametrize(("timestep", "unit"), [(0, 0), (3, 4), (WORDS - 1, UNITS - 1)])
def test_the_bars_at_the_cursor_add_up_to_the_state(stand: Page, timestep: int, unit: int) -> None:
    held = accounts(7)
    stand.evaluate("([stave]) => put('ledger', stave)", [LEDGER | {"ledger": held}])
    stand.evaluate("([change]) => moved(change)", [{"timestep": timestep, "unit": unit}])
    start, *bars = stand.evaluate(HEIGHTS % NEGATIVE)
    state = held["total"][timestep][unit]
    assert sum(bars) + start == pytest.approx(state, abs=0.01)
    assert bars == pytest.approx([held["written"][timestep][word][unit] for word in range(WORDS)], abs=0.002)
    assert bars[timestep + 1 :] == [0] * (WORDS - 1 - timestep), "what was not read has written nothing"
    rows = stand.evaluate("() => view.rows()")
    assert sum(row[3] for row in rows) == pytest.approx(state)
    assert {(row[0], row[2]) for row in rows} == {(timestep, unit)}
    assert rows[0][1] == "who wrote c: word 1, “a”"
    said = stand.evaluate("() => view.root.lastElementChild.textContent").replace("−", "-")
    assert said.endswith(f" = {state:.2f}")


def test_the_ledger_says_who_wrote_most_with_numbers_that_add_up(stand: Page) -> None:
    held = accounts(7)
    stand.evaluate("([stave]) => put('ledger', stave)", [LEDGER | {"ledger": held}])
    stand.evaluate("([change]) => moved(change)", [{"timestep": 5, "unit": 2}])
    state = f"{held['total'][5][2]:.2f}".replace("-", "−")
    until(
        lambda: stand.evaluate("() => view.root.getAttribute('aria-label')").startswith(
            f"who wrote c: of c = {state} at “f”, unit 3, "
        )
    )
    name = stand.evaluate("() => view.root.getAttribute('aria-label')")
    numbers = re.findall(r"(?:wrote|others) (−?[\d.]+)", name)
    assert len(numbers) == 4
    assert sum(float(one.replace("−", "-")) for one in numbers) == pytest.approx(
        held["total"][5][2], abs=0.006
    )


def test_the_map_of_all_units_follows_the_cursor(stand: Page) -> None:
    held = accounts(8)
    stand.evaluate("([stave]) => put('written', stave)", [heat([]) | {"ledger": held}])
    for timestep in (WORDS - 1, 1, 4):
        stand.evaluate("([change]) => moved(change)", [{"timestep": timestep}])
        expected = [[colour_of(value, "signed") for value in word] for word in held["written"][timestep]]
        assert on_screen(stand) == expected
        assert on_paper(stand) == expected


def test_what_arrives_is_told_where_the_cursor_is_and_nothing_stands_after_the_answer(stand: Page) -> None:
    shares = arriving(3, broken=True)
    stand.evaluate("([stave]) => put('reach', stave)", [REACH | {"shares": shares}])
    stand.evaluate("() => moved({ timestep: 4 })")
    told = stand.evaluate(
        "() => [...view.root.querySelectorAll('g.mark text')].map((one) => one.textContent)"
    )
    assert told[1] == "NaN"
    assert [float(told[word]) for word in (2, 3, 4)] == pytest.approx(shares[4][2:5], abs=0.006)
    assert told[5:] == ["", ""]
    assert (stand.locator(CROSSES).get_attribute("d") or "").count("M") == 2
    rows = stand.evaluate("() => view.rows()")
    assert len(rows) == WORDS * (WORDS + 1) / 2
    assert [row[3] for row in rows if row[0] == 3] == shares[3][:4]
    assert rows[-1][1] == "reach, RNN: word 7, “g”"


def test_the_parts_of_a_gradient_are_bars_of_one_scale(stand: Page) -> None:
    series = parts(8)
    stand.evaluate("([stave]) => put('contributions', stave)", [PARTS | {"series": series}])
    largest = max(share for one in series for share in one["shares"])
    (high, end), (_, first), _, (_, second) = stand.evaluate("() => view.axis()")
    assert int(end.removesuffix(" %")) == np.ceil(10 * largest) * 10
    assert [first, second] == ["RNN", "LSTM"]
    path = stand.locator("path[fill='#808894']").get_attribute("d") or ""
    bars = [
        (float(floor), float(top)) for floor, top in re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+V([\d.]+)", path)
    ]
    floor = bars[0][0]
    shares = [(bottom - top) / (floor - high) * int(end.removesuffix(" %")) / 100 for bottom, top in bars]
    assert shares == pytest.approx(series[0]["shares"], abs=0.002)
    name = stand.evaluate("() => view.root.getAttribute('aria-label')")
    at = int(np.argmax(series[0]["shares"]))
    assert f"RNN: the largest part, {series[0]['shares'][at]:.0%}".replace("%", " %") in name
    assert f"is of “{'abcdefg'[at]}” (word {at + 1})" in name


def test_another_run_s_parts_are_outlined_where_they_differ_and_both_have_rows(stand: Page) -> None:
    series, others = parts(8), parts(9)
    others[0]["shares"][2] = series[0]["shares"][2]
    both = [one | {"ghost": other} for one, other in zip(series, others, strict=True)]
    runs = {"label": "parts", "names": ["A", "B"]}
    stand.evaluate("([stave]) => put('contributions', stave)", [PARTS | {"series": both, "runs": runs}])
    (high, end), *_ = stand.evaluate("() => view.axis()")
    path = stand.locator("path.alone").first.get_attribute("d") or ""
    boxes = [
        (float(top), float(tall)) for top, tall in re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)h", path)
    ]
    floor = sum(boxes[0])
    shares = [tall / (floor - high) * int(end.removesuffix(" %")) / 100 for _, tall in boxes]
    assert shares == pytest.approx([one for at, one in enumerate(others[0]["shares"]) if at != 2], abs=0.002)
    texts = stand.locator("tspan").all_text_contents()
    assert "the parts add up to 50 % of their sizes" in texts[1], "the same in both runs is said once"
    rows = stand.evaluate("() => view.rows()")
    for name, one in (("parts RNN, A", series[0]), ("parts RNN, B", others[0])):
        assert [row[3] for row in rows if row[1] == name] == one["shares"]


def test_a_line_ends_what_an_answer_reaches_another_what_it_reached_left_alone(stand: Page) -> None:
    shares, ghost = arriving(3), arriving(4)
    edges = """() => [...view.root.querySelectorAll('path.alone')].map((one) => one.getAttribute('d'))"""
    stand.evaluate("([stave]) => put('reach', stave)", [REACH | {"shares": shares}])
    assert stand.evaluate(edges) == ["", ""]
    stand.evaluate("([stave]) => put('reach', stave)", [REACH | {"shares": shares, "ghost": ghost}])
    height = float(stand.evaluate("() => view.height"))
    for path, numbers in zip(stand.evaluate(edges), (shares, ghost), strict=True):
        tops = [float(top) for top in re.findall(r"(?:M[\d.]+ |V)([\d.]+)h", path)]
        rows = [round((top - 4) / ((height - 8) / WORDS)) for top in tops]
        reached = []
        for answer, row in enumerate(numbers):
            word = answer
            while word and (row[word - 1] or 0) >= 0.1:
                word -= 1
            reached.append(word)
        assert rows == reached
    assert "dashed: left alone" in stand.evaluate("() => view.note")


def test_a_difference_of_shares_has_signs_and_its_own_colours(stand: Page) -> None:
    apart = (np.array(arriving(3)) - np.array(arriving(4))).tolist()
    stave = REACH | {"shares": apart, "difference": True, "note": "in A minus in B"}
    stand.evaluate("([stave]) => put('reach', stave)", [stave])
    stand.evaluate("() => moved({ timestep: 6 })")
    told = stand.evaluate(
        "() => [...view.root.querySelectorAll('g.mark text')].map((one) => one.textContent)"
    )
    for said, share in zip(told, apart[6], strict=True):
        expected = "" if abs(share) < 0.005 else f"{share:+.2f}".replace("-", "−")
        assert said == expected
    assert stand.evaluate("() => view.legend.ends") == ["−1", "1"]
    assert stand.evaluate("() => view.note").endswith("arrives there, in A minus in B")


def test_what_two_runs_read_stands_under_one_another(stand: Page) -> None:
    stave = PROBE | {
        "answers": answers("dog", "dog", "doll"),
        "second": {"answers": answers("cat", "cat", "cat"), "subject": "cat"},
        "runs": {"label": "read from LSTM", "names": ["A", "B"]},
    }
    stand.evaluate("([stave]) => put('probe', stave)", [stave])
    (above, first), (below, second) = stand.evaluate("() => view.axis()")
    assert ([first, second], above < below) == (["A", "B"], True)
    words = stand.locator("text[direction=ltr]").evaluate_all(
        "texts => texts.map((one) => [one.textContent, Number(one.getAttribute('y'))])"
    )
    assert {word for word, y in words if word and y < (above + below) / 2} == {"dog", "doll"}
    assert {word for word, y in words if word and y > (above + below) / 2} == {"cat"}
    name = stand.evaluate("() => view.root.getAttribute('aria-label')")
    assert "read from LSTM, A: right" in name
    assert "read from LSTM, B: right" in name


FACTORS = """async ([first, second]) => {
  const { Matrix } = await import('/stage/now/net/matrix.js');
  window.measured = 0;
  window.of = (numbers) => ({
    label: 'one step back',
    series: [{ name: 'RNN', hue: '#808894', dash: '2 4', mark: 'circle' }],
    measure: () => {
      measured++;
      return [{ values: new Matrix(numbers.length, 1, Float64Array.from(numbers, (x) => x ?? NaN)) }];
    },
  });
  await put('jacobian', of(first));
  const seen = [measured, view.rows().map((row) => row[3])];
  for (let time = 0; time < 3; time++) view.update(of(second));
  return [...seen, measured, view.root.querySelector('g[opacity]').getAttribute('opacity')];
}"""


def test_what_takes_long_to_measure_waits_until_the_reader_rests(stand: Page) -> None:
    """The old picture fades meanwhile. Where a factor has no place on the axis the line points out of it."""
    first, second = [0.5, 0.9, 1.0, 1.1, 2.0, 1.5, 1.2], [0.0, 0.2, 1.0, None, 2.0, 99.0, 1.2]
    counted, rows, still, faded = stand.evaluate(FACTORS, [first, second])
    assert (counted, rows, still, faded) == (1, first, 1, "0.3")
    until(lambda: stand.evaluate("() => measured") == 2)
    assert stand.evaluate("() => view.root.querySelector('g[opacity]').getAttribute('opacity')") == "1"
    titles = stand.evaluate("() => [...view.root.querySelectorAll('title')].map((one) => one.textContent)")
    assert titles == ["goes on below the axis", "goes on above the axis"]
    assert (stand.locator(CROSSES).get_attribute("d") or "").count("M") == 2
    assert "not all of it are numbers" in stand.evaluate("() => view.root.getAttribute('aria-label')")
