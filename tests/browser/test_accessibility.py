"""axe over every page and every scene with its answer, light and dark: names, roles, contrast."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from pages._shell import story
from tests.browser.driver import PATIENCE
from tests.browser.reading import until_right, visitor
from tests.running import ROOT, RunningServer

AXE = ROOT / "tests" / "stage" / "node_modules" / "axe-core" / "axe.min.js"
RULES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}

OTHERS = ["[data-testid=stBaseButton-primary]", "[data-testid=stCode]"]
"""Streamlit writes white on the accent of its button, and has colours of its own for code."""

MEANT = re.compile(r'class="ink-read')
"""Ink is what is shown there, how probable a word is; its title says it in figures."""

SLOW = {
    "guess": {"score"},
    "words": {"task"},
    "shapes": {"tags", "pool", "bottleneck", "attention"},
    "gru": {"counting"},
    "deeper": {"both", "layers", "wait"},
}
"""Scenes that train networks of their own: they may be looked at while they wait."""

DRAWN = """(slow) => {
  if (document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')) return false;
  const hosts = document.querySelectorAll('[data-testid=stMain] [data-testid=stBidiComponentIsolated]');
  const has = (names) => [...hosts].some((host) => host.shadowRoot?.querySelector(names));
  return has('.waiting') ? slow : has('.picture, .score, .figure, .lab, .byhand, .check, .owntext, .loop');
}"""
SETTLING = 10.0
"""Seconds in which pictures take on the colours of another theme."""

RUN = """async ([only, others]) => {
  const options = { runOnly: only, resultTypes: ['violations'] };
  const { violations } = await axe.run({ exclude: others }, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((one) => [id, one.html, one.failureSummary]));
}"""
DRESSED = """(dark) => {
  const { backgroundColor } = getComputedStyle(document.querySelector('[data-testid=stApp]'));
  const moves = document.getAnimations().some(({ playState }) => playState === 'running');
  return (backgroundColor === 'rgb(17, 21, 29)') === dark && !moves;
}"""


def violations(page: Page, only: dict[str, Any]) -> list[str]:
    """Return what axe finds wrong, each once."""
    found = page.evaluate(RUN, [only, OTHERS])
    said = {(rule, html[:160], " ".join(why.split())) for rule, html, why in found if not MEANT.search(html)}
    return [": ".join(one) for one in sorted(said)]


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is missing; npm ci --prefix tests/stage brings it")
@pytest.mark.parametrize("lesson", story.PAGES, ids=lambda lesson: lesson.name)
def test_axe_finds_nothing(browser: Browser, server: RunningServer, lesson: story.Page) -> None:
    answers = {f"{lesson.name}_{scene.name}_guess": "show-me" for scene in lesson.scenes}
    with visitor(browser, server, reduced_motion="reduce") as page:
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"/{lesson.name if lesson.name != 'home' else ''}?{urlencode(answers)}")
        for scene in lesson.scenes or (None,):
            if scene and scene != lesson.scenes[0]:
                page.get_by_role("navigation", name="Scenes of this lesson").get_by_text(scene.title).click()
                expect(page).to_have_url(re.compile(f"scene={scene.name}"))
            page.wait_for_function(DRAWN, arg=scene is not None and scene.name in SLOW.get(lesson.name, ()))
            if not page.evaluate("'axe' in window"):
                page.evaluate(AXE.read_text(encoding="utf-8"))
            for scheme, only in RULES.items():
                page.emulate_media(color_scheme=scheme)
                page.wait_for_function(DRESSED, arg=scheme == "dark")
                until_right(partial(violations, page, only), SETTLING)
            page.emulate_media(color_scheme="light")
