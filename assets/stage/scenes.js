/**
 * The strip of a lesson's scenes. Page Down, Page Up and reading on at either end of the page lead to the next and the
 * last one. Which scenes were seen is kept in this browser only, for the path on the first page.
 */

import { homeButton } from "./home/button.js";
import { roomButton } from "./room/button.js";
import { note, seen } from "./seen.js";
import { setupButton } from "./setup/button.js";
import { Guard } from "./setup/guard.js";
import { Slides, canPresent } from "./slides/slides.js";
import { html } from "./svg.js";

const FURTHER = 240; // px that a wheel or a finger goes on at the end of the page before the next scene comes
const GESTURE = 200; // ms without movement after which the hand begins anew
const PAUSE = 600; // ms after a change of scene in which going on counts for nothing

/** @typedef {{ name: string, title: string }} Scene */

/** A click with one of these is the browser's: it opens a tab or a window. */
const isOwn = (/** @type {MouseEvent} */ click) => !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey);

/** @param {EventTarget | undefined} target */
const takesKeys = (target) =>
  target instanceof Element &&
  target.closest("input, textarea, select, [contenteditable], [role=listbox], dialog") !== null;

/** The element that scrolls the page. @param {Element} element @returns {Element} */
function scroller(element) {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** Say something of the link; "" takes it back. @param {HTMLElement} place @param {string} sentence */
function tell(place, sentence) {
  if (place.textContent === sentence) return; // who watches the page would be told of it again and again
  place.textContent = sentence;
  place.hidden = !sentence;
}

export class Scenes {
  /** @param {import("./page.js").Root} root @param {(scene: string) => void} go */
  constructor(root, go) {
    this.root = root;
    this.go = go;
    this.lesson = "";
    this.shown = this.heading = ""; // the scene in sight, and the one that was asked for
    this.scenes = /** @type {Scene[]} */ ([]);
    this.further = 0;
    this.at = performance.now();
    this.touch = 0;
    this.moved = 0; // when the hand moved last
    this.top = 0; // where the page stood at last
    this.fromEnd = false; // whether the page stood at its end when the hand began: what brings it there does not count
    this.about = { lesson: "", scene: "", base: "", title: "" };
    this.strip = html("nav", { class: "scenes", "aria-label": "Scenes of this lesson" });
    const step = (/** @type {number} */ by) => this.step(by);
    this.slides = canPresent()
      ? new Slides(
          root,
          step,
          () => this.place,
          () => this.about,
        )
      : null;
    const served = this.slides ? [setupButton(() => this.about), roomButton(), this.slides.button] : [];
    const tools = html("div", { class: "scenes-tools" }, [homeButton(() => this.about), ...served]);
    this.row = html("div", { class: "scenes-row" }, [this.strip, tools]);
    root.append(this.row);
    this.width = 0;
    this.sized = new ResizeObserver(() => this.row.clientWidth !== this.width && this.#fit());
    this.sized.observe(this.row);
    this.problem = html("p", { class: "scenes-problem", role: "status", hidden: true });
    this.locked = html("p", { class: "scenes-locked", role: "note", hidden: true });
    root.append(this.problem, this.locked);
    const why = (/** @type {string} */ sentence) => tell(this.locked, sentence);
    this.guard = new Guard(
      () => this.about,
      (sentence) => tell(this.problem, sentence),
      why,
    );
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.documentElement.addEventListener("keydown", (event) => this.pressed(event), { signal });
    document.addEventListener("wheel", (event) => this.went(event.deltaY, event), { signal, passive: true });
    const scrolled = () => (this.top = scroller(this.host).scrollTop);
    document.addEventListener("scroll", scrolled, { signal, passive: true, capture: true });
    document.addEventListener("touchstart", (event) => this.touched(event), { signal, passive: true });
    document.addEventListener("touchmove", (event) => this.dragged(event), { signal, passive: true });
  }

  /** @param {Scene[]} scenes @param {{ lesson: string, shown: string, base?: string }} around */
  show(scenes, { lesson, shown, base = "" }) {
    this.about = { lesson, scene: shown, base, title: scenes.find(({ name }) => name === shown)?.title ?? "" };
    const changed = this.shown !== "" && (this.shown !== shown || this.lesson !== lesson);
    if (changed) tell(this.problem, "");
    Object.assign(this, { scenes, lesson, shown, heading: shown, further: 0 });
    note(lesson, shown);
    const been = seen()[lesson] ?? [];
    this.strip.replaceChildren(
      ...scenes.map(({ name, title }, index) => {
        const current = name === shown;
        const mark = been.includes(name) && !current ? "✓" : String(index + 1);
        const follow = (/** @type {MouseEvent} */ click) => {
          if (!isOwn(click)) return;
          click.preventDefault();
          this.to(name);
        };
        const number = html("span", { class: "scenes-number", "aria-hidden": "true" }, mark);
        const address = index ? `?scene=${encodeURIComponent(name)}` : "?";
        return html("a", { href: address, "aria-current": current && "step", onclick: follow }, [
          number,
          html("span", { class: "scenes-title" }, title),
        ]);
      }),
    );
    this.#fit();
    void this.slides?.show(`${lesson}/${shown}`);
    if (!changed) return;
    this.at = performance.now();
    scroller(this.host).scrollTo({ top: 0 });
  }

  /** Where they take more than a row, scenes stand closer, and closer yet: few need a second row. */
  #fit() {
    const { row, strip } = this;
    this.width = row.clientWidth;
    const [first, last] = [strip.firstElementChild, row.lastElementChild?.lastElementChild];
    const inRow = (/** @type {Element | null | undefined} */ one) =>
      (one?.getBoundingClientRect().top ?? 0) < (first?.getBoundingClientRect().bottom ?? 0);
    row.classList.remove("scenes-tight", "scenes-small");
    for (const closer of ["scenes-tight", "scenes-small"]) {
      if (inRow(strip.lastElementChild) && inRow(last)) return;
      row.classList.add(closer);
    }
  }

  get host() {
    return "host" in this.root ? this.root.host : this.root;
  }

  /** Where the scene in sight stands in its lesson, in words. The way of ten minutes has the first scene of each. */
  get place() {
    const at = this.scenes.findIndex(({ name }) => name === this.shown);
    const title = this.scenes[at]?.title ?? "";
    const next = this.scenes[at + 1]?.title ?? "the next lesson";
    return { title, next, place: `Scene ${at + 1} of ${this.scenes.length}`, skipped: at > 0 };
  }

  /** @param {string} name */
  to(name) {
    if (!name || name === this.heading) return;
    this.heading = name; // who presses again before the page has come steps on from there
    this.go(name);
  }

  /** @param {number} by */
  step(by) {
    if (this.slides?.follow(by)) return;
    const at = this.scenes.findIndex(({ name }) => name === this.heading) + by;
    if (at === this.scenes.length) this.slides?.goOn();
    this.to(this.scenes[at]?.name ?? "");
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const by = event.key === "PageDown" ? 1 : event.key === "PageUp" ? -1 : 0;
    const other = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (!by || other || event.defaultPrevented || event.repeat || takesKeys(event.composedPath()[0])) return;
    event.preventDefault();
    this.step(by);
  }

  /** @param {TouchEvent} event */
  touched(event) {
    this.touch = event.touches[0].clientY;
    this.moved = 0;
  }

  /** @param {TouchEvent} event */
  dragged(event) {
    const { clientY } = event.touches[0];
    this.went(this.touch - clientY, event);
    this.touch = clientY;
  }

  /** @param {number} by px that the reader went on, down if positive @param {Event} event */
  went(by, event) {
    const page = scroller(this.host);
    const inside = event.target instanceof Node && page.contains(event.target);
    const left = by > 0 ? page.scrollHeight - page.clientHeight - page.scrollTop : page.scrollTop;
    const [now, stood, turned] = [performance.now(), page.scrollTop === this.top, by * this.further < 0];
    if (now - this.moved > GESTURE || turned) this.fromEnd = left <= 1;
    if (!stood) this.fromEnd = false; // a browser may scroll before it tells of the wheel that made it
    Object.assign(this, { moved: now, top: page.scrollTop });
    if (now - this.at < PAUSE || !this.fromEnd || turned || !inside) {
      this.further = 0;
      return;
    }
    this.further += by;
    if (Math.abs(this.further) < FURTHER) return;
    this.further = 0;
    this.at = performance.now();
    this.step(Math.sign(by));
  }

  end() {
    this.listening.abort();
    this.sized.disconnect();
    this.slides?.end();
    this.guard.end();
  }
}
