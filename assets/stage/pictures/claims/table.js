/** The claims as rows. A row is made once; what is chosen hides rows and puts them in another order. */

import { html, put, say } from "../../svg.js";
import { drawBand, drawRange } from "./band.js";
import { QUICK, time } from "./choices.js";
import { CALLED, mark } from "./marks.js";
import { addressOf } from "./opened.js";

/** @typedef {import("./choices.js").Claim} Claim */
/** @typedef {import("../seeds.js").Proof["here"]} Here */

/**
 * @typedef {object} Hands
 * @property {(id: string) => void} toggle opens or closes a claim
 * @property {(column: string) => void} sort
 * @property {(claim: Claim, click: MouseEvent) => void} go
 *
 * @typedef {{ row: HTMLElement, more: HTMLElement, place: HTMLElement, button: HTMLElement, anew: HTMLElement,
 *   band: HTMLElement, claim: Claim }} Row
 */

/** @type {[column: string, title: string][]} */
const COLUMNS = [
  ["claim", "Claim, as measured"],
  ["lesson", "Where it is seen"],
  ["", "Seeds: right of the line they bear it"],
  ["verdict", "Verdict"],
  ["date", "Measured"],
  ["seconds", "Again takes"],
];
const TAKEN = "a, button, input, summary, pre, .claims-open";

export class Table {
  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    this.rows = /** @type {Map<string, Row>} */ (new Map());
    this.body = html("tbody", { role: "rowgroup" });
    this.heads = COLUMNS.map(([column, title]) => this.#head(column, title));
    this.element = html("table", { class: "claims-table", role: "table", "aria-label": "Claims" }, [
      html("thead", { role: "rowgroup" }, html("tr", { role: "row" }, this.heads)),
      this.body,
    ]);
    this.body.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** @param {string} column @param {string} title */
  #head(column, title) {
    const told = { role: "columnheader", scope: "col", "data-column": column };
    if (!column) return html("th", told, title);
    const key = html("button", { type: "button", onclick: () => this.hands.sort(column) }, [
      title,
      html("span", { class: "claims-way-of", "aria-hidden": "true" }),
    ]);
    return html("th", told, key);
  }

