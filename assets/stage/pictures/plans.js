/** Lesson plans: those that are supplied, and one's own, in which entries come, go, move and are undone. */

import { download } from "../figure/export.js";
import { EMPTY, REFUSED, keep, kept, run, running, slideOf } from "../plan/kept.js";
import { fromFile, minutesIn, minutesOf, textOf, toFile } from "../plan/format.js";
import { html } from "../svg.js";

/** @typedef {import("../plan/format.js").Plan} Plan */
/** @typedef {{ supplied: Plan[], scenes: Record<string, string[]> }} Told */

const MINUTES = "minutes";

export class Picture {
  /** @param {import("../page.js").Root} root */
  constructor(root) {
    this.told = /** @type {Told} */ ({ supplied: [], scenes: {} });
    this.plan = kept();
    this.before = /** @type {Plan[]} */ ([]);
    this.heading = html("h3");
    this.undoing = key("Undo", () => this.undo());
    this.status = html("p", { class: "plans-status", role: "status" });
    this.going = html("div", { class: "plans-acts" });
    this.own = html("section", { "aria-label": "My plan" });
    this.others = html("div");
    this.file = html("input", { type: "file", accept: ".json,application/json", hidden: true });
    this.file.onchange = () => void this.open();
    root.append(html("div", { class: "picture plans" }, [this.status, this.going, this.others, this.own, this.file]));
  }

  /** @param {Told} told */
  show(told) {
    this.told = told;
    this.others.replaceChildren(...told.supplied.map((plan) => this.supplied(plan)));
    this.draw();
    this.underWay();
  }

  /** The plan that Page Down goes along in this tab: one may go on with it, or end it. */
  underWay() {
    const now = running();
    this.going.replaceChildren();
    if (!now) return;
    const { plan, at } = now;
    this.say(`Under way: ${plan.title}, entry ${at + 1} of ${plan.entries.length}.`);
    const on = key("Go on", () => location.assign(slideOf(plan.entries[at].link)));
    const end = key("End it", () => {
      run(null);
      this.underWay();
      this.say(`“${plan.title}” was ended. Page Down goes through the lesson again.`);
    });
    this.going.append(on, end);
  }

  /** @param {string} sentence */
  say(sentence) {
    this.status.textContent = sentence;
  }

  /** Whether there is such a page and scene. @param {string} link */
  exists(link) {
    const { pathname, searchParams } = new URL(link, location.origin);
    const scenes = this.told.scenes[pathname.slice(1)];
    const scene = searchParams.get("scene");
    return Boolean(scenes) && (scene === null || scenes.includes(scene));
  }

  /** @param {Plan} plan @param {string} [sentence] @param {boolean} [undoes] */
  change(plan, sentence = "", undoes = false) {
    if (!undoes) this.before.push(this.plan);
    this.plan = plan;
    this.say(keep(plan) ? sentence : REFUSED);
    this.draw();
  }

  /**
   * Take what was written into a field, which stays as it is: it may have the focus.
   * @param {number} at
   * @param {Partial<import("../plan/format.js").Entry>} change
   */
  set(at, change) {
    this.before.push(this.plan);
    const entries = this.plan.entries.map((one, place) => (place === at ? { ...one, ...change } : one));
    this.plan = { ...this.plan, entries };
    this.say(keep(this.plan) ? "" : REFUSED);
    this.heading.textContent = headingOf(this.plan);
    this.undoing.disabled = false;
  }

  /** @param {Plan} plan */
  takeOver(plan) {
    this.change(plan, "It is your plan now, below. Undo brings the old one back.");
    this.own.scrollIntoView({ block: "start", behavior: "instant" });
  }

  undo() {
    const last = this.before.pop();
    if (last) this.change(last, "Taken back.", true);
  }

  /** @param {Plan} plan @param {number} at */
  present(plan, at) {
    if (!run({ plan, at, begun: Date.now() })) return this.say(REFUSED);
    location.assign(slideOf(plan.entries[at].link));
  }

  async open() {
    const [file] = this.file.files ?? [];
    this.file.value = "";
    if (!file) return;
    try {
      const { plan, left } = fromFile(await file.text(), (link) => this.exists(link));
      const more = left ? ` ${left} entries lead to no scene of this server and were left out.` : "";
      this.change(plan, `“${plan.title}” was opened.${more}`);
    } catch (error) {
      this.say(`${/** @type {Error} */ (error).message} Your plan is as it was.`);
    }
  }

