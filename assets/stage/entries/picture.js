/** A live picture of a lesson on the page; its module and its sheet come when it is first shown. */

import { closeMenu, hostOf, signatureOf, tellServer } from "../page.js";
import { fitPaper } from "../parts/printing.js";
import { PICTURES } from "../pictures.js";
import { followField } from "../sentence.js";
import { dress, sheetOf } from "../styles.js";
import { LateEntry, entryOf } from "./entry.js";
import { stepOnWithoutCursor } from "./onstage.js";

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */

class PictureEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.host = hostOf(root);
    this.signature = "";
    this.kind = "";
    this.scene = /** @type {import("../pictures.js").Picture | null} */ (null);
    this.listening = new AbortController();
    if (this.host instanceof HTMLElement) fitPaper(this.host, () => this.repaint(), this.listening.signal);
    closeMenu();
  }

  repaint() {
    if (this.component) this.scene?.show(JSON.parse(this.component.text), this.component.data);
  }

  taken() {
    if (!this.scene || !this.component) return null;
    const { text, data } = this.component;
    const [training, veiled] = [this.scene.training?.() ?? null, Boolean(data.veiled)];
    const shown = veiled ? null : { scene: this.scene, data: JSON.parse(text) };
    return { kind: this.kind, name: data.name, from: data.recipes ?? "", numbers: null, shown, training };
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.scene?.keydown?.(event);
  }

  end() {
    super.end();
    this.listening.abort();
    this.scene?.end?.();
  }
}

/** @param {Component} component */
export async function showPicture(component) {
  const entry = entryOf(component, PictureEntry);
  const { kind, field } = component.data;
  if (field) followField(field);
  const [{ Picture }, ofKind] = await Promise.all([PICTURES[kind](), sheetOf(`pictures/${kind}.css`)]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofKind);
  if (entry.kind !== kind) {
    entry.scene?.end?.();
    entry.root.replaceChildren();
    const tell = (/** @type {unknown} */ value) => tellServer(entry.component, "state", "told", value);
    const go = (/** @type {unknown} */ place) => entry.component?.setStateValue("told", place);
    entry.scene = new Picture(entry.root, tell, go);
    Object.assign(entry, { kind, signature: "" });
  }
  const signature = signatureOf(component, entry.host);
  if (entry.signature !== signature) entry.scene?.show(JSON.parse(component.text), component.data);
  entry.signature = signature;
  if (!entry.scene?.keydown) return; // it stands beside what has the keys and the cursor
  stepOnWithoutCursor(entry);
}
