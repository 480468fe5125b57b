/**
 * The nodes of a saved page as elements. On the way to another state what stays the same stays where it is: a picture
 * keeps its cursor, a field what was typed into it.
 */

import { html } from "../svg.js";
import { button, choice, field, list } from "./controls.js";
import { prose } from "./prose.js";

/** @typedef {import("./types.d.ts").Node} Node */
/** @typedef {import("./types.d.ts").Saved} Saved */

/**
 * @typedef {import("./controls.js").Hand & {
 *   mount: (node: Node, host: HTMLElement) => void,
 *   unmount: (host: HTMLElement) => void,
 *   address: (page: string) => string,
 * }} Hand
 */

/** @typedef {{ at: number, element: HTMLElement, inside: HTMLElement | null, kids: Drawn[] }} Drawn */

/** @type {Record<string, (node: any, hand: Hand) => HTMLElement>} */
const MADE = {
  box: ({ key, row, border }) => html("div", { class: classes("disk-box", { row, border }, key) }),
  column: ({ weight }) => html("div", { class: "disk-column", style: `flex: ${weight} 1 calc(${weight} * 26rem)` }),
  more: ({ label, open }) => html("details", { class: "disk-more", open }, html("summary", {}, prose(label))),
  heading: ({ tag, anchor, text }) => html(tag, { id: anchor, tabindex: anchor ? -1 : undefined }, prose(text)),
  prose: ({ text, quiet }) => html("div", { class: quiet ? "disk-prose disk-quiet" : "disk-prose" }, prose(text)),
  note: ({ text, kind }) => html("div", { class: `disk-note disk-${kind}`, role: "status" }, prose(text)),
  absent: ({ text }) => html("div", { class: "disk-absent" }, prose(text)),
  code: ({ text }) => html("pre", {}, html("code", {}, text)),
  style: ({ text }) => html("style", {}, text),
  way: ({ page, label }, hand) => html("a", { class: "disk-way", href: hand.address(page) }, prose(label)),
  part: ({ key }) => html("div", { class: `disk-part st-key-${key}` }),
  strip: ({ scenes, shown }) =>
    html("nav", { class: "disk-strip", "aria-label": "Scenes" }, scenes.map(toScene(shown))),
  choice,
  field,
  list,
  button,
};

/** @param {string} name @param {Record<string, unknown>} said @param {string} [key] */
const classes = (name, said, key) =>
  [name, ...Object.keys(said).flatMap((one) => (said[one] ? [`${name}-${one}`] : [])), key && `st-key-${key}`]
    .filter(Boolean)
    .join(" ");

/**
 * A link to a scene of the file.
 * @param {string} shown
 * @returns {(scene: { name: string, title: string }, index: number) => HTMLElement}
 */
const toScene = (shown) => (scene, index) =>
  html("a", { href: `#${scene.name}`, "aria-current": scene.name === shown && "step" }, [
    html("span", { "aria-hidden": "true" }, String(index + 1)),
    scene.title,
  ]);

export class Page {
  /** @param {HTMLElement} root @param {Saved} file @param {Hand} hand */
  constructor(root, file, hand) {
    this.root = root;
    this.file = file;
    this.hand = hand;
    this.drawn = /** @type {Drawn[]} */ ([]);
  }

  /** Show these nodes. @param {number[]} nodes */
  show(nodes) {
    this.drawn = this.#within(this.root, this.drawn, nodes);
  }

  /** Have all pictures drawn anew. */
  again(drawn = this.drawn) {
    for (const one of drawn) {
      const node = this.file.nodes[one.at];
      if (node.is === "part") this.hand.mount(node, one.element);
      this.again(one.kids);
    }
  }

  /** @param {HTMLElement} place @param {Drawn[]} before @param {number[]} nodes @returns {Drawn[]} */
  #within(place, before, nodes) {
    const left = [...before];
    const now = nodes.map((at) => {
      const found = left.findIndex((one) => this.#goesOn(one.at, at));
      return found < 0 ? this.#made(at) : this.#changed(left.splice(found, 1)[0], at);
    });
    for (const gone of left) this.#remove(gone);
    const first = place.querySelector(":scope > summary");
    let last = /** @type {Element | null} */ (first);
    for (const { element } of now) {
      const expected = last ? last.nextElementSibling : place.firstElementChild;
      if (expected !== element) place.insertBefore(element, expected);
      last = element;
    }
    return now;
  }

  /**
   * Whether what stands at one place is what stands at another, perhaps changed.
   * @param {number} from
   * @param {number} to
   */
  #goesOn(from, to) {
    const [was, is] = [this.file.nodes[from], this.file.nodes[to]];
    if (from === to) return true;
    const holds = ["box", "column", "more", "part"].includes(is.is);
    return holds && was.is === is.is && was.key === is.key && same(was.label, is.label);
  }

  /** @param {number} at @returns {Drawn} */
  #made(at) {
    const node = this.file.nodes[at];
    const element = MADE[node.is](node, this.hand);
    const made = { at, element, inside: element, kids: /** @type {Drawn[]} */ ([]) };
    if (node.kids) made.kids = this.#within(element, [], node.kids);
    if (node.is === "part") queueMicrotask(() => this.hand.mount(node, element));
    return made;
  }

  /** @param {Drawn} drawn @param {number} at @returns {Drawn} */
  #changed(drawn, at) {
    if (drawn.at === at) {
      this.#controlsAnew(drawn);
      return drawn;
    }
    const node = this.file.nodes[at];
    if (node.is === "part") queueMicrotask(() => this.hand.mount(node, drawn.element));
    const kids = this.#within(drawn.element, drawn.kids, node.kids ?? []);
    return { ...drawn, at, kids };
  }

  /** Controls that are as they were may have been chosen otherwise meanwhile. @param {Drawn} drawn */
  #controlsAnew(drawn) {
    const node = this.file.nodes[drawn.at];
    if (node.is === "choice") {
      const made = choice(node, this.hand);
      drawn.element.replaceWith(made);
      drawn.element = made;
    }
    for (const kid of drawn.kids) this.#controlsAnew(kid);
  }

  /** @param {Drawn} drawn */
  #remove(drawn) {
    for (const kid of drawn.kids) this.#remove(kid);
    if (this.file.nodes[drawn.at].is === "part") this.hand.unmount(drawn.element);
    drawn.element.remove();
  }
}

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
