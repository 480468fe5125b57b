/** What Streamlit calls: build a scene once, rebuild it only when its data or the theme changed, end it cleanly. */

import { readTheme } from "./colour.js";
import { cursor, subscribe } from "./cursor.js";
import { hands, subscribe as subscribeToHands } from "./hands.js";
import { Figure } from "./figure/figure.js";
import { closeMenu, hostOf, signatureOf, tellServer } from "./page.js";
import { pause } from "./player.js";
import { NAMES, writeHand } from "./score/hand/link.js";
import { ScoreEntry } from "./score/entry.js";
import { PICTURES } from "./pictures.js";
import { notePage } from "./seen.js";
import { followField } from "./sentence.js";
import { dress, sheetOf } from "./styles.js";

const QUIET = 400; // ms that the cursor rests before the address says where it is
/** Streamlit draws no ring around a link that the keyboard has reached. */
const FOCUS = "a:focus-visible { outline: 2px solid currentColor !important; outline-offset: 2px; }";

/** @typedef {import("./page.js").Root} Root */
/** @typedef {import("./page.js").Component} Component */

/**
 * @typedef {object} Entry a scene on the page
 * @property {boolean} [hasCursor] whether the address tells where its cursor is; not before there is a picture
 * @property {(event: KeyboardEvent) => void} [keydown]
 * @property {(component: Component) => void} show
 * @property {() => void} end
 */

/** A scene measures its type when it is built. */
const [shared, ofScore] = await Promise.all([sheetOf("stage.css"), sheetOf("score/score.css")]);

/** @type {WeakMap<Root, Entry>} */
const scenes = new WeakMap();
/** @type {Entry | null} */
let onStage = null;
let home = ""; // where the score on stage was put up: who goes back has left before the page has
let timer = 0;

document.addEventListener("keydown", (event) => onStage?.keydown?.(event));
const ring = new CSSStyleSheet();
ring.replaceSync(FOCUS);
document.adoptedStyleSheets.push(ring);

/** A focused button keeps Enter to itself, but Ctrl+Enter trains, and is pressed right after an answer was. */
document.addEventListener(
  "keydown",
  (event) => {
    const onButton = event.target instanceof Element && event.target.closest("button");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !onButton) return;
    event.stopPropagation();
    event.preventDefault();
    const { key, code, keyCode, ctrlKey, metaKey } = event;
    const again = { key, code, keyCode, which: keyCode, ctrlKey, metaKey, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", again));
  },
  true,
);

/** Keep the address in step with the cursor and what is held, without a message to the server or history entries. */
function remember() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (onStage?.hasCursor === false) return remember(); // its picture is on the way
    if (!onStage?.hasCursor || cursor.playing || location.pathname !== home) return;
    const address = new URL(location.href);
    address.searchParams.set("t", String(cursor.timestep + 1));
    address.searchParams.set("u", String(cursor.unit + 1));
    if (cursor.operation >= 0) address.searchParams.set("op", String(cursor.operation + 1));
    else address.searchParams.delete("op");
    writeHand(address, hands);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }, QUIET);
}
subscribe((_, changed) => {
  if (changed.timestep || changed.unit || changed.operation || changed.playing) remember();
});
subscribeToHands(remember);

/** Without a score, timestep and unit mean nothing: the last page's may have come along, or be about to. */
function forget() {
  clearTimeout(timer);
  const address = new URL(location.href);
  const names = ["t", "u", "op", ...NAMES].filter((name) => address.searchParams.has(name));
  if (!names.length) return;
  for (const name of names) address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}

/**
 * Show what a component asks for in the scene of its place, which is made when it is needed first.
 * @template {Entry} Kind
 * @param {Component} component
 * @param {new (root: Root) => Kind} Made
 * @param {CSSStyleSheet[]} own sheets beside the one that all scenes share
 */
function mount(component, Made, ...own) {
  const root = component.parentElement;
  for (const sheet of [shared, ...own]) dress(root, sheet);
  const known = scenes.get(root);
  const entry = known instanceof Made ? known : new Made(root);
  scenes.set(root, entry);
  notePage();
  entry.show(component);
  return entry;
}

/** @param {Component} component */
export function mountScore(component) {
  onStage = mount(component, ScoreEntry, ofScore);
  home = location.pathname;
  remember(); // an address that a page gave itself knows no cursor
}

class FigureEntry {
  /** @param {Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.signature = "";
    this.scene = new Figure(root);
    closeMenu();
  }

  /** @param {Component} component */
  show(component) {
    const signature = signatureOf(component, this.host);
    if (this.signature === signature) return;
    this.signature = signature;
    this.scene.show({ ...component.data, figure: JSON.parse(component.text) });
  }

  end() {
    this.scene.end();
  }
}

/** @param {Component} component */
export function mountFigure(component) {
  mount(component, FigureEntry);
}

/** A scene whose modules are fetched by the page that shows it; the newest call is shown once they are there. */
class LateEntry {
  /** @param {Root} root */
  constructor(root) {
    this.root = root;
    this.ended = false;
    this.component = /** @type {Component | null} */ (null);
  }

