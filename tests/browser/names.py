"""The names of the pictures on a page, as a screen reader says them."""

from __future__ import annotations

import re

from playwright.sync_api import Page

NAMES = """() => {
  const PICTURE = ':is(.picture, .score, .figure, .byhand, .check)';
  const KINDS = `[role=img], svg, ${PICTURE}, ${PICTURE} table, ${PICTURE} > [role=group]`;
  const found = [];
  const look = (root) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      const said = one.getAttribute('aria-label');
      if (!said || !one.matches(KINDS)) continue;
      if (one.matches('button *, .seeds-drawing, .diagram, [aria-hidden=true] *')) continue;
      if (one.checkVisibility({ visibilityProperty: true })) found.push(said);
    }
  };
  look(document.querySelector('[data-testid=stMain]'));
  return [...new Set(found)];
}"""

IN_WORDS = {"gru/conventions": "A equals B"}
"""Findings that are told without a number and without a word of the sentence."""


def names(page: Page) -> list[str]:
    """Return the names of the pictures in sight."""
    found: list[str] = page.evaluate(NAMES)
    return found


def untold(page: Page, scene: str) -> list[str]:
    """Return the names of a scene's pictures if none of them holds a number or a word of its finding."""
    said, wanted = names(page), IN_WORDS.get(scene, r"\d|“")
    told = any(re.search(wanted, one) for one in said)
    return [] if told else [f"{scene}: {'; '.join(said) or 'no picture has a name'}"]
