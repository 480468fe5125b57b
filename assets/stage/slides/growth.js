/**
 * The pictures of a slide grow until they fill the window: they are laid out as in a narrower page, and that is
 * enlarged as a whole, type too. How far cannot be told beforehand, since a picture breaks its lines anew: it is tried.
 */

import { canZoom } from "../parts/zoom.js";
import { bandOf, nextTry, tries } from "./fitting.js";

const SCENE = ".st-key-scene";
const HOSTS = `${SCENE} [data-testid="stBidiComponentIsolated"]`;
const DRAWN = ".score, .figure, .picture > *";
const GROWN = "--grown";
const GROWING = "slides-growing"; // a picture that is tried is not shown
const SETTLES = 4; // frames in which a picture comes to its size
const EDGE = 0.8; // rem that stay free below: the padding of the page, and a little

const frame = () => new Promise((done) => requestAnimationFrame(done));
const root = document.documentElement;
const baseNow = () => parseFloat(getComputedStyle(root).fontSize);

const OVER = 4; // px that a label may stand over the edge of its picture

/** The pictures of the page that are drawn. */
const drawn = () => [...document.querySelectorAll(HOSTS)].filter(({ shadowRoot }) => shadowRoot?.querySelector(DRAWN));

export class Growth {
  constructor() {
    this.on = false;
    this.signature = "";
    this.known = /** @type {Map<string, number>} */ (new Map());
    this.trying = false;
    this.stuck = -1; // px, the height of what fits at no size: it is tried once
    this.scene = this.shown = ""; // which one is in sight, and whose size was chosen
    this.sized = new ResizeObserver(() => void this.look());
    this.seen = /** @type {Element | null} */ (null);
  }

  /** @param {boolean} on @param {string} scene */
  turn(on, scene) {
    this.on = on && canZoom;
    if (!this.on) return this.end();
    const changed = this.scene !== scene;
    this.scene = scene;
    if (changed) this.signature = "";
    void this.look();
  }

  /** What decides how large the pictures are. */
  #signature() {
    const answers = [...document.querySelectorAll(`${SCENE} [role="radio"]`)].map((one) => one.ariaChecked === "true");
    return [this.scene, drawn().length, innerWidth, innerHeight, answers.indexOf(true)].join(" ");
  }

  /** Choose the size anew where something else is in sight, or no longer fits. */
  async look() {
    const scene = document.querySelector(SCENE);
    if (scene !== this.seen) {
      this.sized.disconnect();
      if (scene) this.sized.observe(scene);
      this.seen = scene;
    }
    if (!this.on || this.trying || !drawn().length) return;
    const signature = this.#signature();
    const isNew = signature !== this.signature;
    const now = this.#measure();
    if (!isNew && (now.height === this.stuck || !isBeyond(now))) return;
    this.trying = true;
    this.signature = signature;
    try {
      await this.#choose(signature, isNew);
    } finally {
      this.trying = false;
      const { height, room } = this.#measure();
      this.stuck = isBeyond({ height, room }) ? height : -1;
      root.classList.remove(GROWING);
    }
    if (this.on && this.#signature() !== this.signature) void this.look();
  }

  /** @param {string} signature @param {boolean} isNew */
  async #choose(signature, isNew) {
    const known = this.known.get(signature);
    if (known && isNew) return this.#set(known);
    root.classList.toggle(GROWING, this.shown !== this.scene);
    this.shown = this.scene;
    const band = bandOf(innerWidth, innerHeight, baseNow());
    const found = /** @type {import("./fitting.js").Tried[]} */ ([]);
    for (let zoom = 1, left = tries; left && zoom; left -= 1) {
      await this.#set(zoom);
      const measured = this.#measure();
      found.push({ zoom, ...measured, beyond: isBeyond(measured) });
      zoom = nextTry(found, band);
    }
    const best = found.filter(({ beyond }) => !beyond).sort((a, b) => b.zoom - a.zoom)[0];
    const chosen = best ? best.zoom : Math.min(...found.map(({ zoom }) => zoom));
    this.known.set(signature, chosen);
    await this.#set(chosen);
  }

  /** @param {number} zoom */
  async #set(zoom) {
    if (!this.on) return;
    root.style.setProperty(GROWN, String(zoom));
    let before = -1;
    for (let left = SETTLES, still = 0; left > 0 && still < 2; left -= 1) {
      await frame();
      const { height } = this.#measure();
      still = height === before ? still + 1 : 0;
      before = height;
    }
  }

  /** How high the pictures are, and how much room there is for them. */
  #measure() {
    const hosts = drawn();
    const boxes = hosts.map((host) => host.getBoundingClientRect());
    const top = Math.min(...boxes.map((box) => box.top));
    const scene = document.querySelector(SCENE)?.getBoundingClientRect();
    const height = Math.round((scene?.bottom ?? 0) - top);
    return { height, room: innerHeight - EDGE * baseNow() - top };
  }

  end() {
    this.on = false;
    this.signature = this.scene = this.shown = "";
    this.sized.disconnect();
    this.seen = null;
    root.classList.remove(GROWING);
    root.style.removeProperty(GROWN);
  }
}

/** Whether something of the pictures is out of sight. @param {{ height: number, room: number }} measured */
const isBeyond = ({ height, room }) => height > room || isWide() || drawn().some(isCut);

/** Whether the page scrolls sideways: a picture that is not drawn anew for its new width makes it so. */
function isWide() {
  const main = document.querySelector('[data-testid="stMain"]');
  return main !== null && main.scrollWidth > main.clientWidth + 1;
}

/** Whether something in a picture is wider than there is room for it. @param {Element} host */
function isCut(host) {
  const edge = host.getBoundingClientRect().right + OVER;
  return [...(host.shadowRoot?.querySelectorAll("*") ?? [])].some((one) => isOut(one, edge));
}

/** Whether an element scrolls, or its text ends beyond the picture. @param {Element} one @param {number} edge */
function isOut(one, edge) {
  const wider = one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
  if (wider && /auto|scroll/.test(getComputedStyle(one).overflowX)) return one.checkVisibility();
  return !one.childElementCount && one.textContent !== "" && one.getBoundingClientRect().right > edge;
}
