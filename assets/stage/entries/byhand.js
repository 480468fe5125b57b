/** The network that is worked out by hand, on the page. */

import { closeMenu } from "../page.js";
import { dress, sheetOf } from "../styles.js";
import { LateEntry, entryOf } from "./entry.js";
import { stepOnWithoutCursor } from "./onstage.js";

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */

/** A sheet asks the server nothing; its own address tells what is on it. */
class ByHandEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {import("../byhand/byhand.js").ByHand | null} */ (null);
    closeMenu();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.scene?.keydown(event);
  }
}

/** @param {Component} component */
export async function showByHand(component) {
  const entry = entryOf(component, ByHandEntry);
  const [{ ByHand }, ofSheet] = await Promise.all([import("../byhand/byhand.js"), sheetOf("byhand/byhand.css")]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofSheet);
  entry.scene ??= new ByHand(entry.root);
  entry.scene.show(JSON.parse(component.text), component.data);
  stepOnWithoutCursor(entry);
}
