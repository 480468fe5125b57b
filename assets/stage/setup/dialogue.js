/**
 * The dialogue that makes a link for a class: which controls stay, are locked or hidden, what of the scene as it stands
 * goes along, and the page as the class will see it, alive, in a frame.
 */

import { copy } from "../parts/clipboard.js";
import { layer, wearTheme } from "../parts/layer.js";
import { signButton } from "../parts/icons.js";
import { addEntry } from "../plan/kept.js";
import { hostOf } from "../page.js";
import { isOn, isProjector } from "../slides/mode.js";
import { dress, sheetOf } from "../styles.js";
import { html } from "../svg.js";
import { controlsInSight } from "./controls.js";
import { linkOf, partsOf } from "./link.js";
import { readStandings } from "./names.js";

const REST = 700; // ms after the last choice until the preview shows it
const [WIDTH, HEIGHT] = [1280, 800]; // px of the window that the preview is
/** The name of the frame: a page in it tells no presenter where it is. */
export const PREVIEW = "unrolled-preview";
/** @type {[string, string][]} */
const STANDINGS = [
  ["shown", "open"],
  ["locked", "locked"],
  ["hidden", "hidden"],
];

/** @typedef {import("../home/button.js").About} About */

/** @param {About} about the scene in sight @param {HTMLElement} button from which it was opened */
export async function openSetup(about, button) {
  document.querySelector(".setup-layer")?.remove();
  const { host, root } = layer("setup-layer");
  const like = /** @type {HTMLElement} */ (hostOf(/** @type {ShadowRoot} */ (button.getRootNode())));
  for (const name of ["stage.css", "setup/setup.css"]) dress(root, await sheetOf(name));
  document.body.append(host);
  wearTheme(host, like);
  const dialogue = new Dialogue(about);
  root.append(dialogue.root);
  dialogue.root.showModal();
  dialogue.root.addEventListener("close", () => {
    host.remove();
    button.focus();
  });
}

class Dialogue {
  /** @param {About} about */
  constructor(about) {
    this.about = about;
    this.address = new URL(location.href);
    const { found } = readStandings(this.address.searchParams);
    const there = controlsInSight(about);
    const away = [...found.keys()].filter((name) => there.every((one) => one.name !== name));
    const all = [...there, ...away.map((name) => ({ name, label: name }))];
    this.controls = all.map(({ name, label }) => standingRow(name, label, found.get(name)));
    this.parts = partsOf(this.address).map(({ name, wanted }) => tick(name, wanted));
    this.present = tick("Slide mode", isOn());
    this.projector = tick("colours of the projector", isProjector());
    this.field = html("input", { type: "text", readonly: true, "aria-label": "The link", class: "setup-link" });
    this.status = html("p", { class: "setup-status", role: "status" });
    this.frame = html("iframe", { title: "The page as the class will see it", name: PREVIEW });
    this.frame.style.cssText = `width: ${WIDTH}px; height: ${HEIGHT}px`;
    this.preview = html("div", { class: "setup-preview" }, [this.frame]);
    this.timer = 0;
    this.root = html("dialog", { class: "setup", "aria-label": "Set up a link" }, [
      html("header", {}, [html("h2", {}, "Set up a link"), signButton("hide", "Close", () => this.root.close())]),
      html("div", { class: "setup-columns" }, [this.#choices(), this.preview]),
      html("div", { class: "setup-acts" }, [this.field, ...this.#acts()]),
      this.status,
    ]);
    this.root.addEventListener("input", () => this.show());
    this.root.addEventListener("close", () => this.end());
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
    this.watcher = new ResizeObserver(() => this.#fit());
    this.watcher.observe(this.preview);
    this.show(0);
  }

  #choices() {
    const part = (/** @type {string} */ name, /** @type {HTMLElement[]} */ rows) =>
      rows.length ? [html("fieldset", {}, [html("legend", {}, name), ...rows])] : [];
    return html("div", { class: "setup-choices", tabindex: 0, role: "group", "aria-label": "What the link sets up" }, [
      ...part(
        "Controls",
        this.controls.map(({ root }) => root),
      ),
      ...part(
        "As it stands now",
        this.parts.map(({ root }) => root),
      ),
      ...part("Shown in", [this.present.root, this.projector.root]),
    ]);
  }

  #acts() {
    const act = (/** @type {string} */ label, /** @type {() => unknown} */ onclick) =>
      html("button", { type: "button", onclick }, label);
    return [
      act("Copy link", () => this.#copy()),
      act("Open", () => window.open(this.link, "_blank", "noopener")),
      act("Add to my plan", () => this.#add()),
    ];
  }

  get link() {
    const standing = (/** @type {string} */ one) =>
      this.controls.filter(({ value }) => value() === one).map(({ name }) => name);
    return linkOf(this.address, {
      parts: new Set(this.parts.filter(({ field }) => field.checked).map(({ name }) => name)),
      hidden: standing("hidden"),
      locked: standing("locked"),
      present: this.present.field.checked,
      projector: this.projector.field.checked,
    });
  }

  /** Show the link, and its page once the choices rest. @param {number} [rest] ms */
  show(rest = REST) {
    const { link } = this;
    this.projector.field.disabled = !this.present.field.checked;
    this.field.value = link;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.frame.contentWindow?.location.replace(link), rest);
  }

  #fit() {
    const scale = Math.min(1, this.preview.clientWidth / WIDTH);
    this.frame.style.transform = `scale(${scale})`;
    this.preview.style.height = `${HEIGHT * scale}px`;
  }

  async #copy() {
    try {
      await copy(this.link, "");
      this.#say("The link is on the clipboard.");
    } catch {
      this.field.focus();
      this.field.select();
      this.#say("This browser lets no page copy; the link is marked, press Ctrl+C.");
    }
  }

  #add() {
    const { link, about } = this;
    this.#say(addEntry(link.slice(location.origin.length), about));
  }

  /** @param {string} text */
  #say(text) {
    this.status.textContent = text;
  }

  end() {
    clearTimeout(this.timer);
    this.watcher.disconnect();
  }
}

/** @param {string} label @param {boolean} checked */
function tick(label, checked) {
  const field = html("input", { type: "checkbox", checked });
  return { name: label, field, root: html("label", { class: "setup-tick" }, [field, label]) };
}

/** @param {string} name @param {string} label @param {string} [now] */
function standingRow(name, label, now = "shown") {
  const options = STANDINGS.map(([value, text]) => html("option", { value, selected: value === now }, text));
  const field = html("select", {}, options);
  const root = html("label", { class: "setup-control" }, [html("span", {}, label), field]);
  return { name, root, value: () => field.value };
}
