/**
 * The scene as it is wanted on paper, for a moment: in light colours, or in columns of another width. It is drawn
 * behind the dialogue, and put back as it was.
 */

const QUIET = 2; // looks without a change, after which a picture stands
const MOST = 45; // looks, two frames apart

/** The theme of paper: that of `.streamlit/config.toml`, light. */
export const LIGHT = Object.freeze({
  "--st-primary-color": "#3b5bdb",
  "--st-background-color": "#ffffff",
  "--st-secondary-background-color": "#f4f3ee",
  "--st-text-color": "#151923",
  "--st-border-color": "#d9d8d0",
  "--st-link-color": "#3350c8",
});

/** @typedef {import("./scene.js").Shown} Shown */

/** Wait until a change is seen; a page in a hidden tab has no frames. */
export const seen = () =>
  Promise.race([
    new Promise((over) => requestAnimationFrame(() => requestAnimationFrame(over))),
    new Promise((over) => setTimeout(over, 250)),
  ]);

/** Wait until the pictures stand: nothing in them changes any more. @param {Shown[]} shown */
async function settled(shown) {
  const roots = shown.map(({ host }) => host.shadowRoot ?? host);
  let quiet = 0;
  const watcher = new MutationObserver(() => (quiet = 0));
  for (const root of roots) watcher.observe(root, { subtree: true, childList: true, attributes: true });
  for (let frame = 0; frame < MOST && quiet < QUIET; frame++) {
    quiet += 1;
    await seen();
  }
  watcher.disconnect();
  for (const root of roots) root.getAnimations().forEach(finish);
}

/** @param {Animation} animation */
function finish(animation) {
  if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
}

/**
 * Do something while the scene stands as wanted, and put it back.
 * @template Made
 * @param {Shown[]} shown
 * @param {{ light: boolean, width: number | null }} wanted `width` of the page's column, px; null as it is
 * @param {() => Promise<Made>} make
 * @returns {Promise<Made>}
 */
export async function staged(shown, { light, width }, make) {
  const back = [...(width ? [widened(width)] : []), ...(light ? [lightened(shown)] : [])];
  try {
    await settled(shown);
    return await make();
  } finally {
    for (const putBack of back) putBack();
    if (back.length) await settled(shown);
  }
}

/** Give the page's column another width; return what puts it back. @param {number} width px */
function widened(width) {
  const column = /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stMainBlockContainer]"));
  const before = column?.getAttribute("style") ?? null;
  if (column) column.style.cssText += `;width:${width}px!important;max-width:none!important;min-width:0`;
  return () => {
    if (before === null) column?.removeAttribute("style");
    else column?.setAttribute("style", before);
  };
}

/** Draw pictures in the colours of paper; return what puts them back. @param {Shown[]} shown */
function lightened(shown) {
  const hosts = /** @type {HTMLElement[]} */ (shown.map(({ host }) => host));
  const repaint = () => shown.forEach(({ entry }) => entry.repaint?.());
  dress(hosts, LIGHT);
  repaint();
  return () => {
    dress(hosts, null);
    repaint();
  };
}

/** @param {HTMLElement[]} hosts @param {Record<string, string> | null} theme null takes it off again */
function dress(hosts, theme) {
  for (const host of hosts) {
    for (const [name, colour] of Object.entries(LIGHT)) {
      if (theme) host.style.setProperty(name, colour);
      else host.style.removeProperty(name);
    }
  }
}
