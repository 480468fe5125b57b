/** The pictures of *Vanishing gradients* that are no score: one unit, slopes, a matrix, the film, reach and gap. */

import { readTheme } from "../colour.js";
import { hostOf } from "../page.js";
import { readType } from "../parts/type.js";
import { html } from "../svg.js";
import { drawDepth } from "./depth.js";
import { drawExplode } from "./explode/explode.js";
import { drawFilm } from "./gradients/film.js";
import { drawGap } from "./gradients/gap.js";
import { drawRadius } from "./gradients/radius.js";
import { drawReach } from "./gradients/reach.js";
import { drawSlopes } from "./gradients/slopes.js";
import { drawUnit } from "./gradients/unit.js";
import { drawWall } from "./wall/wall.js";

const DRAWN = {
  unit: drawUnit,
  film: drawFilm,
  gap: drawGap,
  reach: drawReach,
  slopes: drawSlopes,
  radius: drawRadius,
  explode: drawExplode,
  wall: drawWall,
  depth: drawDepth,
};
const SIDEWAYS = 620; // px, below which a picture is a phone's

/**
 * What a drawing has to know of its place.
 * @typedef {object} Place
 * @property {import("../colour.js").Theme} theme
 * @property {import("../parts/type.js").Type} type
 * @property {number} width px
 * @property {boolean} narrow
 * @property {boolean} veiled whether its question is open
 * @property {string} alt what it shows, in words
 */

/**
 * `now` is how the reader has set its controls.
 * @typedef {{
 *   controls: HTMLElement[],
 *   draw: (place: Place) => Element[],
 *   now?: object,
 *   training?: import("../home/reels.js").Training,
 * }} Made
 */
/** @typedef {(data: any) => Made} Makes */

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.controls = html("div", { class: "gradients-controls" });
    this.plot = html("div", { class: "gradients-plot" });
    this.frame = html("div", { class: "picture gradients" }, [this.controls, this.plot]);
    root.append(this.frame);
    this.made = /** @type {Made | null} */ (null);
    this.drawn = "";
    this.around = { veiled: false, alt: "", fresh: -1 };
    this.width = 0;
    this.watch = new ResizeObserver(() => this.plot.clientWidth !== this.width && this.draw());
    this.watch.observe(this.plot);
  }

  /** @param {{ picture: keyof typeof DRAWN }} data @param {any} around */
  show(data, around) {
    this.around = around;
    const kept = this.drawn === data.picture ? this.made?.now : undefined; // another sentence leaves the controls
    this.drawn = data.picture;
    this.made = /** @type {Makes} */ (DRAWN[data.picture])({ ...data, kept, redraw: () => this.draw() });
    this.controls.replaceChildren(...this.made.controls);
    this.frame.classList.toggle("gradients-veiled", around.veiled);
    this.controls.inert = around.veiled;
    this.draw();
  }

  draw() {
    this.width = this.plot.clientWidth;
    if (!this.made || !this.width) return;
    const { veiled, alt } = this.around;
    const narrow = this.width < SIDEWAYS;
    const place = { theme: readTheme(this.host), type: readType(this.host), width: this.width, narrow, veiled, alt };
    this.plot.replaceChildren(...this.made.draw(place));
  }

  training() {
    return this.around.veiled ? null : (this.made?.training ?? null);
  }

  end() {
    this.watch.disconnect();
  }
}
