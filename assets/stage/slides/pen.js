/** A pen over the scene, for mouse, finger and stylus. What was drawn goes away with the scene. */

import { svg } from "../svg.js";

const NEAR = 10; // px around the eraser in which a line is taken away

/** @typedef {"" | "draw" | "erase"} Does */
/** @typedef {{ line: SVGPathElement, before: Element | null, drawn: boolean }} Done a line that came or went */

export class Pen {
  constructor() {
    this.root = svg("svg", { class: "pen", "aria-hidden": "true" });
    this.does = /** @type {Does} */ ("");
    this.line = /** @type {SVGPathElement | null} */ (null);
    this.done = /** @type {Done[]} */ ([]);
    this.root.onpointerdown = (event) => this.#begin(event);
    this.root.onpointermove = (event) => this.#go(event);
    this.root.onpointerup = this.root.onpointercancel = () => (this.line = null);
  }

  /** Take the pen or the eraser into the hand, or lay it down. @param {Does} does */
  take(does) {
    this.does = this.does === does ? "" : does;
    this.root.setAttribute("data-does", this.does);
  }

  /** Lay everything down and leave nothing drawn. */
  clear() {
    this.take(this.does);
    this.done = [];
    this.root.replaceChildren();
  }

  /** Take back the last line that was drawn or erased. */
  undo() {
    const last = this.done.pop();
    if (last?.drawn) last.line.remove();
    else if (last) this.root.insertBefore(last.line, last.before);
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    if (event.button > 0) return;
    event.preventDefault();
    this.root.setPointerCapture(event.pointerId);
    if (this.does === "erase") return this.#erase(event);
    this.line = svg("path", { d: `M${event.clientX} ${event.clientY}h0.01` });
    this.root.append(this.line);
    this.done.push({ line: this.line, before: null, drawn: true });
  }

  /** @param {PointerEvent} event */
  #go(event) {
    if (this.does === "erase" && event.buttons) return this.#erase(event);
    const { line } = this;
    if (!line) return;
    const way = event.getCoalescedEvents?.() ?? [];
    const places = (way.length ? way : [event]).map(({ clientX, clientY }) => `L${clientX} ${clientY}`);
    line.setAttribute("d", `${line.getAttribute("d")}${places.join("")}`);
  }

  /** @param {PointerEvent} event */
  #erase({ clientX, clientY }) {
    for (const line of [...this.root.children]) {
      if (!(line instanceof SVGPathElement) || !touches(line, clientX, clientY)) continue;
      this.done.push({ line, before: line.nextElementSibling, drawn: false });
      line.remove();
    }
  }
}

/** Whether a line comes near a place of the window. @param {SVGPathElement} line @param {number} x @param {number} y */
function touches(line, x, y) {
  const near = [-NEAR, 0, NEAR];
  return near.some((dx) => near.some((dy) => line.isPointInStroke(new DOMPoint(x + dx, y + dy))));
}
