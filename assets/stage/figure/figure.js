// @ts-nocheck
/** The figure host: owns Plotly, shows what core/figures made, keeps zoom and element over every update. */

import { asSvgBlob, fontFace, rasterise, saveAs } from "./export.js";
import { mix, readTheme } from "../colour.js";
import { csvFile } from "../parts/csv.js";
import { escaped, wrap } from "../parts/words.js";
import { html } from "../svg.js";

let loading = null;

/** Plotly comes from this server, once a page. */
export function plotly(base) {
  loading ??= new Promise((resolve, reject) => {
    const script = html("script", { src: `${base}/plotly-cartesian.min.js` });
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      loading = null;
      reject(new Error("The drawing library did not arrive. Is the server still running? Reload the page."));
    };
    document.head.append(script);
  });
  return loading;
}

/** The figure in the colours of the page: the server does not know whether it is light or dark. */
export function themed(figure, theme) {
  const grid = mix(theme.background, theme.text, 0.12);
  const layout = structuredClone(figure.layout);
  layout.paper_bgcolor = "rgba(0,0,0,0)";
  layout.plot_bgcolor = "rgba(0,0,0,0)";
  layout.font = { ...layout.font, color: theme.text, family: theme.font };
  for (const key of Object.keys(layout).filter((name) => /^[xy]axis/.test(name))) {
    layout[key] = {
      ...layout[key],
      gridcolor: grid,
      linecolor: theme.line,
      zerolinecolor: theme.line,
      tickcolor: theme.line,
    };
  }
  for (const shape of layout.shapes ?? []) shape.line = { color: theme.faint, ...shape.line };
  layout.hoverlabel = {
    bgcolor: theme.panel,
    bordercolor: theme.line,
    font: { color: theme.text, family: theme.font },
  };
  return layout;
}

/** Plotly writes its rules into the document's head; a shadow root needs them too. */
export function adoptRules(root) {
  if (!(root instanceof ShadowRoot) || root.querySelector(".plotly-rules")) return;
  const rules = [...document.head.querySelectorAll("style[id^='plotly.js-style']")].flatMap(({ sheet }) => [
    ...(sheet?.cssRules ?? []),
  ]);
  root.append(html("style", { class: "plotly-rules" }, rules.map(({ cssText }) => cssText).join("\n")));
}

export function buildFigure(root, data) {
  const host = root.host ?? root;
  let card = root.querySelector(".figure");
  if (!card) {
    const plot = html("div", { class: "plot" });
    card = html("figure", { class: "figure" }, [html("header", {}, html("h3")), plot, html("figcaption")]);
    root.append(card);
  }
  const plot = card.querySelector(".plot");
  const caption = card.querySelector("figcaption");
  caption.textContent = data.caption;
  card.querySelector("h3").textContent = data.title;
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", data.alt);
  plot.style.height = `${data.figure.layout.height}px`;
  let gone = false;
  card.classList.toggle("covered", data.veiled);
  const scene = {
    stop() {
      gone = true;
    },
    end() {
      gone = true;
      window.Plotly?.purge(plot); // it listens to the window
    },
  };
  if (data.veiled) return scene;
  card.drawn = plotly(data.base).then((Plotly) => {
    if (gone) return null;
    if (!plot._fullLayout) plot.replaceChildren(); // what was said while it was missing
    adoptRules(root);
    const layout = { ...themed(data.figure, readTheme(host)), autosize: true, uirevision: "kept", width: undefined };
    return Plotly.react(plot, data.figure.data, layout, {
      displaylogo: false,
      displayModeBar: false,
      responsive: true,
      showSendToCloud: false,
    });
  });
  card.drawn.catch((error) => {
    plot.textContent = error.message;
  });
  if (!card.querySelector(".menu")) card.querySelector("header").append(pictureMenu(card, data.name));
  return scene;
}

function pictureMenu(card, name) {
  const plot = card.querySelector(".plot");
  const said = (selector) => card.querySelector(selector).textContent;
  const drawn = async () => {
    await card.drawn;
    return printed(plot, said("h3"), said("figcaption"));
  };
  return saveAs(`unrolled-${name}`, {
    png: async (scale) => rasterise(await drawn(), scale),
    svg: drawn,
    csv: async () => {
      await card.drawn;
      return numbersFile(plot, said("figcaption"));
    },
  });
}

const PRINTED_WIDTH = 760;
export const PRINTED_AREA = 272; // px from the lowest to the highest tick
const LINE = 15;

/** The figure for paper: at a readable width, on the page's ground, its caption and font inside; `top` px above. */
export async function printed(plot, title, caption, { top = 78, ...more } = {}) {
  const theme = readTheme(plot.getRootNode().host);
  const lines = wrap(caption, PRINTED_WIDTH - 40, 11.5);
  const note = {
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
    font: { size: 11.5 },
  };
  const below = 88 + LINE * lines.length;
  const layout = {
    ...plot.layout,
    width: PRINTED_WIDTH,
    height: PRINTED_AREA + top + below,
    paper_bgcolor: theme.background,
    plot_bgcolor: theme.background,
    title: { text: escaped(title), x: 0.02, xanchor: "left", y: 1, yanchor: "top", pad: { t: 14 } },
    margin: { ...plot.layout.margin, t: top, b: below },
    annotations: [...(plot.layout.annotations ?? []), note],
    ...more,
  };
  const address = await window.Plotly.toImage({ data: plot.data, layout }, { format: "svg" });
  const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const face = await fontFace(theme.font);
  return asSvgBlob(text.replace(/<svg[^>]*>/, (tag) => `${tag}<style>${face}</style>`));
}

function numbersFile(plot, caption) {
  const rows = plot.data.flatMap(({ name, x, y }) => Array.from(x ?? [], (place, index) => [name, place, y[index]]));
  return csvFile(["series", "x", "y"], rows, caption);
}
