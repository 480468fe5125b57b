/** A scene as a picture: SVG, and PNG of it. */

import { readTheme } from "../colour.js";
import { asSvgBlob, rasterise } from "../figure/export.js";
import { withTexts } from "./png.js";
import { drawn, picturesInSight, wordsInSight } from "./scene.js";
import { sheetOf } from "./sheet.js";
import { staged } from "./staging.js";

const WIDTHS = [1020, 860, 940, 1300]; // px of the page's column, of which a slide takes that with the largest type
const LEGIBLE = 24; // px of 1080, of type that need not be larger
export const HEADINGS = '"Unrolled Serif", Georgia, serif';

/** @typedef {import("./sheet.js").Asked} Asked */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./button.js").About} About */
/**
 * @typedef {Sheet & { column: number | null, crowded: number }} Chosen a sheet, how wide the page's column was for it,
 *   and how many texts had too little room then
 */

/** Whether the page is dark now. @param {Element} host */
export function isDark(host) {
  const [r, g, b] = (readTheme(host).background.match(/[\da-f]{2}/gi) ?? ["ff", "ff", "ff"]).map((one) =>
    parseInt(one, 16),
  );
  return r + g + b < 384;
}

/** Where a scene comes from: a line, and all that is known. @param {About} about */
export function sourceOf({ base }) {
  const version = `version ${
    base
      .split("/")
      .find((part) => /^[\da-f]{8,}$/.test(part))
      ?.slice(0, 8) ?? "of today"
  }`;
  const lesson = document.querySelector("[data-testid=stMain] h1")?.textContent?.trim() ?? "";
  const nets = [...new Set(picturesInSight().map(({ taken }) => taken.from.replace(/^Unrolled · /, "")))].filter(
    Boolean,
  );
  const sentences = [...new URL(location.href).searchParams].filter(([name]) => name.endsWith("_sentence"));
  const said = sentences.map(([, sentence]) => `“${sentence}”`);
  const link = location.href;
  const short = ["Unrolled", lesson, ...nets, version, shortened(link)].filter(Boolean).join(" · ");
  const long = ["Unrolled", lesson, wordsInSight().heading, ...nets, ...said, version, link]
    .filter(Boolean)
    .join(" · ");
  return { short, long, link };
}

/** A link that stands below a picture; the whole of it is in the file. @param {string} link */
const shortened = (link) => (link.length > 120 ? `${link.slice(0, 119)}…` : link);

/**
 * Return the scene as one drawing.
 * @param {Asked} asked
 * @param {About} about
 * @returns {Promise<Chosen>}
 */
export async function sheet(asked, about) {
  const shown = picturesInSight();
  if (!shown.length) throw new Error("there is no picture here yet. Wait until it is drawn, then try again.");
  const light = asked.ground === "white" && isDark(shown[0].host);
  const source = sourceOf(about);
  /** @param {number | null} width */
  const at = (width) =>
    staged(shown, { light, width }, async () => {
      const looks = { theme: readTheme(shown[0].host), headings: HEADINGS };
      const made = await sheetOf(drawn(shown), wordsInSight(), source, asked, looks);
      return { ...made, column: width, crowded: crowded(shown) };
    });
  let best = await at(null);
  if (!asked.slide) return best;
  for (const width of WIDTHS) {
    if (best.least >= LEGIBLE) break;
    const other = await at(width);
    if (other.least > best.least * 1.02 && other.crowded <= best.crowded) best = other;
  }
  return best;
}

/** How many texts of some pictures are wider than their place. @param {import("./scene.js").Shown[]} shown */
function crowded(shown) {
  const all = shown.flatMap(({ host }) => [...(host.shadowRoot ?? host).querySelectorAll("*")]);
  return all.filter(
    (one) => one.clientWidth > 1 && !one.childElementCount && one.textContent && one.scrollWidth > one.clientWidth + 1,
  ).length;
}

/** @param {Sheet} made */
export const asSvg = ({ root }) => asSvgBlob(new XMLSerializer().serializeToString(root));

/**
 * @param {Sheet} made
 * @param {number} scale
 * @param {ReturnType<typeof sourceOf>} source
 */
export async function asPng(made, scale, { long, link }) {
  const picture = await rasterise(asSvg(made), scale);
  return withTexts(picture, { Title: wordsInSight().heading, Source: link, Description: long, Software: "Unrolled" });
}
