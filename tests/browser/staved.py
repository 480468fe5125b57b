"""A page on which staves stand alone: how one is put there, made-up numbers of each kind, and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from core.equations.signals import Scale
from core.figures.palette import NEGATIVE, POSITIVE, SIGNALS
from tests.browser.reading import PIXELS
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


def mounted(browser: Browser, server: RunningServer, ratio: float) -> Iterator[Page]:
    """Yield a page on which staves can be put, at a zoom."""
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
        "size": 5471,
    }
