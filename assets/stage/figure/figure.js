/** The figure host: owns Plotly, shows what core/figures made, keeps zoom and element over every update. */

import { mix, readTheme } from "../colour.js";
import { csvFile } from "../parts/csv.js";
import { readType, usual } from "../parts/type.js";
import { escaped, wrap } from "../parts/words.js";
import { html } from "../svg.js";
import { asSvgBlob, fontFace, rasterise, saveAs } from "./export.js";

const NARROWEST = 300; // px that a figure in type of the usual size needs
const WIDE = 440; // px, from where on notes that are called "wide" (`core/figures/orders.py`) have room

/** @type {Promise<any> | null} */
let loading = null;

/**
 * Return Plotly. It comes from this server, once a page.
 * @param {string} base prefix of the stage's addresses
 */
export function plotly(base) {
  loading ??= new Promise((resolve, reject) => {
    const script = html("script", { src: `${base}/../vendor/plotly-cartesian.min.js` });
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      loading = null;
      reject(new Error("The drawing library did not arrive. Is the server still running? Reload the page."));
    };
    document.head.append(script);
  });
  return loading;
}

/**
 * Return how much larger than usual the type of a figure is: as the page's, as far as the figure is wide enough.
 * @param {Element} host
 * @param {number} width of the figure, px
 */
export const scaleOf = (host, width) => Math.max(Math.min(readType(host).px(1), width / NARROWEST), 1);

/** What of a layout holds text: its fonts, and the lengths beside it. */
const LENGTHS = new Set(["height", "margin", "standoff", "xshift", "yshift", "pad"]);

/**
 * Return a layout with all that holds text `scale` times as large.
 * @param {any} part
 * @param {number} scale
 * @param {boolean} [inside] whether it is a length, or a font
 * @returns {any}
 */
export function scaled(part, scale, inside = false) {
  if (typeof part === "number") return inside ? part * scale : part;
  if (Array.isArray(part)) return part.map((one) => scaled(one, scale));
  if (part === null || typeof part !== "object") return part;
  const px = part.xsizemode === "pixel" ? ["x0", "x1", "y0", "y1"] : [];
  const held = (/** @type {string} */ name) => LENGTHS.has(name) || /font$/.test(name) || px.includes(name);
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, scaled(value, scale, held(name) || inside)]),
  );
}

/**
 * The layout of a figure in the colours and the type of the page: the server knows neither.
 * @param {{ layout: Record<string, any> }} figure
 * @param {import("../colour.js").Theme} theme
 * @param {number} scale of its type
 */
export function themed(figure, theme, scale) {
  const grid = mix(theme.background, theme.text, 0.12);
  const layout = scaled(structuredClone(figure.layout), scale);
  layout.paper_bgcolor = "rgba(0,0,0,0)";
  layout.plot_bgcolor = "rgba(0,0,0,0)";
  layout.font = { ...layout.font, color: theme.text, family: theme.font };
  const lines = { gridcolor: grid, linecolor: theme.line, zerolinecolor: theme.line, tickcolor: theme.line };
  for (const key of Object.keys(layout)) if (/^[xy]axis/.test(key)) layout[key] = { ...layout[key], ...lines };
  for (const shape of layout.shapes ?? []) shape.line = { color: theme.faint, ...shape.line };
  const font = { color: theme.text, family: theme.font, size: usual.size("note") * scale };
  layout.hoverlabel = { bgcolor: theme.panel, bordercolor: theme.line, font };
  return layout;
}

/**
 * Plotly writes its rules into the document's head; a shadow root needs them too.
 * @param {ShadowRoot | Element} root
 */
export function adoptRules(root) {
  if (!(root instanceof ShadowRoot) || root.querySelector(".plotly-rules")) return;
  /** @type {NodeListOf<HTMLStyleElement>} */
  const styles = document.head.querySelectorAll("style[id^='plotly.js-style']");
  const rules = [...styles].flatMap(({ sheet }) => [...(sheet?.cssRules ?? [])]);
  root.append(html("style", { class: "plotly-rules" }, rules.map(({ cssText }) => cssText).join("\n")));
}

/** Return a note as it is shown where there is room, or none. @param {any} note @param {boolean} wide */
const withRoom = (note, wide) => (note.name === "wide" ? { ...note, visible: wide } : note);

/** A figure on the page: its card stays, what is in it changes. */
export class Figure {
  /** @param {ShadowRoot | Element} root */
  constructor(root) {
    this.root = root;
    this.host = "host" in root ? root.host : root;
    this.name = "";
    this.ended = false;
    /** @type {Promise<unknown>} */
    this.drawn = Promise.resolve();
    /** @type {import("../types.d.ts").FigureData | null} */
    this.data = null;
    this.title = html("h2");
    this.header = html("header", {}, this.title);
    this.finding = html("p", { class: "finding" });
    /** @type {any} Plotly adds what it knows of the figure */
    this.plot = html("div", { class: "plot", role: "img" });
    this.caption = html("figcaption");
    this.menu = this.makeMenu();
    this.card = html("figure", { class: "figure" }, [this.header, this.finding, this.plot, this.caption]);
    root.querySelector(".figure")?.remove(); // of one that was ended
    root.append(this.card);
  }

