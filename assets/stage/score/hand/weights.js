/**
 * What changes the weights of the lens's network by hand: a slider for the radius of a recurrent matrix, and one for
 * the bias of the forget gate. They are folded away until someone wants them. A mark on each says where the network
 * has it left alone.
 */

import { forgetBias } from "../../../net/instruments/forget_bias.js";
import { radiusOf } from "../../../net/instruments/radius.js";
import { gates } from "../../../net/shapes.js";
import { format } from "../../arrays.js";
import { hands, take } from "../../hands.js";
import { pause } from "../../player.js";
import { html, put, readout, say } from "../../svg.js";
import { replaced } from "./holds.js";

/** @typedef {import("../../types.d.ts").ByHand} ByHand */
/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../model.js").Gate} Gate */

const WIDEST = 2; // a radius that a slider reaches at least
const SPARE = 1.25; // how far it goes beyond the network's own
const BIASES = /** @type {[number, number]} */ ([-4, 6]);

/** Whether the sliders are unfolded; it outlives the picture. */
let unfolded = false;

export class Weights {
  constructor() {
    this.gate = /** @type {Gate | null} */ (null);
    this.network = /** @type {Network | null} */ (null);
    this.radius = new Slider((radius) => ({ kind: "radius", gate: this.matrix, radius }));
    this.bias = new Slider((bias) => ({ kind: "forget_bias", bias }));
    const summary = html("summary", {}, "Change the weights by hand");
    this.root = html("details", { class: "reweigh", open: unfolded }, [summary, this.radius.root, this.bias.root]);
    this.root.ontoggle = () => {
      unfolded = this.root.open;
      this.show();
    };
  }

  /** The gate whose matrix is scaled; null in an RNN, which has one. */
  get matrix() {
    return this.network && gates(this.network.spec.model).length > 1 ? (this.gate?.name ?? null) : null;
  }

  /**
   * Follow the gate that is looked at, and what is done.
   * @param {Gate} gate
   * @param {Network} network left alone
   */
  move(gate, network) {
    this.gate = gate;
    this.network = network;
    if (unfolded) this.show();
  }

  show() {
    const { gate, network, matrix } = this;
    if (!gate || !network) return;
    const radius = hands.operations.findLast((one) => one.kind === "radius" && one.gate === matrix);
    this.radius.show(`radius of W_h${matrix ? `, ${gate.label}` : ""}`, ownRadius(network, matrix), radius);
    this.bias.root.hidden = !gates(network.spec.model).includes("forget_gate");
    const bias = hands.operations.findLast((one) => one.kind === "forget_bias");
    if (!this.bias.root.hidden) this.bias.show("forget bias, all units", ownBias(network), bias);
  }
}

/**
 * What a slider is about: the ends of its numbers, where the network stands left alone, and what is said of that.
 * @typedef {{ ends: [low: number, high: number], own: number | null, note: string }} About
 */

/** @param {Network} network @param {string | null} gate @returns {About} */
function ownRadius(network, gate) {
  const own = radiusOf(network, { gate });
  if (!own)
    return { ends: [0, WIDEST], own: null, note: own === 0 ? "All its eigenvalues are 0." : "It is not finite." };
  const high = Math.max(WIDEST, Math.ceil(own * SPARE));
  return { ends: [0, high], own, note: `▲ left alone ${format(own, 2)}: the size of its largest eigenvalue` };
}

/** @param {Network} network @returns {About} */
function ownBias(network) {
  const all = forgetBias(network);
  const own = all.reduce((sum, one) => sum + one, 0) / all.length;
  if (!Number.isFinite(own)) return { ends: BIASES, own: 0, note: "Left alone it is not finite." };
  const [low, high] = [Math.min(...all), Math.max(...all)].map((one) => format(one, 2));
  const note = low === high ? `▲ left alone ${low}` : `▲ left alone ${format(own, 2)} on average, ${low} to ${high}`;
  return { ends: BIASES, own, note };
}

/** A number that can be set by hand, and put back. */
class Slider {
  /** @param {(value: number) => ByHand} operationOf what a number does */
  constructor(operationOf) {
    this.operationOf = operationOf;
    /** @type {ByHand | undefined} */
    this.done = undefined;
    this.name = html("span");
    this.number = readout();
    this.input = html("input", { type: "range", role: "slider", step: 0.01 }); // its role keeps the arrow keys to it
    this.input.oninput = () => this.set(Number(this.input.value));
    this.input.onkeydown = (event) => this.keydown(event);
    this.mark = html("i", { "aria-hidden": "true" }, "▲");
    this.back = html("button", { type: "button", onclick: () => this.putBack() }, "Put back");
    this.note = html("small");
    this.root = html("div", {}, [
      html("div", {}, [this.name, this.number]),
      html("div", { class: "slide" }, [this.input, this.mark]),
      html("div", {}, [this.note, this.back]),
    ]);
  }

  /**
   * @param {string} name
   * @param {About} about
   * @param {ByHand | undefined} done what is done by hand, if it is
   */
  show(name, { ends: [low, high], own, note }, done) {
    const { input, mark, back } = this;
    const value = valueOf(done) ?? own ?? 0;
    this.done = done;
    put(input, "min", low);
    put(input, "max", high);
    put(input, "aria-label", `${name}, by hand`);
    put(input, "aria-valuetext", `${format(value, 2)}, ${done ? "by hand" : "left alone"}`);
    input.disabled = own === null;
    input.value = String(value);
    const inside = own !== null && own >= low && own <= high;
    put(mark, "style", `--at:${inside ? (own - low) / (high - low) : 0};visibility:${inside ? "visible" : "hidden"}`);
    say(this.name, name);
    say(this.number, own === null ? "–" : format(value, 2));
    say(this.note, note);
    put(this.root, "class", done ? "changed" : "");
    put(back, "style", `visibility:${done ? "visible" : "hidden"}`); // its place stays: nothing moves under a hand
  }

  /** @param {number} value */
  set(value) {
    take({ operations: replaced(hands.operations, this.done, this.operationOf(value)) });
    pause();
  }

  putBack() {
    const { done } = this;
    if (done) take({ operations: hands.operations.filter((one) => one !== done) });
  }

  /** Escape in the slider puts back what it has set; without that it is the page's. @param {KeyboardEvent} event */
  keydown(event) {
    if (event.key !== "Escape" || !this.done) return;
    event.preventDefault();
    this.putBack();
  }
}

/** @param {ByHand | undefined} done */
function valueOf(done) {
  if (done?.kind === "radius") return done.radius;
  return done?.kind === "forget_bias" ? done.bias : undefined;
}
