/**
 * The switch between two runs side by side and their difference; above a score with a twin also what both come to, and
 * the button that ends it.
 */

import { cursor, move } from "../cursor.js";
import { hands, take } from "../hands.js";
import { atRest } from "../parts/rest.js";
import { html, put, say } from "../svg.js";

/** @typedef {import("../types.d.ts").PairSeen} Pair */
/** @typedef {import("../hands.js").Show} Show */

/** What is shown, and the key for it. @type {[Show, string][]} */
const CHOICES = [
  ["first", "a"],
  ["second", "b"],
  ["difference", "d"],
];

/** What the keys do, beside those of the words. @type {[string, string][]} */
export const PAIR_KEYS = [
  ["t", "a twin of the sentence, none"],
  ["a b d", "of two runs: the first, the second, the difference"],
];

/**
 * Show one of two runs, or their difference. Before the first word that differs from its twin there is nothing to see
 * of a difference: a cursor that stands there goes to that word.
 * @param {Pair} pair
 * @param {Show} show
 */
function choose({ tokens }, show) {
  const first = tokens?.findIndex(({ differs }) => differs !== undefined) ?? -1;
  if (show === "difference" && cursor.timestep < first) move({ timestep: first });
  take({ show });
}

/** Three buttons of which one is pressed. */
export class Switch {
  constructor() {
    this.pair = /** @type {Pair | null} */ (null);
    this.buttons = CHOICES.map(([show]) =>
      html("button", { type: "button", onclick: () => this.pair && choose(this.pair, show) }),
    );
    this.root = html("div", { class: "switch", role: "group", "aria-label": "What the staves show" }, this.buttons);
  }

  /** @param {Pair} pair */
  update(pair) {
    const { show, names, kind } = pair;
    this.pair = pair;
    this.buttons.forEach((button, place) => {
      const [of, key] = CHOICES[place];
      const [name, pressed] = [names[place], of === show];
      const run = kind === "twin" && of !== "difference" ? `Sentence ${name}` : name;
      say(button, name);
      put(button, "aria-pressed", pressed);
      put(button, "aria-label", run);
      put(button, "title", `${run} (${key})`);
    });
  }
}

/** What stands above a score that has a twin. */
export class TwinPanel {
  /**
   * @param {() => void} end what ends the twin
   * @param {boolean} narrow whether there is little room: the numbers are folded then
   */
  constructor(end, narrow) {
    this.switch = new Switch();
    this.head = html("b");
    this.lines = html("ul", { role: "list" });
    this.numbers = html("details", { open: !narrow }, [html("summary", { hidden: !narrow }, "In numbers"), this.lines]);
    const title = "No twin any more (t)";
    const close = html(
      "button",
      { type: "button", class: "end", "aria-label": title, title, onclick: end, hidden: !end },
      "×",
    );
    this.spoken = html("span", { class: "spoken", "aria-live": "polite" });
    this.root = html("div", { class: "pair", role: "group", "aria-label": "The sentence and its twin" }, [
      html("div", {}, [this.switch.root, this.head, close]),
      this.numbers,
      this.spoken,
    ]);
    this.said = "";
    this.speakLater = atRest(() => say(this.spoken, this.said));
  }

  /**
   * @param {Pair | null} pair
   * @param {string} unread why there is no twin, where one is asked for
   */
  update(pair, unread) {
    const twin = pair?.kind === "twin" ? pair : null;
    const { head, lines } = twin?.told ?? { head: unread, lines: [] };
    const said = [twin ? `Shown: ${nameOf(twin)}.` : "", head, ...lines].join(" ");
    if (said !== this.said) this.speakLater();
    this.said = said;
    this.root.hidden = !twin && !unread;
    this.switch.root.hidden = !twin;
    if (twin) this.switch.update(twin);
    say(this.head, head);
    this.numbers.hidden = !lines.length;
    while (this.lines.children.length > lines.length) this.lines.lastElementChild?.remove();
    while (this.lines.children.length < lines.length) this.lines.append(html("li"));
    lines.forEach((text, place) => say(this.lines.children[place], text));
  }
}

/** What a score has of a second run: above it the panel of a twin, else a switch beside what is done by hand. */
export class Beside {
  /**
   * @param {Element} done where the switch stands
   * @param {() => void} end what ends the twin
   * @param {boolean} narrow whether there is little room
   */
  constructor(done, end, narrow) {
    this.panel = new TwinPanel(end, narrow);
    this.switch = new Switch();
    this.root = this.panel.root;
    done.append(this.switch.root);
  }

  /**
   * @param {Pair | null} pair
   * @param {string} unread why there is no twin, where one is asked for
   */
  update(pair, unread) {
    this.panel.update(pair, unread);
    this.switch.root.hidden = pair?.kind !== "changed";
    if (pair) this.switch.update(pair);
  }
}

/** @param {Pair} pair */
const nameOf = ({ show, names }) => names[CHOICES.findIndex(([one]) => one === show)];

/**
 * What the keys do that choose what is shown, while there are two runs.
 * @param {() => Pair | null} pair
 */
export const showKeys = (pair) =>
  Object.fromEntries(
    CHOICES.map(([show, key]) => {
      const chosen = () => {
        const now = pair();
        if (now && hands.show !== show) choose(now, show);
      };
      return [key, chosen];
    }),
  );
