/** The figure host: owns Plotly, shows what core/figures made, keeps zoom and element over every update. */

import { saveAs } from "./export.js";
import { mix, readTheme } from "./colour.js";
import { html } from "./svg.js";

let loading = null;

/** Plotly comes from this server, once a page. */
function plotly(base) {
  loading ??= new Promise((resolve, reject) => {
    const script = html("script", { src: `${base}/plotly.min.js` });
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
function themed(figure, theme) {
  const grid = mix(theme.background, theme.text, 0.12);
  const layout = structuredClone(figure.layout);
  layout.paper_bgcolor = "rgba(0,0,0,0)";
  layout.plot_bgcolor = "rgba(0,0,0,0)";
  layout.font = { ...layout.font, color: theme.text, family: theme.font };
  for (const key of Object.keys(layout).filter((name) => /^[xy]axis/.test(name))) {
    layout[key] = { ...layout[key], gridcolor: grid, linecolor: theme.line, zerolinecolor: theme.line, tickcolor: theme.line };
  }
  layout.hoverlabel = { bgcolor: theme.panel, bordercolor: theme.line, font: { color: theme.text, family: theme.font } };
  return layout;
}

/** Plotly writes its rules into the document's head; a shadow root needs them too. */
function adoptRules(root) {
  if (!(root instanceof ShadowRoot) || root.querySelector(".plotly-rules")) return;
  const rules = [...document.head.querySelectorAll("style[id^='plotly.js-style']")].flatMap(({ sheet }) => [...(sheet?.cssRules ?? [])]);
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
  plotly(data.base).then((Plotly) => {
    if (gone) return;
    adoptRules(root);
    const layout = { ...themed(data.figure, readTheme(host)), autosize: true, uirevision: "kept", width: undefined };
    return Plotly.react(plot, data.figure.data, layout, { displaylogo: false, displayModeBar: false, responsive: true, showSendToCloud: false });
  }).catch((error) => { plot.textContent = error.message; });
  if (!card.querySelector(".menu")) card.querySelector("header").append(saveAs(`unrolled-${data.name}`, {
    png: async (scale) => window.Plotly.toImage(await printed(plot, caption.textContent), { format: "png", scale }),
    svg: async () => window.Plotly.toImage(await printed(plot, caption.textContent), { format: "svg" }),
    csv: async () => new Blob([csvOf(plot, caption.textContent)], { type: "text/csv" }),
  }));
  return { stop() { gone = true; } };
}

async function printed(plot, caption) {
  const theme = readTheme(plot.getRootNode().host);
  const { width, height } = plot.getBoundingClientRect();
  const note = { text: wrap(caption, Math.floor(width / 6.2)), xref: "paper", yref: "paper", x: 0, y: 0, yshift: -56, xanchor: "left", yanchor: "top", align: "left", showarrow: false, font: { size: 11 } };
  const layout = { ...plot.layout, width, height: height + 64, paper_bgcolor: theme.background, plot_bgcolor: theme.background,
    margin: { ...plot.layout.margin, b: 112 }, annotations: [...(plot.layout.annotations ?? []), note] };
  return { data: plot.data, layout };
}

/** Plotly reads a few tags in text: what comes from a reader is escaped before it gets there. */
function wrap(text, room) {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped.replace(new RegExp(`(.{1,${room}})(\\s|$)`, "g"), "$1<br>");
}

function csvOf(plot, caption) {
  const rows = plot.data.flatMap((trace) => Array.from(trace.x ?? [], (x, index) => [trace.name ?? "", x, trace.y[index]].join(",")));
  return `# ${caption.replaceAll(/[\r\n]+/g, " ")}\nseries,x,y\n${rows.join("\n")}\n`;
}
