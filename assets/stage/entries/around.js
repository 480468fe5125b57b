/** What stands around pictures: a text field, how far runs are, the path on the first page, the strip of scenes. */

import { tellServer } from "../page.js";
import { dress, sheetOf } from "../styles.js";
import { LateEntry, entryOf } from "./entry.js";

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */

/** A scene of a class that comes late. @template Scene */
class AroundEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {Scene & { end?: () => void } | null} */ (null);
  }

  end() {
    super.end();
    this.scene?.end?.();
  }
}

/** @extends {AroundEntry<import("../text.js").TextField>} */
class TextEntry extends AroundEntry {}

/** @extends {AroundEntry<import("../waiting.js").Waiting>} */
class WaitingEntry extends AroundEntry {}

/** @extends {AroundEntry<import("../story.js").Story>} */
class PathEntry extends AroundEntry {}

/** @extends {AroundEntry<import("../scenes.js").Scenes>} */
class ScenesEntry extends AroundEntry {}

/** @param {Component} component */
export async function showText(component) {
  const entry = entryOf(component, TextEntry);
  const { TextField } = await import("../text.js");
  if (!entry.wants(component)) return;
  entry.scene ??= new TextField(entry.root, (text) => tellServer(entry.component, "trigger", "text", text));
  entry.scene.show({ text: component.text, ...component.data });
}

/** @param {Component} component */
export async function showWaiting(component) {
  const entry = entryOf(component, WaitingEntry);
  const { Waiting } = await import("../waiting.js");
  if (!entry.wants(component)) return;
  entry.scene ??= new Waiting(entry.root, (states) => tellServer(entry.component, "trigger", "ended", states));
  entry.scene.show(JSON.parse(component.text), component.data);
}

/** @param {Component} component */
export async function showPath(component) {
  const entry = entryOf(component, PathEntry);
  const [{ Story }, ofStory] = await Promise.all([import("../story.js"), sheetOf("story.css")]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofStory);
  entry.scene ??= new Story(entry.root, (stop) => entry.component?.setTriggerValue("stop", stop));
  entry.scene.show(JSON.parse(component.text));
}

/** @param {Component} component */
export async function showScenes(component) {
  const entry = entryOf(component, ScenesEntry);
  const { Scenes } = await import("../scenes.js");
  if (!entry.wants(component)) return;
  entry.scene ??= new Scenes(entry.root, (scene) => tellServer(entry.component, "trigger", "scene", scene));
  entry.scene.show(JSON.parse(component.text), component.data);
}
