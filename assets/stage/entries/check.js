/** The questions of *Check yourself* on the page. */

import { closeMenu } from "../page.js";
import { dress, sheetOf } from "../styles.js";
import { LateEntry, entryOf } from "./entry.js";
import { stepOnWithoutCursor } from "./onstage.js";

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */

/** Answers ask the server nothing; the address tells which question is in sight. */
class CheckEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {import("../check/check.js").Check | null} */ (null);
    closeMenu();
  }

  end() {
    super.end();
    this.scene?.end();
  }
}

/** @param {Component} component */
export async function showCheck(component) {
  const entry = entryOf(component, CheckEntry);
  const [{ Check }, ofCheck] = await Promise.all([import("../check/check.js"), sheetOf("check/check.css")]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofCheck);
  entry.scene ??= new Check(entry.root);
  entry.scene.show(JSON.parse(component.text));
  stepOnWithoutCursor(entry);
}
