/**
 * Slide mode on a lesson: its keys, its tools, what lies over the scene. Keys are read before anybody else reads them:
 * Streamlit's own letters (`r` runs the page, `c` clears its cache) must do nothing here.
 */

import { cursor } from "../cursor.js";
import { hostOf } from "../page.js";
import { endPlan, follow, isUnderWay } from "../plan/under_way.js";
import { icon } from "../parts/icons.js";
import { isTyped } from "../parts/keys.js";
import { isSwitchedOff } from "../parts/letters.js";
import { classActs, isCardOpen } from "../room/acts.js";
import { html } from "../svg.js";
import { Blank } from "./blank.js";
import { Growth } from "./growth.js";
import { dressPage, fit, isOn, isProjector, present, sayMode, turnPalette, undress } from "./mode.js";
import { Pen } from "./pen.js";
import { BLOCKED, CLOSED, presenter } from "./presenter.js";
import { choose, pass } from "./question.js";
import { Rows } from "./rows.js";
import { Tools } from "./tools.js";

const STREAMLITS = new Set(["r", "c"]);
const OFTEN = 1000; // ms after which the address is looked at: a page run may know an older one, and says that
const NEXT_PAGE = '[data-testid="stMain"] a[data-testid^="stPageLink"]';

/** Whether the page is the server's: slide mode takes away what Streamlit has put around a scene. */
export const canPresent = () => document.querySelector('[data-testid="stApp"]') !== null;

/** @typedef {import("./tools.js").Act} Act */

export class Slides {
  /**
   * @param {import("../page.js").Root} root of the strip of scenes
   * @param {(by: number) => void} step
   * @param {() => import("./presenter.js").Around} around where the scene stands in its lesson
   * @param {() => import("../home/button.js").About} about which scene it is
   */
  constructor(root, step, around, about) {
    this.about = about;
    this.host = hostOf(root);
    const title = "This scene alone, in the whole window (f)";
    const onclick = () => this.turn(true);
    const name = html("span", { class: "home-name" }, "Slides");
    const attributes = { type: "button", class: "present", title, "aria-label": "Slides", onclick };
    this.button = html("button", attributes, [icon("large"), name]);
    this.scene = "";
    this.timer = setInterval(() => this.#often(), OFTEN);
    this.blank = new Blank();
    this.pen = new Pen();
    this.rows = new Rows();
    this.growth = new Growth();
    Object.assign(presenter, { around, pressed: again });
    this.acts = this.#acts(step);
    this.tools = new Tools(this.acts, [this.pen.root, this.blank.root]);
    presenter.closed = () => isOn() && this.tools.tell(CLOSED);
    this.listening = new AbortController();
    const { signal } = this.listening;
    addEventListener("keydown", (event) => this.pressed(event), { signal, capture: true });
    addEventListener("click", (event) => isOn() && this.rows.pressed(event), { signal });
    addEventListener("resize", () => this.#fit(), { signal });
  }

  /** A scene is in sight; what was drawn on another one goes away. @param {string} scene */
  show(scene) {
    if (this.scene !== scene) this.#clear();
    this.scene = scene;
    return this.turn(isOn());
  }

  /** @param {boolean} on */
  async turn(on) {
    await (on === isOn() ? dressPage() : present(on));
    if (this.listening.signal.aborted) return undress();
    if (!on) this.#clear();
    else if (!this.host.ownerDocument.defaultView?.frameElement) await presenter.again();
    await this.tools.show(on, this.host);
    this.growth.turn(on, this.scene);
  }

  #often() {
    if (!isOn()) return;
    sayMode();
    void this.growth.look();
  }

  #fit() {
    fit();
    void this.growth.look();
  }

