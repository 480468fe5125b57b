/** The lab on the page. */

import { readTheme } from "../colour.js";
import { closeMenu, hostOf, tellServer } from "../page.js";
import { dress, sheetOf } from "../styles.js";
import { LateEntry, entryOf } from "./entry.js";
import { stepOnWithoutCursor } from "./onstage.js";

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */

/** The lab's scene outlives every new set of runs: what is known stays. */
class LabEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.host = hostOf(root);
    this.signature = "";
    this.theme = "";
    this.scene = /** @type {any} */ (null);
    closeMenu();
  }

  /** @param {(root: Root, tell: (kind: "state" | "trigger", name: string, value: unknown) => void) => any} buildLab */
  draw(buildLab) {
    if (!this.component) return;
    this.scene ??= buildLab(this.root, (kind, name, value) => tellServer(this.component, kind, name, value));
    const { text, data } = this.component;
    const theme = Object.values(readTheme(this.host)).join();
    this.scene.answered(data.done);
    if (this.signature !== data.signature) this.scene.show(JSON.parse(text), data);
    else if (this.theme !== theme) this.scene.repaint();
    this.signature = data.signature;
    this.theme = theme;
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.scene?.keydown(event);
  }

  repaint() {
    this.scene?.repaint();
  }

  end() {
    super.end();
    this.scene?.stop();
  }
}

/** @param {Component} component */
export async function showLab(component) {
  const entry = entryOf(component, LabEntry);
  const [{ buildLab }, ofLab] = await Promise.all([import("../lab/lab.js"), sheetOf("lab/lab.css")]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofLab);
  entry.draw(buildLab);
  stepOnWithoutCursor(entry);
}
