/** The signs on the buttons. */

import { html, svg } from "../svg.js";

const SIGNS = {
  first: "M5 4v12M16 4L7 10l9 6z",
  back: "M15 4L6 10l9 6z",
  play: "M6 3.5l11 6.5l-11 6.5z",
  pause: "M5 4h3.5v12H5zM11.5 4H15v12h-3.5z",
  next: "M5 4l9 6l-9 6z",
  last: "M4 4l9 6l-9 6zM15 4v12",
  step: "M4 4l9 6l-9 6zM14 4h2.5v12H14z",
  stop: "M4.5 4.5h11v11h-11z",
  tune: "M4 6h7M15 6h1M4 14h1M9 14h7M13 4v4M7 12v4",
  undo: "M8 3.5L3 8l5 4.5M3.5 8H12a4.2 4.2 0 0 1 0 8.4H7",
  redo: "M12 3.5L17 8l-5 4.5M16.5 8H8a4.2 4.2 0 0 0 0 8.4h5",
  pencil: "M3 17l1.2-4.6L13.4 3.2l3.4 3.4L7.6 15.8z",
  hide: "M5 5l10 10M15 5L5 15",
  large: "M11.5 3.5h5v5M16.5 3.5l-5.5 5.5M8.5 16.5h-5v-5M3.5 16.5l5.5-5.5",
  home: "M10 3v9M6 8.5l4 4l4-4M3.5 13v3.5h13V13",
  people:
    "M7 9a2.6 2.6 0 1 0-.01 0zM2.5 16c0-5.5 9-5.5 9 0M13.5 9a2.2 2.2 0 1 0-.01 0zM13.2 11.3c2.6-.2 4.3 1.6 4.3 4.2",
  link: "M8.5 11.5l3-3M9.5 6.5l1.8-1.8a3 3 0 0 1 4.2 4.2l-1.8 1.8M10.5 13.5l-1.8 1.8a3 3 0 0 1-4.2-4.2l1.8-1.8",
  eye: "M2 10c4-6.5 12-6.5 16 0c-4 6.5-12 6.5-16 0zM10 7.4a2.6 2.6 0 1 0 .01 0z",
};
const DRAWN = new Set(["tune", "eye", "undo", "redo", "hide", "large", "home", "link"]); // in lines, not filled

/** @typedef {keyof typeof SIGNS} Sign */

/** @param {Sign} name */
export function icon(name) {
  const picture = svg(
    "svg",
    { viewBox: "0 0 20 20", class: DRAWN.has(name) ? "outline" : "" },
    svg("path", { d: SIGNS[name] }),
  );
  return html("span", { class: "icon", "aria-hidden": "true" }, picture);
}

/**
 * Return a button of a bar that shows a sign; its label says what it does and by which key.
 * @param {Sign} name
 * @param {string} label
 * @param {() => void} onclick
 */
export const signButton = (name, label, onclick) =>
  html("button", { type: "button", class: `key ${name}`, "aria-label": label, title: label, onclick }, icon(name));
