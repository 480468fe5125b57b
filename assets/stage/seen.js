/**
 * What was seen: the scenes of each lesson, in this browser only. A page without scenes is noted under its name with
 * one scene that has none. Where the browser keeps nothing, nothing was seen.
 */

const SEEN = "unrolled-seen";

/** The names of the scenes that were seen, by lesson. @returns {Record<string, string[]>} */
export function seen() {
  try {
    const kept = JSON.parse(localStorage.getItem(SEEN) ?? "{}");
    if (!kept || typeof kept !== "object") return {};
    return Object.fromEntries(Object.entries(kept).filter(([, scenes]) => Array.isArray(scenes)));
  } catch {
    return {};
  }
}

/** @param {string} lesson @param {string} scene */
export function note(lesson, scene) {
  const kept = seen();
  const before = kept[lesson] ?? [];
  if (before.includes(scene)) return;
  try {
    localStorage.setItem(SEEN, JSON.stringify({ ...kept, [lesson]: [...before, scene] }));
  } catch {
    // a browser that refuses storage shows no ticks
  }
}

/** Note the page in sight; the first page has no name in its address. */
export function notePage() {
  const page = location.pathname.split("/").at(-1);
  if (page) note(page, "");
}

/**
 * Call back when another tab has noted something, until the signal says stop.
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
export function whenSeen(changed, signal) {
  addEventListener("storage", ({ key }) => (key === SEEN || key === null) && changed(), { signal });
}
