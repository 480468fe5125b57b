/**
 * A scene or a lesson that was saved as one file. Its pictures are the page's own, with what the page gave them; an
 * answer or another option leads to what the page would have shown. There is no server: nothing is asked.
 */

import { theFile } from "./unpacked.js";
import { EMPTY, take } from "../hands.js";
import { showPath } from "../entries/around.js";
import { endAt } from "../entries/entry.js";
import { showPicture } from "../entries/picture.js";
import { Page } from "./drawn.js";
import { onOptions } from "./options.js";

/** @typedef {import("./types.d.ts").Node} Node */

/** @type {Record<string, (component: import("../page.js").Component) => unknown>} */
const MOUNTS = {
  mountPath: showPath,
  mountPicture: showPicture,
  mountScore: async (component) => (await import("../entries/score.js")).showScore(component),
};
const file = theFile();
const root = /** @type {HTMLElement} */ (document.getElementById("page"));
const dark = matchMedia("(prefers-color-scheme: dark)");

let scene = file.scenes[0];
let at = 0;
let played = 0;
let play = ""; // a new word makes a score play by itself, once

/** The state that is shown. */
const state = () => scene.states[at];

/** @param {number} number */
function* nodesOf(number) {
  /** @type {number[]} */
  const left = [...scene.states[number].nodes];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const node = file.nodes[one];
    yield node;
    left.push(...(node.kids ?? []));
  }
}

/** @param {(node: Node) => boolean} holds */
const someNode = (holds) => [...nodesOf(at)].some(holds);

const hand = {
  /** @param {string} key @param {number} place */
  leads: (key, place) => state().moves[key]?.[place] !== undefined || onOptions([...nodesOf(at)], file, key, place),

  /** @param {string} key @param {number} place */
  choose(key, place) {
    const next = state().moves[key]?.[place];
    if (next === undefined) return;
    if (key.endsWith("_guess")) play = `answer ${++played}`;
    show(next);
  },

  /** @param {string} key */
  reads: (key) => someNode((node) => node.is === "part" && node.data.field === key),

  /** @param {string} key */
  press(key) {
    if (key === "reset") return () => begin(scene.name);
    if (state().moves[key]) return () => hand.choose(key, 0);
    const next = file.scenes[file.scenes.indexOf(scene) + 1];
    if (key === `${file.page}_next` && next) return () => go(next.name);
    return null;
  },

  /** @param {string} page */
  address: (page) => `${page}.html`,

  /** @param {Node} node @param {HTMLElement} host */
  mount(node, host) {
    const parentElement = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const data = play && "play" in node.data ? { ...node.data, play } : node.data;
    const text = file.texts[/** @type {number} */ (node.drawn)];
    const tell = (/** @type {string} */ name, /** @type {unknown} */ value) => told(name, value);
    const component = { parentElement, text, data, setStateValue: tell, setTriggerValue: tell };
    Promise.resolve(MOUNTS[node.mount ?? ""](component)).catch((error) => {
      parentElement.textContent = `The picture could not be drawn (${error.message}).`;
    });
  },

  /** @param {HTMLElement} host */
  unmount: (host) => host.shadowRoot && endAt(host.shadowRoot),
};

const page = new Page(root, file, hand);

/** What a component would tell the server. @param {string} name @param {unknown} value */
function told(name, value) {
  if (name === "stop" && Array.isArray(value) && file.beside.includes(value[0]))
    location.href = `${value[0]}.html${value[1] ? `#${value[1]}` : ""}`;
}

/** @param {number} number of a state */
function show(number) {
  at = number;
  page.show(state().nodes);
}

/** Go to a scene; the address tells which. @param {string} name */
function go(name) {
  if (file.scenes.some((one) => one.name === name) && name !== scene.name) location.hash = name;
}

/** Show a scene as it is at first. @param {string} name */
function begin(name) {
  page.show([]);
  scene = file.scenes.find((one) => one.name === name) ?? file.scenes[0];
  play = "";
  take(EMPTY);
  show(0);
  document.title = `${scene.title} · ${file.title}`;
}

document.addEventListener("keydown", (event) => {
  const by = { PageDown: 1, PageUp: -1 }[event.key];
  const typed = event.target instanceof Element && event.target.closest("input, select, textarea, dialog");
  const next = by && file.scenes[file.scenes.indexOf(scene) + by];
  if (!next || typed || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  go(next.name);
});

const fromAddress = () => begin(decodeURIComponent(location.hash.slice(1)));
addEventListener("hashchange", () => {
  const name = decodeURIComponent(location.hash.slice(1));
  if (file.scenes.some((one) => one.name === name)) fromAddress();
});
dark.addEventListener("change", () => page.again());
root.replaceChildren();
fromAddress();
