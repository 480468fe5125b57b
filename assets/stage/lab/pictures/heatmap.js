// @ts-nocheck
/** A signal of the probe sentence as a heatmap: one pixel a number, enlarged by the browser. A frame costs a lookup. */

import { mix } from "../../colour.js";
import { html } from "../../svg.js";
import { codesOf, isGate } from "../data/runs.js";

const DARK_END = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function packed(colour) {
  const [r, g, b] = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
  return DARK_END ? ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0 : ((r << 24) | (g << 16) | (b << 8) | 255) >>> 0;
}

/** code → colour as a CSS text: gates from empty to their hue, states from negative over empty to positive. */
export function colourOf(signal, code, palette, theme) {
  if (isGate(signal)) return mix(theme.empty, palette.signals[signal], code / 255);
  const value = code / 127.5 - 1;
  return mix(theme.empty, value < 0 ? palette.negative : palette.positive, Math.abs(value));
}

export function colours(signal, palette, theme) {
  return Uint32Array.from({ length: 256 }, (_, code) => packed(colourOf(signal, code, palette, theme)));
}

/** A canvas of T × U pixels; `draw(frame)` fills it. */
export function heatmap(signal, label, [length, units], palette, theme) {
  const canvas = html("canvas", { width: length, height: units, role: "img", "aria-label": label, class: "heat" });
  const pen = canvas.getContext("2d");
  const picture = pen.createImageData(length, units);
  const pixels = new Uint32Array(picture.data.buffer);
  const table = colours(signal, palette, theme);
  const empty = packed(theme.empty);
  return {
    canvas,
    draw(frame) {
      const codes = frame && codesOf(frame, signal);
      if (!codes || codes.length !== pixels.length) pixels.fill(empty);
      else {
        for (let row = 0, at = 0; row < length; row++) {
          for (let unit = 0; unit < units; unit++) pixels[unit * length + row] = table[codes[at++]];
        }
      }
      pen.putImageData(picture, 0, 0);
    },
  };
}
