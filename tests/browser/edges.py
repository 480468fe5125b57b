"""Edges of what one operates, as a browser draws them: WCAG 1.4.11 asks for 3 to 1 against what is around."""

from __future__ import annotations

from playwright.sync_api import Page

FAINT = """() => {
  const rgba = (said) => {
    const numbers = said.match(/[-\\d.e]+/g)?.map(Number) ?? [];
    const most = said.startsWith('color(srgb') ? 255 : 1;
    const [r, g, b, a = 1] = numbers;
    return [r * most, g * most, b * most, a];
  };
  const over = ([r, g, b, a], ground) => [r, g, b].map((one, at) => one * a + ground[at] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((n) => (n <= 10.3 ? n / 3294.6 : ((n / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const above = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const ground = (one) => {
    const layers = [];
    for (let at = one; at; at = above(at)) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const OPERATED = `button, select, textarea, summary.key, a.key, [role=radio], [role=button],
    [role=spinbutton],
    input:not([type=range], [type=checkbox], [type=radio], [type=file], [type=hidden]),
    [data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer],
    [data-testid=stSelectbox] div[role=group], [data-testid=stFileUploaderDropzone],
    [data-testid=stCheckbox] label > span + div`;
  const faint = [];
  const look = (root) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      if (!one.matches(OPERATED) || one.disabled) continue;
      if (!one.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(one);
      const around = ground(above(one));
      if (ratio(ground(one), around) >= 3) continue; // it is filled
      const edges = ['Top', 'Right', 'Bottom', 'Left']
        .filter((side) => parseFloat(style[`border${side}Width`]) > 0)
        .map((side) => rgba(style[`border${side}Color`]))
        .filter((edge) => edge[3] > 0);
      if (edges.length < 2) continue; // a line below a word is no edge
      const least = Math.min(...edges.map((edge) => ratio(over(edge, around), around)));
      if (least < 2.99) {
        const name = one.getAttribute('aria-label') ?? one.textContent;
        const kind = `${one.localName}.${one.getAttribute('class') ?? ''}`;
        faint.push(`${kind} ${name.slice(0, 40)}: ${least.toFixed(2)}`);
      }
    }
  };
  look(document);
  return [...new Set(faint)];
}"""


def faint(page: Page) -> list[str]:
    """Return what one operates whose edge has less than 3 to 1; what has no edge is told by its words."""
    found: list[str] = page.evaluate(FAINT)
    return found
