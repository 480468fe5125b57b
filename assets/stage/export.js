/** Taking a picture along: PNG, SVG and CSV of what is on the stage, made here in the browser, with its provenance. */

import { html, svg } from "./svg.js";

const MARGIN = 24;
const GUTTER = 150;

function download(name, blob) {
  const link = html("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The faces of the page's own font, as data, so that the picture looks the same elsewhere. */
async function fontFace(family) {
  const wanted = family.split(",")[0].replaceAll('"', "").trim();
  for (const sheet of document.styleSheets) {
    let rules = [];
    try { rules = [...sheet.cssRules]; } catch { continue; }
    const rule = rules.find((one) => one instanceof CSSFontFaceRule && one.style.fontFamily.includes(wanted) && one.style.fontStyle !== "italic");
    const source = rule && /url\("?([^")]+)"?\)/.exec(rule.style.src)?.[1];
    if (!source) continue;
    const blob = await (await fetch(new URL(source, sheet.href ?? document.baseURI))).blob();
    const data = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
    return `@font-face{font-family:"${wanted}";src:url(${data});font-weight:200 900}`;
  }
  return "";
}

/** All visible staves as one drawing: gutter labels as text, pictures as they stand, the caption below. */
async function compose(stage, staves, data) {
  const { theme } = stage;
  const face = await fontFace(theme.font);
  const visible = staves.filter(({ veiled }) => !veiled);
  const width = GUTTER + stage.width + 2 * MARGIN;
  let y = MARGIN;
  const parts = [];
  const text = (x, top, content, attributes = {}) => svg("text", { x, y: top, "font-size": stage.fontSize - 1, fill: theme.text, ...attributes }, content);
  stage.words.forEach((word, timestep) => parts.push(text(MARGIN + GUTTER + stage.x(timestep), y + stage.fontSize, word, { "text-anchor": "middle", "font-weight": 600 })));
  y += stage.fontSize + 16;
  for (const stave of visible) {
    parts.push(text(MARGIN, y + 18, stave.label, { "font-weight": 600, fill: stave.hue ?? theme.text }));
    (stave.series ?? []).forEach(({ name, hue, dash }, index) => {
      const top = y + 42 + index * 22;
      parts.push(svg("path", { d: `M${MARGIN} ${top - 5}h26`, stroke: hue, "stroke-width": 3, "stroke-dasharray": dash }), text(MARGIN + 34, top, name));
    });
    (stave.axis ?? []).forEach(([top, tick]) => parts.push(text(MARGIN + GUTTER - 8, y + top + 4, tick, { "text-anchor": "end", "font-size": 12, fill: theme.faint })));
    const picture = stave.root.cloneNode(true);
    picture.querySelectorAll(".mark").forEach((mark) => mark.remove());
    picture.setAttribute("x", MARGIN + GUTTER);
    picture.setAttribute("y", y);
    parts.push(picture);
    y += stave.height + 12;
  }
  const room = Math.max(30, Math.floor((width - 2 * MARGIN) / 6.6));
  for (const line of wrap(data.caption, room)) {
    parts.push(text(MARGIN, (y += 18), line, { "font-size": 12.5, fill: theme.faint }));
  }
  const height = y + MARGIN;
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": theme.font },
    [svg("style", {}, face), svg("rect", { width, height, fill: theme.background }), ...parts]);
}

function wrap(text, room) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1).length + word.length > room) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) ? " " : ""}${word}`;
  }
  return lines;
}

async function asSvg(stage, staves, data) {
  const drawing = await compose(stage, staves, data);
  return new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });
}

async function asPng(stage, staves, data, scale) {
  const address = URL.createObjectURL(await asSvg(stage, staves, data));
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = html("canvas", { width: picture.width * scale, height: picture.height * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** A field of a CSV file; a leading = + - @ of a word is defused, so that no spreadsheet takes it for a formula. */
function field(value) {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asCsv(stage, staves, data) {
  const rows = staves.filter(({ veiled }) => !veiled).flatMap((stave) => stave.rows());
  const lines = rows.map(([timestep, signal, unit, value]) => [timestep + 1, stage.words[timestep], signal, unit === "" ? "" : unit + 1, value].map(field).join(","));
  return new Blob([`# ${data.caption.replaceAll(/[\r\n]+/g, " ")}\n`, "timestep,token,signal,unit,value\n", lines.join("\n"), "\n"], { type: "text/csv" });
}

/** A data URL as a blob, without a request: the page's policy allows none but to its server. */
function blobOf(address) {
  const [head, body] = [address.slice(5, address.indexOf(",")), address.slice(address.indexOf(",") + 1)];
  if (!head.includes("base64")) return new Blob([decodeURIComponent(body)], { type: head.split(";")[0] });
  return new Blob([Uint8Array.from(atob(body), (character) => character.charCodeAt(0))], { type: head.split(";")[0] });
}

/** The menu of a picture. `make` gives png(scale), svg() and csv() as a blob or a data URL. */
export function saveAs(name, make) {
  const status = html("span", { class: "spoken", "aria-live": "polite" });
  const keep = async (file, content) => {
    const made = await content;
    download(file, typeof made === "string" ? blobOf(made) : made);
    status.textContent = `${file} saved`;
  };
  const choices = [
    ["PNG", () => keep(`${name}.png`, make.png(1))],
    ["PNG, double size", () => keep(`${name}@2x.png`, make.png(2))],
    ["SVG", () => keep(`${name}.svg`, make.svg())],
    ["CSV, the numbers", () => keep(`${name}.csv`, make.csv())],
    ["Copy the link", async () => {
      await navigator.clipboard.writeText(location.href);
      status.textContent = "link copied";
    }],
  ];
  const items = choices.map(([label, act]) => {
    const item = html("button", { type: "button", role: "menuitem" }, label);
    item.onclick = () => {
      menu.open = false;
      act().catch((error) => { status.textContent = `That did not work: ${error.message}`; });
    };
    return item;
  });
  const summary = html("summary", { class: "key text", "aria-label": "Take along: picture, numbers, link", title: "Take along: picture, numbers, link" }, "⤓");
  const menu = html("details", { class: "menu" }, [summary, html("div", { role: "menu", class: "items" }, items), status]);
  menu.onkeydown = (event) => {
    const at = items.indexOf(menu.getRootNode().activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      summary.focus();
    } else if (menu.open && to !== undefined) items[(to + items.length) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}

export function scoreMenu(stage, staves, data) {
  return saveAs(`unrolled-${data.name}`, {
    png: (scale) => asPng(stage, staves, data, scale),
    svg: () => asSvg(stage, staves, data),
    csv: () => asCsv(stage, staves, data),
  });
}
