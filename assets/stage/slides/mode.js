/**
 * Whether slide mode is on: one scene, the whole window, nothing else. The page around the picture is Streamlit's, so
 * that is a class on the document and a style sheet; what is drawn follows the base of its type. The address says
 * `present=1`, and `palette=projector` in a bright room; the server is not asked.
 */

import { sheetOf } from "../styles.js";
import { svg } from "../svg.js";
import { baseIn } from "./size.js";

const [PRESENT, PALETTE, PROJECTOR] = ["present", "palette", "projector"];
const GAMMA = 1.6; // of the projector's palette: white stays white, all that is drawn on it grows darker

const asked = new URL(location.href).searchParams;
/** A link is read once; from then on the keys decide, from lesson to lesson. */
const mode = { on: asked.get(PRESENT) === "1", projector: asked.get(PALETTE) === PROJECTOR };

export const isOn = () => mode.on;
export const isProjector = () => mode.projector;

/** Dress the document for slide mode, or undress it. */
export async function dressPage() {
  const sheet = await sheetOf("slides/slides.css");
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  if (!document.querySelector("#slides-gamma")) document.body.append(gamma());
  fit();
  const { classList } = document.documentElement;
  classList.toggle("slides", mode.on);
  classList.toggle("slides-projector", mode.on && mode.projector);
  sayMode();
}

/** Have the address say what is on. */
export function sayMode() {
  const address = new URL(location.href);
  say(address, PRESENT, mode.on ? "1" : "");
  say(address, PALETTE, mode.on && mode.projector ? PROJECTOR : "");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/**
 * An address that says it already stays as it was written: one that is touched is encoded anew.
 * @param {URL} address @param {string} name @param {string} value "" takes the name out of it
 */
function say({ searchParams }, name, value) {
  if ((searchParams.get(name) ?? "") === value) return;
  if (value) searchParams.set(name, value);
  else searchParams.delete(name);
}

/** @param {boolean} on */
export function present(on) {
  mode.on = on;
  return dressPage();
}

/** Show the palette for bright rooms, or the usual one. */
export function turnPalette() {
  mode.projector = !mode.projector;
  return dressPage();
}

/** Choose the base of all sizes for the window as it is now: a rem, as Streamlit's own elements follow that as well. */
export function fit() {
  const { style } = document.documentElement;
  if (mode.on) style.setProperty("font-size", `${baseIn(innerWidth, innerHeight)}px`, "important");
  else style.removeProperty("font-size");
}

/** Leave the page as it is without slides: there is no scene on it any more. What was chosen counts on the next one. */
export function undress() {
  const { classList, style } = document.documentElement;
  classList.remove("slides", "slides-projector");
  style.removeProperty("font-size");
}

function gamma() {
  const curve = { type: "gamma", exponent: GAMMA };
  const channels = [svg("feFuncR", curve), svg("feFuncG", curve), svg("feFuncB", curve)];
  const filter = svg(
    "filter",
    { id: "slides-gamma", "color-interpolation-filters": "sRGB" },
    svg("feComponentTransfer", {}, channels),
  );
  return svg("svg", { width: 0, height: 0, "aria-hidden": "true", style: "position: absolute" }, filter);
}