  /** @param {Claim[]} claims @param {Record<string, string>} lessons */
  show(claims, lessons) {
    this.rows.clear();
    for (const claim of claims) this.rows.set(claim.id, this.#row(claim, lessons[claim.lesson]));
  }

  /** @param {Claim} claim @param {string} lesson @returns {Row} */
  #row(claim, lesson) {
    const { id } = claim;
    const place = html("td", { role: "cell", colspan: COLUMNS.length, id: `open-${id}` });
    const more = html("tr", { role: "row", class: "claims-more", hidden: true }, place);
    const button = html("button", { type: "button", class: "claims-claim", "aria-expanded": "false" }, claim.claim);
    put(button, "data-claim", id);
    const anew = html("span", { class: "claims-anew" });
    const band = cell("Seeds", claim.points.length ? [drawBand(claim)] : []);
    const row = html(
      "tr",
      { role: "row", class: "claims-row", onclick: (/** @type {MouseEvent} */ click) => this.#click(click, id) },
      [
        html("th", { role: "rowheader", scope: "row" }, [button, ...lectureOf(claim)]),
        cell("Where it is seen", [this.#where(claim, lesson)]),
        band,
        cell("Verdict", [...verdictOf(claim), anew]),
        cell("Measured", claim.date ? measuredOf(claim) : []),
        cell(
          "Again takes",
          claim.date ? [time(claim.seconds), ...(claim.seconds <= QUICK ? [small("quick")] : [])] : [],
        ),
      ],
    );
    put(row, "data-word", claim.word);
    return { row, more, place, button, anew, band, claim };
  }

  /** @param {Claim} claim @param {string} lesson */
  #where(claim, lesson) {
    const onclick = (/** @type {MouseEvent} */ click) => this.hands.go(claim, click);
    return html("a", { href: addressOf(claim), onclick }, [lesson, ...(claim.title ? [small(claim.title)] : [])]);
  }

  /** A click anywhere on a row opens it, unless it was meant for something in it or marked a text. */
  /** @param {MouseEvent} click @param {string} id */
  #click(click, id) {
    const target = /** @type {Element} */ (click.target);
    const taken = target.closest(TAKEN);
    if (taken && !taken.classList.contains("claims-claim")) return;
    if (!taken && getSelection()?.toString()) return;
    this.hands.toggle(id);
  }

  /** Arrow keys go from claim to claim, Escape closes. @param {KeyboardEvent} event */
  #walk(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!target.classList.contains("claims-claim")) return;
    const shown = /** @type {HTMLElement[]} */ (Array.from(this.body.querySelectorAll(".claims-claim")));
    const at = shown.indexOf(target);
    const last = shown.length - 1;
    /** @type {Record<string, number>} */
    const ways = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last };
    if (!(event.key in ways)) return;
    event.preventDefault();
    event.stopPropagation();
    shown[ways[event.key]].focus();
  }

  /** Show these claims in this order, and which column orders them. @param {Claim[]} claims @param {string} sort */
  put(claims, sort) {
    const wanted = claims.flatMap(({ id }) => {
      const found = this.rows.get(id);
      return found ? [found.row, found.more] : [];
    });
    this.#replace(wanted);
    for (const head of this.heads) {
      const { column } = head.dataset;
      const way = column && sort === column ? "ascending" : column && sort === `-${column}` ? "descending" : "none";
      if (column) put(head, "aria-sort", way);
      const sign = head.querySelector(".claims-way-of");
      if (sign) say(sign, way === "ascending" ? " ▲" : way === "descending" ? " ▼" : "");
    }
  }

  /** What is moved on a page loses the focus: rows that stand right stay, and who had it gets it back. */
  /** @param {HTMLElement[]} wanted */
  #replace(wanted) {
    const { children } = this.body;
    if (wanted.length === children.length && wanted.every((row, at) => row === children[at])) return;
    const { activeElement } = /** @type {ShadowRoot | Document} */ (this.body.getRootNode());
    const focused = activeElement instanceof HTMLElement && this.body.contains(activeElement) ? activeElement : null;
    this.body.replaceChildren(...wanted);
    if (focused && this.body.contains(focused)) focused.focus({ preventScroll: true });
  }

  /** Open a row and return the place for its proof; with "" all are closed. @param {string} id */
  open(id) {
    for (const [name, { row, more, button, place }] of this.rows) {
      more.hidden = name !== id;
      row.classList.toggle("claims-is-open", name === id);
      put(button, "aria-expanded", name === id);
      if (name === id) put(button, "aria-controls", place.id);
      else button.removeAttribute("aria-controls");
    }
    return this.rows.get(id)?.place ?? null;
  }

  /**
   * Say and draw what this visit has measured of a claim.
   * @param {string} id
   * @param {Here} here
   * @param {boolean} goesOn whether more is to come
   */
  tell(id, { points, verdict }, goesOn) {
    const found = this.rows.get(id);
    if (!found || !verdict.count) return;
    const bear = points.filter(([, , bears]) => bears).length;
    say(found.anew, `measured here: ${bear} of ${points.length}${goesOn ? ", going on" : ""}`);
    found.band.replaceChildren(drawBand(found.claim, points));
  }

  /** @param {string} id */
  focus(id) {
    this.rows.get(id)?.button.focus({ preventScroll: true });
  }

  /** @param {string} id */
  bringIntoSight(id) {
    this.rows.get(id)?.row.scrollIntoView({ block: "start" });
  }
}

/** A cell, with the name of its column for where the table stands as cards. */
/** @param {string} column @param {import("../../svg.js").Child[]} children */
const cell = (column, children) => html("td", { role: "cell", "data-column": column }, children);

/** @param {string} text */
const small = (text) => html("small", {}, text);

/** What lectures say, where the claim is another sentence. @param {Claim} claim */
const lectureOf = ({ said, source }) => {
  if (!said && !source) return [];
  const who = source ? ` (${source})` : "";
  return [small(said ? `Lectures say: ${said}${who}` : `As in ${source}`)];
};

/** @param {Claim} claim */
function verdictOf(claim) {
  const { word, bears, count, drawn, low = 0, high = 1 } = claim;
  const said = html("span", { class: "claims-said" }, [mark(word), html("b", {}, CALLED[word])]);
  if (!word) return [said];
  const between = `${Math.round(100 * low)}–${Math.round(100 * high)} %`;
  const title = `With many more: between ${between.replace("–", " and ")} of them would bear it (95 % confidence)`;
  return [
    said,
    small(`${bears} of ${count} ${drawn}`),
    html("span", { class: "claims-many", title }, [drawRange(claim), small(between)]),
  ];
}

/** @param {Claim} claim */
const measuredOf = ({ date = "", processor = "" }) => [
  html("time", { datetime: date }, date),
  small(processor.replace("(R) Xeon(R) Processor", " Xeon")),
];
