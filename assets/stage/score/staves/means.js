/** The mean of a gate over the units, a bar a word; the one that is meant has its number. */

import { format } from "../../arrays.js";
import { atRest } from "../../parts/rest.js";
import { put } from "../../svg.js";
import { MeanBars } from "./bars.js";
import { Drawn } from "./drawn.js";
import { farthest, sharesOf } from "./mean.js";

/** In px of the usual base. */
const HEIGHT = 76;
const LARGE = 190;
const TOP = 2;

/**
 * @param {import("../stage.js").Stage} stage
 * @param {import("../../types.d.ts").MeansStave} stave
 * @returns {import("../../types.d.ts").StaveView}
 */
export const means = (stage, stave) => new Means(stage, stave);

class Means extends Drawn {
  /**
   * @param {import("../stage.js").Stage} stage
   * @param {import("../../types.d.ts").MeansStave} stave
   */
  constructor(stage, stave) {
    super(stage, stave, stage.px(stave.large ? LARGE : HEIGHT));
    this.values = stave.values;
    this.opens = stave.marked === "highest";
    this.bars = new MeanBars(stage, stave.hue, { top: TOP, height: this.height - TOP }, stave.marked);
    this.root.append(this.bars.root);
    this.name = () => put(this.root, "aria-label", this.inWords());
    this.nameLater = atRest(this.name);
    this.draw(stave);
    this.name();
    stage.listen(this.root);
  }

  /** @param {import("../../types.d.ts").MeansStave} stave */
  draw({ values, ghost }) {
    this.values = values;
    this.bars.draw(values, ghost);
  }

  /** @param {import("../../types.d.ts").MeansStave} stave */
  update(stave) {
    this.draw(stave);
    this.nameLater();
  }

  /** The cursor's line is the score's. */
  move() {}

  /** @returns {[y: number, text: string][]} */
  axis() {
    return [1, 0].map((end) => [this.bars.y(end), String(end)]);
  }

  /** The means, a number a word. */
  get all() {
    return sharesOf(this.values).map(({ mean }) => mean);
  }

  rows() {
    return this.all.map(
      (mean, timestep) => /** @type {import("../../parts/rows.js").Row} */ ([timestep, this.label, "", mean]),
    );
  }

  inWords() {
    const { all, opens, label, stage } = this;
    if (!all.every(Number.isFinite)) return `${label}: not all of it are numbers`;
    const at = farthest(all, opens);
    return `${label}: ${opens ? "highest" : "lowest"}, ${format(all[at], 2)}, at “${stage.words[at]}” (word ${at + 1})`;
  }
}
