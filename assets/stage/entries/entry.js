/** A scene in its place on the page: made when it is needed first, and dressed in the sheets that it wears. */

import { followTerms } from "../glossary/links.js";
import { hostOf } from "../page.js";
import { notePage } from "../seen.js";
import { dress, sheetOf } from "../styles.js";
import { stepOff } from "./onstage.js";

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */

/**
 * @typedef {object} Entry a scene on the page
 * @property {boolean} [hasCursor] whether the address tells where its cursor is; not before there is a picture
 * @property {(event: KeyboardEvent) => void} [keydown]
 * @property {(component: Component) => void} show
 * @property {() => void} [repaint] draws what is there once more, in the theme of now
 * @property {() => Taken | null} [taken] what can be taken home of it; null as long as there is nothing
 * @property {() => void} end
 */

/**
 * @typedef {object} Taken a picture of the page, as it is taken home
 * @property {string} kind
 * @property {string} name of files
 * @property {string} from of which networks it is, in words
 * @property {import("../parts/csv.js").Table | null} numbers
 * @property {{ scene: import("../pictures.js").Picture, data: unknown } | null} [shown] a live picture that is
 *   uncovered: `home/tables` knows its numbers
 * @property {TakenApart | null} [apart] a timestep that is taken apart, where there is one
 * @property {import("../home/reels.js").Training | null} [training] a training that it shows step by step
 */

/**
 * @typedef {object} TakenApart
 * @property {number} count of its operations
 * @property {(share: number) => void} happen shows how much of the operation has happened
 * @property {() => Element[]} parts what is seen of it
 */

/** A scene measures its type when it is built. */
const shared = await sheetOf("stage.css");

/** @type {Map<Root, Entry>} */
const scenes = new Map();

/** The scenes of the page with their places, from top to bottom. */
export const entriesInSight = () =>
  [...scenes].filter(([root]) => root.isConnected).sort(([a], [b]) => (isBefore(hostOf(a), hostOf(b)) ? -1 : 1));

/** @param {Element} one @param {Element} other */
const isBefore = (one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/**
 * Show what a component asks for in the scene of its place, which is made when it is needed first.
 * @template {Entry} Kind
 * @param {Component} component
 * @param {new (root: Root) => Kind} Made
 * @param {CSSStyleSheet[]} own sheets beside the one that all scenes share
 */
export function entryOf(component, Made, ...own) {
  const root = component.parentElement;
  for (const sheet of [shared, ...own]) dress(root, sheet);
  const known = scenes.get(root);
  const entry = known instanceof Made ? known : new Made(root);
  scenes.set(root, entry);
  notePage();
  followTerms(hostOf(root));
  entry.show(component);
  return entry;
}

/** End the scene of a place. @param {Root} root */
export function endAt(root) {
  const entry = scenes.get(root);
  if (!entry) return;
  entry.end();
  stepOff(entry);
  scenes.delete(root);
}

/** A scene whose modules are fetched by the page that shows it; the newest call is shown once they are there. */
export class LateEntry {
  /** @param {Root} root */
  constructor(root) {
    this.root = root;
    this.ended = false;
    this.component = /** @type {Component | null} */ (null);
  }

  /** @param {Component} component */
  show(component) {
    this.component = component;
  }

  /** Whether a call is still to be shown: modules that load do not keep the order of calls. */
  /** @param {Component} component */
  wants(component) {
    return !this.ended && this.component === component;
  }

  end() {
    this.ended = true;
  }
}
