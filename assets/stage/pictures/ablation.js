/**
 * Cells without some of their gates: a row a cell with its gates as letters (a missing one struck out), a point a
 * random start, and the middle one as a large number. Where equations are asked for, those of the chosen cell stand
 * beside the rows, with what is missing struck out.
 */

import { hostOf } from "../page.js";
import { html, svg } from "../svg.js";
import { equationsOf, GATES } from "./ablation/equations.js";

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string[]} gates those it has
 * @property {number[]} shares of right answers, one a random start
 * @property {number | null} here the share of the network that was trained here
 * @property {number | null} quoted what others measured, percent
 * @property {boolean | "better"} strong whether the finding is about it, and that it is better than the whole cell
 *
 * @typedef {{ title: string, note: string, chance: number | null, rows: Row[] }} Group
 *
 * @typedef {object} Ablation
 * @property {Group[]} groups
 * @property {number} low the left end of the axis, a share
 * @property {string} quoted the head of the column of quoted numbers; "" for none
 * @property {boolean} equations
 * @property {string} caption
 */

const FROM_HALF = 0.25; // an axis that begins higher up begins near the half
const COVERED = "Answer first. The picture then appears here.";

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @param {number} share */
const percent = (share) => `${Math.floor(100 * share + 0.5)} %`;

/** The ends of the axis and its middle, in the place of the points. @param {number} low */
function scaleOf(low) {
  const ticks = low < FROM_HALF ? [0, 0.5, 1] : [0.5, 0.75, 1];
  const look = (/** @type {number} */ share) => ({
    x: `${(100 * (share - low)) / (1 - low)}%`,
    y: "80%",
    "text-anchor": share === 1 ? "end" : share ? "middle" : "start",
  });
  const texts = ticks.map((share) => svg("text", look(share), percent(share)));
  const drawing = svg("svg", { class: "ablation-strip" }, texts);
  return html("div", { class: "ablation-scale", "aria-hidden": "true" }, [drawing]);
}

export class Picture {
  chosen = -1;

  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.frame = html("div", { class: "picture ablation" });
    root.append(this.frame);
  }

  /**
   * @param {Ablation} data
   * @param {{ veiled?: boolean, alt?: string }} [around]
   */
  show(data, { veiled = false, alt = "" } = {}) {
    if (veiled) {
      this.frame.replaceChildren(html("p", { class: "ablation-cover" }, COVERED));
      return;
    }
    const rows = data.groups.flatMap((group) => group.rows);
    if (this.chosen < 0 || this.chosen >= rows.length)
      this.chosen = Math.max(
        0,
        rows.findIndex((row) => row.strong),
      );
    let first = 0;
    const groups = data.groups.map((group) => {
      const drawn = this.#group(group, data, first);
      first += group.rows.length;
      return drawn;
    });
    const all = data.equations ? [html("div", { class: "ablation-groups" }, groups)] : groups;
    this.equations = html("div", { class: "ablation-equations", "aria-live": "polite" });
    const beside = data.equations ? [this.equations] : [];
    const many = data.groups.length > 1 && !data.equations;
    const body = html("div", { class: `ablation-body ablation-${many ? "many" : "one"}` }, [...all, ...beside]);
    const said = html("p", { class: "ablation-caption" }, data.caption);
    this.frame.replaceChildren(html("div", { role: "group", "aria-label": alt }, [body, said]));
    if (data.equations) this.#choose(rows, this.chosen);
  }

  /** @param {Group} group @param {Ablation} data @param {number} first the place of its first row among all */
  #group({ title, note, chance, rows }, data, first) {
    const head = html("p", { class: "ablation-head" }, [
      html("span", { class: "ablation-title" }, title),
      html("span", { class: "ablation-note" }, note),
      data.quoted && !first ? html("span", { class: "ablation-quoted" }, data.quoted) : "",
    ]);
    const all = rows.map((row, at) => this.#row(row, data, chance, first + at));
    const scaled = data.equations && first ? [] : [scaleOf(data.low)];
    return html("div", { class: "ablation-group" }, [head, ...scaled, ...all]);
  }

  /** @param {Row} row @param {Ablation} data @param {number | null} chance @param {number} at */
  #row(row, data, chance, at) {
    const middle = percent(median(row.shares));
    const letters = GATES.map(({ gate, letter }) =>
      html("i", { class: "ablation-gate", "data-kept": String(row.gates.includes(gate)) }, letter),
    );
    const quoted = row.quoted === null ? "" : row.quoted.toFixed(1);
    const parts = [
      html("span", { class: "ablation-gates", "aria-hidden": "true" }, letters),
      html("span", { class: "ablation-name" }, row.name),
      this.#strip(row, data.low, chance),
      html("span", { class: "ablation-score" }, middle),
      ...(data.quoted ? [html("span", { class: "ablation-quoted" }, quoted)] : []),
    ];
    const range = [Math.min(...row.shares), Math.max(...row.shares)].map(percent).join(" to ");
    const said = `${row.name}: ${middle} right, ${range}`;
    const [strong, title] = [String(row.strong), quoted ? `${said}; quoted ${quoted}` : said];
    if (!data.equations) {
      return html("div", { class: "ablation-row", role: "img", "data-strong": strong, "aria-label": title }, parts);
    }
    const onclick = () =>
      this.#choose(
        data.groups.flatMap((group) => group.rows),
        at,
      );
    const looks = { class: "ablation-row", type: "button", "data-strong": strong, title };
    return html("button", { ...looks, onclick, onfocus: onclick }, parts);
  }

  /** @param {Row} row @param {number} low @param {number | null} chance */
  #strip({ shares, here }, low, chance) {
    const place = (/** @type {number} */ share) => `${(100 * (Math.max(share, low) - low)) / (1 - low)}%`;
    const [least, most] = [Math.min(...shares), Math.max(...shares)].map(place);
    const drawing = svg("svg", { class: "ablation-strip", "aria-hidden": "true" });
    drawing.append(svg("line", { class: "ablation-axis", x1: "0%", x2: "100%", y1: "50%", y2: "50%" }));
    if (chance !== null) {
      const x = place(chance);
      drawing.append(svg("line", { class: "ablation-chance", x1: x, x2: x, y1: "0%", y2: "100%" }));
    }
    drawing.append(svg("line", { class: "ablation-range", x1: least, x2: most, y1: "50%", y2: "50%" }));
    for (const share of shares) {
      drawing.append(svg("circle", { class: "ablation-dot", cx: place(share), cy: "50%", r: 4.5 }));
    }
    if (here !== null) {
      drawing.append(svg("circle", { class: "ablation-here", cx: place(here), cy: "50%", r: 8 }));
    }
    return drawing;
  }

  /** @param {Row[]} rows @param {number} at */
  #choose(rows, at) {
    this.chosen = at;
    const buttons = this.frame.querySelectorAll(".ablation-row");
    buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(place === at)));
    this.equations?.replaceChildren(
      html("p", { class: "ablation-title" }, rows[at].name),
      ...equationsOf(rows[at].gates),
    );
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = /** @type {NodeListOf<HTMLElement>} */ (this.frame.querySelectorAll("button.ablation-row"));
    if (!step || !buttons.length) return;
    event.preventDefault();
    buttons[Math.min(Math.max(this.chosen + step, 0), buttons.length - 1)].focus();
  }
}
