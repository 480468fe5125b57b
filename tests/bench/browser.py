"""In a real browser: a step by key, playing, a control of the page, training.

Times of steps and controls are taken inside the page, with the browser's own clock.

    python -m tests.bench.browser
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from playwright.sync_api import Browser, Page, WebSocket, expect

from core import default_run, task, train
from core.figures.boards import board
from core.figures.palette import NEGATIVE, POSITIVE
from core.recipes.link import to_line
from core.spec import KINDS
from tests.bench.rows import Row, row, show
from tests.browser.driver import chromium, find_chromium
from tests.running import RunningServer

TOKENS, UNITS = 24, 32
PATIENCE = 60_000
READY = "Now used by"
DRAWN, ANSWERED = 50, 120  # ms
GATES = ("forget_gate", "input_gate", "output_gate", "candidate")
BY_HAND = ("gate", "radius", "forget bias")
STAVES = (*GATES, "cell_state", "lines-cell_state", "hidden", "readout")

STEPS = """async (count) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const updated = [], painted = [];
  for (let n = 0; n < count; n++) {
    await frame();
    await new Promise((resolve) => setTimeout(resolve, 25));
    const key = Math.floor(n / 20) % 2 ? "ArrowLeft" : "ArrowRight";
    const began = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    updated.push(performance.now() - began);
    await frame();
    painted.push(performance.now() - began);
  }
  return [updated, painted];
}"""

FRAMES = """async (seconds) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true }));
  for (let n = 0; n < 10; n++) await frame();
  const intervals = [];
  const began = performance.now();
  let last = await frame();
  while (performance.now() - began < 1000 * seconds) {
    const now = await frame();
    intervals.push(now - last);
    last = now;
  }
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true }));
  return intervals;
}"""

# Press each of `names`, in turn, and take the time until the caption is another one and the frame is painted.
CHOOSE = """async ([role, names]) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const host = [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector(".score"));
  const caption = () => host.shadowRoot.querySelector(".score .caption")?.textContent;
  const times = [];
  for (const name of names) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    if (role === "option") {
      document.querySelector('[data-testid="stSelectbox"] button').click();
      while (!document.querySelector("[role=option]")) await frame();
    }
    const options = [...document.querySelectorAll(`[role=${role}]`)];
    const option = options.find((one) => one.textContent.trim() === name);
    const before = caption();
    const drawn = new Promise((resolve) => {
      const watch = new MutationObserver(() => caption() !== before && resolve(watch.disconnect()));
      watch.observe(host.shadowRoot, { childList: true, characterData: true, subtree: true });
    });
    const began = performance.now();
    option.click();
    await drawn;
    await frame();
    times.push(performance.now() - began);
  }
  return times;
}"""

# Give the sentence a twin, again and again, and take the time until the frame with both is painted.
TWIN = """async (count) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const host = [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector(".score"));
  const score = host.shadowRoot.querySelector(".score");
  const button = [...score.querySelectorAll(".transport button")].find((one) => one.textContent === "Twin");
  const times = [];
  for (let n = 0; n < count; n++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const began = performance.now();
    button.click();
    if (button.getAttribute("aria-pressed") !== "true") throw new Error("there is no twin");
    await frame();
    times.push(performance.now() - began);
    button.click();
  }
  return times;
}"""

REDRAW = """async ([count, words, units, colours]) => {
  const stage = (name) => import(`/stage/now/stage/score/${name}.js`);
  const [{ Stage }, { heat }] = await Promise.all([stage("stage"), stage("staves/heat")]);
  const { Matrix } = await import("/stage/now/net/matrix.js");
  const style = document.createElement("style");
  for (const name of ["stage.css", "score/score.css"])
    style.append(await (await fetch(`/stage/now/stage/${name}`)).text());
  const sheet = document.createElement("div");
  document.body.replaceChildren(style, sheet);
  const tokens = Array.from({ length: words }, (_, index) => ({ text: `word ${index}` }));
  const around = new Stage({ tokens, palette: { ...colours, signals: {} }, staves: [] }, sheet, 1200);
  const look = { label: "hidden state", hue: colours.positive, scale: "signed", low: -1, high: 1 };
  const numbers = () => Float64Array.from({ length: words * units }, () => 2 * Math.random() - 1);
  const matrix = () => new Matrix(words, units, numbers());
  const fresh = () => Array.from({ length: 6 }, () => ({ ...look, values: matrix() }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const show = (pictures) => sheet.replaceChildren(...pictures.map((picture) => {
    const row = document.createElement("div");
    row.className = "row";
    row.append(picture);
    return row;
  }));
  let views = fresh().map((stave) => heat(around, stave));
  const ways = {
    vectors: () => show(views.map((view) => view.vector())),
    canvases: (staves) => {
      views = staves.map((stave) => heat(around, stave));
      show(views.map((view) => view.root));
    },
    updated: (staves) => views.forEach((view, index) => view.update(staves[index])),
  };
  const times = { vectors: [], canvases: [], updated: [] };
  for (let n = 0; n < count; n++) {
    for (const [name, draw] of Object.entries(ways)) {
      const staves = fresh();
      await frame();
      const began = performance.now();
      draw(staves);
      sheet.getBoundingClientRect();
      times[name].push(performance.now() - began);
    }
  }
  return times;
}"""

MOUNT = """async (described) => {
  const stage = (name) => import(`/stage/now/stage/${name}.js`);
  const [{ ScoreEntry }, { take }] = await Promise.all([stage("score/entry"), stage("hands")]);
  const origin = document.createElement("base");
  origin.href = "/";
  document.head.append(origin);
  const host = document.createElement("div");
  host.style.width = "1100px";
  document.body.replaceChildren(host);
  const root = host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  for (const name of ["stage.css", "score/score.css"])
    style.append(await (await fetch(`/stage/now/stage/${name}`)).text());
  root.append(style);
  const data = { signature: "", veiled: [], play: "", scene: "", backward: false, fresh: 0, field: "" };
  const entry = new ScoreEntry(root);
  entry.show({ parentElement: root, text: JSON.stringify(described), data, setStateValue: () => {} });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (!root.querySelector(".score")) await frame();
  const timed = (draw) => {
    const began = performance.now();
    draw();
    root.querySelector(".score").getBoundingClientRect();
    return performance.now() - began;
  };
  window.type = async (count) => {
    const text = described.sentence;
    const times = { kept: [], rebuilt: [] };
    for (let n = 0; n < count; n++) {
      const back = Math.abs((n % 40) - 20); // letters that are not there yet, or not any more
      await frame();
      times.kept.push(timed(() => take({ sentence: text.slice(0, text.length - back) })));
      await frame();
      times.rebuilt.push(timed(() => entry.buildAnew()));
    }
    take({ sentence: null });
    return times;
  };
  const byHand = {
    gate: (share) => ({ kind: "clamp", gate: "forget_gate", value: share, units: [3] }),
    radius: (share) => ({ kind: "radius", gate: "forget_gate", radius: 2 * share }),
    "forget bias": (share) => ({ kind: "forget_bias", bias: 6 * share - 3 }),
  };
  window.drag = async ([count, what]) => {
    const intervals = [];
    let last = await frame();
    for (let n = 0; n < count; n++) {
      take({ operations: [byHand[what]((n % 50) / 50)] });
      const now = await frame();
      intervals.push(now - last);
      last = now;
    }
    take({ operations: [] });
    return intervals.slice(5);
  };
}"""

TYPED = """async ([selector, text]) => {
  const field = document.querySelector(selector);
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  for (let end = 1; end <= text.length; end++) {
    set.call(field, text.slice(0, end));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}"""

TRAIN = '[data-testid="stBaseButton-primary"]'

CLICK = """async ([what, pattern]) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const inside = () => [...document.querySelectorAll("*")].find(
    (one) => one.shadowRoot?.querySelector(".lab"))?.shadowRoot;
  const wanted = new RegExp(pattern.slice(1, -1));
  const button = document.querySelector(what) ?? inside().querySelector(what.replace(".lab ", ""));
  const began = performance.now();
  button.click();
  const states = () => [...(inside()?.querySelectorAll(".run .state") ?? [])];
  const there = () => states().some((one) => wanted.test(one.textContent));
  while (!there()) await frame();
  return performance.now() - began;
}"""


def rows(quick: bool = False) -> list[Row]:
    """Return the table; nothing where there is no Chromium."""
    if find_chromium() is None:
        return []
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder) / "server.log") as server,
        chromium() as browser,
    ):
        with _visit(browser, server.url) as page:
            for address in ("/", "/unrolled", "/lstm", "/gradients"):
                _open(page, address)  # every network is trained, every module is loaded
        table: list[Row] = []
        for measure in (_moving, _redrawing, _typing, _choosing, _twin, _training):
            with _visit(browser, server.url) as page:
                table += measure(page, quick)
        with _visit(browser, server.url) as page:
            table += _committing(page)
        return table


@contextmanager
def _visit(browser: Browser, url: str) -> Iterator[Page]:
    """Open a browser window of its own: a page behind another one is drawn once a second."""
    context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(":is(.score, .ink) .transport")).to_be_visible(timeout=PATIENCE)


def _moving(page: Page, quick: bool) -> list[Row]:
    """Measure steps by key and playing on 24 tokens and 32 units, and count what the server hears of it."""
    sent: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(len(frame)))

    page.on("websocket", listen)
    recall = task(default_run("lstm").task)
    words = f"{recall.samples[-1]} {recall.probe}".split()[:TOKENS]
    sentence = quote_plus(" ".join(words))
    table = []
    for name, address in (
        ("lstm", f"/lstm?lstm_task=recall&lstm_guess=just+show+me&t=1&recall_sentence={sentence}"),
        ("unrolled", f"/unrolled?cell=LSTM&unrolled_guess=the+same&t=1&recall_sentence={sentence}"),
    ):
        _open(page, address)
        expect(page.locator(".row.tokens g.token")).to_have_count(TOKENS)
        page.wait_for_timeout(1000)
        before = len(sent)
        updated, painted = page.evaluate(STEPS, 60 if quick else 200)
        frames = page.evaluate(FRAMES, 2 if quick else 5)
        page.wait_for_timeout(600)
        table += [
            row(f"/{name}: step by key, until all is updated, p95", "ms", _p95(updated), target=4),
            row(f"/{name}: step by key, until the next frame, p95", "ms", _p95(painted)),
            row(
                f"/{name}: play, mean frame (58 a second: 17.24)", "ms", statistics.mean(frames), target=17.24
            ),
            row(f"/{name}: play, longest frame", "ms", max(frames), target=20),
            row(f"/{name}: messages to the server in all this", "", len(sent) - before, target=0),
        ]
    return table


def _redrawing(page: Page, quick: bool) -> list[Row]:
    """Measure drawing six heat staves anew until they are laid out: as vectors, as canvases, in place."""
    page.goto("/_stcore/health")
    colours = {"positive": POSITIVE, "negative": NEGATIVE}
    times = page.evaluate(REDRAW, [30 if quick else 100, TOKENS, UNITS, colours])
    what = f"six heat staves of {TOKENS} × {UNITS}"
    return [
        row(f"{what}: rebuilt as vectors, median", "ms", statistics.median(times["vectors"])),
        row(f"{what}: rebuilt on canvases, median", "ms", statistics.median(times["canvases"])),
        row(f"{what}: new numbers in place, median", "ms", statistics.median(times["updated"]), target=4),
    ]


def _typing(page: Page, quick: bool) -> list[Row]:
    """Measure a key, and gate and radius as they are dragged, on the LSTM's board; count messages."""
    network = train(default_run("lstm"))
    recall = task(default_run("lstm").task)
    words = f"{recall.samples[-1]} {recall.probe}".split()
    table = []
    for count in (14, TOKENS):
        page.goto("/_stcore/health")
        sentence = " ".join(words[:count])
        page.evaluate(MOUNT, board(network, sentence, STAVES, name="lstm", readout="next word"))
        times = page.evaluate("type", 80 if quick else 240)
        what = f"typing: key → drawn, {count} words × {UNITS} units"
        rebuilt = f"{what}: all built anew"
        table += [
            row(f"{what}, p50", "ms", statistics.median(times["kept"])),
            row(f"{what}, p95", "ms", _p95(times["kept"]), target=16),
            row(f"{rebuilt}, p50", "ms", statistics.median(times["rebuilt"])),
            row(f"{rebuilt}, p95", "ms", _p95(times["rebuilt"])),
        ]
    dragged = {what: page.evaluate("drag", [120 if quick else 600, what]) for what in BY_HAND}
    _open(page, "/lstm?lstm_task=recall&lstm_guess=just+show+me&t=1")
    page.wait_for_timeout(1000)
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page.reload()
    expect(page.locator(":is(.score, .ink) .transport")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1000)
    before = len(sent)
    page.evaluate(TYPED, [".st-key-recall_sentence input", " ".join(words[:8])])
    return [
        *table,
        *(
            line
            for what, frames in dragged.items()
            for line in (
                row(f"dragged {what}, {TOKENS} × {UNITS}: frame time, p95", "ms", _p95(frames), target=17.24),
                row(f"dragged {what}, {TOKENS} × {UNITS}: longest frame", "ms", max(frames), target=20),
            )
        ),
        row("messages while typing", "", len(sent) - before, target=0),
    ]


def _choosing(page: Page, quick: bool) -> list[Row]:
    """Measure controls from the click to the frame in which the score is new.

    The browser draws another cell, other weights and a sample by itself; another task is for the server.
    """
    turns = 4 if quick else 12
    samples = list(task(default_run("lstm", "everyday").task).samples[:3])
    weights = ["untrained", "trained"]
    table = []
    for name, role, options, address, target in (
        ("another cell", "radio", ["GRU", "LSTM", "RNN"], "/unrolled?unrolled_guess=same", DRAWN),
        ("trained, untrained", "radio", weights, "/unrolled?unrolled_guess=same", DRAWN),
        ("trained, untrained, both: LSTM", "radio", ["both", *weights], "/lstm?lstm_guess=show-me", DRAWN),
        ("trained, untrained: three cells", "radio", weights, "/gradients?gradients_guess=show-me", DRAWN),
        ("a sample", "option", samples[1:] + samples[:1], "/lstm?lstm_guess=show-me", DRAWN),
        (
            "another task, by the server",
            "radio",
            ["recall", "everyday English"],
            "/lstm?lstm_guess=show-me",
            ANSWERED,
        ),
    ):
        _open(page, address)
        page.wait_for_load_state("networkidle")
        times = page.evaluate(CHOOSE, [role, options * turns])[len(options) :]
        what = f"{name}: click → drawn"
        table += [
            row(f"{what}, p50", "ms", statistics.median(times)),
            row(f"{what}, p95", "ms", _p95(times), target=target),
        ]
    return table


def _twin(page: Page, quick: bool) -> list[Row]:
    """Measure the button that gives a sentence its twin, until the frame with both is painted."""
    table = []
    for name, address in (
        ("LSTM", "/lstm?lstm_task=recall&lstm_guess=show-me"),
        ("three cells", "/gradients?gradients_guess=show-me"),
    ):
        _open(page, address)
        page.wait_for_load_state("networkidle")
        times = page.evaluate(TWIN, 12 if quick else 36)[2:]
        what = f"a twin: click → drawn, {name}"
        table += [
            row(f"{what}, p50", "ms", statistics.median(times)),
            row(f"{what}, p95", "ms", _p95(times), target=DRAWN),
        ]
    return table


def _committing(page: Page) -> list[Row]:
    """Measure what the server sends for a sentence that is handed over: the score's message, and all."""
    received: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(len(frame)))

    page.on("websocket", listen)
    table = []
    for name in ("unrolled", "lstm", "gradients"):
        _open(page, f"/{name}?lstm_task=recall&{name}_guess=show-me")
        page.wait_for_timeout(1000)
        received.clear()
        field = page.locator(".st-key-recall_sentence input")
        field.fill("the cat had a big")
        field.press("Enter")
        page.wait_for_timeout(2000)
        table += [
            row(f"/{name}: a sentence handed over, largest message", "kB", max(received) / 1e3, target=10),
            row(f"/{name}: a sentence handed over, all messages", "kB", sum(received) / 1e3),
        ]
    return table


def _training(page: Page, quick: bool) -> list[Row]:
    """Train three networks side by side from fresh seeds; pause, stop; play the film of four of them."""
    times, first, wrong = [], [], []
    for seed in range(9001, 9002 if quick else 9004):
        runs = [replace(default_run(kind), seed=seed) for kind in KINDS]
        _lab(page, [to_line(run) for run in runs])
        began = time.monotonic()
        first.append(page.evaluate(CLICK, [TRAIN, "/^step [1-9]|^\\d+ steps in/"]))
        expect(page.get_by_text(READY)).to_be_visible(timeout=PATIENCE)
        times.append(time.monotonic() - began)
        page.wait_for_timeout(800)
        page.keyboard.press("End")
        page.wait_for_timeout(400)
        scores = page.locator(".lab .score-now").all_inner_texts()
        wrong += [100 - float(score.split()[0]) for score in scores[1:]]
    stopped = []
    for seed in range(9101, 9104 if quick else 9110):
        _lab(page, [f"recall-lstm-h64-s5000-seed{seed}"])
        first.append(page.evaluate(CLICK, [TRAIN, "/^step [1-9]/"]))
        stopped.append(page.evaluate(CLICK, [".lab .run .stop", "/stopped/"]))
    _lab(page, [f"sentiment-lstm-h32-s400-seed{seed}" for seed in range(9201, 9205)])
    page.evaluate(CLICK, [TRAIN, "/^400 steps in/"])
    expect(page.get_by_text(READY)).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1500)
    frames = page.evaluate(FRAMES, 2 if quick else 4)
    return [
        row("three networks trained, from the click", "s", statistics.median(times), target=4),
        row("GRU and LSTM: wrong answers on recall, worst seed", "%", max(wrong), target=0),
        row(
            "Train: click until the first progress is seen, median",
            "ms",
            statistics.median(first),
            target=300,
        ),
        row("Stop: click until it is seen, median", "ms", statistics.median(stopped), target=300),
        row("the film of four runs: mean frame", "ms", statistics.mean(frames), target=17.24),
        row("the film of four runs: longest frame", "ms", max(frames), target=20),
    ]


def _lab(page: Page, recipes: list[str]) -> None:
    page.goto("/train?train_guess=just+show+me&" + "&".join(f"run={recipe}" for recipe in recipes))
    expect(page.get_by_text("Nothing has been trained here yet")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(800)


def _p95(values: list[Any]) -> float:
    return float(statistics.quantiles(values, n=20)[-1])


if __name__ == "__main__":
    show(rows())
