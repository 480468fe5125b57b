/** What can be taken home of the scene in sight, to choose from, with a look at it before. */

import { download } from "../figure/export.js";
import { signButton } from "../parts/icons.js";
import { dress, sheetOf } from "../styles.js";
import { html } from "../svg.js";
import { choice } from "./choice.js";
import { canRecord } from "./encoding.js";
import { film } from "./film.js";
import { MADE, made } from "./made.js";
import { asCsv, tablesInSight } from "./numbers.js";
import { reels } from "./reels.js";
import { picturesInSight } from "./scene.js";
import { asPng, asSvg, isDark, sheet, sourceOf } from "./taking.js";

const NO_COPY =
  "A browser copies pictures only from an https address or this machine's own; this page came by http. " +
  "Download the PNG and insert it.";
const IN_A_FRAME =
  "This page stands in a frame of another one, which may swallow downloads. If no file arrives, open it in a window " +
  "of its own.";

/** @typedef {import("./button.js").About} About */
/** @typedef {import("./sheet.js").Asked} Asked */

/**
 * Open the dialogue at a button.
 * @param {HTMLButtonElement} button
 * @param {About} about
 */
export async function openDialogue(button, about) {
  const root = /** @type {ShadowRoot} */ (button.getRootNode());
  dress(root, await sheetOf("home/home.css"));
  root.querySelector("dialog.home")?.remove();
  const dialogue = new Dialogue(about);
  root.append(dialogue.root);
  dialogue.root.showModal();
  dialogue.root.addEventListener("close", () => {
    dialogue.root.remove();
    button.focus();
  });
  await dialogue.look();
}

class Dialogue {
  /** @param {About} about */
  constructor(about) {
    this.about = about;
    this.tables = tablesInSight(); // as the pictures stand now: nothing moves behind a dialogue
    this.made = /** @type {Promise<import("./sheet.js").Sheet> | null} */ (null);
    this.turn = 0;
    this.filming = /** @type {AbortController | null} */ (null);
    this.making = /** @type {AbortController | null} */ (null);
    this.shape = choice("Shape", [
      ["page", "As it stands"],
      ["slide", "Slide, 16 : 9"],
    ]);
    this.ground = choice("Ground", grounds());
    this.words = html("input", { type: "checkbox", checked: true });
    this.preview = html("div", { class: "home-preview", "aria-hidden": "true" });
    this.status = html("p", { class: "home-status", role: "status" });
    this.lines = html("textarea", {
      class: "home-lines",
      readonly: true,
      hidden: true,
      "aria-label": "Lines of Python",
    });
    this.alive = html("div", { class: "home-acts home-made" }, this.makers());
    this.root = html("dialog", { class: "home", "aria-label": "Take it home" }, this.parts());
    this.root.addEventListener("close", () => {
      this.filming?.abort();
      this.making?.abort();
    });
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
  }

  /** All of it, from top to bottom. */
  parts() {
    const title = html("header", {}, [
      html("h2", {}, "Take it home"),
      signButton("hide", "Close", () => this.root.close()),
    ]);
    const words = html("label", {}, [this.words, "heading, question, result"]);
    const options = html("div", { class: "home-options" }, [this.shape.root, this.ground.root, words]);
    options.onchange = () => void this.look();
    const acts = html("div", { class: "home-acts" }, this.buttons());
    const notes = [window.isSecureContext ? "" : NO_COPY, window.self === window.top ? "" : IN_A_FRAME];
    return [
      ...[title, options, this.preview, acts, ...this.films(), this.alive, this.status, this.lines],
      ...notes.filter(Boolean).map((note) => html("p", { class: "home-note" }, note)),
    ];
  }

  buttons() {
    const copies = html("button", { type: "button", disabled: !window.isSecureContext }, "Copy picture");
    copies.onclick = () => this.act(() => this.copy());
    /** @type {[string, () => Promise<void>][]} */
    const files = [
      ["PNG", async () => this.keep(".png", await this.png(1))],
      ["PNG, double size", async () => this.keep("@2x.png", await this.png(2))],
      ["SVG", async () => this.keep(".svg", asSvg(await this.sheet()))],
    ];
    if (this.tables.length) files.push(["CSV, the numbers", async () => this.csv()]);
    return [
      copies,
      ...files.map(([label, make]) => html("button", { type: "button", onclick: () => this.act(make) }, label)),
    ];
  }

  /** A row for each film: what it shows, as GIF or as WebM. */
  films() {
    const kinds = [".gif", ...(canRecord() ? [".webm"] : [])];
    return reels().map((reel) => {
      const buttons = kinds.map((ending) => {
        const label = `${ending === ".gif" ? "GIF" : "WebM"}, ${reel.name}`;
        const button = html("button", { type: "button" }, label);
        button.onclick = () => this.act(() => this.play(button, label, reel, ending));
        return button;
      });
      return html("div", { class: "home-acts home-film" }, buttons);
    });
  }

  /** What the server makes of the scene: it goes on working elsewhere. */
  makers() {
    const keeps = (/** @type {typeof MADE.file | typeof MADE.notebook} */ what) => (/** @type {Blob} */ file) =>
      Promise.resolve(this.keep(what.ending, file));
    return [
      this.maker(MADE.file, "A page that opens from disk, without a server, and goes on working", keeps(MADE.file)),
      this.maker(MADE.notebook, "Its numbers in Python, for Jupyter", keeps(MADE.notebook)),
      this.maker(MADE.lines, "Its numbers in Python, to paste", async (file) => this.showLines(await file.text())),
    ];
  }

