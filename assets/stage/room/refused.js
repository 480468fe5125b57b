/** Why a room cannot be opened, and what to do: a dialogue over the page. */

import { layer, wearTheme } from "../parts/layer.js";
import { dress, sheetOf } from "../styles.js";
import { html } from "../svg.js";
import { HOST } from "./bar.js";

/**
 * Say it; who closes it is where they were, or tries once more.
 * @param {string} sentence
 * @param {() => unknown} again
 */
export async function sayRefused(sentence, again) {
  const { host, root } = layer("room-refused");
  for (const sheet of await Promise.all(["stage.css", "room/room.css"].map(sheetOf))) dress(root, sheet);
  const page = document.querySelector(HOST);
  if (page) wearTheme(host, page);
  const retry = html("button", { type: "button", class: "key text" }, "Try again");
  const close = html("button", { type: "button", class: "key text primary", autofocus: true }, "Close");
  const [title, why] = [html("h2", { id: "title" }, "No room was opened"), html("p", { id: "why" }, sentence)];
  const buttons = html("div", { class: "buttons" }, [close, retry]);
  const named = { role: "alertdialog", "aria-labelledby": "title", "aria-describedby": "why" };
  const dialog = html("dialog", { class: "room-code", ...named }, [title, why, buttons]);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => host.remove());
  close.onclick = () => dialog.close();
  retry.onclick = () => {
    dialog.close();
    again();
  };
  root.append(dialog);
  document.body.append(host);
  dialog.showModal();
}
