/** A signal of the probe sentence as a heatmap, enlarged by the browser. A frame costs a lookup a number. */

import { mix, packed } from "../../colour.js";
import { html } from "../../svg.js";
import { LEVELS, codesOf, levelOf } from "../data/signals.js";

/** @typedef {import("../data/signals.js").Signal} Signal */
/** @typedef {import("../data/signals.js").Held} Held */
/** @typedef {{ positive: string, negative: string }} Ends the colours of a scale around 0 */

export const BROKEN = "#d6009a"; // a cross of this colour is NaN, in every picture
const CROSS = 5; // pixels of a cell that can hold a cross

/**
 * Return the colour of a level: of a gate from empty to its hue, of others from negative over empty to positive.
 * @param {Signal} signal
 * @param {number} level
 * @param {Ends} palette
 * @param {import("../../colour.js").Theme} theme
 */
export function colourOf({ scale, hue }, level, palette, theme) {
  if (level === 0) return BROKEN;
  const share = (level - 1) / (LEVELS - 2);
  if (scale === "gate") return mix(theme.empty, hue, share);
  const value = 2 * share - 1;
  return mix(theme.empty, value < 0 ? palette.negative : palette.positive, Math.abs(value));
}

/**
 * A canvas of T × U cells; `draw(frame)` fills it. A cell is a pixel, or a few where some of them hold a cross.
 * @param {Signal} signal
 * @param {string} label
 * @param {[length: number, units: number]} shape
 * @param {Ends} palette
 * @param {import("../../colour.js").Theme} theme
 */
export function heatmap(signal, label, [length, units], palette, theme) {
  const canvas = html("canvas", { role: "img", "aria-label": label, class: "heat" });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const table = Uint32Array.from({ length: LEVELS }, (_, level) => packed(colourOf(signal, level, palette, theme)));
  const empty = packed(theme.empty);
  /** @type {Map<number, ImageData>} */
  const pictures = new Map();

  /** @param {number} side of a cell, px */
  function pictureOf(side) {
    const picture = pictures.get(side) ?? pen.createImageData(length * side, units * side);
    pictures.set(side, picture);
    return { picture, pixels: new Uint32Array(picture.data.buffer) };
  }
  /** @param {Uint8Array} levels of the timesteps, one after another */
  function paint(levels) {
    const side = levels.includes(0) ? CROSS : 1;
    const { picture, pixels } = pictureOf(side);
    const width = length * side;
    for (let y = 0; y < units * side; y++) {
      for (let x = 0; x < width; x++) {
        const level = levels[Math.floor(x / side) * units + Math.floor(y / side)];
        const [across, down] = [x % side, y % side];
        const crossed = across === down || across === side - 1 - down;
        pixels[y * width + x] = level > 0 || crossed ? table[level] : empty;
      }
    }
    show(picture);
  }
  /** @param {ImageData} picture */
  function show(picture) {
    if (canvas.width !== picture.width) [canvas.width, canvas.height] = [picture.width, picture.height];
    pen.putImageData(picture, 0, 0);
  }
  function clear() {
    const { picture, pixels } = pictureOf(1);
    pixels.fill(empty);
    show(picture);
  }
  [canvas.width, canvas.height] = [length, units];
  return {
    canvas,
    /** @param {Held | null} frame */
    draw(frame) {
      const codes = frame && codesOf(frame, signal);
      if (codes?.length === length * units) paint(Uint8Array.from(codes, (code) => levelOf(signal, code)));
      else clear();
    },
  };
}