  save() {
    download("unrolled-plan.json", new Blob([toFile(this.plan)], { type: "application/json" }));
    this.say("unrolled-plan.json was saved.");
  }

  draw() {
    const { entries } = this.plan;
    this.heading = html("h3", {}, headingOf(this.plan));
    this.undoing = key("Undo", () => this.undo(), !this.before.length);
    const opening = key("Open a file", () => this.file.click());
    if (!entries.length) {
      const acts = this.before.length ? [opening, this.undoing] : [opening];
      return this.own.replaceChildren(
        html("h3", {}, "A plan of your own"),
        html("p", {}, "Take one of these as yours, add scenes from their pages, or open a file."),
        html("div", { class: "plans-acts" }, acts),
      );
    }
    const acts = [
      key("Present", () => this.present(this.plan, 0)),
      key("Save as a file", () => this.save()),
      opening,
      this.undoing,
      key("Empty it", () => this.change(EMPTY(), "Your plan is empty.")),
    ];
    const rows = entries.map((_, at) => this.row(at));
    this.own.replaceChildren(this.heading, html("div", { class: "plans-acts" }, acts), html("ol", {}, rows));
  }

  /** An entry of one's own plan. @param {number} at */
  row(at) {
    const entry = this.plan.entries[at];
    const set = (/** @type {Partial<import("../plan/format.js").Entry>} */ change) => this.set(at, change);
    const field = (/** @type {"notes" | "wrong"} */ name, /** @type {string} */ label) => {
      const box = html(
        "textarea",
        { rows: 2, maxlength: 2000, "aria-label": `${label}, entry ${at + 1}` },
        entry[name],
      );
      box.onchange = () => set({ [name]: textOf(box.value) });
      return html("label", { class: "plans-text" }, [label, box]);
    };
    const label = `Minutes, entry ${at + 1}`;
    const minutes = html("input", { type: "number", min: 0, max: 240, value: entry.minutes, "aria-label": label });
    minutes.onchange = () => set({ minutes: minutesOf(minutes.value) });
    const skip = html("input", { type: "checkbox", checked: entry.skip });
    skip.onchange = () => set({ skip: skip.checked });
    return html("li", {}, [
      html("div", { class: "plans-row" }, [
        html("a", { href: slideOf(entry.link).replace(/[?&]present=1$/, "") }, entry.title || entry.link),
        html("label", {}, [minutes, MINUTES]),
        html("label", {}, [skip, "can be skipped"]),
        key("Up", () => this.move(at, -1), at === 0, `Up, entry ${at + 1}`),
        key("Down", () => this.move(at, 1), at === this.plan.entries.length - 1, `Down, entry ${at + 1}`),
        key("Remove", () => this.remove(at), false, `Remove entry ${at + 1}`),
        key("Present", () => this.present(this.plan, at), false, `Present from entry ${at + 1}`),
      ]),
      field("notes", "Notes"),
      field("wrong", "Usual wrong answers"),
    ]);
  }

  /** @param {number} at @param {number} by */
  move(at, by) {
    const entries = [...this.plan.entries];
    entries.splice(at + by, 0, ...entries.splice(at, 1));
    this.change({ ...this.plan, entries });
  }

  /** @param {number} at */
  remove(at) {
    const entries = this.plan.entries.filter((_, place) => place !== at);
    this.change({ ...this.plan, entries }, `Entry ${at + 1} was removed. Undo brings it back.`);
  }

  /** @param {Plan} plan */
  supplied(plan) {
    const rows = plan.entries.map(({ title, minutes, notes, skip }, at) =>
      html("li", {}, [
        html("div", { class: "plans-row" }, [
          html("strong", {}, title),
          html("span", {}, `${minutes} min${skip ? ", can be skipped" : ""}`),
          key("Present", () => this.present(plan, at), false, `Present from ${title}`),
        ]),
        html("p", {}, notes),
      ]),
    );
    const acts = [key("Present", () => this.present(plan, 0)), key("Take as my plan", () => this.takeOver(plan))];
    return html("details", { class: "plans-supplied" }, [
      html("summary", {}, plan.title),
      html("div", { class: "plans-acts" }, acts),
      html("ol", {}, rows),
    ]);
  }
}

/** @param {Plan} plan */
const headingOf = ({ title, entries }) => `${title}: ${minutesIn(entries)} ${MINUTES}`;

/** @param {string} name @param {() => void} onclick @param {boolean} [disabled] @param {string} [label] */
const key = (name, onclick, disabled = false, label = name) =>
  html("button", { type: "button", "aria-label": label, onclick, disabled }, name);
