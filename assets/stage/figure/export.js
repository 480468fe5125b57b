/** Taking a picture along: PNG, SVG and CSV of what is on the stage, made here in the browser, with its provenance. */

import { copy } from "../parts/clipboard.js";
import { html } from "../svg.js";

/**
 * @param {string} name of the file
 * @param {Blob} blob
 */
export function download(name, blob) {
  const link = html("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The rules of a sheet, as far as the browser lets them be read. @param {CSSStyleSheet} sheet */
function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

/** The face of a font and a style, as the page's sheets describe it. @param {string} family @param {string} style */
function faceOf(family, style) {
  for (const sheet of document.styleSheets) {
    const faces = rulesOf(sheet).filter((rule) => rule instanceof CSSFontFaceRule);
    const face = faces.find(({ style: said }) => {
      const isItalic = said.getPropertyValue("font-style") === "italic";
      const name = said.getPropertyValue("font-family").replaceAll(/["']/g, "").trim();
      return name === family && isItalic === (style === "italic");
    });
    const source = /url\("?([^")]+)"?\)/.exec(face?.style.getPropertyValue("src") ?? "")?.[1];
    if (face && source) return { face, address: new URL(source, sheet.href ?? document.baseURI) };
  }
  return null;
}

/** What was fetched, by its address. @type {Map<string, Promise<string>>} */
const fetched = new Map();

/** @param {URL} address */
function asData({ href }) {
  let data = fetched.get(href);
  if (!data) {
    data = fetch(href).then(async (response) => asAddress(await response.blob()));
    fetched.set(href, data);
  }
  return data;
}

/**
 * The faces of fonts as data, so that a picture looks the same elsewhere; of those that the reader's machine has,
 * nothing.
 * @param {Iterable<string>} fonts family and style of each, "family|style"
 */
export async function facesOf(fonts) {
  const rules = [...fonts].map(async (font) => {
    const [family, style] = font.split("|");
    const found = faceOf(family, style);
    if (!found) return "";
    const weight = found.face.style.getPropertyValue("font-weight") || "400";
    const data = await asData(found.address);
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};src:url(${data})}`;
  });
  return (await Promise.all(rules)).join("");
}

/**
 * The face of the page's own font, as data.
 * @param {string} family
 */
export const fontFace = (family) => facesOf([`${family.split(",")[0].replaceAll('"', "").trim()}|normal`]);

/**
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function asAddress(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(blob);
  });
}

/** @param {string} text */
export function asSvgBlob(text) {
  return new Blob([text], { type: "image/svg+xml" });
}

/**
 * An SVG as a PNG, `scale` times its size.
 * @param {Blob} drawing
 * @param {number} scale
 * @returns {Promise<Blob>}
 */
export async function rasterise(drawing, scale) {
  const address = URL.createObjectURL(drawing);
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = html("canvas", { width: picture.width * scale, height: picture.height * scale });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))), "image/png"),
  );
}

/**
 * @typedef {object} Make
 * @property {(scale: number) => Promise<Blob>} png
 * @property {() => Promise<Blob>} svg
 * @property {() => Promise<Blob>} csv
 */

/**
 * Return the menu of a picture.
 * @param {string | (() => string)} name of the files, without an ending
 * @param {Make} make
 */
export function saveAs(name, make) {
  const named = typeof name === "string" ? () => name : name;
  const status = html("span", { class: "spoken", "aria-live": "polite" });
  /** @param {string} file @param {Promise<Blob>} content */
  const keep = async (file, content) => {
    download(file, await content);
    status.textContent = `${file} saved`;
  };
  /** @type {[label: string, act: () => Promise<void>][]} */
  const choices = [
    ["PNG", () => keep(`${named()}.png`, make.png(1))],
    ["PNG, double size", () => keep(`${named()}@2x.png`, make.png(2))],
    ["SVG", () => keep(`${named()}.svg`, make.svg())],
    ["CSV, the numbers", () => keep(`${named()}.csv`, make.csv())],
    [
      "Copy the link",
      () =>
        copy(location.href, "copy the address from the browser's address bar").then(
          () => void (status.textContent = "link copied"),
        ),
    ],
  ];
  const items = choices.map(([label, act]) => {
    const item = html("button", { type: "button", role: "menuitem" }, label);
    item.onclick = () => {
      menu.open = false;
      act().catch((error) => {
        status.textContent = `That did not work: ${error.message}`;
      });
    };
    return item;
  });
  const label = "Export: picture, numbers, link";
  const summary = html("summary", { class: "key text", "aria-label": label, title: label }, "⤓");
  const list = html("div", { role: "menu", class: "items" }, items);
  const menu = html("details", { class: "menu" }, [summary, list, status]);
  menu.onkeydown = (event) => onKey(event, menu, items);
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  return menu;
}

/**
 * Move among the items, or close the menu.
 * @param {KeyboardEvent} event
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement[]} items
 */
function onKey(event, menu, items) {
  if (!menu.open) return;
  const at = items.findIndex((item) => item.matches(":focus"));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (to !== undefined) items[(to + items.length) % items.length].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