  #clear() {
    this.blank.lift();
    this.pen.clear();
    this.rows.clear();
  }

  /** Go on along the plan that is under way; return whether there is one. @param {number} by */
  follow(by) {
    return isOn() && follow(by);
  }

  async #present() {
    if (!(await presenter.open())) this.tools.tell(BLOCKED);
  }

  /** Go on to the page that follows, after its last scene. */
  goOn() {
    const link = document.querySelector(NEXT_PAGE);
    if (isOn() && link instanceof HTMLElement) link.click();
  }

  /** The dialogue for a link, over the slide. */
  async #link() {
    const { openSetup } = await import("../setup/dialogue.js");
    await openSetup(this.about(), this.button);
  }

  #endPlan() {
    if (!isUnderWay()) return;
    endPlan();
    presenter.show();
    this.tools.tell("The plan has ended: Page Down goes through the lesson.");
  }

  async #palette() {
    await turnPalette();
    await this.tools.show(isOn(), this.host);
  }

  /** @param {(by: number) => void} step @returns {Act[]} in the order of the tools */
  #acts(step) {
    const { pen, rows, blank } = this;
    const [drawing, erasing] = [() => pen.does === "draw", () => pen.does === "erase"];
    return [
      { key: "n", name: "Result", about: "show the result without an answer", act: pass },
      { key: "r", name: "Rows", about: "rows of a score one at a time", act: () => rows.next(), isOn: () => rows.isOn },
      { key: "d", name: "Pen", about: "draw on the picture", act: () => pen.take("draw"), isOn: drawing },
      { key: "e", name: "Eraser", about: "erase a line", act: () => pen.take("erase"), isOn: erasing },
      { key: "z", name: "Undo", about: "take the last line back", act: () => pen.undo() },
      {
        key: "p",
        name: "Projector",
        about: "colours for a bright room",
        act: () => this.#palette(),
        isOn: isProjector,
      },
      { key: "v", name: "Presenter", about: "a window with notes and minutes", act: () => this.#present() },
      ...classActs(),
      { key: "l", name: "Link", about: "set up a link for a class", act: () => this.#link() },
      { key: "x", name: "End plan", about: "end the lesson plan", act: () => this.#endPlan(), isThere: isUnderWay },
      { key: "b", name: "Blank", about: "blank the screen; any key brings it back", act: () => blank.drop() },
      { key: "PageUp", name: "Back", about: "the scene before", act: () => step(-1) },
      { key: "PageDown", name: "Next", about: "the next scene", act: () => step(1) },
      { key: "f", name: "Leave", about: "leave, as Escape does", act: () => this.turn(false) },
    ];
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || isTyped(event) || isInDialogue(event)) return;
    const letter = key.length === 1 ? key.toLowerCase() : key;
    if (isSwitchedOff(event)) {
      event.stopImmediatePropagation(); // Streamlit's own are some of them
    } else if (!isOn()) {
      if (letter === "f" && !event.repeat) take(event, () => this.turn(true));
    } else if (this.blank.isDown) take(event, () => this.blank.lift());
    else this.#inSlides(event, letter);
  }

  /** @param {KeyboardEvent} event @param {string} key */
  #inSlides(event, key) {
    const known = this.acts.find((act) => act.key === key);
    if (known) take(event, () => !event.repeat && this.tools.do(known));
    else if (key === "?") take(event, () => this.tools.help());
    else if (/^[1-9]$/.test(key)) take(event, () => choose(Number(key)));
    else if (STREAMLITS.has(key)) take(event, () => {});
    else if (key === "Escape" && !this.#isOpen) take(event, () => this.turn(false));
  }

  /** Whether there is something else for Escape to close. */
  get #isOpen() {
    return this.tools.isHelping || isCardOpen() || cursor.opened || cursor.pinned;
  }

  end() {
    this.listening.abort();
    clearInterval(this.timer);
    this.rows.clear();
    this.growth.end();
    this.tools.end();
    undress();
  }
}

/** Whether the dialogue for a link is open: its keys are its own. @param {Event} event */
const isInDialogue = (event) =>
  event.composedPath().some((one) => one instanceof Element && one.matches("dialog.setup"));

/** @param {KeyboardEvent} event @param {() => void} act */
function take(event, act) {
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}

/** A key that was pressed in the presenter's window is pressed here. @param {KeyboardEvent} event */
function again(event) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (ctrlKey || metaKey || altKey || isTyped(event)) return;
  const pressed = { key, code, shiftKey, bubbles: true, cancelable: true, composed: true };
  if (!document.body.dispatchEvent(new KeyboardEvent("keydown", pressed))) event.preventDefault();
}
