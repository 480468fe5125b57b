"""The scenes of all lessons in a real browser: a first and a later visitor, and the controls of the pictures.

python -m tests.bench.scenes [lesson ...]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from pages._shell.story import PAGES
from tests.bench.rows import Row, row, show
from tests.browser.driver import chromium, find_chromium
from tests.running import RunningServer

PATIENCE = 120_000  # ms
LATER, TRAINED = 1.5, 5.0  # s
DRAWN = 50  # ms
TRIES = 3
HOME = "home"

# Return the roots of the pictures that take their room: ours, or Plotly's.
PICTURES = """(() => {
  const isPicture = (one) => {
    if (one.matches(".js-plotly-plot")) return true;
    const root = one.shadowRoot;
    return root?.querySelector("svg, canvas, .transport, .picture") && !root.querySelector("nav, .waiting");
  };
  const all = [...document.querySelectorAll("[data-testid=stMain] *")].filter(isPicture);
  return all.filter((one) => one.getBoundingClientRect().height > 80).map((one) => one.shadowRoot ?? one);
})()"""

AT_REST = f"""() => {{
  const hosts = [...document.querySelectorAll("[data-testid=stMain] *")];
  const waits = hosts.some((one) => one.shadowRoot?.querySelector(".waiting"));
  const rests = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  return rests && !waits && {PICTURES}.length > 0;
}}"""

# Use every control of the pictures once; return the times until something of it has changed and is painted.
USE = f"""async (most) => {{
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const leaves = /play|copy|download|full|tour|again|next|export|image|csv|png|svg/i;
  const controls = "button:enabled, input:enabled:not([type=text], [type=file]), select:enabled";
  const named = (one) => one.getAttribute("aria-label") ?? one.title + one.textContent;
  const times = [];
  for (const root of {PICTURES}) {{
    const all = [...root.querySelectorAll(controls)].filter((one) => !leaves.test(named(one)));
    for (const one of all.slice(0, most)) {{
      if (!one.isConnected || !one.getClientRects().length) continue;
      await new Promise((resolve) => setTimeout(resolve, 60));
      await frame();
      const changed = new Promise((resolve) => {{
        const watch = new MutationObserver(() => resolve(watch.disconnect() ?? true));
        watch.observe(root, {{ childList: true, characterData: true, attributes: true, subtree: true }});
        setTimeout(() => resolve(watch.disconnect() ?? false), 1000);
      }});
      const began = performance.now();
      if (one.type === "range") {{
        one.value = one.value === one.max ? one.min : one.max;
        one.dispatchEvent(new Event("input", {{ bubbles: true, composed: true }}));
        one.dispatchEvent(new Event("change", {{ bubbles: true, composed: true }}));
      }} else if (one instanceof HTMLSelectElement) {{
        one.selectedIndex = (one.selectedIndex + 1) % one.length;
        one.dispatchEvent(new Event("change", {{ bubbles: true, composed: true }}));
      }} else one.click();
      if (!(await changed)) continue; // it is as it was: the first word, say
      await frame();
      times.push(performance.now() - began);
    }}
  }}
  return times;
}}"""


def rows(quick: bool = False, lessons: Sequence[str] = ()) -> list[Row]:
    """Return the table; nothing where there is no Chromium."""
    if find_chromium() is None:
        return []
    asked = [one for one in PAGES if (one.scenes or one.name == HOME) and one.name in (lessons or [one.name])]
    table: list[Row] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder) / "server.log") as server,
        chromium() as browser,
    ):
        for one in asked:
            names = [scene.name for scene in one.scenes] or [""]
            table += _trained(browser, server.url, one.name, names)
        for one in asked:
            table.append(_later(browser, server.url, one.name, TRIES if quick else 7))
        for one in asked:
            names = [scene.name for scene in one.scenes] or [""]
            table.append(_used(browser, server.url, one.name, names, 6 if quick else 16))
    return table


def _address(lesson: str, scene: str = "", told: bool = False) -> str:
    path = "/" if lesson == HOME else f"/{lesson}"
    asked = f"scene={scene}" if scene else ""
    return f"{path}?{asked}" + (f"&{lesson}_{scene}_guess=show-me" if told else "")


def _window(browser: Browser, url: str) -> Page:
    return browser.new_context(base_url=url, viewport={"width": 1280, "height": 800}).new_page()


def _trained(browser: Browser, url: str, lesson: str, scenes: Sequence[str]) -> list[Row]:
    """Open the scenes as their first visitor, until their networks are trained."""
    table = []
    for scene in scenes:
        page = _window(browser, url)
        began = time.monotonic()
        page.goto(_address(lesson, scene))
        page.wait_for_function(AT_REST, timeout=PATIENCE, polling=50)
        name = f"{lesson}/{scene}" if scene else lesson
        taken = time.monotonic() - began
        table.append(
            row(f"{name}: its first visitor's picture, all trained", "s", taken, target=TRAINED + LATER)
        )
        page.context.close()
    return table


def _later(browser: Browser, url: str, lesson: str, tries: int) -> Row:
    """Measure the first picture of visitors who come later, each with an empty cache."""
    times = []
    for _ in range(tries):
        page = _window(browser, url)
        began = time.monotonic()
        page.goto(_address(lesson))
        page.wait_for_function(f"() => {PICTURES}.length > 0", timeout=PATIENCE)
        times.append(time.monotonic() - began)
        page.context.close()
    return row(f"{lesson}: a later visitor's picture", "s", statistics.median(times), target=LATER)


def _used(browser: Browser, url: str, lesson: str, scenes: Sequence[str], most: int) -> Row:
    """Use the controls in the pictures of a lesson, each once."""
    times: list[float] = []
    for scene in scenes:
        page = _window(browser, url)
        page.goto(_address(lesson, scene, told=bool(scene)))
        page.wait_for_function(AT_REST, timeout=PATIENCE, polling=50)
        page.wait_for_timeout(1500)
        found = page.evaluate(USE, most)
        times += found
        if found:
            print(f"    {lesson}/{scene}: {len(found)} controls, slowest {max(found):.0f} ms", flush=True)
        page.context.close()
    slow = float(statistics.quantiles(times, n=20)[-1]) if len(times) > 1 else 0.0
    name = f"{lesson}: {len(times)} controls in pictures: click → drawn, p95"
    return row(name, "ms", slow, target=DRAWN)


if __name__ == "__main__":
    show(rows(quick=True, lessons=sys.argv[1:]))
