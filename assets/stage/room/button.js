/** The way to a room, in the row of a scene's tools; what is behind it comes when it is pressed. */

import { html } from "../svg.js";

/** @returns {HTMLButtonElement} */
export function roomButton() {
  const title = "Open a room: your class follows on its own devices";
  const button = html("button", { type: "button", class: "home-open room-open", title }, "Class");
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