  /** @param {Component} component */
  show(component) {
    this.component = component;
  }

  /** Whether a call is still to be shown: modules that load do not keep the order of calls. */
  /** @param {Component} component */
  wants(component) {
    return !this.ended && this.component === component;
  }

  end() {
    this.ended = true;
  }
}

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

  end() {
    super.end();
    this.scene?.stop();
  }
}

/** @param {Component} component */
export async function mountLab(component) {
  const entry = mount(component, LabEntry);
  const [{ buildLab }, ofLab] = await Promise.all([import("./lab/lab.js"), sheetOf("lab/lab.css")]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofLab);
  entry.draw(buildLab);
  onStage = entry;
  forget();
}

class TextEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {import("./text.js").TextField | null} */ (null);
  }
}

/** @param {Component} component */
export async function mountText(component) {
  const entry = mount(component, TextEntry);
  const { TextField } = await import("./text.js");
  if (!entry.wants(component)) return;
  entry.scene ??= new TextField(entry.root, (text) => tellServer(entry.component, "trigger", "text", text));
  entry.scene.show({ text: component.text, ...component.data });
}

class WaitingEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {import("./waiting.js").Waiting | null} */ (null);
  }

  end() {
    super.end();
    this.scene?.stop();
  }
}

/** @param {Component} component */
export async function mountWaiting(component) {
  const entry = mount(component, WaitingEntry);
  const { Waiting } = await import("./waiting.js");
  if (!entry.wants(component)) return;
  entry.scene ??= new Waiting(entry.root, (states) => tellServer(entry.component, "trigger", "ended", states));
  entry.scene.show(JSON.parse(component.text), component.data);
}

class PathEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {import("./story.js").Story | null} */ (null);
  }

  end() {
    super.end();
    this.scene?.end();
  }
}

/** @param {Component} component */
export async function mountPath(component) {
  const entry = mount(component, PathEntry);
  const [{ Story }, ofStory] = await Promise.all([import("./story.js"), sheetOf("story.css")]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofStory);
  entry.scene ??= new Story(entry.root, (stop) => entry.component?.setTriggerValue("stop", stop));
  entry.scene.show(JSON.parse(component.text));
}

class ScenesEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {import("./scenes.js").Scenes | null} */ (null);
  }

  end() {
    super.end();
    this.scene?.end();
  }
}

/** @param {Component} component */
export async function mountScenes(component) {
  const entry = mount(component, ScenesEntry);
  const { Scenes } = await import("./scenes.js");
  if (!entry.wants(component)) return;
  entry.scene ??= new Scenes(entry.root, (scene) => tellServer(entry.component, "trigger", "scene", scene));
  entry.scene.show(JSON.parse(component.text), component.data);
}

class PictureEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.host = hostOf(root);
    this.signature = "";
    this.kind = "";
    this.scene = /** @type {import("./pictures.js").Picture | null} */ (null);
    closeMenu();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.scene?.keydown?.(event);
  }

  end() {
    super.end();
    this.scene?.end?.();
  }
}

/** @param {Component} component */
export async function mountPicture(component) {
  const entry = mount(component, PictureEntry);
  const { kind, field } = component.data;
  if (field) followField(field);
  const [{ Picture }, ofKind] = await Promise.all([PICTURES[kind](), sheetOf(`pictures/${kind}.css`)]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofKind);
  if (entry.kind !== kind) {
    entry.scene?.end?.();
    entry.root.replaceChildren();
    entry.scene = new Picture(entry.root, (value) => tellServer(entry.component, "state", "told", value));
    Object.assign(entry, { kind, signature: "" });
  }
  const signature = signatureOf(component, entry.host);
  if (entry.signature !== signature) entry.scene?.show(JSON.parse(component.text), component.data);
  entry.signature = signature;
  if (!entry.scene?.keydown) return; // it stands beside what has the keys and the cursor
  onStage = entry;
  forget();
}

/** A sheet asks the server nothing; its own address tells what is on it. */
class ByHandEntry extends LateEntry {
  /** @param {Root} root */
  constructor(root) {
    super(root);
    this.scene = /** @type {import("./byhand/byhand.js").ByHand | null} */ (null);
    closeMenu();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    this.scene?.keydown(event);
  }
}

/** @param {Component} component */
export async function mountByHand(component) {
  const entry = mount(component, ByHandEntry);
  const [{ ByHand }, ofSheet] = await Promise.all([import("./byhand/byhand.js"), sheetOf("byhand/byhand.css")]);
  if (!entry.wants(component)) return;
  dress(entry.root, ofSheet);
  entry.scene ??= new ByHand(entry.root);
  entry.scene.show(JSON.parse(component.text), component.data);
  onStage = entry;
  forget();
}

/** @param {Root} root */
export function unmount(root) {
  const entry = scenes.get(root);
  if (!entry) return;
  entry.end();
  if (onStage === entry) {
    pause();
    onStage = null;
  }
  scenes.delete(root);
}