  /**
   * @param {(typeof MADE)[keyof typeof MADE]} what
   * @param {string} title
   * @param {(file: Blob) => Promise<void>} take
   */
  maker(what, title, take) {
    const button = html("button", { type: "button", title }, what.label);
    button.onclick = () =>
      this.act(async () => {
        if (this.making) return this.making.abort();
        const making = (this.making = new AbortController());
        button.textContent = "Stop";
        this.alive.classList.add("busy");
        this.say(`${what.label}: being made. This takes a few seconds …`);
        try {
          await take(await made(what, this.about, making.signal));
        } catch (error) {
          if (!making.signal.aborted) throw error;
          this.say("It was stopped.");
        } finally {
          this.making = null;
          button.textContent = what.label;
          this.alive.classList.remove("busy");
        }
      });
    return button;
  }

  /**
   * Show lines of Python, and copy them: from a field in the dialogue that works on an http address, too.
   * @param {string} text
   */
  async showLines(text) {
    this.lines.value = text;
    this.lines.hidden = false;
    this.lines.select();
    const done = navigator.clipboard
      ? await navigator.clipboard.writeText(text).then(
          () => true,
          () => false,
        )
      : document.execCommand("copy");
    this.say(done ? "The lines of Python are on the clipboard." : "Copy the lines below: they are selected.");
  }

  /**
   * Make a film, or stop making it.
   * @param {HTMLButtonElement} button
   * @param {string} label
   * @param {import("./reels.js").Reel} reel
   * @param {string} ending
   */
  async play(button, label, reel, ending) {
    if (this.filming) return this.filming.abort();
    this.filming = new AbortController();
    await this.made?.catch(() => {});
    button.textContent = "Stop the film";
    const progress = (/** @type {number} */ done, /** @type {number} */ of) => this.say(`Picture ${done} of ${of} …`);
    try {
      const watched = { signal: this.filming.signal, progress };
      const made = await film(reel, this.asked, this.about, watched, ending === ".webm");
      if (made) this.keep(`-${reel.name.replaceAll(" ", "-")}${ending}`, made.file, made.said);
      else this.say("The film was stopped.");
    } finally {
      this.filming = null;
      button.textContent = label;
    }
  }

  /** @returns {Asked} */
  get asked() {
    const ground = /** @type {Asked["ground"]} */ (this.ground.value());
    return {
      ground,
      slide: this.shape.value() === "slide",
      words: this.words.checked,
    };
  }

  get name() {
    const { lesson, scene } = this.about;
    return ["unrolled", lesson, scene].filter(Boolean).join("-");
  }

  /** What was asked for last. */
  sheet() {
    this.made ??= sheet(this.asked, this.about);
    return this.made;
  }

  /** Show what will be taken. */
  async look() {
    this.turn += 1;
    const { turn } = this;
    await this.made?.catch(() => {}); // the scene stands as another choice wants it until then
    if (turn !== this.turn) return;
    this.made = null;
    this.preview.classList.add("busy");
    await this.act(async () => {
      const made = await this.sheet();
      if (turn !== this.turn) return;
      const address = URL.createObjectURL(asSvg(made));
      const picture = html("img", { src: address, alt: "" });
      picture.onload = () => URL.revokeObjectURL(address);
      this.preview.replaceChildren(picture);
      this.preview.classList.remove("busy");
      this.say(sizes(made, this.asked.slide));
    });
  }

  /** @param {() => Promise<void>} make */
  async act(make) {
    try {
      await make();
    } catch (error) {
      this.say(`That did not work: ${/** @type {Error} */ (error).message}`);
    }
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /** @param {number} scale */
  async png(scale) {
    return asPng(await this.sheet(), scale, sourceOf(this.about));
  }

  /** @param {string} ending @param {Blob} file @param {string} [more] to be said of it */
  keep(ending, file, more = "") {
    download(`${this.name}${ending}`, file);
    this.say(`${this.name}${ending}: ${inBytes(file.size)}. ${more}`.trim());
  }

  async copy() {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": this.png(this.asked.slide ? 1 : 2) })]);
    this.say("The picture is on the clipboard.");
  }

  csv() {
    for (const [ending, file] of asCsv(this.tables, sourceOf(this.about).long)) this.keep(ending, file);
  }
}

/** The grounds on which pictures can stand. @returns {[value: string, text: string][]} */
function grounds() {
  const dark = picturesInSight().some(({ host }) => isDark(host));
  return [
    ["white", "White"],
    ...(dark ? [/** @type {[string, string]} */ (["page", "Dark"])] : []),
    ["clear", "Transparent"],
  ];
}

/** @param {number} size */
const inBytes = (size) => (size < 1e6 ? `${Math.ceil(size / 1e3)} kB` : `${(size / 1e6).toFixed(1)} MB`);

/** @param {import("./sheet.js").Sheet} made @param {boolean} slide */
function sizes({ width, height, least }, slide) {
  const type = Number.isFinite(least) ? `; smallest type ${Math.round(least * 10) / 10} px` : "";
  const small = slide && least < 18 ? ". Hide rows or close the lens for larger type" : "";
  return `${Math.round(width)} × ${Math.round(height)} px${type}${small}.`;
}
