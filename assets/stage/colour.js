/** Colour of numbers. Scales are fixed: gates on [0, 1], tanh signals on [-1, 1]; nothing is ever autoscaled. */

export const LEVELS = 64;
const DARK_END = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * @typedef {object} Theme What the page's theme says, as colours and a font family.
 * @property {string} background
 * @property {string} text
 * @property {string} panel
 * @property {string} accent
 * @property {string} font
 * @property {string} faint
 * @property {string} line
 * @property {string} empty the colour of a number that says nothing
 */

/** @param {string} colour */
function channels(colour) {
  const hex = /^#([0-9a-f]{6})/i.exec(colour.trim());
  if (hex) return [0, 2, 4].map((start) => parseInt(hex[1].slice(start, start + 2), 16));
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour.trim());
  if (short) return short.slice(1).map((digit) => parseInt(digit + digit, 16));
  return (colour.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map(Number);
}

/** Return a colour as a canvas stores it in a pixel. @param {string} colour */
export function packed(colour) {
  const [r, g, b] = channels(colour);
  return DARK_END ? ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0 : ((r << 24) | (g << 16) | (b << 8) | 255) >>> 0;
}

/**
 * @param {string} from
 * @param {string} to
 * @param {number} share of `to`, 0..1
 */
export function mix(from, to, share) {
  const [a, b] = [channels(from), channels(to)];
  const mixed = a.map((value, index) => Math.round(value + (b[index] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever is easier to read on a colour. @param {string} colour */
export function contrasting(colour) {
  const [r, g, b] = channels(colour).map((one) => {
    const share = one / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b; // of WCAG 2.2, as the next line
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/**
 * What the page's theme says now; components re-read it when the reader changes light to dark.
 * @param {Element} host
 * @returns {Theme}
 */
export function readTheme(host) {
  const style = getComputedStyle(host);
  /** @type {(name: string, fallback: string) => string} */
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  const text = read("--st-text-color", "#1d2129");
  return {
    background,
    text,
    panel: read("--st-secondary-background-color", "#f4f3ef"),
    accent: read("--st-primary-color", "#3b5bdb"),
    font: read("--st-font", "sans-serif"),
    faint: mix(background, text, 0.62),
    line: mix(background, text, 0.2),
    empty: mix(background, text, 0.06),
  };
}

/**
 * value → level 0..LEVELS, or -1 for a number that is not finite.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export function levelOf(value, low, high) {
  if (!Number.isFinite(value)) return -1;
  const share = (Math.min(Math.max(value, low), high) - low) / (high - low);
  return Math.round(share * LEVELS);
}

/**
 * The colours of a scale, one a level. `gate`: empty → hue; others: negative ← empty → positive.
 * @param {import("./types.d.ts").Scale} scale
 * @param {string} hue
 * @param {import("./types.d.ts").Palette} palette
 * @param {Theme} theme
 */
export function ramp(scale, hue, palette, theme) {
  const levels = Array.from({ length: LEVELS + 1 }, (_, level) => level / LEVELS);
  if (scale === "gate") return levels.map((share) => mix(theme.empty, hue, share));
  return levels.map((share) => {
    const value = 2 * share - 1;
    return mix(theme.empty, value < 0 ? palette.negative : palette.positive, Math.abs(value));
  });
}

/** Range of the numbers of a scale; a signal that has no ends, such as a cell state, is coloured by its tanh. */
/** @type {Record<import("./types.d.ts").Scale, [low: number, high: number]>} */
export const RANGE = { gate: [0, 1], signed: [-1, 1], doubled: [-2, 2], squashed: [-1, 1] };

/**
 * @param {import("./types.d.ts").Scale} scale
 * @param {number} value
 */
export function shown(scale, value) {
  return scale === "squashed" ? Math.tanh(value) : value;
}
