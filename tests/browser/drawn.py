"""When a page and its picture stand: what tests that look at every scene wait for."""

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
  if (document.querySelector('[data-testid=stMain] #criteria')) return true; // of text alone
  return has('.waiting') ? slow : has('.picture, .score, .figure, .lab, .byhand, .check, .owntext, .loop');
}"""
"""Whether a page has run and its picture stands, or trains where that is `slow`."""
