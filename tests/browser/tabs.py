"""A page walked through by Tab: what has the focus, where it lies, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

MOST = 400
"""Stops on the longest page, and some more: who needs more Tabs than that is in a trap."""

BEGIN = """() => {
  const still = '*, ::before, ::after { transition: none !important; animation: none !important }';
  const roots = [...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean);
  for (const root of [document.head, ...roots]) {
    root.append(Object.assign(document.createElement('style'), { textContent: still }));
  }
  document.activeElement?.blur();
  document.querySelector('[data-testid=stMain]').scrollTop = 0;
  const above = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const deepest = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body || at === document.documentElement ? null : at;
  };
  const drawn = (one) => {
    const parts = [one, one.nextElementSibling, above(one), above(above(one) ?? one)];
    for (const label of one.closest('label')?.children ?? []) parts.push(label);
    for (const child of one.querySelectorAll(':scope > *, svg *')) parts.push(child);
    return parts.filter((part) => part instanceof Element).map((part) => {
      const said = ['', '::after', '::before'].map((pseudo) => {
        const style = getComputedStyle(part, pseudo);
        const ring = style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor;
        return [ring, style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor,
          style.stroke, style.strokeWidth, style.textDecorationLine, style.opacity].join();
      });
      return said.join();
    }).join('|');
  };
  const named = (one) => {
    const ids = (one.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const words = ids.map((id) => one.getRootNode().getElementById(id)?.textContent);
    const labels = [...(one.labels ?? [])].map((label) => label.textContent);
    const said = [one.getAttribute('aria-label'), ...words, ...labels, one.textContent, one.title, one.alt];
    return said.find((text) => text?.trim())?.trim() ?? '';
  };
  const seen = (one) => {
    const shown = one.closest('label') ?? one;
    const box = shown.getBoundingClientRect();
    const parts = [0.02, 0.2, 0.35, 0.5, 0.65, 0.8, 0.98];
    const inside = (low, high, most) =>
      parts.map((part) => low + part * (high - low)).filter((at) => at >= 0 && at < most);
    const boxes = [...shown.getClientRects(), box].filter(({ width, height }) => width && height);
    const points = boxes.flatMap(({ left, right, top, bottom }) =>
      inside(left, right, innerWidth).flatMap((x) => inside(top, bottom, innerHeight).map((y) => [x, y])));
    const lies = ([x, y]) => {
      let top = document.elementFromPoint(x, y);
      while (top?.shadowRoot) {
        const within = top.shadowRoot.elementFromPoint(x, y);
        if (!within || within === top) break;
        top = within;
      }
      if (top?.ownerSVGElement && top.ownerSVGElement === shown.ownerSVGElement) return true; // a clear ring
      for (let at = top; at; at = above(at)) if (at === shown) return true;
      for (let at = shown; at; at = above(at)) if (at === top) return true;
      return false;
    };
    return { box, inView: points.length > 0, onTop: points.some(lies) };
  };
  let last = null;
  const met = new Map();
  window.tabbed = () => {
    const one = deepest();
    const ring = last && last.one.isConnected ? drawn(last.one) !== last.drawn : true;
    if (!one || met.has(one)) {
      const back = !one || met.get(one) === 0;
      last = null;
      return { ring, end: true, back, what: one ? one.outerHTML.slice(0, 120) : '' };
    }
    met.set(one, met.size);
    last = { one, drawn: drawn(one) };
    const { box, inView, onTop } = seen(one);
    const scrolled = document.querySelector('[data-testid=stMain]').scrollTop;
    const hidden = one.closest('[aria-hidden=true]') !== null;
    let inMain = false;
    for (let at = one; at; at = above(at)) inMain ||= at.dataset?.testid === 'stMain';
    const [name, what] = [named(one).replace(/\\s+/g, ' ').slice(0, 60), one.outerHTML.slice(0, 160)];
    const [top, bottom] = [box.top + scrolled, box.bottom + scrolled];
    return { ring, end: false, back: false, name, what, inView, onTop, hidden, inMain, top, bottom };
  };
}"""


@dataclass(frozen=True)
class Walk:
    """What Tab met from the top of a page to its end, and what is wrong, in words."""

    stops: tuple[str, ...]
    troubles: tuple[str, ...]


def walk(page: Page) -> Walk:
    """Press Tab from the top of the page until it comes back to its beginning or leaves."""
    page.evaluate(BEGIN)
    height = page.viewport_size["height"] if page.viewport_size else 0
    stops: list[str] = []
    troubles: list[str] = []
    below, before = 0.0, ""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        at = page.evaluate("window.tabbed()")
        if not at["ring"]:
            troubles.append(f"no ring: {before}")
        if at["end"]:
            if not at["back"]:
                troubles.append(f"Tab comes back to the middle of the page: {at['what']}")
            break
        before = f"{at['name']!r} {at['what']}"
        stops.append(at["name"])
        for wrong, said in (
            (not at["name"], "no name"),
            (at["hidden"], "hidden from screen readers"),
            (not at["inView"], "out of sight"),
            (at["inView"] and not at["onTop"], "behind something else"),
            (at["inMain"] and at["bottom"] < below - height, "far above the one before"),
        ):
            if wrong:
                troubles.append(f"{said}: {before}")
        below = at["top"] if at["inMain"] else 0.0
    else:
        troubles.append(f"{MOST} Tabs did not reach the end: {before}")
    return Walk(tuple(stops), tuple(dict.fromkeys(troubles)))
