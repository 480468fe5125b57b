/** The way to a link that sets up a class, in the row of a scene's tools; what is behind it comes when pressed. */

import { icon } from "../parts/icons.js";
import { html } from "../svg.js";

/** @typedef {import("../home/button.js").About} About */

/** @param {() => About} about */
export function setupButton(about) {
  const label = "Set up a link for a class";
  const attributes = { type: "button", class: "home-open setup-open", "aria-label": label, title: label };
  const button = html("button", attributes, [icon("link")]);
  button.onclick = async () => {
    const { openSetup } = await import("./dialogue.js");
    await openSetup(about(), button);
  };
  return button;
}
