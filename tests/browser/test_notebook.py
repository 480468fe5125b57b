"""A score in a notebook: the module as anywidget loads it, on a page that stands for the notebook."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from core import Clamp, Trace, compare, default_run, initial_network, record
from core.notebook.widget import ScoreWidget, module
from tests.browser.driver import PATIENCE
from tests.browser.reading import until

HOST = """async ({ code, state, networks }) => {
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer);
  const files = networks.map(([key, text]) => [key, bytes(text)]);
  const values = { ...state, _networks: Object.fromEntries(files) };
  const heard = [];
  globalThis.model = {
    values,
    saved: 0,
    get: (name) => values[name],
    set: (name, value) => (values[name] = value),
    save_changes: () => (globalThis.model.saved += 1),
    on: (event, listener) => heard.push([event, listener]),
    off: () => {},
    fromPython: (name, value) => {
      values[name] = value;
      for (const [event, listener] of heard) if (event === `change:${name}`) listener();
    },
  };
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const { default: widget } = await import(address);
  globalThis.end = widget.render({ model: globalThis.model, el: document.getElementById("cell") });
}"""
SENTENCE = "I did not like the story but the music was great"


@pytest.fixture
def notebook(browser: Browser) -> Iterator[Page]:
    """A page without a server or a network; nothing may go wrong on it."""
    context = browser.new_context(offline=True, viewport={"width": 1000, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    page, troubles = context.new_page(), list[str]()
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.set_content("<p>In [1]: trace.show()</p><div id=cell></div><input aria-label='next cell'>")
    yield page
    context.close()
    assert troubles == []


def put(page: Page, widget: ScoreWidget) -> None:
    """Show a widget as a notebook does, and wait for its picture."""
    state: dict[str, Any] = {
        name: getattr(widget, name) for name in ("timestep", "unit", "sentence", "_told", "_hand")
    }
    networks = [(key, base64.b64encode(file).decode()) for key, file in widget._networks.items()]
    page.evaluate(HOST, {"code": module(), "state": state, "networks": networks})
    expect(page.locator(".score").first).to_be_visible()


def traced(sentence: str = SENTENCE, **more: Any) -> Trace:
    return record(initial_network(default_run("lstm", "everyday")), sentence, **more)


def value(page: Page, name: str) -> Any:
    return page.evaluate("(name) => globalThis.model.values[name]", name)


def test_the_cursor_is_known_to_python_and_set_by_it(notebook: Page) -> None:
    trace = traced()
    put(notebook, trace.show())
    notebook.locator(".unrolled-widget").focus()
    notebook.keyboard.press("End")
    until(lambda: value(notebook, "timestep") == len(trace) - 1)
    notebook.evaluate("() => globalThis.model.fromPython('timestep', 3)")
    expect(notebook.get_by_text(f"4 / {len(trace)}")).to_be_visible()
    assert notebook.evaluate("() => globalThis.model.saved") > 0


def test_keys_of_the_notebook_are_its_own(notebook: Page) -> None:
    put(notebook, traced().show())
    before = notebook.url
    notebook.get_by_label("next cell").press("End")
    assert value(notebook, "timestep") == 0
    assert notebook.url == before


def test_what_was_held_is_held_there_and_reported(notebook: Page) -> None:
    held = Clamp("forget_gate", 0.0, None, 2, None)
    widget = traced(operations=[held]).show()
    put(notebook, widget)
    until(lambda: [one["gate"] for one in value(notebook, "_hand")["operations"]] == ["forget_gate"])
    notebook.evaluate("() => globalThis.model.fromPython('_hand', { operations: [], twin: null })")
    until(lambda: value(notebook, "_hand")["operations"] == [])


def test_two_sentences_stand_beside_one_another(notebook: Page) -> None:
    put(notebook, compare(traced(), traced(SENTENCE.replace("great", "bad"))).show())
    expect(notebook.get_by_text("bad", exact=False).first).to_be_visible()


def test_it_goes_without_a_trace(notebook: Page) -> None:
    put(notebook, traced().show())
    notebook.evaluate("() => globalThis.end()")
    expect(notebook.locator(".score")).to_have_count(0)
