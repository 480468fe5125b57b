"""The scenes of all lessons in a real browser: a first and a later visitor, and the controls of the pictures.

Scenes are opened with their question passed over: a covered figure is not drawn. A control is measured from
the click to the first frame in which something of its picture has changed; `LEAVES` are left out, because
they answer no touch: they play, train, save a file, open something else, or lead away.

python -m tests.bench.scenes [lesson ...]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as NotAtRestError

from pages._shell.story import PAGES
from tests.bench.rows import Row, row, show
from tests.browser.driver import chromium, find_chromium
from tests.running import RunningServer

PATIENCE = 120_000  # ms
LATER, TRAINED = 1.5, 5.0  # s
DRAWN = 50  # ms
TRIES = 3
HOME = "home"

# Return the roots of the pictures that take their room: ours, Plotly's, or the place of one that is covered.
PICTURES = """(() => {
  const isPicture = (one) => {
    if (one.matches(".js-plotly-plot")) return true;
    const root = one.shadowRoot;
    const shown = root?.querySelector("svg, canvas, .transport, .picture, .covered");
    return shown && !root.querySelector("nav, .waiting");
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

LEAVES = "play|[0-9]+ other |measure again|copy|download|full|tour|again|next|export|image|csv|png|svg"

# Use every control of the pictures once; return the time until its picture has changed, and its name.
# What is told aloud waits until the cursor rests: it is no answer to the click.
USE = f"""async (most) => {{
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const leaves = /{LEAVES}/i;
  const controls = "button:enabled, input:enabled:not([type=text], [type=file]), select:enabled";
  const isAloud = ({{ target }}) => (target.closest ? target : target.parentElement)?.closest(".spoken");
  const named = (one) => one.getAttribute("aria-label") ?? one.title + one.textContent;
  const times = [];
  for (const root of {PICTURES}) {{
    const all = [...root.querySelectorAll(controls)].filter((one) => !leaves.test(named(one)));
    for (const one of all.slice(0, most)) {{
      if (!one.isConnected || !one.getClientRects().length) continue;
      await new Promise((resolve) => setTimeout(resolve, 60));
      await frame();
      const changed = new Promise((resolve) => {{
        const watch = new MutationObserver((changes) => {{
          if (!changes.every(isAloud)) resolve(watch.disconnect() ?? true);
        }});
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
      times.push([performance.now() - began, named(one).trim().slice(0, 60)]);
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
    page = browser.new_context(base_url=url, viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def _comes(page: Page, name: str, state: str) -> bool:
    """Wait for a state of a scene, and return whether it came; say which scene did not come to it."""
    try:
        page.wait_for_function(state, polling=50)
    except NotAtRestError:
        print(f"    {name} was not there after {PATIENCE // 1000} s", flush=True)
        return False
    return True


def _at_rest(page: Page, name: str) -> bool:
    """Wait until all of a scene is trained and drawn; say which one, and return whether it came to rest."""
    print(f"    {name} …", flush=True)
    return _comes(page, name, AT_REST)


def _called(lesson: str, scene: str) -> str:
    return f"{lesson}/{scene}" if scene else lesson


def _trained(browser: Browser, url: str, lesson: str, scenes: Sequence[str]) -> list[Row]:
    """Open the scenes as their first visitor, until their networks are trained."""
    table = []
    for scene in scenes:
        page, name = _window(browser, url), _called(lesson, scene)
        began = time.monotonic()
        page.goto(_address(lesson, scene, told=bool(scene)))
        _at_rest(page, name)  # a scene that never rests has taken all the patience
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
        _comes(page, lesson, f"() => {PICTURES}.length > 0")
        times.append(time.monotonic() - began)
        page.context.close()
    return row(f"{lesson}: a later visitor's picture", "s", statistics.median(times), target=LATER)


def _used(browser: Browser, url: str, lesson: str, scenes: Sequence[str], most: int) -> Row:
    """Use the controls in the pictures of a lesson, each once; print the slowest one of each scene."""
    times: list[float] = []
    for scene in scenes:
        page, name = _window(browser, url), _called(lesson, scene)
        page.goto(_address(lesson, scene, told=bool(scene)))
        if _at_rest(page, name):
            page.wait_for_timeout(1500)
            found: list[tuple[float, str]] = [tuple(one) for one in page.evaluate(USE, most)]
            times += [took for took, _ in found]
            if found:
                took, control = max(found)
                print(f"    {name}: {len(found)} controls, slowest {took:.0f} ms: “{control}”", flush=True)
        page.context.close()
    slow = float(np.quantile(times, 0.95)) if times else 0.0
    of = f"{lesson}: {len(times)} controls in pictures: click → drawn, p95"
    return row(of, "ms", slow, target=DRAWN)


if __name__ == "__main__":
    show(rows(quick=True, lessons=sys.argv[1:]))
