/** The way to what can be taken home, in the row of a scene's tools; what is behind it comes when it is pressed. */

import { icon } from "../parts/icons.js";
import { html } from "../svg.js";

/**
 * @typedef {{ lesson: string, scene: string, base: string, title?: string }} About which scene is in sight, and from
 *   where it came
 */

/** @param {() => About} about */
export function homeButton(about) {
  const label = "Take it home: picture, numbers, film";
  const sign = [icon("home"), html("span", { class: "home-name" }, "Take it home")];
  const button = html("button", { type: "button", class: "home-open", "aria-label": label, title: label }, sign);
  button.onclick = async () => {
    const { openDialogue } = await import("./dialogue.js");
    await openDialogue(button, about());
  };
  return button;
}
