/** The way to a room, in the row of a scene's tools; what is behind it comes when it is pressed. */

import { icon } from "../parts/icons.js";
import { html } from "../svg.js";

/** @returns {HTMLButtonElement} */
export function roomButton() {
  const title = "Open a room: your class follows on its own devices";
  const attributes = { type: "button", class: "home-open room-open", title, "aria-label": "Class" };
  const button = html("button", attributes, [icon("people"), html("span", { class: "home-name" }, "Class")]);
  button.onclick = async () => {
    button.disabled = true;
    const { openRoom } = await import("./room.js");
    const problem = await openRoom();
    button.disabled = false;
    button.title = problem || title;
    if (problem) alert(problem);
  };
  return button;
}
