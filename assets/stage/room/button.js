/** The way to a room, in the row of a scene's tools; what is behind it comes when it is pressed. */

import { icon } from "../parts/icons.js";
import { html } from "../svg.js";

/** @returns {HTMLButtonElement} */
export function roomButton() {
  const title = "Open a room: your class follows on its own devices";
  const attributes = { type: "button", class: "home-open room-open", title, "aria-label": "Class" };
  const button = html("button", attributes, [icon("people"), html("span", { class: "home-name" }, "Class")]);
  button.onclick = async () => (await import("./room.js")).openOrSay();
  return button;
}