  /** @param {import("../types.d.ts").FigureData} data */
  show(data) {
    this.data = data;
    this.name = `unrolled-${data.name}`;
    this.title.textContent = data.title;
    this.finding.textContent = data.finding;
    this.finding.hidden = data.finding === null;
    this.caption.textContent = data.caption;
    this.plot.setAttribute("aria-label", data.alt);
    this.plot.style.height = `${data.figure.layout.height * this.scale()}px`;
    this.card.classList.toggle("covered", data.veiled);
    if (data.veiled) return;
    this.drawn = this.draw(data);
    this.drawn.catch((error) => {
      this.plot.textContent = error.message;
    });
    if (!this.menu.isConnected) this.header.append(this.menu);
  }

  /** @param {import("../types.d.ts").FigureData} data */
  async draw(data) {
    const Plotly = await plotly(data.base);
    if (this.ended || this.data !== data) return;
    if (!this.plot._fullLayout) this.plot.replaceChildren(); // what was said while it was missing
    adoptRules(this.root);
    const layout = { ...themed(data.figure, readTheme(this.host), this.scale()), autosize: true, uirevision: "kept" };
    const wide = this.plot.clientWidth >= WIDE * this.scale();
    layout.annotations = layout.annotations?.map((/** @type {any} */ one) => withRoom(one, wide));
    const settings = { displaylogo: false, displayModeBar: false, responsive: true, showSendToCloud: false };
    await Plotly.react(this.plot, data.figure.data, { ...layout, width: undefined }, settings);
  }

  scale() {
    return scaleOf(this.host, this.plot.clientWidth);
  }

  makeMenu() {
    const picture = async () => {
      await this.drawn;
      const title = [this.title.textContent, this.finding.textContent].filter(Boolean).join(": ");
      return printed(this.plot, title, this.caption.textContent);
    };
    return saveAs(() => this.name, {
      png: async (scale) => rasterise(await picture(), scale),
      svg: picture,
      csv: async () => {
        await this.drawn;
        return csvFile(...numbersOf(this.plot.data), this.caption.textContent);
      },
    });
  }

  /** The numbers in it, null while they are covered or on their way. */
  numbers() {
    return this.data?.veiled || !this.plot.data ? null : numbersOf(this.plot.data);
  }

  end() {
    this.ended = true;
    window.Plotly?.purge(this.plot); // it listens to the window
  }
}

const PRINTED_WIDTH = 760;
export const PRINTED_AREA = 272; // px from the lowest to the highest tick
const SMALL = usual.size("small");
const LINE = 16;

/**
 * The figure for paper: at a readable width, on the page's ground, its caption and font inside; `top` px above.
 * @param {any} plot what Plotly has drawn
 * @param {string} title
 * @param {string} caption
 * @param {{ top?: number, [more: string]: unknown }} [layout]
 */
export async function printed(plot, title, caption, { top = 78, ...more } = {}) {
  const root = plot.getRootNode();
  const host = root.host ?? root.body;
  const theme = readTheme(host);
  const lines = wrap(caption, PRINTED_WIDTH - 40, SMALL);
  const below = 88 + LINE * lines.length;
  const shown = scaled(plot.layout, 1 / scaleOf(host, plot.clientWidth));
  const layout = {
    ...shown,
    width: PRINTED_WIDTH,
    height: PRINTED_AREA + top + below,
    paper_bgcolor: theme.background,
    plot_bgcolor: theme.background,
    title: { text: escaped(title), x: 0.02, xanchor: "left", y: 1, yanchor: "top", pad: { t: 14 } },
    margin: { ...shown.margin, t: top, b: below },
    annotations: [...(shown.annotations ?? []).map((/** @type {any} */ one) => withRoom(one, true)), noteOf(lines)],
    ...more,
  };
  const address = await window.Plotly.toImage({ data: plot.data, layout }, { format: "svg" });
  const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const face = await fontFace(theme.font);
  return asSvgBlob(text.replace(/<svg[^>]*>/, (tag) => `${tag}<style>${face}</style>`));
}

/**
 * The caption as Plotly's annotation, below the axis.
 * @param {string[]} lines
 */
const noteOf = (lines) => ({
  text: lines.map(escaped).join("<br>"),
  xref: "paper",
  yref: "paper",
  x: 0,
  xshift: -50,
  y: 0,
  yshift: -72,
  xanchor: "left",
  yanchor: "top",
  align: "left",
  showarrow: false,
  font: { size: SMALL },
});

/**
 * The points of all curves as a table.
 * @param {{ name?: string, x?: ArrayLike<string | number>, y: ArrayLike<number | null> }[]} traces
 * @returns {import("../parts/csv.js").Table}
 */
const numbersOf = (traces) => [
  ["series", "x", "y"],
  traces.flatMap(({ name, x, y }) => Array.from(x ?? [], (place, index) => [name, place, y[index]])),
];
