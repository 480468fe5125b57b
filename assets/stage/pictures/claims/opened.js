/** A claim that is open: its proof, which can be measured again, and the ways from it: lesson, lab, Python, a link. */

import { fetchDescription, wholeOf } from "../../networks.js";
import { copy } from "../../parts/clipboard.js";
import { counted } from "../../parts/words.js";
import { dress, sheetOf } from "../../styles.js";
import { html, say } from "../../svg.js";

/** @typedef {import("./choices.js").Claim} Claim */
/** @typedef {import("../seeds.js").Proof["here"]} Here */
/** @typedef {{ stream: string, watcher: string, lesson: string, here: Here | undefined }} Around */
/**
 * `over`: it is no longer measured.
 * @typedef {{ go: (click: MouseEvent) => void, close: () => void, heard: (here: Here) => void,
 *   over: () => void }} Hands
 */

const NOT_YET = { word: /** @type {const} */ ("fails"), text: "Not measured yet", low: 0, high: 1, count: 0 };

/** Lines of Python that measure a claim again. @param {string} id */
export const asCode = (id) => `from core import experiment, measure

claim = experiment("${id}")
found = sorted(measure(claim, range(20)))
print(claim.verdict([one.values for one in found]).text)
`;

/** Where a claim is seen. @param {Claim} claim */
export const addressOf = ({ lesson, scene }) => `./${lesson === "home" ? "" : lesson}${scene && `?scene=${scene}`}`;

export class Opened {
  /** @param {Claim} claim @param {Around} around @param {Hands} hands */
  constructor(claim, around, hands) {
    this.claim = claim;
    this.around = around;
    this.hands = hands;
    this.ended = false;
    this.picture = /** @type {import("../seeds.js").Picture | null} */ (null);
    this.proof = html(
      "div",
      { class: "claims-proof" },
      html("p", { class: "claims-wait" }, "The proof is on its way."),
    );
    this.note = html("p", { class: "claims-note", role: "status" });
    this.element = html("div", { class: "claims-open" }, [this.proof, this.#ways()]);
    void this.#fetch();
  }

  async #fetch() {
    const key = this.claim.proof;
    try {
      const [{ Picture }, sheet] = await Promise.all([
        import("../seeds.js"),
        sheetOf("pictures/seeds.css"),
        fetchDescription(key),
      ]);
      if (this.ended) return;
      dress(this.proof, sheet);
      this.proof.replaceChildren();
      this.picture = new Picture(this.proof);
      this.picture.heard = (here) => this.hands.heard(here);
      this.picture.ended = () => this.hands.over();
      const told = /** @type {any} */ (wholeOf(/** @type {any} */ ({ description: key })));
      this.picture.show(
        { ...told, here: this.around.here ?? { points: [], verdict: NOT_YET } },
        { ...this.around, alt: told.alt },
      );
    } catch (error) {
      const why = /** @type {Error} */ (error).message;
      say(this.proof, `The proof could not be fetched (${why}). Close this claim and open it again.`);
    }
  }

  #ways() {
    const { claim, around, hands } = this;
    const where = claim.title ? `${around.lesson} · ${claim.title}` : around.lesson;
    const { lab } = claim;
    const some =
      lab && lab.runs < lab.of ? `${lab.runs} of its ${lab.of} networks` : counted(lab?.runs ?? 0, "network");
    return html("div", { class: "claims-ways" }, [
      html("a", { class: "claims-way", href: addressOf(claim), onclick: hands.go }, [
        html("b", {}, "See it"),
        ` ${where}`,
      ]),
      ...(lab
        ? [
            html("a", { class: "claims-way", href: `./${lab.link}`, target: "_blank", rel: "noopener" }, [
              html("b", {}, "Train it in the lab"),
              ` ${some} of start 0, in a new tab`,
            ]),
          ]
        : []),
      html("details", { class: "claims-code" }, [
        html("summary", {}, "As code"),
        html("pre", { tabindex: 0, "aria-label": "Python" }, asCode(claim.id)),
        html(
          "button",
          { type: "button", class: "key", onclick: () => this.#copy(asCode(claim.id), "The lines") },
          "Copy",
        ),
      ]),
      html("div", { class: "claims-keys" }, [
        html(
          "button",
          { type: "button", class: "key", onclick: () => this.#copy(location.href, "The link") },
          "Copy the link",
        ),
        html("button", { type: "button", class: "key", onclick: hands.close }, "Close"),
      ]),
      this.note,
    ]);
  }

  /** @param {string} text @param {string} what */
  async #copy(text, what) {
    try {
      await copy(text, "your browser does not allow it");
      say(this.note, `${what} ${what.endsWith("s") ? "were" : "was"} copied.`);
    } catch (error) {
      say(this.note, `Nothing was copied: ${/** @type {Error} */ (error).message}.`);
    }
  }

  /** Whether it is being measured again. */
  get running() {
    return this.picture?.running ?? false;
  }

  end() {
    this.ended = true;
    this.picture?.end();
    this.element.remove();
  }
}
